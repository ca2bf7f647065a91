//! The GraphQL documents that are known by their hash, from the files that the build of a program writes.

use crate::limits::{DOCUMENT_FILE_BYTES, DOCUMENTS_MAX};
use crate::web::Web;
use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, path::Path};
use switchboard_transport::KnownDocuments;

/// How the files of the folder are called that are read.
const ENDING: &str = ".documents.json";

/// Reads what the web brings along, and the folder; none knows nothing. Each file is an object of documents by
/// their SHA-256.
pub fn load(folder: Option<&Path>, web: Option<&Web>) -> Result<KnownDocuments> {
    let mut known = KnownDocuments::default();
    let brought = web.into_iter().flat_map(Web::documents);
    for (name, bytes) in brought.filter(|(name, _)| name.ends_with(ENDING)) {
        add(&mut known, bytes).with_context(|| format!("the web's {name}"))?;
    }
    let Some(folder) = folder else { return Ok(known) };
    let named = || format!("graphql.documents_folder: {}", folder.display());
    for entry in std::fs::read_dir(folder).with_context(named)? {
        let path = entry.with_context(named)?.path();
        if !path.to_string_lossy().ends_with(ENDING) {
            continue;
        }
        read(&path)
            .and_then(|bytes| add(&mut known, &bytes))
            .with_context(|| path.display().to_string())?;
    }
    Ok(known)
}

fn read(path: &Path) -> Result<Vec<u8>> {
    let size = std::fs::metadata(path)?.len();
    ensure!(size <= DOCUMENT_FILE_BYTES, "has more than {DOCUMENT_FILE_BYTES} bytes: divide it");
    Ok(std::fs::read(path)?)
}

fn add(known: &mut KnownDocuments, bytes: &[u8]) -> Result<()> {
    let documents: BTreeMap<String, String> = serde_json::from_slice(bytes)
        .context("it must be an object of documents by their SHA-256")?;
    for (hash, text) in documents {
        known.add(&hash, &text).map_err(anyhow::Error::msg)?;
    }
    ensure!(known.len() <= DOCUMENTS_MAX, "there are more than {DOCUMENTS_MAX} documents");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_read_and_a_wrong_hash_says_where_it_stands() {
        assert!(load(None, None).expect("nothing to read").is_empty());
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("console.documents.json");
        let hash = "1e1c4b4a4ac2ae1e9f1b1a0dee4a6c8bb9ae9a4a8f1c6f4de1c6f1f5a5a0b0aa";
        std::fs::write(&file, format!("{{ \"{hash}\": \"{{ hello }}\" }}")).expect("written");
        let error =
            format!("{:#}", load(Some(folder.path()), None).expect_err("no document's hash"));
        assert!(error.contains("console.documents.json") && error.contains(hash), "{error}");
        std::fs::write(&file, "{}").expect("written");
        std::fs::write(folder.path().join("other.json"), "no JSON").expect("written");
        assert!(load(Some(folder.path()), None).expect("documents").is_empty());
        std::fs::write(&file, "[]").expect("written");
        assert!(load(Some(folder.path()), None).is_err());
        assert!(load(Some(&folder.path().join("missing")), None).is_err());
    }
}
