//! Contents: files that are whole, named by their SHA-256, so that the same file is kept once.

use super::{Files, FilesError};
use crate::limits::{FILE_CHUNK_BYTES, FILE_PIECE_BYTES, FILE_PIECES_AT_ONCE};
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, WriteMultipart};
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
    /// Stores a content, over the same one.
    pub(super) async fn put_content(
        &self,
        sha256: &str,
        size_bytes: u64,
        mut content: impl AsyncRead + Unpin,
    ) -> Result<(), FilesError> {
        let path = content_path(sha256).ok_or(FilesError::NotFound)?;
        if size_bytes <= FILE_PIECE_BYTES as u64 {
            let mut bytes = Vec::new();
            content.read_to_end(&mut bytes).await?;
            self.objects.put(&path, bytes.into()).await?;
            return Ok(());
        }
        let upload = self.objects.put_multipart(&path).await?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, FILE_PIECE_BYTES);
        let mut buffer = vec![0; FILE_CHUNK_BYTES];
        loop {
            let count = match content.read(&mut buffer).await {
                Ok(count) => count,
                Err(error) => {
                    writer.abort().await?;
                    return Err(error.into());
                }
            };
            if count == 0 {
                break;
            }
            writer.wait_for_capacity(FILE_PIECES_AT_ONCE).await?;
            writer.write(&buffer[..count]);
        }
        writer.finish().await?;
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_is_a_content() {
        assert!(content_path(&"a1".repeat(32)).is_some());
        for word in ["", "..", "../../etc/passwd", &"A1".repeat(32), &"a/".repeat(32)] {
            assert!(content_path(word).is_none(), "{word:?} was taken");
        }
    }
}
