//! The bytes of attachments, for plugins that must look at them. A plugin reaches the blobs of its
//! present call and those it made in it, no others.

use super::types::to_guest;
use crate::{
    bindings::switchboard::plugin::{
        blobs::{Host, HostReader, HostWriter},
        types::{Error, ErrorClass},
    },
    limits,
    state::{CallState, error},
};
use bytes::Bytes;
use futures::{StreamExt, stream};
use std::io;
use switchboard_model::connector::{Blob, BlobStream, ConnectorResult};
use tokio::{sync::mpsc, task::JoinHandle};
use wasmtime::component::Resource;

/// A blob that is being read.
pub struct Reader {
    stream: BlobStream,
    rest: Bytes,
}

impl Reader {
    /// Up to so many bytes; none at the end.
    async fn read(&mut self, max: usize) -> Result<Vec<u8>, Error> {
        while self.rest.is_empty() {
            match self.stream.next().await {
                Some(Ok(chunk)) => self.rest = chunk,
                Some(Err(reason)) => {
                    return Err(error(ErrorClass::Transient, "blob.read", reason.to_string()));
                }
                None => return Ok(Vec::new()),
            }
        }
        Ok(self.rest.split_to(max.min(self.rest.len())).to_vec())
    }
}

/// A blob that is being written. Dropped before `finish`, nothing is kept.
pub struct Writer {
    chunks: mpsc::Sender<Chunk>,
    stored: JoinHandle<ConnectorResult<Blob>>,
}

enum Chunk {
    Bytes(Bytes),
    End,
}

impl Host for CallState {
    async fn open(&mut self, id: String) -> wasmtime::Result<Result<Resource<Reader>, Error>> {
        let opened = self.open_blob(&id).await;
        Ok(match opened {
            Ok(stream) => {
                let reader = Reader { stream, rest: Bytes::new() };
                self.resources.push(reader).map_err(|_| too_many())
            }
            Err(refused) => Err(refused),
        })
    }

    async fn create(
        &mut self,
        mime: Option<String>,
        name: Option<String>,
    ) -> wasmtime::Result<Result<Resource<Writer>, Error>> {
        let allowed = self.count_call().and_then(|()| self.require_effect("making a blob"));
        if let Err(refused) = allowed {
            return Ok(Err(refused));
        }
        let (chunks, received) = mpsc::channel(limits::BLOB_CHUNKS_IN_FLIGHT);
        let blobs = self.ports.blobs.clone();
        let stored = tokio::spawn(async move {
            blobs.store(stream_of(received), mime, name, limits::BLOB_MAX_BYTES).await
        });
        Ok(self.resources.push(Writer { chunks, stored }).map_err(|_| too_many()))
    }

    async fn finish(
        &mut self,
        writer: Resource<Writer>,
    ) -> wasmtime::Result<Result<String, Error>> {
        let Writer { chunks, stored } = self.resources.delete(writer)?;
        let stored = async move {
            if chunks.send(Chunk::End).await.is_err() {
                tracing::debug!("the blob store ended before the blob did");
            }
            stored.await
        };
        Ok(match self.waiting(stored).await {
            Ok(Ok(blob)) => {
                let id = blob.id.clone();
                self.blobs.insert(id.clone(), blob);
                Ok(id)
            }
            Ok(Err(refused)) => Err(to_guest(refused)),
            Err(_) => Err(error(ErrorClass::Transient, "blob.store", "the blob was not stored")),
        })
    }
}

impl HostReader for CallState {
    async fn read(
        &mut self,
        reader: Resource<Reader>,
        max: u32,
    ) -> wasmtime::Result<Result<Vec<u8>, Error>> {
        if let Err(refused) = self.count_call() {
            return Ok(Err(refused));
        }
        let max = (max as usize).min(limits::BLOB_READ_MAX_BYTES);
        self.processor.pause();
        let read = self.resources.get_mut(&reader)?.read(max).await;
        self.processor.resume();
        Ok(read)
    }

    async fn drop(&mut self, reader: Resource<Reader>) -> wasmtime::Result<()> {
        self.resources.delete(reader)?;
        Ok(())
    }
}

impl HostWriter for CallState {
    async fn write(
        &mut self,
        writer: Resource<Writer>,
        chunk: Vec<u8>,
    ) -> wasmtime::Result<Result<(), Error>> {
        if let Err(refused) = self.count_call() {
            return Ok(Err(refused));
        }
        let chunks = self.resources.get(&writer)?.chunks.clone();
        let sent = self.waiting(chunks.send(Chunk::Bytes(chunk.into()))).await;
        Ok(sent.map_err(|_| {
            error(ErrorClass::Invalid, "blob.too-large", "the store takes no more of this blob")
        }))
    }

    async fn drop(&mut self, writer: Resource<Writer>) -> wasmtime::Result<()> {
        self.resources.delete(writer)?;
        Ok(())
    }
}

impl CallState {
    /// Opens a blob that the call may read.
    pub(crate) async fn open_blob(&mut self, id: &str) -> Result<BlobStream, Error> {
        self.count_call()?;
        self.require_effect("reading a blob")?;
        if !self.blobs.contains_key(id) {
            return Err(self.denied("blob.not-in-call", "this blob is not part of this call"));
        }
        let ports = self.ports.clone();
        self.waiting(ports.blobs.open(id)).await.map_err(to_guest)
    }
}

fn too_many() -> Error {
    let message = format!("at most {} blobs may be open at a time", limits::RESOURCES_MAX);
    error(ErrorClass::Invalid, "blob.too-many", message)
}

/// The chunks as the store takes them: whole only when the guest said so.
fn stream_of(received: mpsc::Receiver<Chunk>) -> BlobStream {
    Box::pin(stream::unfold(Some(received), |received| async move {
        let mut received = received?;
        match received.recv().await {
            Some(Chunk::Bytes(bytes)) => Some((Ok(bytes), Some(received))),
            Some(Chunk::End) => None,
            None => Some((Err(io::Error::other("the plugin gave the blob up")), None)),
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_blob_that_is_given_up_ends_in_an_error() {
        let (chunks, received) = mpsc::channel(2);
        chunks.send(Chunk::Bytes(Bytes::from_static(b"half"))).await.ok();
        drop(chunks);
        let collected: Vec<_> = stream_of(received).collect().await;
        assert!(collected[0].is_ok() && collected[1].is_err() && collected.len() == 2);

        let (chunks, received) = mpsc::channel(2);
        chunks.send(Chunk::End).await.ok();
        assert!(stream_of(received).collect::<Vec<_>>().await.is_empty());
    }
}
