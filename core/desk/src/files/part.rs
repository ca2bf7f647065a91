//! Files that are still coming: they grow in a local folder, can be gone on with at an offset, and
//! are hashed when they are whole.

use super::{Files, FilesError};
use crate::limits::{FILE_CHUNK_BYTES, FILE_HEAD_BYTES};
use crate::session::hex;
use futures::StreamExt;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::PathBuf;
use switchboard_model::Timestamp;
use switchboard_model::connector::BlobStream;
use tokio::io::{AsyncSeekExt, AsyncWriteExt, SeekFrom};

/// A file that is whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whole {
    /// SHA-256 in hex.
    pub(crate) sha256: String,
    /// Its size in bytes.
    pub(crate) size_bytes: u64,
    /// Its first bytes.
    pub(crate) head: Vec<u8>,
}

/// Only one request writes a part at a time.
struct Writing {
    files: Files,
    name: String,
}

impl Drop for Writing {
    fn drop(&mut self) {
        self.files.busy.lock().remove(&self.name);
    }
}

impl Files {
    fn part_path(&self, name: &str) -> PathBuf {
        self.parts_folder.join(name)
    }

    fn writing(&self, name: &str) -> Result<Writing, FilesError> {
        let mut busy = self.busy.lock();
        if !busy.insert(name.to_owned()) {
            return Err(FilesError::Busy);
        }
        Ok(Writing { files: self.clone(), name: name.to_owned() })
    }

    /// Bytes of a part that are here.
    pub(crate) async fn part_length(&self, name: &str) -> Result<u64, FilesError> {
        match tokio::fs::metadata(self.part_path(name)).await {
            Ok(metadata) => Ok(metadata.len()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes a stream from an offset on; what was there behind it is dropped. Returns the part's
    /// length. What came before an error stays, so that the sender can go on.
    pub(crate) async fn append_part(
        &self,
        name: &str,
        offset: u64,
        max_bytes: u64,
        mut stream: BlobStream,
    ) -> Result<u64, FilesError> {
        let _writing = self.writing(name)?;
        let here = self.part_length(name).await?;
        if offset > here {
            return Err(FilesError::Gap { here });
        }
        let mut file = tokio::fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.part_path(name))
            .await?;
        file.set_len(offset).await?;
        file.seek(SeekFrom::Start(offset)).await?;
        let mut length = offset;
        while let Some(bytes) = stream.next().await {
            let bytes = match bytes {
                Ok(bytes) => bytes,
                Err(error) => {
                    file.flush().await?;
                    return Err(FilesError::Sender(error.to_string()));
                }
            };
            length += bytes.len() as u64;
            if length > max_bytes {
                file.flush().await?;
                file.set_len(offset).await?;
                return Err(FilesError::TooLarge { max_bytes });
            }
            file.write_all(&bytes).await?;
        }
        file.flush().await?;
        Ok(length)
    }

    /// Hashes a part that is whole.
    pub(crate) async fn whole_part(&self, name: &str) -> Result<Whole, FilesError> {
        let path = self.part_path(name);
        let work = move || -> Result<Whole, FilesError> {
            let mut file = std::fs::File::open(path)?;
            let (mut hasher, mut size_bytes, mut head) = (Sha256::new(), 0, Vec::new());
            let mut buffer = vec![0; FILE_CHUNK_BYTES];
            loop {
                let count = file.read(&mut buffer)?;
                let bytes = &buffer[..count];
                if bytes.is_empty() {
                    break;
                }
                let wanted = FILE_HEAD_BYTES.saturating_sub(head.len()).min(bytes.len());
                head.extend_from_slice(&bytes[..wanted]);
                hasher.update(bytes);
                size_bytes += bytes.len() as u64;
            }
            Ok(Whole { sha256: hex(&hasher.finalize()), size_bytes, head })
        };
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| FilesError::Io(error.to_string()))?
    }

    /// Puts a whole part among the contents. The part stays until it is dropped.
    pub(crate) async fn keep_part(&self, name: &str, whole: &Whole) -> Result<(), FilesError> {
        let file = tokio::fs::File::open(self.part_path(name)).await?;
        self.put_content(&whole.sha256, whole.size_bytes, file).await
    }

    /// Removes a part.
    pub(crate) async fn drop_part(&self, name: &str) -> Result<(), FilesError> {
        match tokio::fs::remove_file(self.part_path(name)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Removes parts that nobody wrote to since `before`.
    pub(crate) async fn sweep_parts(&self, before: Timestamp) -> Result<(), FilesError> {
        let mut entries = tokio::fs::read_dir(&self.parts_folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            let modified = entry.metadata().await?.modified()?;
            let age = modified.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
            let at = i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
            if at < before.0
                && let Some(name) = entry.file_name().to_str()
            {
                self.drop_part(name).await?;
            }
        }
        Ok(())
    }
}
