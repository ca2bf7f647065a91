//! Puts an archive into a data folder: all is unpacked and checked beside first, then moved, the key
//! last. A restore that fails leaves the folder as it was; one that is killed is begun again.

use super::{DATABASE, FILES, places::Places, unpack::unpack};
use crate::{
    config::Config,
    installation::{RESTORING, Workspace, is_half_restored},
    keys,
    limits::ARCHIVE_PIECE_BYTES,
    progress::{Length, Progress},
};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
};
use switchboard_desk::{files::ERASURES, keys::Keys};
use switchboard_model::{Clock, ContactId, SystemClock};
use switchboard_store::backup;
use zeroize::Zeroizing;

/// The database after it was checked and brought to this version.
const ADOPTED: &str = "adopted.sqlite";

/// What is taken beside what is good in the archive.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Files of customers that were damaged, as they are.
    pub damaged_files: bool,
    /// Who was erased in this data folder since the backup was made.
    pub erased_in: Option<PathBuf>,
}

/// Restores an archive into the data folder, which must hold no installation. Returns how many files it held.
pub fn restore(config: &Config, from: &Path, taken: &Taken, progress: &Progress) -> Result<u64> {
    let data = &config.server.data;
    let database = backup::file_of(&config.database_url())?
        .context("the archive holds an embedded database: unset database.url")?;
    ensure!(config.files.url.is_none(), "the archive holds the files: unset files.url");
    fs::create_dir_all(data)
        .with_context(|| format!("the data folder {} cannot be made", data.display()))?;
    let places = Places { database, files: data.join(FILES), key: data.join(keys::FILE) };
    let occupied = || format!("{} holds an installation already", data.display());
    let is_begun = is_half_restored(data);
    ensure!(is_begun || places.are_free()?, "{}: name an empty folder with --data", occupied());
    let work = Workspace::open(data, RESTORING)?;
    if is_begun && !places.key.exists() {
        places.clear()?;
    }
    // Another restore may have ended before this one got its turn.
    ensure!(places.are_free()?, "{}: name an empty folder with --data", occupied());
    let beside = Places {
        database: work.path().join(ADOPTED),
        files: work.path().join(FILES),
        key: work.path().join(keys::FILE),
    };
    let count = unpack(from, work.path(), progress)
        .with_context(|| format!("{} was not restored", from.display()))?;
    progress.begin("Checking the database", Length::Unknown);
    check(work.path(), &beside, taken.damaged_files)
        .with_context(|| format!("{} was not restored", from.display()))?;
    if let Some(old) = &taken.erased_in {
        take_erasures(&old.join(FILES).join(ERASURES), &beside.files.join(ERASURES))?;
    }
    progress.go_on()?;
    if let Err(error) = beside.move_to(&places) {
        places.clear().context("the folder could not be left as it was")?;
        return Err(error.context("the files could not be put in place"));
    }
    progress.finish();
    Ok(count)
}

/// Notes who was erased elsewhere: the server erases them again when it starts.
fn take_erasures(from: &Path, into: &Path) -> Result<()> {
    if !from.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(into)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let name = entry?.file_name();
        if name.to_str().is_some_and(|name| name.parse::<ContactId>().is_ok()) {
            File::create(into.join(name))?.sync_all()?;
        }
    }
    Ok(())
}

/// Looks at everything that was unpacked before anything is moved: the key, the database and whether
/// this version can read it, and that each file is what its name says.
fn check(work: &Path, beside: &Places, takes_damaged: bool) -> Result<()> {
    let needed = |path: &Path, name: &str| -> Result<()> {
        ensure!(path.is_file(), "it holds no {name}: it is no archive of `switchboard backup`");
        Ok(())
    };
    let copy = work.join(DATABASE);
    needed(&copy, DATABASE)?;
    needed(&beside.key, keys::FILE)?;
    Keys::read(&Zeroizing::new(fs::read_to_string(&beside.key)?)).context(keys::FILE)?;
    backup::restore(&copy, &beside.database, SystemClock.now())?;
    if beside.files.is_dir() { check_files(&beside.files, takes_damaged) } else { Ok(()) }
}

fn check_files(folder: &Path, takes_damaged: bool) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            check_files(&path, takes_damaged)?;
        } else if let Some(hash) = hash_of(&path) {
            if hash == sha256(&path)? {
                continue;
            }
            ensure!(
                takes_damaged,
                "the file {hash} in it is damaged: take another archive, or restore this one with \
                 --take-damaged-files"
            );
            tracing::warn!(file = hash, "a damaged file was restored as it is");
        }
    }
    Ok(())
}

/// The hash that a file is named by; contents are, plugins' own files are not.
fn hash_of(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let digits = 2 * Sha256::output_size();
    let is_hash = name.len() == digits && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| name.to_owned())
}

fn sha256(path: &Path) -> Result<String> {
    let (mut file, mut hasher) = (File::open(path)?, Sha256::new());
    let mut buffer = vec![0; ARCHIVE_PIECE_BYTES];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            return Ok(format!("{:x}", hasher.finalize()));
        }
        hasher.update(&buffer[..count]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::of_folder;

    fn archive_of(path: &Path, files: &[(&str, &[u8])]) {
        let mut archive = tar::Builder::new(File::create(path).expect("made"));
        for (name, content) in files {
            let mut header = tar::Header::new_gnu();
            header.set_size(content.len() as u64);
            archive.append_data(&mut header, name, *content).expect("written");
        }
        archive.into_inner().expect("whole");
    }

    #[test]
    fn a_restore_that_fails_leaves_the_folder_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let key = Keys::generate();
        let wrong_name = format!("files/files/ab/{}", "ab".repeat(32));
        let bad: [&[(&str, &[u8])]; 5] = [
            &[],
            &[("instance.key", key.as_bytes())],
            &[("database.sqlite", b"no database"), ("instance.key", key.as_bytes())],
            &[("database.sqlite", b""), ("instance.key", b"no key"), ("files/x", b"x")],
            &[
                ("database.sqlite", b""),
                ("instance.key", key.as_bytes()),
                (wrong_name.as_str(), b"another content"),
            ],
        ];
        for (number, files) in bad.into_iter().enumerate() {
            let archive = folder.path().join(format!("{number}.tar"));
            archive_of(&archive, files);
            let data = folder.path().join(format!("data-{number}"));
            let refused =
                restore(&of_folder(&data), &archive, &Taken::default(), &Progress::new(true));
            assert!(refused.is_err(), "archive {number} was restored");
            let left: Vec<_> = fs::read_dir(&data).expect("the folder").flatten().collect();
            assert!(left.is_empty(), "archive {number} left {left:?}");
        }
    }

    #[test]
    fn one_damaged_file_keeps_nobody_from_the_rest() {
        let folder = tempfile::tempdir().expect("a folder");
        let (archive, data) = (folder.path().join("a.tar"), folder.path().join("data"));
        let (key, name) = (Keys::generate(), "ab".repeat(32));
        let name = format!("files/files/ab/{name}");
        let files: [(&str, &[u8]); 3] =
            [("database.sqlite", b""), ("instance.key", key.as_bytes()), (&name, b"rotten")];
        archive_of(&archive, &files);
        let restored = |damaged_files| {
            let taken = Taken { damaged_files, ..Taken::default() };
            restore(&of_folder(&data), &archive, &taken, &Progress::new(true))
        };
        let error = format!("{:#}", restored(false).expect_err("it is damaged"));
        assert!(error.contains("--take-damaged-files"), "{error}");
        restored(true).expect("the rest is good");
        assert_eq!(fs::read(data.join(&name)).expect("as it is"), b"rotten");
    }

    /// F107: also whom the archive has still.
    #[test]
    fn who_was_erased_where_the_archive_comes_from_is_noted_here() {
        let folder = tempfile::tempdir().expect("a folder");
        let (archive, old) = (folder.path().join("a.tar"), folder.path().join("old"));
        let key = Keys::generate();
        archive_of(&archive, &[("database.sqlite", b""), ("instance.key", key.as_bytes())]);
        let id = ContactId(1).to_string();
        fs::create_dir_all(old.join("files/erasures")).expect("made");
        for name in [id.as_str(), "a stranger"] {
            fs::write(old.join("files/erasures").join(name), "").expect("written");
        }
        let data = folder.path().join("data");
        let taken = Taken { erased_in: Some(old), ..Taken::default() };
        restore(&of_folder(&data), &archive, &taken, &Progress::new(true)).expect("restored");
        let noted: Vec<_> = fs::read_dir(data.join("files/erasures"))
            .expect("a folder")
            .flatten()
            .map(|entry| entry.file_name().into_string().expect("UTF-8"))
            .collect();
        assert_eq!(noted, [id]);
    }

    #[test]
    fn an_archive_that_is_cut_off_is_not_restored() {
        let folder = tempfile::tempdir().expect("a folder");
        let archive = folder.path().join("good.tar");
        let key = Keys::generate();
        let files: [(&str, &[u8]); 3] =
            [("database.sqlite", b""), ("instance.key", key.as_bytes()), ("files/last", b"x")];
        archive_of(&archive, &files);
        let whole = fs::read(&archive).expect("read");
        for length in (0..whole.len()).step_by(512) {
            fs::write(&archive, &whole[..length]).expect("cut");
            let data = folder.path().join("data");
            let refused =
                restore(&of_folder(&data), &archive, &Taken::default(), &Progress::new(true));
            assert!(refused.is_err(), "{length} of {} bytes were restored", whole.len());
        }
    }

    #[test]
    fn a_restore_that_was_killed_is_begun_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        for name in ["restoring", "files/files/ab"] {
            fs::create_dir_all(data.join(name)).expect("made");
        }
        fs::write(data.join("files/files/ab/half"), "x").expect("written");
        let archive = folder.path().join("good.tar");
        let key = Keys::generate();
        archive_of(&archive, &[("database.sqlite", b""), ("instance.key", key.as_bytes())]);
        let config = of_folder(&data);
        let error = crate::installation::make_folder(&config).expect_err("half of one");
        assert!(error.to_string().contains("broken off"), "{error}");
        restore(&config, &archive, &Taken::default(), &Progress::new(true)).expect("restored");
        assert!(!data.join("files").exists() && !data.join("restoring").exists());
        crate::installation::require(&config).expect("an installation");
        let again = restore(&config, &archive, &Taken::default(), &Progress::new(true));
        assert!(again.is_err(), "an installation was overwritten");
    }
}
