//! The real HTTP client of the plugins. Names are resolved here and only the addresses that may be
//! reached are handed on.

use crate::{
    address,
    error::HostError,
    limits,
    network::{
        HttpBody, HttpFailure, HttpPart, HttpPartValue, HttpPort, HttpRequest, HttpResponse, Reach,
    },
};
use async_trait::async_trait;
use futures::{TryStreamExt, future::BoxFuture};
use reqwest::{
    Body, Client, Method,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{HeaderName, HeaderValue},
    multipart::{Form, Part},
};
use std::{error::Error, io, net::SocketAddr, sync::Arc};
use url::Host;

/// Sends the plugins' requests over the network.
#[derive(Clone, Debug)]
pub struct HttpClient {
    public: Client,
    private: Client,
}

impl HttpClient {
    /// Makes the client.
    ///
    /// # Errors
    /// When TLS cannot be set up, for example because the machine has no root certificates.
    pub fn new() -> Result<Self, HostError> {
        Self::over(Arc::new(|name| Box::pin(addresses_of(name))))
    }

    fn over(lookup: Lookup) -> Result<Self, HostError> {
        let public = client(Reach::Public, lookup.clone())?;
        Ok(Self { public, private: client(Reach::Private, lookup)? })
    }
}

/// Finds the addresses of a name.
type Lookup = Arc<dyn Fn(String) -> BoxFuture<'static, io::Result<Vec<SocketAddr>>> + Send + Sync>;

async fn addresses_of(name: String) -> io::Result<Vec<SocketAddr>> {
    Ok(tokio::net::lookup_host((name.as_str(), 0)).await?.collect())
}

fn client(reach: Reach, lookup: Lookup) -> Result<Client, HostError> {
    Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(limits::CONNECT_TIMEOUT)
        .pool_max_idle_per_host(limits::CONNECTIONS_PER_HOST)
        .pool_idle_timeout(limits::CONNECTION_IDLE)
        .user_agent(concat!("Switchboard/", env!("CARGO_PKG_VERSION")))
        .dns_resolver(Arc::new(CheckedResolver { reach, lookup }))
        .build()
        .map_err(|error| HostError::Network(error.to_string()))
}

#[async_trait]
impl HttpPort for HttpClient {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpFailure> {
        refuse_literal(&request)?;
        let client = match request.reach {
            Reach::Public => &self.public,
            Reach::Private => &self.private,
        };
        let method = Method::from_bytes(request.method.as_bytes())
            .map_err(|_| HttpFailure::NotSent("the method is none of HTTP's".into()))?;
        let mut builder = client.request(method, request.url).timeout(request.timeout);
        for (name, value) in request.headers {
            let name = HeaderName::from_bytes(name.as_bytes());
            let (Ok(name), Ok(mut value)) = (name, HeaderValue::from_bytes(&value)) else {
                return Err(HttpFailure::NotSent("a header is none of HTTP's".into()));
            };
            value.set_sensitive(true);
            builder = builder.header(name, value);
        }
        let builder = match request.body {
            HttpBody::Empty => builder,
            HttpBody::Bytes(bytes) => builder.body(bytes),
            HttpBody::Stream(stream, size_bytes) => builder
                .header(reqwest::header::CONTENT_LENGTH, size_bytes)
                .body(Body::wrap_stream(stream)),
            HttpBody::Multipart(parts) => builder.multipart(form(parts)?),
        };
        let response = builder.send().await.map_err(failure)?;
        Ok(HttpResponse {
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
                .collect(),
            body: Box::pin(
                response
                    .bytes_stream()
                    .map_err(|error| std::io::Error::other(error.without_url().to_string())),
            ),
        })
    }
}

fn form(parts: Vec<HttpPart>) -> Result<Form, HttpFailure> {
    parts.into_iter().try_fold(Form::new(), |form, part| {
        let mut value = match part.value {
            HttpPartValue::Bytes(bytes) => Part::bytes(bytes),
            HttpPartValue::Stream(stream, size_bytes) => {
                Part::stream_with_length(Body::wrap_stream(stream), size_bytes)
            }
        };
        if let Some(file) = part.file {
            value = value.file_name(file);
        }
        if let Some(mime) = part.mime {
            value = value
                .mime_str(&mime)
                .map_err(|_| HttpFailure::NotSent("a part's media type is none".into()))?;
        }
        Ok(form.part(part.name, value))
    })
}

/// An address written in the URL is never resolved, so it is checked here.
fn refuse_literal(request: &HttpRequest) -> Result<(), HttpFailure> {
    let address = match request.url.host() {
        Some(Host::Ipv4(address)) => address.into(),
        Some(Host::Ipv6(address)) => address.into(),
        _ => return Ok(()),
    };
    if address::is_allowed(address, request.reach) {
        Ok(())
    } else {
        Err(HttpFailure::Refused(AddressRefused.to_string()))
    }
}

fn failure(error: reqwest::Error) -> HttpFailure {
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(inner) = cause {
        if inner.is::<AddressRefused>() {
            return HttpFailure::Refused(AddressRefused.to_string());
        }
        cause = inner.source();
    }
    let (is_connect, is_timeout) = (error.is_connect() || error.is_builder(), error.is_timeout());
    let error = error.without_url();
    let reason =
        error.source().map_or_else(|| error.to_string(), |source| deepest(source).to_string());
    match (is_connect, is_timeout) {
        (true, true) => HttpFailure::NotSent("no connection within the time".into()),
        (true, false) => HttpFailure::NotSent(format!("no connection: {reason}")),
        (false, true) => HttpFailure::MaybeSent("no answer within the time".into()),
        (false, false) => HttpFailure::MaybeSent(format!("the connection broke: {reason}")),
    }
}

fn deepest<'a>(error: &'a (dyn Error + 'static)) -> &'a (dyn Error + 'static) {
    let mut deepest = error;
    while let Some(source) = deepest.source() {
        deepest = source;
    }
    deepest
}

#[derive(Debug, thiserror::Error)]
#[error(
    "the host's address is private or reserved: name the host with its port in the server's \
     `plugins.allow_private_hosts` if it is yours"
)]
struct AddressRefused;

struct CheckedResolver {
    reach: Reach,
    lookup: Lookup,
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.reach;
        let found = (self.lookup)(name.as_str().to_owned());
        Box::pin(async move {
            let found = found.await?;
            let allowed: Vec<SocketAddr> = found
                .iter()
                .copied()
                .filter(|socket| address::is_allowed(socket.ip(), reach))
                .collect();
            if allowed.is_empty() && !found.is_empty() {
                return Err(AddressRefused.into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests;
