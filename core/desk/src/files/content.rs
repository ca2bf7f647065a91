//! Contents: files that are whole, named by their SHA-256, so that the same file is kept once.

use super::blob::new_blob;
use super::part::Whole;
use super::{Files, FilesError};
use crate::limits::{FILE_CHUNK_BYTES, FILE_PIECE_BYTES, FILE_PIECES_AT_ONCE};
use crate::session::hex;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutMode, WriteMultipart};
use sha2::{Digest, Sha256};
use std::ops::Range;
use switchboard_model::Timestamp;
use switchboard_model::connector::BlobStream;
use tokio::io::{AsyncRead, AsyncReadExt};

/// Characters of a SHA-256 in hex.
const SHA256_CHARACTERS: usize = 64;

/// Where a content lies; none for what is no SHA-256.
pub(super) fn content_path(sha256: &str) -> Option<Path> {
    let is_hash = sha256.len() == SHA256_CHARACTERS
        && sha256.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    is_hash.then(|| Path::from(format!("files/{}/{sha256}", &sha256[..2])))
}

impl Files {
    /// Stores a content, unless it is there: what is there stays as it is. Its name is given only to what
    /// is whole and has that hash, and never to something else afterwards.
    pub(crate) async fn put_content(
        &self,
        whole: &Whole,
        mut content: impl AsyncRead + Unpin,
    ) -> Result<(), FilesError> {
        if self.has_content(&whole.sha256).await? {
            return Ok(());
        }
        let path = content_path(&whole.sha256).ok_or(FilesError::NotFound)?;
        if whole.size_bytes <= FILE_PIECE_BYTES as u64 {
            let mut bytes = Vec::new();
            content.take(whole.size_bytes).read_to_end(&mut bytes).await?;
            if hex(&Sha256::digest(&bytes)) != whole.sha256 {
                return Err(FilesError::Changed);
            }
            let named = self.objects.put_opts(&path, bytes.into(), PutMode::Create.into()).await;
            return is_there(named.map(|_| ()));
        }
        let staging = new_blob().1;
        let upload = self.objects.put_multipart(&staging).await?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, FILE_PIECE_BYTES);
        let copied = copy(&mut content, &mut writer).await;
        if !matches!(&copied, Ok(sha256) if *sha256 == whole.sha256) {
            writer.abort().await?;
            return Err(copied.err().unwrap_or(FilesError::Changed));
        }
        writer.finish().await?;
        let named = self.objects.copy_if_not_exists(&staging, &path).await;
        self.objects.delete(&staging).await?;
        is_there(named)
    }

    /// Is the content there.
    pub(crate) async fn has_content(&self, sha256: &str) -> Result<bool, FilesError> {
        let path = content_path(sha256).ok_or(FilesError::NotFound)?;
        match self.objects.head(&path).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of a content, or a range of them.
    pub(crate) async fn open_content(
        &self,
        sha256: &str,
        range: Range<u64>,
    ) -> Result<BlobStream, FilesError> {
        let path = content_path(sha256).ok_or(FilesError::NotFound)?;
        if range.is_empty() {
            return Ok(Box::pin(futures::stream::empty()));
        }
        self.open_object(&path, Some(range)).await
    }

    pub(super) async fn open_object(
        &self,
        path: &Path,
        range: Option<Range<u64>>,
    ) -> Result<BlobStream, FilesError> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let found = self.objects.get_opts(path, options).await?;
        Ok(Box::pin(found.into_stream().map(|bytes| bytes.map_err(std::io::Error::from))))
    }

    /// The contents that were stored before a time, whether they are needed or not.
    pub(crate) async fn contents_before(
        &self,
        before: Timestamp,
    ) -> Result<Vec<String>, FilesError> {
        let folder = Path::from("files");
        let mut listed = self.objects.list(Some(&folder));
        let mut found = Vec::new();
        while let Some(meta) = listed.try_next().await? {
            if meta.last_modified.timestamp_millis() < before.0 {
                found.extend(meta.location.filename().map(str::to_owned));
            }
        }
        Ok(found)
    }

    /// Removes a content; one that is not there is fine.
    pub(crate) async fn drop_content(&self, sha256: &str) -> Result<(), FilesError> {
        let path = content_path(sha256).ok_or(FilesError::NotFound)?;
        match self.objects.delete(&path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Copies all bytes; returns their SHA-256.
async fn copy(
    content: &mut (impl AsyncRead + Unpin),
    writer: &mut WriteMultipart,
) -> Result<String, FilesError> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; FILE_CHUNK_BYTES];
    loop {
        let count = content.read(&mut buffer).await?;
        let bytes = &buffer[..count];
        if bytes.is_empty() {
            return Ok(hex(&hasher.finalize()));
        }
        hasher.update(bytes);
        writer.wait_for_capacity(FILE_PIECES_AT_ONCE).await?;
        writer.write(bytes);
    }
}

/// Who names a content that somebody else has named meanwhile has what was wanted.
fn is_there(named: object_store::Result<()>) -> Result<(), FilesError> {
    match named {
        Ok(()) | Err(object_store::Error::AlreadyExists { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::FilesConfig;

    #[test]
    fn only_a_hash_is_a_content() {
        assert!(content_path(&"a1".repeat(32)).is_some());
        for word in ["", "..", "../../etc/passwd", &"A1".repeat(32), &"a/".repeat(32)] {
            assert!(content_path(word).is_none(), "{word:?} was taken");
        }
    }

    #[tokio::test]
    async fn a_name_is_given_to_its_own_content_once_and_for_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let config = FilesConfig::Local { folder: folder.path().join("files") };
        let files = Files::open(config, folder.path().join("parts")).expect("files");
        for size in [10, FILE_PIECE_BYTES + 1] {
            let (bytes, other) = (vec![7_u8; size], vec![8_u8; size]);
            let sha256 = hex(&Sha256::digest(&bytes));
            let whole = Whole { sha256, size_bytes: size as u64, head: Vec::new() };
            let changed = files.put_content(&whole, &other[..]).await;
            assert!(matches!(changed, Err(FilesError::Changed)), "{size}: {changed:?}");
            assert!(!files.has_content(&whole.sha256).await.expect("asked"), "{size}");

            files.put_content(&whole, &bytes[..]).await.expect("stored");
            let path = content_path(&whole.sha256).expect("a path");
            let on_disk = folder.path().join("files").join(path.to_string());
            assert_eq!(std::fs::read(&on_disk).expect("read"), bytes, "{size}");
            std::fs::write(&on_disk, "marked").expect("marked");
            files.put_content(&whole, &bytes[..]).await.expect("it is there");
            assert_eq!(std::fs::read(&on_disk).expect("read"), b"marked", "{size}: over it");
        }
        let left = std::fs::read_dir(folder.path().join("files/blobs"));
        assert_eq!(left.map_or(0, Iterator::count), 0, "nothing is left beside the contents");
    }
}
