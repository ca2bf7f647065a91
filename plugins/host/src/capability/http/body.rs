//! Bodies of requests and replies. Attachments stream between the store and the platform without
//! touching the guest's memory.

use super::{cut, request::invalid};
use crate::{
    bindings::switchboard::plugin::{
        http::{Body, Part, PartValue},
        types::{Error, Header},
    },
    capability::types::to_guest,
    echo::UsedSecret,
    limits,
    manifest::SecretPosition,
    network::{HttpBody, HttpPart, HttpPartValue},
    origin::Origin,
    state::CallState,
};
use futures::StreamExt;
use switchboard_model::connector::BlobStream;

impl CallState {
    pub(super) async fn body(
        &mut self,
        body: Body,
        origin: &Origin,
        used: &mut Vec<UsedSecret>,
    ) -> Result<HttpBody, Error> {
        Ok(match body {
            Body::Empty => HttpBody::Empty,
            Body::Bytes(bytes) => HttpBody::Bytes(bytes),
            Body::Template(template) => {
                HttpBody::Bytes(self.fill(&template, SecretPosition::Body, origin, used).await?)
            }
            Body::Blob(id) => {
                let (stream, size_bytes) = self.blob_body(&id).await?;
                HttpBody::Stream(stream, size_bytes)
            }
            Body::Multipart(parts) => {
                if parts.len() > limits::PARTS_MAX {
                    return Err(invalid(format!("at most {} parts", limits::PARTS_MAX)));
                }
                let mut ready = Vec::with_capacity(parts.len());
                for part in parts {
                    ready.push(self.part(part).await?);
                }
                HttpBody::Multipart(ready)
            }
        })
    }

    async fn part(&mut self, part: Part) -> Result<HttpPart, Error> {
        let value = match part.value {
            PartValue::Bytes(bytes) => HttpPartValue::Bytes(bytes),
            PartValue::Blob(id) => {
                let (stream, size_bytes) = self.blob_body(&id).await?;
                HttpPartValue::Stream(stream, size_bytes)
            }
        };
        Ok(HttpPart { name: part.name, file: part.file, mime: part.mime, value })
    }

    async fn blob_body(&mut self, id: &str) -> Result<(BlobStream, u64), Error> {
        let stream = self.open_blob(id).await?;
        let size_bytes = self.blobs.get(id).map_or(0, |blob| blob.size_bytes);
        Ok((stream, size_bytes))
    }

    /// Stores a reply without holding it; the call may then read the blob.
    pub(super) async fn store_reply(
        &mut self,
        headers: &[Header],
        body: BlobStream,
    ) -> Result<String, Error> {
        let mime = headers
            .iter()
            .find(|header| header.name == "content-type")
            .and_then(|header| String::from_utf8(header.value.clone()).ok());
        let stored = self.ports.blobs.store(body, mime, None, limits::BLOB_MAX_BYTES).await;
        let blob = stored.map_err(to_guest)?;
        let id = blob.id.clone();
        self.blobs.insert(id.clone(), blob);
        Ok(id)
    }
}

/// A reply's body in memory, up to the bound.
pub(super) async fn whole(mut body: BlobStream) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|_| cut("the reply was cut off"))?;
        if bytes.len() + chunk.len() > limits::REPLY_MAX_BYTES {
            return Err(invalid(format!(
                "the reply is larger than {} KiB: ask for it with `to-blob`",
                limits::REPLY_MAX_BYTES >> 10
            )));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
