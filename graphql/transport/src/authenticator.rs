//! Who is asking: the port through which the server tells the transport about its sessions.

use std::{any::Any, fmt, sync::Arc, time::Duration};

use async_graphql::Data;
use async_trait::async_trait;
use futures::future::BoxFuture;
use http::request::Parts;

use crate::{refusal::Refusal, status::Reason};

/// Decides who is asking. Called once per HTTP request and once per socket.
#[async_trait]
pub trait Authenticator: Send + Sync + 'static {
    /// Gives the session of the one who asks, which may be an anonymous one.
    async fn authenticate(&self, credentials: Credentials<'_>) -> Result<Session, AuthError>;
}

/// What a client shows to be let in.
#[derive(Debug, Clone, Copy)]
pub struct Credentials<'a> {
    /// Method, address, headers and extensions (the peer's address, say) of the request or upgrade.
    pub parts: &'a Parts,
    /// The payload of `connection_init`; `None` for HTTP and for a socket that sent no payload.
    pub connection_init: Option<&'a serde_json::Value>,
}

pub(crate) type Insert = Arc<dyn Fn(&mut Data) + Send + Sync>;

/// Asks the authenticator, which gets no more time than an operation.
pub(crate) async fn check(
    authenticator: &dyn Authenticator,
    credentials: Credentials<'_>,
    wait: Duration,
) -> Result<Session, Refusal> {
    match tokio::time::timeout(wait, authenticator.authenticate(credentials)).await {
        Ok(answer) => Ok(answer?),
        Err(_) => {
            let cause = format!("no answer within {} ms", wait.as_millis());
            Err(AuthError::Unavailable(cause).into())
        }
    }
}

/// One who was let in.
pub struct Session {
    pub(crate) actor_key: Arc<str>,
    pub(crate) inserts: Vec<Insert>,
    pub(crate) is_cookie_based: bool,
    pub(crate) is_signed_in: bool,
    pub(crate) is_token: bool,
    pub(crate) ends: Option<BoxFuture<'static, SessionEnd>>,
}

impl Session {
    /// `actor_key` names whose budget of cost and connections is used: an operator, a token, an address.
    pub fn new(actor_key: impl Into<Arc<str>>) -> Self {
        Self {
            actor_key: actor_key.into(),
            inserts: Vec::new(),
            is_cookie_based: false,
            is_signed_in: false,
            is_token: false,
            ends: None,
        }
    }

    /// Puts a value into the data of every request of this session (`Context::data` of a resolver).
    #[must_use]
    pub fn with_data<D: Any + Clone + Send + Sync>(self, value: D) -> Self {
        self.with_insert(move |data| data.insert(value.clone()))
    }

    /// Like [`Self::with_data`] for what must be made again for every request, as a loader is.
    #[must_use]
    pub fn with_insert(mut self, insert: impl Fn(&mut Data) + Send + Sync + 'static) -> Self {
        self.inserts.push(Arc::new(insert));
        self
    }

    /// Says that the caller is one of those who run the server, and gets what strangers do not: more of
    /// everything, and the schema where it is told to those who are signed in.
    #[must_use]
    pub fn signed_in(mut self) -> Self {
        self.is_signed_in = true;
        self
    }

    /// Says that it is a program with an API token, which may send any document where others may not.
    #[must_use]
    pub fn by_token(mut self) -> Self {
        self.is_token = true;
        self
    }

    /// Says that a browser sent the credentials by itself: such requests must prove their origin.
    #[must_use]
    pub fn cookie_based(mut self) -> Self {
        self.is_cookie_based = true;
        self
    }

    /// Ends sockets and event streams of this session as soon as the future resolves.
    #[must_use]
    pub fn ends_with(mut self, ends: impl Future<Output = SessionEnd> + Send + 'static) -> Self {
        self.ends = Some(Box::pin(ends));
        self
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Session")
            .field("actor_key", &self.actor_key)
            .field("is_cookie_based", &self.is_cookie_based)
            .field("is_signed_in", &self.is_signed_in)
            .field("is_token", &self.is_token)
            .finish_non_exhaustive()
    }
}

/// Why a live session is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEnd {
    /// Its time is up: the socket closes with 4401, sign in again.
    Expired,
    /// It was taken away, or its permissions changed: the socket closes with 4403.
    Revoked,
}

/// Why somebody is not let in. Messages go to the client as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthError {
    /// Credentials are missing, wrong or out of date: 401, `UNAUTHENTICATED`.
    Unauthenticated(String),
    /// Known, but not allowed here: 403, `FORBIDDEN`.
    Forbidden(String),
    /// It could not be found out now. The cause goes to the log, not to the client: 500, `INTERNAL`.
    Unavailable(String),
}

impl From<AuthError> for Refusal {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Unauthenticated(message) => Self::new(Reason::Unauthenticated, message),
            AuthError::Forbidden(message) => Self::new(Reason::Forbidden, message),
            AuthError::Unavailable(cause) => {
                tracing::error!(cause, "a session could not be checked");
                Self::internal()
            }
        }
    }
}
