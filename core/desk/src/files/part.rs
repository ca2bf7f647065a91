//! Files that are still coming: they grow in a local folder, can be gone on with at an offset, and
//! are hashed when they are whole. Who writes one holds it: nobody else reads or writes it until then.

use super::{Files, FilesError};
use crate::limits::{FILE_CHUNK_BYTES, FILE_HEAD_BYTES};
use crate::session::hex;
use futures::StreamExt;
use sha2::{Digest, Sha256};
use std::fs::{Metadata, OpenOptions, TryLockError};
use std::io::{Read, Seek};
use std::path::PathBuf;
use switchboard_model::Timestamp;
use switchboard_model::connector::BlobStream;
use tokio::fs::File;
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

/// A part that one request holds, from its first byte until it is dropped: by a lock on the file, which
/// also keeps out other processes on this machine, and lasts as long as a write that is under way.
#[derive(Debug)]
pub(crate) struct Part {
    file: File,
    path: PathBuf,
}

impl Part {
    /// Writes a stream from an offset on; what was there behind it is dropped. Returns the part's
    /// length. What came before an error stays, so that the sender can go on.
    pub(crate) async fn append(
        &mut self,
        offset: u64,
        max_bytes: u64,
        mut stream: BlobStream,
    ) -> Result<u64, FilesError> {
        let here = self.file.metadata().await?.len();
        if offset > here {
            return Err(FilesError::Gap { here });
        }
        self.file.set_len(offset).await?;
        self.file.seek(SeekFrom::Start(offset)).await?;
        let mut length = offset;
        while let Some(bytes) = stream.next().await {
            let bytes = match bytes {
                Ok(bytes) => bytes,
                Err(error) => {
                    self.file.flush().await?;
                    return Err(FilesError::Sender(error.to_string()));
                }
            };
            length += bytes.len() as u64;
            if length > max_bytes {
                self.file.flush().await?;
                self.file.set_len(offset).await?;
                return Err(FilesError::TooLarge { max_bytes });
            }
            self.file.write_all(&bytes).await?;
        }
        self.file.flush().await?;
        Ok(length)
    }

    /// Hashes what is there.
    pub(crate) async fn whole(&self) -> Result<Whole, FilesError> {
        let mut file = self.file.try_clone().await?.into_std().await;
        let work = move || -> Result<Whole, FilesError> {
            file.seek(SeekFrom::Start(0))?;
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
        blocking(work).await
    }

    /// What is there, to be read from its begin.
    pub(super) async fn reader(&self) -> Result<std::fs::File, FilesError> {
        let mut file = self.file.try_clone().await?;
        file.seek(SeekFrom::Start(0)).await?;
        Ok(file.into_std().await)
    }

    /// Drops what has come, so that the sender can begin again.
    pub(crate) async fn clear(&mut self) -> Result<(), FilesError> {
        Ok(self.file.set_len(0).await?)
    }

    /// Removes it.
    pub(crate) async fn remove(self) -> Result<(), FilesError> {
        match tokio::fs::remove_file(&self.path).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

impl Files {
    fn part_path(&self, name: &str) -> PathBuf {
        self.parts_folder.join(name)
    }

    /// Holds a part, which is made where there is none.
    pub(crate) async fn hold_part(&self, name: &str) -> Result<Part, FilesError> {
        self.lock_part(name, true).await
    }

    async fn lock_part(&self, name: &str, is_made: bool) -> Result<Part, FilesError> {
        let path = self.part_path(name);
        let opened = path.clone();
        let work = move || -> Result<std::fs::File, FilesError> {
            let mut options = OpenOptions::new();
            options.create(is_made).truncate(false).read(true).write(true);
            let file = options.open(opened)?;
            match file.try_lock() {
                Ok(()) => Ok(file),
                Err(TryLockError::WouldBlock) => Err(FilesError::Busy),
                Err(TryLockError::Error(error)) => Err(error.into()),
            }
        };
        Ok(Part { file: File::from_std(blocking(work).await?), path })
    }

    /// Bytes of a part that are here.
    pub(crate) async fn part_length(&self, name: &str) -> Result<u64, FilesError> {
        match tokio::fs::metadata(self.part_path(name)).await {
            Ok(metadata) => Ok(metadata.len()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// Puts a whole part among the contents. The part stays until it is removed.
    pub(crate) async fn keep_part(&self, part: &Part, whole: &Whole) -> Result<(), FilesError> {
        let mut file = part.file.try_clone().await?;
        file.seek(SeekFrom::Start(0)).await?;
        self.put_content(whole, file).await
    }

    /// Removes a part, unless it is held.
    pub(crate) async fn drop_part(&self, name: &str) -> Result<(), FilesError> {
        match self.lock_part(name, false).await {
            Ok(part) => part.remove().await,
            Err(FilesError::NotFound | FilesError::Busy) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Removes parts that nobody holds and nobody wrote to since `before`.
    pub(crate) async fn sweep_parts(&self, before: Timestamp) -> Result<(), FilesError> {
        let mut entries = tokio::fs::read_dir(&self.parts_folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            let Some(name) = name.to_str() else { continue };
            let part = match self.lock_part(name, false).await {
                Ok(part) => part,
                Err(FilesError::NotFound | FilesError::Busy) => continue,
                Err(error) => return Err(error),
            };
            if modified_at(&part.file.metadata().await?)? < before {
                part.remove().await?;
            }
        }
        Ok(())
    }
}

fn modified_at(metadata: &Metadata) -> Result<Timestamp, FilesError> {
    let age = metadata.modified()?.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Ok(Timestamp(i64::try_from(age.as_millis()).unwrap_or(i64::MAX)))
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FilesError> + Send + 'static,
) -> Result<T, FilesError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| FilesError::Io(error.to_string()))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::FilesConfig;

    fn bytes(content: &'static [u8]) -> BlobStream {
        Box::pin(futures::stream::once(async move { Ok(bytes::Bytes::from_static(content)) }))
    }

    #[tokio::test]
    async fn a_part_is_held_by_one_also_in_another_process() {
        let folder = tempfile::tempdir().expect("a folder");
        let open = || {
            let config = FilesConfig::Local { folder: folder.path().join("files") };
            Files::open(config, folder.path().join("parts")).expect("files")
        };
        let (files, other) = (open(), open());
        let mut part = files.hold_part("1").await.expect("free");
        assert_eq!(part.append(0, 10, bytes(b"hello")).await.expect("written"), 5);
        for files in [&files, &other] {
            assert!(matches!(files.hold_part("1").await, Err(FilesError::Busy)));
            files.drop_part("1").await.expect("left alone");
            files.sweep_parts(Timestamp(i64::MAX)).await.expect("left alone");
            assert_eq!(files.part_length("1").await.expect("asked"), 5);
        }
        drop(part);
        let mut part = other.hold_part("1").await.expect("free again");
        assert_eq!(part.append(5, 10, bytes(b" you")).await.expect("written"), 9);
        let whole = part.whole().await.expect("hashed");
        assert_eq!((whole.size_bytes, whole.head.as_slice()), (9, &b"hello you"[..]));
        drop(part);
        files.sweep_parts(Timestamp(0)).await.expect("swept");
        assert_eq!(files.part_length("1").await.expect("asked"), 9, "it is too young");
        files.sweep_parts(Timestamp(i64::MAX)).await.expect("swept");
        assert_eq!(files.part_length("1").await.expect("asked"), 0);
    }
}
