//! The seam between the plugins' `http` and the network: a real client, or a script in tests.

use async_trait::async_trait;
use bytes::Bytes;
use std::time::Duration;
use switchboard_model::connector::BlobStream;
use url::Url;

/// Sends HTTP requests for plugins. The policy has already been applied and the secrets are filled
/// in; what is left to the port is the address behind a name, which only it learns.
#[async_trait]
pub trait HttpPort: Send + Sync {
    /// Sends one request, follows no redirect, and returns once the headers of the reply are there.
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure>;
}

/// A request that may leave.
pub struct HttpRequest {
    /// Upper case.
    pub method: String,
    /// With the secrets: never to be logged.
    pub url: Url,
    /// As the plugin wrote it, with placeholders for secrets: may be logged and recorded.
    pub shown_url: String,
    /// With the secrets: never to be logged.
    pub headers: Vec<(String, Vec<u8>)>,
    /// With the secrets: never to be logged.
    pub body: HttpBody,
    /// For the whole exchange, the reply's body included.
    pub timeout: Duration,
    /// Which addresses the host's name may stand for.
    pub reach: Reach,
}

/// Which addresses a host's name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Public,
    /// Private networks and this machine too, because the server's configuration names the host.
    Private,
}

/// A request's body.
pub enum HttpBody {
    /// None.
    Empty,
    /// Bytes.
    Bytes(Vec<u8>),
    Stream(BlobStream, u64),
    /// `multipart/form-data`.
    Multipart(Vec<HttpPart>),
}

/// A part of a multipart body.
pub struct HttpPart {
    pub name: String,
    /// The file's name, for a file.
    pub file: Option<String>,
    pub mime: Option<String>,
    pub value: HttpPartValue,
}

/// The bytes of a part.
pub enum HttpPartValue {
    Bytes(Vec<u8>),
    Stream(BlobStream, u64),
}

/// A reply whose body is still on its way.
pub struct HttpResponse {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body. An error in it means that the reply was cut off.
    pub body: BlobStream,
}

impl HttpResponse {
    /// A reply that is already whole, for scripts.
    #[must_use]
    pub fn whole(status: u16, headers: Vec<(String, Vec<u8>)>, body: Vec<u8>) -> Self {
        let chunk = futures::stream::once(async move { Ok(Bytes::from(body)) });
        Self { status, headers, body: Box::pin(chunk) }
    }
}

/// Why there is no reply. The sentences hold no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HttpFailure {
    /// Nothing left the server: no address, no connection.
    NotSent(String),
    /// The request may have arrived.
    MaybeSent(String),
    /// The name stands for an address that must not be reached.
    Refused(String),
}
