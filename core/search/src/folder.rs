//! The folder of the search: which index serves, which one process may change it, and what is no
//! longer needed. An index can always be made again, so that nothing in here is worth a server that
//! does not start.

use crate::{SearchError, fields};
use std::{
    fs::{self, File, TryLockError},
    io::ErrorKind,
    path::Path,
};
use tracing::warn;

/// The file that names the folder of the current index.
const CURRENT: &str = "current";

/// The file that asks the process that has the index open to make it again.
const REQUEST: &str = "rebuild";

/// Makes the folder, and takes it for this process until the file is dropped. The folder itself is
/// locked: a file in it would belong to whoever came first.
pub fn take(folder: &Path) -> Result<File, SearchError> {
    let here = |error| SearchError::file(folder, error);
    fs::create_dir_all(folder).map_err(here)?;
    let taken = File::open(folder).map_err(here)?;
    match taken.try_lock() {
        Ok(()) => Ok(taken),
        Err(TryLockError::WouldBlock) => Err(SearchError::InUse),
        Err(TryLockError::Error(error)) => Err(here(error)),
    }
}

/// The name of the index that serves, or of the first one.
pub fn current_name(folder: &Path) -> String {
    fs::read_to_string(folder.join(CURRENT))
        .ok()
        .map(|name| name.trim().to_owned())
        .filter(|name| name.starts_with(&prefix()) && folder.join(name).is_dir())
        .unwrap_or_else(|| name(0))
}

/// Makes an index the one that serves.
pub fn make_current(folder: &Path, name: &str) -> Result<(), SearchError> {
    let pending = folder.join("current.new");
    fs::write(&pending, name).map_err(|error| SearchError::file(&pending, error))?;
    let current = folder.join(CURRENT);
    fs::rename(&pending, &current).map_err(|error| SearchError::file(&current, error))
}

/// The name of the index after this one.
pub fn name_after(current: &str) -> String {
    let number = current.strip_prefix(&prefix()).and_then(|number| number.parse::<u64>().ok());
    name(number.unwrap_or(0) + 1)
}

fn name(number: u64) -> String {
    format!("{}{number}", prefix())
}

fn prefix() -> String {
    format!("index-v{}-", fields::VERSION)
}

/// Moves an index that cannot be used out of the way, also one that belongs to somebody else. It
/// goes when the next one serves.
pub fn set_aside(index: &Path) -> Result<(), SearchError> {
    let mut names = (0..).map(|number: u64| index.with_extension(format!("unusable-{number}")));
    let Some(aside) = names.find(|aside| !aside.exists()) else { return Ok(()) };
    fs::rename(index, aside).map_err(|error| SearchError::file(index, error))
}

/// Removes what a rebuild that did not come to its end has left.
pub fn remove(index: &Path) -> Result<(), SearchError> {
    match delete(index) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(SearchError::file(index, error)),
        _ => Ok(()),
    }
}

fn delete(index: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(index) {
        Err(error) if error.kind() == ErrorKind::NotADirectory => fs::remove_file(index),
        result => result,
    }
}

/// Removes the indexes that nothing points to. What cannot be removed is only told of: it does no
/// harm but to the disk.
pub fn remove_others(folder: &Path, keep: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("index-")
            && name != keep
            && let Err(error) = delete(&entry.path())
        {
            let path = entry.path();
            warn!(path = %path.display(), %error, "remove this old search index by hand");
        }
    }
}

/// Asks the process that has the index in `folder` open to make it again while it serves.
pub fn request_rebuild(folder: &Path) -> Result<(), SearchError> {
    let request = folder.join(REQUEST);
    fs::write(&request, "").map_err(|error| SearchError::file(&request, error))
}

/// Did another process ask for the index to be made again.
pub fn is_rebuild_requested(folder: &Path) -> bool {
    folder.join(REQUEST).exists()
}

/// The request is met.
pub fn rebuild_is_done(folder: &Path) -> Result<(), SearchError> {
    let request = folder.join(REQUEST);
    fs::remove_file(&request).map_err(|error| SearchError::file(&request, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_process_has_the_folder_at_a_time() {
        let folder = tempfile::tempdir().expect("a folder");
        let taken = take(folder.path()).expect("it is free");
        assert!(matches!(take(folder.path()), Err(SearchError::InUse)));
        drop(taken);
        assert!(take(folder.path()).is_ok());
    }

    #[test]
    fn a_folder_that_cannot_be_used_is_named_with_the_remedy() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("search");
        fs::write(&path, "a file").expect("written");
        let error = take(&path).expect_err("no folder").to_string();
        assert!(error.contains("search") && error.contains("chown"), "{error}");
    }

    #[test]
    fn an_unusable_index_is_moved_and_removed_later() {
        let folder = tempfile::tempdir().expect("a folder");
        let index = folder.path().join(name(3));
        for _ in 0..2 {
            fs::create_dir(&index).expect("made");
            set_aside(&index).expect("moved");
            assert!(!index.exists());
        }
        assert_eq!(fs::read_dir(folder.path()).expect("a list").count(), 2);
        remove_others(folder.path(), &name(0));
        assert_eq!(fs::read_dir(folder.path()).expect("a list").count(), 0);
        remove(&index).expect("nothing to remove");
    }

    #[test]
    fn the_current_name_is_one_that_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(current_name(folder.path()), name(0));
        make_current(folder.path(), &name(7)).expect("named");
        assert_eq!(current_name(folder.path()), name(0), "its folder is not there");
        fs::create_dir(folder.path().join(name(7))).expect("made");
        assert_eq!(current_name(folder.path()), name(7));
        assert_eq!(name_after(&name(7)), name(8));
    }
}
