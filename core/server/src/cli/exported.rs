//! Takes an export from the desk, as whoever follows its link does.

use anyhow::{Context as _, Result};
use futures::StreamExt;
use std::path::Path;
use switchboard_desk::{
    Desk,
    export::{
        ExportLink,
        open::{OpenedExport, open},
    },
};
use tokio::{fs::File, io::AsyncWriteExt};

async fn opened(desk: &Desk, link: &ExportLink) -> Result<OpenedExport> {
    let token = link.path.rsplit('/').next().unwrap_or_default();
    Ok(open(desk, token).await?)
}

/// The whole text of an export.
pub async fn text(desk: &Desk, link: &ExportLink) -> Result<String> {
    let mut pieces = opened(desk, link).await?.pieces;
    let mut all = Vec::new();
    while let Some(piece) = pieces.next().await {
        all.extend_from_slice(&piece?);
    }
    Ok(String::from_utf8(all)?)
}

/// Writes an export into a new file; returns how many bytes it has. Half of one is removed again.
pub async fn save(desk: &Desk, link: &ExportLink, to: &Path) -> Result<u64> {
    let named = || format!("{} cannot be written", to.display());
    let file = File::options().write(true).create_new(true).open(to).await;
    let copied = copy(desk, link, file.with_context(named)?).await;
    if copied.is_err() {
        tokio::fs::remove_file(to).await.with_context(named)?;
    }
    copied
}

async fn copy(desk: &Desk, link: &ExportLink, mut to: File) -> Result<u64> {
    let mut pieces = opened(desk, link).await?.pieces;
    let mut size_bytes = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece?;
        size_bytes += piece.len() as u64;
        to.write_all(&piece).await?;
    }
    to.sync_all().await?;
    Ok(size_bytes)
}
