//! Where the web's files come from: a folder that a build has filled, or an archive in the program, which
//! `cargo xtask dist` puts there.

use crate::limits::{WEB_BYTES, WEB_FILES};
use anyhow::{Context, Result, ensure};
use bytes::Bytes;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Files by their paths below the folder, with slashes.
pub(super) type Files = BTreeMap<String, Bytes>;

/// What of the folder belongs to the server; tests leave their own beside.
const PARTS: [&str; 3] = ["console", "documents", "widget"];

/// Without the feature the program has none, so that it can be built where there is no Node.js.
#[cfg(feature = "embedded-web")]
static ARCHIVE: Option<&[u8]> = Some(include_bytes!(env!("SWITCHBOARD_WEB_ARCHIVE")));
#[cfg(not(feature = "embedded-web"))]
static ARCHIVE: Option<&[u8]> = None;

/// A file that is not read yet.
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) size_bytes: u64,
}

/// What a folder has, by the paths below it.
pub(super) fn places(folder: &Path) -> Result<BTreeMap<String, Place>> {
    let parts = PARTS.iter().map(|part| ((*part).to_owned(), folder.join(part)));
    let mut waiting: Vec<_> = parts.filter(|(_, path)| path.is_dir()).collect();
    let (mut places, mut total) = (BTreeMap::new(), 0);
    while let Some((name, path)) = waiting.pop() {
        let about = || path.display().to_string();
        if path.is_dir() {
            for entry in std::fs::read_dir(&path).with_context(about)? {
                let entry = entry.with_context(about)?;
                let last = entry.file_name();
                waiting.push((format!("{name}/{}", last.to_string_lossy()), entry.path()));
                ensure!(waiting.len() <= WEB_FILES, "has more than {WEB_FILES} files");
            }
            continue;
        }
        let size_bytes = std::fs::metadata(&path).with_context(about)?.len();
        total += size_bytes;
        ensure!(total <= WEB_BYTES, "has more than {WEB_BYTES} bytes");
        ensure!(places.len() < WEB_FILES, "has more than {WEB_FILES} files");
        places.insert(name, Place { path, size_bytes });
    }
    Ok(places)
}

pub(super) fn of_folder(folder: &Path) -> Result<Files> {
    places(folder)?.into_iter().map(|(name, place)| Ok((name, read(&place)?))).collect()
}

pub(super) fn read(place: &Place) -> Result<Bytes> {
    let read = std::fs::read(&place.path);
    Ok(Bytes::from(read.with_context(|| place.path.display().to_string())?))
}

/// What was put into the program, where something was.
pub(super) fn of_program() -> Result<Option<Files>> {
    ARCHIVE.map(unpacked).transpose()
}

/// The files of an archive, as parts of it: nothing is copied.
fn unpacked(archive: &'static [u8]) -> Result<Files> {
    let mut files = Files::new();
    let mut reader = tar::Archive::new(archive);
    for entry in reader.entries()? {
        let entry = entry?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let begin = usize::try_from(entry.raw_file_position())?;
        let end = begin.saturating_add(usize::try_from(entry.size())?);
        let bytes = archive.get(begin..end).context("the archive is cut short")?;
        let path = entry.path()?.to_string_lossy().into_owned();
        let name = path.strip_prefix("./").unwrap_or(&path);
        files.insert(name.to_owned(), Bytes::from_static(bytes));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_and_an_archive_of_it_give_the_same() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in
            [("widget/app.1.js", "app"), ("widget/a/b.js", "b"), ("shots/x.png", "x")]
        {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        let files = of_folder(folder.path()).expect("files");
        assert_eq!(files.keys().collect::<Vec<_>>(), ["widget/a/b.js", "widget/app.1.js"]);
        let mut archive = tar::Builder::new(Vec::new());
        archive.append_dir_all("./widget", folder.path().join("widget")).expect("packed");
        let archive: &'static [u8] = archive.into_inner().expect("an archive").leak();
        assert_eq!(unpacked(archive).expect("files"), files);
    }
}
