//! Unpacks an archive: files that a backup writes, and nothing else, below a folder.

use super::{Counted, DATABASE, FILES};
use crate::{
    keys,
    limits::ARCHIVE_END_BYTES,
    progress::{Length, Progress},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom},
    os::unix::fs::OpenOptionsExt,
    path::{Component, Path, PathBuf},
};
use tar::{Archive, EntryType};

/// Writes the archive's files below a folder, each on the disk and for its owner alone.
pub fn unpack(from: &Path, into: &Path, progress: &Progress) -> Result<u64> {
    let mut file = File::open(from).context("it cannot be read")?;
    ensure!(is_whole(&mut file)?, "it is no archive of `switchboard backup`, or is cut off");
    progress.begin("Unpacking the archive", Length::Bytes(file.metadata()?.len()));
    let mut archive = Archive::new(Counted { inner: file, progress });
    let mut count = 0;
    for entry in archive.entries()? {
        let mut entry = entry.context("it is no archive of `switchboard backup`")?;
        let name = checked(&entry.path()?, entry.header().entry_type())?;
        let path = into.join(&name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let size_bytes = entry.size();
        let mut to = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        let copied = io::copy(&mut entry, &mut to).context("not all could be unpacked")?;
        ensure!(copied == size_bytes, "it is cut off in {}", name.display());
        to.sync_all()?;
        count += 1;
    }
    Ok(count)
}

/// Is the end there, which is written last? Without it files are missing.
fn is_whole(archive: &mut File) -> Result<bool> {
    let mut end = [u8::MAX; ARCHIVE_END_BYTES];
    let Some(begin) = archive.metadata()?.len().checked_sub(end.len() as u64) else {
        return Ok(false);
    };
    archive.seek(SeekFrom::Start(begin))?;
    archive.read_exact(&mut end)?;
    archive.rewind()?;
    Ok(end.iter().all(|byte| *byte == 0))
}

/// The name of a plain file of the archive that stays inside the folder.
fn checked(name: &Path, kind: EntryType) -> Result<PathBuf> {
    let is_plain = name.components().all(|part| matches!(part, Component::Normal(_)));
    let is_ours =
        name == Path::new(DATABASE) || name == Path::new(keys::FILE) || name.starts_with(FILES);
    if is_plain && is_ours && kind.is_file() {
        Ok(name.to_owned())
    } else {
        bail!("it holds {}, which no backup writes", name.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside_and_are_plain_files() {
        let is_taken = |path: &str, kind| checked(Path::new(path), kind).is_ok();
        for path in ["../x", "/etc/passwd", "files/../../x", "other", "files/../instance.key"] {
            assert!(!is_taken(path, EntryType::Regular), "{path} was taken");
        }
        for path in ["database.sqlite", "instance.key", "files/ab/cd"] {
            assert!(is_taken(path, EntryType::Regular), "{path} was refused");
            assert!(!is_taken(path, EntryType::Symlink), "{path} was taken as a link");
        }
    }
}
