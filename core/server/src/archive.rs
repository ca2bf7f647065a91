//! The backup archive: a tar with `database.sqlite`, `instance.key` and `files/…`.

use crate::{config::Config, keys};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs::{self, File},
    io::Write,
    path::{Component, Path, PathBuf},
};
use switchboard_model::{Clock, SystemClock};
use switchboard_store::{Store, backup};

const DATABASE: &str = "database.sqlite";
const FILES: &str = "files";

/// What an archive holds.
pub struct Written {
    /// How many files.
    pub files: u64,
    /// The archive's size in bytes.
    pub bytes: u64,
}

/// Writes an archive beside its final name and renames it when it is whole and on the disk.
pub async fn write(config: &Config, store: &Store, to: &Path) -> Result<Written> {
    ensure!(!to.exists(), "{} exists: name a new file", to.display());
    ensure!(
        embedded(config).is_some(),
        "only the embedded database is backed up by this command: use pg_dump for PostgreSQL, and \
         copy the files and {} of the data folder",
        keys::FILE
    );
    ensure!(config.files.url.is_none(), "files on S3 are backed up there: set files.url only");
    let scratch = tempfile::tempdir_in(&config.server.data)
        .context("the data folder has no room for a copy of the database")?;
    let copy = scratch.path().join(DATABASE);
    backup::copy(store, copy.clone()).await?;
    let (data, to) = (config.server.data.clone(), to.to_owned());
    tokio::task::spawn_blocking(move || pack(&data, &copy, &to)).await?
}

fn pack(data: &Path, copy: &Path, to: &Path) -> Result<Written> {
    let pending = to.with_extension("partial");
    let file =
        File::create(&pending).with_context(|| format!("{} cannot be made", pending.display()))?;
    let mut archive = tar::Builder::new(file);
    archive.append_path_with_name(copy, DATABASE)?;
    archive.append_path_with_name(data.join(keys::FILE), keys::FILE)?;
    let mut count = 2;
    let files = data.join(FILES);
    if files.is_dir() {
        count += append_folder(&mut archive, &files, Path::new(FILES))?;
    }
    let mut file = archive.into_inner()?;
    file.flush()?;
    file.sync_all()?;
    fs::rename(&pending, to)?;
    Ok(Written { files: count, bytes: fs::metadata(to)?.len() })
}

/// Appends a folder's files. One that was removed meanwhile is left out: nothing refers to it.
fn append_folder(archive: &mut tar::Builder<File>, folder: &Path, name: &Path) -> Result<u64> {
    let mut count = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, name) = (entry.path(), name.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            count += append_folder(archive, &path, &name)?;
        } else if let Ok(mut file) = File::open(&path) {
            archive.append_file(&name, &mut file)?;
            count += 1;
        }
    }
    Ok(count)
}

/// Restores an archive into the data folder, which must hold no database yet. Returns how many
/// files it held.
pub fn restore(config: &Config, from: &Path) -> Result<u64> {
    let data = &config.server.data;
    let target =
        embedded(config).context("the archive holds an embedded database: unset database.url")?;
    ensure!(
        !target.exists() && !data.join(keys::FILE).exists(),
        "{} holds an installation already: name an empty folder with --data",
        data.display()
    );
    fs::create_dir_all(data)?;
    let scratch = tempfile::tempdir_in(data)?;
    let file = File::open(from).with_context(|| format!("{} cannot be read", from.display()))?;
    let mut archive = tar::Archive::new(file);
    let mut count = 0;
    for entry in archive.entries()? {
        let mut entry = entry.context("this is no archive of `switchboard backup`")?;
        let path = checked(&entry.path()?)?;
        let path = scratch.path().join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        entry.unpack(&path)?;
        count += 1;
    }
    let copy = scratch.path().join(DATABASE);
    ensure!(
        copy.is_file(),
        "{} holds no {DATABASE}: it is no archive of `switchboard backup`",
        from.display()
    );
    if scratch.path().join(FILES).is_dir() {
        fs::rename(scratch.path().join(FILES), data.join(FILES))?;
    }
    fs::rename(scratch.path().join(keys::FILE), data.join(keys::FILE))?;
    backup::restore(&copy, &target, SystemClock.now())?;
    Ok(count)
}

/// The file of the embedded database; none where another one is configured.
fn embedded(config: &Config) -> Option<PathBuf> {
    config.database_url().strip_prefix("sqlite:").map(PathBuf::from)
}

/// A path of the archive that stays inside the folder.
fn checked(path: &Path) -> Result<PathBuf> {
    let is_plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let is_ours =
        path == Path::new(DATABASE) || path == Path::new(keys::FILE) || path.starts_with(FILES);
    if is_plain && is_ours {
        Ok(path.to_owned())
    } else {
        bail!("the archive holds {}, which no backup writes: it was not restored", path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for path in ["../x", "/etc/passwd", "files/../../x", "other", "files/../instance.key"] {
            assert!(checked(Path::new(path)).is_err(), "{path} was taken");
        }
        for path in ["database.sqlite", "instance.key", "files/ab/cd"] {
            assert!(checked(Path::new(path)).is_ok(), "{path} was refused");
        }
    }
}
