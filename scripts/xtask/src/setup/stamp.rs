//! A stamp remembers from which inputs something was made, so that unchanged work is skipped.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A digest over names and contents; only ever compared on the machine that made it.
#[derive(Default)]
pub struct Inputs {
    hasher: DefaultHasher,
}

impl Inputs {
    pub fn text(&mut self, text: &str) {
        text.hash(&mut self.hasher);
    }

    /// Takes in one file, or everything below a folder in the order of names.
    pub fn path(&mut self, path: &Path) -> Result<()> {
        let about = || format!("{} cannot be read", path.display());
        if path.is_dir() {
            let mut entries = Vec::new();
            for entry in fs::read_dir(path).with_context(about)? {
                entries.push(entry.with_context(about)?.path());
            }
            entries.sort();
            entries.iter().try_for_each(|entry| self.path(entry))
        } else {
            path.hash(&mut self.hasher);
            fs::read(path).with_context(about)?.hash(&mut self.hasher);
            Ok(())
        }
    }

    pub fn digest(&self) -> String {
        format!("{:016x}", self.hasher.finish())
    }
}

/// The file that keeps the digest of the last finished work.
pub struct Stamp {
    file: PathBuf,
    digest: String,
}

impl Stamp {
    pub fn new(file: PathBuf, inputs: &Inputs) -> Self {
        Self { file, digest: inputs.digest() }
    }

    /// Whether the work was finished from the same inputs.
    pub fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|stored| stored == self.digest)
    }

    /// Notes that the work is finished.
    pub fn write(&self) -> Result<()> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)
                .with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        fs::write(&self.file, &self.digest)
            .with_context(|| format!("{} cannot be written", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_goes_stale_when_any_file_changes() {
        let folder = std::env::temp_dir().join(format!("xtask-stamp-{}", std::process::id()));
        fs::create_dir_all(folder.join("inner")).unwrap();
        fs::write(folder.join("inner/a"), "one").unwrap();
        let inputs = || {
            let mut inputs = Inputs::default();
            inputs.path(&folder.join("inner")).unwrap();
            inputs
        };
        let stamp = Stamp::new(folder.join("stamp"), &inputs());
        assert!(!stamp.is_fresh());
        stamp.write().unwrap();
        assert!(Stamp::new(folder.join("stamp"), &inputs()).is_fresh());
        fs::write(folder.join("inner/a"), "two").unwrap();
        assert!(!Stamp::new(folder.join("stamp"), &inputs()).is_fresh());
        fs::remove_dir_all(folder).unwrap();
    }
}
