//! One built file: its bytes as they are and compressed, and the tag by which a browser knows it again.

use super::source::Files;
use bytes::Bytes;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How compressed files end, with the name of their coding, the tightest first.
const CODINGS: [(&str, &str); 2] = [(".br", "br"), (".gz", "gzip")];

/// A built file.
pub struct WebFile {
    media_type: &'static str,
    etag: String,
    plain: Bytes,
    /// By the name of their coding, the tightest first.
    compressed: Vec<(&'static str, Bytes)>,
}

impl WebFile {
    /// What it is.
    pub fn media_type(&self) -> &'static str {
        self.media_type
    }

    /// The tag of its bytes, in quotes.
    pub fn etag(&self) -> &str {
        &self.etag
    }

    /// Its bytes by the tightest coding that is taken, and that coding's name.
    pub fn bytes(&self, takes: impl Fn(&str) -> bool) -> (Bytes, Option<&'static str>) {
        match self.compressed.iter().find(|(coding, _)| takes(coding)) {
            Some((coding, bytes)) => (bytes.clone(), Some(*coding)),
            None => (self.plain.clone(), None),
        }
    }
}

/// A tag of bytes, in quotes.
pub fn etag(bytes: &[u8]) -> String {
    let hash = format!("{:x}", Sha256::digest(bytes));
    format!("\"{}\"", hash.split_at(32).0)
}

/// The files right below a folder, by their names, each with its compressed forms.
pub(super) fn all(files: &Files, folder: &str) -> BTreeMap<String, WebFile> {
    let below = |name: &str| name.strip_prefix(folder).map(str::to_owned);
    let named = files.iter().filter_map(|(name, bytes)| Some((below(name)?, name, bytes)));
    let is_plain = |name: &str| !CODINGS.iter().any(|(ending, _)| name.ends_with(ending));
    let plain = named.filter(|(name, _, _)| !name.contains('/') && is_plain(name));
    plain.map(|(name, path, bytes)| (name, of(files, path, bytes))).collect()
}

fn of(files: &Files, path: &str, bytes: &Bytes) -> WebFile {
    let compressed = CODINGS.iter().filter_map(|(ending, coding)| {
        files.get(&format!("{path}{ending}")).map(|bytes| (*coding, bytes.clone()))
    });
    WebFile {
        media_type: media_type(path),
        etag: etag(bytes),
        plain: bytes.clone(),
        compressed: compressed.collect(),
    }
}

/// By the end of its name; browsers are told not to guess.
fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_given_by_the_tightest_coding_that_is_taken() {
        let names = ["w/a.1.js", "w/a.1.js.br", "w/a.1.js.gz", "w/b.2.css", "w/c/d.js"];
        let files: Files =
            names.map(|name| (name.to_owned(), Bytes::from_static(name.as_bytes()))).into();
        let all = all(&files, "w/");
        assert_eq!(all.keys().collect::<Vec<_>>(), ["a.1.js", "b.2.css"]);
        let file = &all["a.1.js"];
        let given = |taken: &[&str]| {
            let (bytes, coding) = file.bytes(|coding| taken.contains(&coding));
            (String::from_utf8_lossy(&bytes).into_owned(), coding)
        };
        assert_eq!(given(&["gzip", "br"]), ("w/a.1.js.br".to_owned(), Some("br")));
        assert_eq!(given(&["gzip"]), ("w/a.1.js.gz".to_owned(), Some("gzip")));
        assert_eq!(given(&[]), ("w/a.1.js".to_owned(), None));
        assert_eq!(all["b.2.css"].media_type(), "text/css; charset=utf-8");
        assert_ne!(file.etag(), all["b.2.css"].etag());
    }
}
