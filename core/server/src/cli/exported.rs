//! Takes an export from the desk, as whoever follows its link does.

use anyhow::{Context as _, Result};
use futures::StreamExt;
use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};
use switchboard_desk::{
    Desk,
    export::{ExportLink, open::open},
};

/// The whole text of an export.
pub async fn text(desk: &Desk, link: &ExportLink) -> Result<String> {
    let mut all = Vec::new();
    copy(desk, link, &mut all).await?;
    Ok(String::from_utf8(all)?)
}

/// Writes an export to standard output, piece by piece.
pub async fn print(desk: &Desk, link: &ExportLink) -> Result<u64> {
    copy(desk, link, io::stdout()).await
}

/// Writes an export into a new file; returns how many bytes it has. Half of one is removed again.
pub async fn save(desk: &Desk, link: &ExportLink, to: &Path) -> Result<u64> {
    let named = || format!("{} cannot be written: name a new file", to.display());
    let file = File::options().write(true).create_new(true).open(to).with_context(named)?;
    let copied = copy(desk, link, &file).await;
    match copied {
        Ok(_) => file.sync_all().with_context(named)?,
        Err(_) => fs::remove_file(to).with_context(named)?,
    }
    copied
}

async fn copy(desk: &Desk, link: &ExportLink, mut to: impl Write) -> Result<u64> {
    let token = link.path.rsplit('/').next().unwrap_or_default();
    let mut pieces = open(desk, token).await?.pieces;
    let mut size_bytes = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece?;
        size_bytes += piece.len() as u64;
        to.write_all(&piece)?;
    }
    to.flush()?;
    Ok(size_bytes)
}
