//! A tar archive that is streamed: files of JSON lines, which are cut into parts so that none is held whole,
//! and files as they are stored.

use super::Pieces;
use crate::limits::{EXPORT_PART_BYTES, TAR_BLOCK_BYTES};
use crate::{DeskError, Result};
use futures::StreamExt;
use serde_json::Value;
use std::collections::BTreeMap;
use switchboard_model::Timestamp;
use switchboard_model::connector::BlobStream;
use tar::{EntryType, Header};

/// The archive while it is written.
pub(super) struct Archive<'a> {
    pieces: &'a Pieces,
    /// What all of its files are dated by.
    at: Timestamp,
    parts: BTreeMap<&'static str, Part>,
}

/// Lines that wait for enough others.
#[derive(Default)]
struct Part {
    number: usize,
    lines: Vec<u8>,
}

impl<'a> Archive<'a> {
    /// An empty one.
    pub(super) fn new(pieces: &'a Pieces, at: Timestamp) -> Self {
        Self { pieces, at, parts: BTreeMap::new() }
    }

    /// Adds a line to the file of this name, or to its next part.
    pub(super) async fn line(&mut self, name: &'static str, line: &Value) -> Result<()> {
        let part = self.parts.entry(name).or_default();
        part.lines.extend_from_slice(line.to_string().as_bytes());
        part.lines.push(b'\n');
        if part.lines.len() >= EXPORT_PART_BYTES { self.end_part(name).await } else { Ok(()) }
    }

    /// Adds a file of this size.
    pub(super) async fn file(
        &self,
        name: &str,
        size_bytes: u64,
        mut content: BlobStream,
    ) -> Result<()> {
        self.head(name, size_bytes).await?;
        let other = || DeskError::Internal(format!("the file {name} is not as long as it was"));
        let mut left = size_bytes;
        while let Some(bytes) = content.next().await {
            let bytes = bytes.map_err(|error| DeskError::Internal(error.to_string()))?;
            left = left.checked_sub(bytes.len() as u64).ok_or_else(other)?;
            self.pieces.push(bytes).await?;
        }
        if left > 0 {
            return Err(other());
        }
        self.fill(size_bytes).await
    }

    /// Ends the archive: without its end it is not whole.
    pub(super) async fn finish(mut self) -> Result<()> {
        let names: Vec<&'static str> = self.parts.keys().copied().collect();
        for name in names {
            self.end_part(name).await?;
        }
        // Two empty blocks.
        self.pieces.push(zeros(2 * TAR_BLOCK_BYTES)).await
    }

    async fn end_part(&mut self, name: &'static str) -> Result<()> {
        let Some(part) = self.parts.get_mut(name).filter(|part| !part.lines.is_empty()) else {
            return Ok(());
        };
        let lines = std::mem::take(&mut part.lines);
        part.number += 1;
        let file = match part.number {
            1 => format!("{name}.jsonl"),
            number => format!("{name}-{number}.jsonl"),
        };
        let size_bytes = lines.len() as u64;
        self.head(&file, size_bytes).await?;
        self.pieces.push(lines).await?;
        self.fill(size_bytes).await
    }

    async fn head(&self, name: &str, size_bytes: u64) -> Result<()> {
        let mut header = Header::new_gnu();
        header.set_path(name).map_err(|error| DeskError::Internal(error.to_string()))?;
        header.set_entry_type(EntryType::Regular);
        header.set_size(size_bytes);
        header.set_mode(0o600);
        header.set_mtime(u64::try_from(self.at.0 / 1_000).unwrap_or_default());
        header.set_cksum();
        self.pieces.push(header.as_bytes().to_vec()).await
    }

    /// A file ends where a block ends.
    async fn fill(&self, size_bytes: u64) -> Result<()> {
        let over = size_bytes % TAR_BLOCK_BYTES;
        if over == 0 { Ok(()) } else { self.pieces.push(zeros(TAR_BLOCK_BYTES - over)).await }
    }
}

fn zeros(count: u64) -> Vec<u8> {
    vec![0; usize::try_from(count).unwrap_or_default()]
}
