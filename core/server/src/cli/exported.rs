//! Takes an export from the desk, as whoever follows its link does.

use crate::{installation::folder_of, print};
use anyhow::{Context as _, Result, bail};
use futures::StreamExt;
use std::{io::Write, path::Path};
use switchboard_desk::{
    Desk,
    export::{
        ExportLink,
        open::{OpenedExport, open},
    },
};
use tempfile::NamedTempFile;

/// What the name of a file begins with that is not whole yet.
const PART_PREFIX: &str = ".switchboard-export-";

/// The whole text of an export.
pub async fn text(desk: &Desk, link: &ExportLink) -> Result<String> {
    let mut all = Vec::new();
    copy(desk, link, &mut all).await?;
    Ok(String::from_utf8(all)?)
}

/// Prints an export, piece by piece, as long as somebody reads it.
pub async fn print(desk: &Desk, link: &ExportLink) -> Result<()> {
    let mut pieces = opened(desk, link).await?.pieces;
    while let Some(piece) = pieces.next().await {
        if !print::part(&piece?)? {
            break;
        }
    }
    Ok(())
}

/// Writes an export into a new file; returns how many bytes it has. Half of one never has its name, whoever is
/// killed meanwhile.
pub async fn save(desk: &Desk, link: &ExportLink, to: &Path) -> Result<u64> {
    let named = || format!("{} cannot be written: name a new file", to.display());
    if to.try_exists().with_context(named)? {
        bail!(named());
    }
    let part = NamedTempFile::with_prefix_in(PART_PREFIX, folder_of(to)).with_context(named)?;
    let size_bytes = copy(desk, link, part.as_file()).await?;
    part.as_file().sync_all().with_context(named)?;
    part.persist_noclobber(to).map_err(|error| error.error).with_context(named)?;
    Ok(size_bytes)
}

async fn opened(desk: &Desk, link: &ExportLink) -> Result<OpenedExport> {
    let token = link.path.rsplit('/').next().unwrap_or_default();
    Ok(open(desk, token).await?)
}

async fn copy(desk: &Desk, link: &ExportLink, mut to: impl Write) -> Result<u64> {
    let mut pieces = opened(desk, link).await?.pieces;
    let mut size_bytes = 0;
    while let Some(piece) = pieces.next().await {
        let piece = piece?;
        size_bytes += piece.len() as u64;
        to.write_all(&piece)?;
    }
    to.flush()?;
    Ok(size_bytes)
}
