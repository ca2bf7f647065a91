//! Files, in memory.

use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, stream};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};
use switchboard_model::connector::{
    Blob, BlobPort, BlobStream, ConnectorError, ConnectorResult, ErrorClass,
};

/// The files of a case, by id.
#[derive(Debug, Default)]
pub(crate) struct Blobs(Mutex<BTreeMap<String, Vec<u8>>>);

impl Blobs {
    /// Puts a file there.
    pub(crate) fn put(&self, id: &str, bytes: Vec<u8>) {
        self.files().insert(id.to_owned(), bytes);
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl BlobPort for Blobs {
    async fn open(&self, id: &str) -> ConnectorResult<BlobStream> {
        let Some(bytes) = self.files().get(id).cloned() else {
            let message = format!("the case has no blob `{id}`");
            return Err(ConnectorError::new(ErrorClass::Invalid, "blob.unknown", message));
        };
        Ok(Box::pin(stream::once(async move { Ok(Bytes::from(bytes)) })))
    }

    async fn store(
        &self,
        mut stream: BlobStream,
        mime: Option<String>,
        name: Option<String>,
        max_bytes: u64,
    ) -> ConnectorResult<Blob> {
        let mut bytes = Vec::new();
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|error| {
                ConnectorError::new(ErrorClass::Transient, "blob.cut-off", error.to_string())
            })?;
            bytes.extend_from_slice(&chunk);
            if bytes.len() as u64 > max_bytes {
                let message = format!("the file is larger than {max_bytes} bytes");
                return Err(ConnectorError::new(ErrorClass::Invalid, "blob.too-large", message));
            }
        }
        let mut files = self.files();
        let id = format!("stored-{}", files.len());
        let size_bytes = bytes.len() as u64;
        files.insert(id.clone(), bytes);
        Ok(Blob { id, mime, name, size_bytes })
    }
}
