//! The data folder: is an installation in it, and the folder in it where long work is done that may be
//! broken off and that no second process does beside it.

use crate::{config::Config, keys};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs::{self, DirBuilder, File, TryLockError},
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
};
use switchboard_store::backup;

/// The folder of a restore that goes on. With it and without a key the data folder holds half a
/// restored installation, which the next restore clears away.
pub const RESTORING: &str = "restoring";
/// The bits of a mode by which others than the owner reach a file.
const FOR_OTHERS: u32 = 0o077;

/// The folder that a file lies in: one whose path is a name alone lies where the program was started.
pub fn folder_of(file: &Path) -> &Path {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Makes the data folder where it is missing, readable by its owner alone.
pub fn make_folder(config: &Config) -> Result<()> {
    let data = &config.server.data;
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(data)
        .with_context(|| format!("the data folder {} cannot be made", data.display()))?;
    ensure!(
        !is_half_restored(data),
        "a restore into {} was broken off: run `switchboard restore` again",
        data.display()
    );
    Ok(())
}

/// Refuses a data folder in which no server was ever started. Makes nothing.
pub fn require(config: &Config) -> Result<()> {
    let data = &config.server.data;
    let mut needed = vec![data.join(keys::FILE)];
    needed.extend(backup::file_of(&config.database_url())?);
    match needed.into_iter().find(|file| !file.is_file()) {
        None => Ok(()),
        Some(file) => bail!(
            "no installation here: {} is missing. Name the data folder with --data, or the \
             configuration with --config; `switchboard serve` makes a new installation",
            file.display()
        ),
    }
}

/// Did a restore into this folder end before all was in its place?
pub fn is_half_restored(data: &Path) -> bool {
    data.join(RESTORING).exists() && !data.join(keys::FILE).exists()
}

/// The first thing in the data folder that others on this machine can read, unless they cannot enter
/// the folder itself.
pub fn readable_by_others(data: &Path) -> Result<Option<PathBuf>> {
    let is_open = |path: &Path| Ok::<_, std::io::Error>(path.metadata()?.mode() & FOR_OTHERS != 0);
    if !is_open(data)? {
        return Ok(None);
    }
    for entry in fs::read_dir(data)? {
        let path = entry?.path();
        if is_open(&path)? {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// A folder in the data folder for one piece of long work. What an earlier run left there when it was
/// killed is gone, and all of it goes when the work ends.
pub struct Workspace {
    folder: PathBuf,
    /// Locked as long as the work goes on.
    _data: File,
}

impl Workspace {
    /// Takes the data folder's turn for long work.
    pub fn open(data: &Path, name: &str) -> Result<Self> {
        let unusable = || format!("the data folder {} cannot be used", data.display());
        let held = File::open(data).with_context(unusable)?;
        match held.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "another backup or restore works in {}: wait until it has ended",
                data.display()
            ),
            Err(TryLockError::Error(error)) => return Err(error).with_context(unusable),
        }
        let folder = data.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).with_context(unusable)?;
        }
        DirBuilder::new().mode(0o700).create(&folder).with_context(unusable)?;
        Ok(Self { folder, _data: held })
    }

    /// Where the work is done.
    pub fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        // What stays is cleared away by the next work of this name.
        let _left = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::of_folder;

    #[test]
    fn a_look_at_an_empty_folder_makes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("elsewhere");
        let error = require(&of_folder(&data)).expect_err("nothing is there");
        assert!(error.to_string().contains("no installation here"), "{error}");
        assert!(!data.exists());
    }

    #[test]
    fn work_that_was_killed_leaves_nothing_for_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("copying")).expect("made");
        fs::write(folder.path().join("copying/half"), "x").expect("written");
        let work = Workspace::open(folder.path(), "copying").expect("its turn");
        assert!(!work.path().join("half").exists());
        let second = Workspace::open(folder.path(), "copying");
        assert!(second.is_err(), "two at a time");
        drop(work);
        assert!(!folder.path().join("copying").exists());
        assert!(Workspace::open(folder.path(), "copying").is_ok());
    }

    #[test]
    fn a_folder_that_nobody_else_enters_hides_what_is_in_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let set = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("set");
        };
        let file = folder.path().join("open");
        fs::write(&file, "x").expect("written");
        set(&file, 0o644);
        set(folder.path(), 0o700);
        assert_eq!(readable_by_others(folder.path()).expect("read"), None);
        set(folder.path(), 0o755);
        assert_eq!(readable_by_others(folder.path()).expect("read"), Some(file.clone()));
        set(&file, 0o600);
        assert_eq!(readable_by_others(folder.path()).expect("read"), None);
    }
}
