//! Writes an archive while the server serves: a copy of the database first, then the key and the files,
//! each of which never changes.

use super::{Counted, DATABASE, FILES, PART_PREFIX};
use crate::{
    config::Config,
    installation::{Workspace, folder_of},
    keys,
    progress::{Length, Progress},
};
use anyhow::{Context, Result, ensure};
use std::{
    fs::{self, File},
    io::{Read, Write},
    path::{Path, PathBuf},
};
use switchboard_store::{Store, backup};
use tar::{Builder, EntryType, Header};
use tempfile::NamedTempFile;

/// Where the database is copied to before it is packed.
const COPYING: &str = "copying";

/// What an archive holds.
#[derive(Debug)]
pub struct Written {
    /// How many files.
    pub files: u64,
    /// The archive's size in bytes.
    pub bytes: u64,
}

/// Writes an archive beside its final name, under a name that nothing else has, and gives it that name
/// when it is whole and on the disk.
pub async fn write(
    config: &Config,
    store: &Store,
    to: &Path,
    progress: &Progress,
) -> Result<Written> {
    let data = config.server.data.clone();
    check(config)?;
    let target = Target::check(&data, to)?;
    let work = Workspace::open(&data, COPYING)?;
    let copy = work.path().join(DATABASE);
    progress.begin("Copying the database", Length::Unknown);
    backup::copy(store, copy.clone()).await?;
    progress.go_on()?;
    let progress = progress.clone();
    tokio::task::spawn_blocking(move || {
        let written = pack(&data, &copy, &target, &progress)?;
        drop(work);
        progress.finish();
        Ok(written)
    })
    .await?
}

/// Can an archive hold this installation?
pub fn check(config: &Config) -> Result<()> {
    ensure!(
        backup::file_of(&config.database_url())?.is_some(),
        "only the embedded database is backed up by Switchboard: use pg_dump for PostgreSQL, and copy \
         the files and {} of the data folder",
        keys::FILE
    );
    ensure!(
        config.files.url.is_none(),
        "files on S3 are in no archive: back up the bucket there, and copy the database and {} of the \
         data folder",
        keys::FILE
    );
    Ok(())
}

/// Where the archive is to stand: outside of what it saves.
struct Target {
    folder: PathBuf,
    file: PathBuf,
}

impl Target {
    fn check(data: &Path, to: &Path) -> Result<Self> {
        ensure!(!to.exists(), "{} exists: name a new file", to.display());
        let folder = folder_of(to);
        let folder = folder
            .canonicalize()
            .with_context(|| format!("{} is no folder to write into", folder.display()))?;
        for saved in [data.to_owned(), data.join(FILES)] {
            // A folder that is not there saves nothing.
            let Ok(saved) = saved.canonicalize() else { continue };
            ensure!(
                !folder.starts_with(&saved),
                "{} lies in the data folder, with which it would be lost: name a file outside of it",
                to.display()
            );
        }
        let name = to.file_name().with_context(|| format!("{} names no file", to.display()))?;
        Ok(Self { file: folder.join(name), folder })
    }
}

fn pack(data: &Path, copy: &Path, target: &Target, progress: &Progress) -> Result<Written> {
    let mut sources = vec![
        (copy.to_owned(), PathBuf::from(DATABASE)),
        (data.join(keys::FILE), PathBuf::from(keys::FILE)),
    ];
    if data.join(FILES).is_dir() {
        find_files(&data.join(FILES), Path::new(FILES), &mut sources)?;
    }
    let bytes: u64 = sources.iter().filter_map(|(path, _)| Some(path.metadata().ok()?.len())).sum();
    progress.begin("Writing the archive", Length::Bytes(bytes));
    let pending = NamedTempFile::with_prefix_in(PART_PREFIX, &target.folder)
        .with_context(|| format!("{} cannot be written to", target.folder.display()))?;
    let mut archive = Builder::new(pending);
    let mut count = 0;
    for (path, name) in &sources {
        count += u64::from(append(&mut archive, path, name, progress)?);
    }
    let mut pending = archive.into_inner()?;
    pending.flush()?;
    pending.as_file().sync_all()?;
    let file = pending.persist_noclobber(&target.file).map_err(|error| error.error);
    let file = file.with_context(|| format!("{} cannot be made", target.file.display()))?;
    File::open(&target.folder)?.sync_all()?;
    Ok(Written { files: count, bytes: file.metadata()?.len() })
}

fn find_files(folder: &Path, name: &Path, found: &mut Vec<(PathBuf, PathBuf)>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), name.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            find_files(&path, &name, found)?;
        } else {
            found.push((path, name));
        }
    }
    Ok(())
}

/// Appends a file. One of the files that was removed meanwhile is left out: nothing refers to it.
fn append(
    archive: &mut Builder<NamedTempFile>,
    path: &Path,
    name: &Path,
    progress: &Progress,
) -> Result<bool> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(_) if name.starts_with(FILES) => return Ok(false),
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", path.display()));
        }
    };
    let size_bytes = file.metadata()?.len();
    let mut header = Header::new_gnu();
    header.set_entry_type(EntryType::Regular);
    header.set_mode(0o600);
    header.set_size(size_bytes);
    let content = Counted { inner: file.take(size_bytes), progress };
    archive.append_data(&mut header, name, content)?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_stands_outside_of_what_it_saves() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("files/ab")).expect("made");
        std::os::unix::fs::symlink(data.join("files"), folder.path().join("way")).expect("linked");
        for inside in ["data/x.tar", "data/files/x.tar", "data/files/ab/x.tar", "way/x.tar"] {
            let refused = Target::check(&data, &folder.path().join(inside));
            assert!(refused.is_err(), "{inside} was taken");
        }
        for outside in ["x.tar", "data.tar", "data/../x.tar"] {
            let taken = Target::check(&data, &folder.path().join(outside));
            assert!(taken.is_ok(), "{outside} was refused");
        }
        let missing = Target::check(&data, &folder.path().join("nowhere/x.tar"));
        assert!(missing.is_err(), "a folder that is not there was taken");
    }

    #[test]
    fn what_lies_beside_the_archive_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        fs::create_dir_all(data.join("files")).expect("made");
        for (name, text) in [("data/instance.key", "key"), ("copy", "rows"), ("x.partial", "mine")]
        {
            fs::write(folder.path().join(name), text).expect("written");
        }
        let target = Target::check(&data, &folder.path().join("x.tar")).expect("outside");
        let progress = Progress::new(true);
        let copy = folder.path().join("copy");
        let written = pack(&data, &copy, &target, &progress).expect("packed");
        assert_eq!(written.files, 2);
        let mine = fs::read_to_string(folder.path().join("x.partial")).expect("it is there");
        assert_eq!(mine, "mine");
        assert!(pack(&data, &copy, &target, &progress).is_err(), "an archive was overwritten");
    }
}
