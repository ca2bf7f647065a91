//! Blobs: what plugins see of the files. A blob that a plugin stores has a random name and a day to
//! live; a content is a blob under its SHA-256, for sending.

use super::content::content_path;
use super::{Files, FilesError};
use crate::keys::random_word;
use crate::limits::{BLOB_LIFE_MS, FILE_PIECE_BYTES, FILE_PIECES_AT_ONCE};
use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, WriteMultipart};
use switchboard_model::Timestamp;
use switchboard_model::connector::{
    Blob, BlobPort, BlobStream, ConnectorError, ConnectorResult, ErrorClass,
};

const STORED_PREFIX: &str = "blob_";
/// The folder of blobs.
const FOLDER: &str = "blobs";

fn blob_path(id: &str) -> Option<Path> {
    if let Some(content) = content_path(id) {
        return Some(content);
    }
    let word = id.strip_prefix(STORED_PREFIX)?;
    let is_word = word.len() == 43
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    is_word.then(|| Path::from(format!("{FOLDER}/{word}")))
}

/// A new random word, and where a blob of this name lies. What is left of it is swept with the blobs.
pub(super) fn new_blob() -> (String, Path) {
    let word = random_word();
    let path = Path::from(format!("{FOLDER}/{word}"));
    (word, path)
}

impl Files {
    /// The name under which a connector opens a stored content, for `OutboundMedia::blob`.
    pub fn blob_of_content(sha256: &str) -> String {
        sha256.to_owned()
    }

    /// Opens a blob.
    pub(crate) async fn open_blob(&self, id: &str) -> Result<BlobStream, FilesError> {
        let path = blob_path(id).ok_or(FilesError::NotFound)?;
        self.open_object(&path, None).await
    }

    /// Removes a blob that a plugin stored.
    pub(crate) async fn drop_blob(&self, id: &str) -> Result<(), FilesError> {
        let stored = id.strip_prefix(STORED_PREFIX).and_then(|_| blob_path(id));
        match stored {
            Some(path) => Ok(self.objects.delete(&path).await?),
            None => Ok(()),
        }
    }

    /// Removes blobs older than their life.
    pub(crate) async fn sweep_blobs(&self, now: Timestamp) -> Result<(), FilesError> {
        let folder = Path::from(FOLDER);
        let before = now.plus_ms(-BLOB_LIFE_MS);
        let mut listed = self.objects.list(Some(&folder));
        while let Some(meta) = listed.try_next().await? {
            if meta.last_modified.timestamp_millis() < before.0 {
                self.objects.delete(&meta.location).await?;
            }
        }
        Ok(())
    }

    async fn store_blob(
        &self,
        mut stream: BlobStream,
        max_bytes: u64,
    ) -> Result<(String, u64), FilesError> {
        let (word, path) = new_blob();
        let upload = self.objects.put_multipart(&path).await?;
        let mut writer = WriteMultipart::new_with_chunk_size(upload, FILE_PIECE_BYTES);
        let mut size_bytes = 0;
        while let Some(bytes) = stream.next().await {
            let refused = match bytes {
                Ok(bytes) => {
                    size_bytes += bytes.len() as u64;
                    if size_bytes <= max_bytes {
                        writer.wait_for_capacity(FILE_PIECES_AT_ONCE).await?;
                        writer.write(&bytes);
                        continue;
                    }
                    FilesError::TooLarge { max_bytes }
                }
                Err(error) => FilesError::Sender(error.to_string()),
            };
            writer.abort().await?;
            return Err(refused);
        }
        writer.finish().await?;
        Ok((format!("{STORED_PREFIX}{word}"), size_bytes))
    }
}

fn to_connector(error: &FilesError) -> ConnectorError {
    let (class, code) = match error {
        FilesError::NotFound => (ErrorClass::Permanent, "blob.not_found"),
        FilesError::TooLarge { .. } => (ErrorClass::Invalid, "blob.too_large"),
        FilesError::Sender(_) => (ErrorClass::Transient, "blob.interrupted"),
        _ => (ErrorClass::Transient, "blob.unavailable"),
    };
    ConnectorError::new(class, code, error.to_string())
}

#[async_trait]
impl BlobPort for Files {
    async fn open(&self, id: &str) -> ConnectorResult<BlobStream> {
        self.open_blob(id).await.map_err(|error| to_connector(&error))
    }

    async fn store(
        &self,
        stream: BlobStream,
        mime: Option<String>,
        name: Option<String>,
        max_bytes: u64,
    ) -> ConnectorResult<Blob> {
        let stored = self.store_blob(stream, max_bytes).await;
        let (id, size_bytes) = stored.map_err(|error| to_connector(&error))?;
        Ok(Blob { id, mime, name, size_bytes })
    }
}
