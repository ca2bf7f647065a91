//! The backup archive: a tar with `database.sqlite`, `instance.key` and `files/…`.

mod drill;
mod places;
mod restore;
mod unpack;
mod write;

pub use drill::{Drilled, drill};
pub use restore::{Taken, restore};
pub use write::{check, write};

use crate::progress::Progress;
use std::io::{self, Read};

/// What the name of an archive begins with while it is written.
pub const PART_PREFIX: &str = ".switchboard-backup-";
const DATABASE: &str = "database.sqlite";
const FILES: &str = "files";

/// A file on its way into an archive or out of it: each piece is counted, and an interrupt ends it.
struct Counted<'a, R> {
    inner: R,
    progress: &'a Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.progress.advance(count as u64).map_err(io::Error::other)?;
        Ok(count)
    }
}
