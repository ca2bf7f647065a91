//! Where the parts of an installation are, and how they get there: the key last, without which there is
//! no installation.

use crate::installation::folder_of;
use anyhow::{Context, Result};
use std::{
    fs::{self, File},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// Where the parts of an installation are.
pub struct Places {
    pub database: PathBuf,
    pub files: PathBuf,
    pub key: PathBuf,
}

impl Places {
    /// Is there nothing of an installation?
    pub fn are_free(&self) -> Result<bool> {
        let has_files = self.files.is_dir() && fs::read_dir(&self.files)?.next().is_some();
        Ok(!has_files && !self.database.exists() && !self.key.exists())
    }

    /// Moves everything, the key last: without it there is no installation.
    pub fn move_to(&self, other: &Self) -> Result<()> {
        if self.files.is_dir() {
            relocate(&self.files, &other.files)?;
        }
        relocate(&self.database, &other.database)?;
        relocate(&self.key, &other.key)?;
        for place in [&other.key, &other.database] {
            File::open(folder_of(place))?.sync_all()?;
        }
        Ok(())
    }

    /// Removes what a restore has put there.
    pub fn clear(&self) -> io::Result<()> {
        gone(fs::remove_file(&self.key))?;
        gone(fs::remove_file(&self.database))?;
        gone(fs::remove_dir_all(&self.files))
    }
}

/// What was not there is gone as well.
fn gone(removed: io::Result<()>) -> io::Result<()> {
    removed.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Gives a file or folder another place, also on another disk.
fn relocate(from: &Path, to: &Path) -> Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == ErrorKind::CrossesDevices && from.is_file() => {
            fs::copy(from, to)?;
            File::open(to)?.sync_all()?;
            Ok(())
        }
        moved => moved.with_context(|| format!("{} cannot be moved", to.display())),
    }
}
