//! GraphQL over HTTP, server-sent events and WebSocket, for any async-graphql executor.
//!
//! Stands between axum's router and a schema. It knows the three protocols, their limits and their
//! error codes. It knows no noun of the schema, no database and no way to sign in: who is asking is
//! decided by the [`Authenticator`] that the server passes in.
//!
//! What is answered, or waits to be, has one budget of bytes (`switchboard_meter`), which a schema counts
//! into when it has the extension `Metered`; those who are not signed in get less of everything.
//!
//! Absent on purpose: batching, multipart uploads, other extensions of the schema (each makes every
//! field slower) and wall-clock time (all waits are measured with the runtime's own timer).

mod accept;
mod answer;
mod answer_body;
mod authenticator;
mod body;
mod document;
mod documents;
mod endpoint;
mod engine;
mod execute;
mod graphiql;
mod handler;
mod json;
mod limits;
mod metrics;
mod origin;
mod outcome;
mod rate;
mod refusal;
mod registry;
mod request;
mod request_id;
mod settings;
mod shared;
mod socket;
mod sse;
mod status;

pub use authenticator::{AuthError, Authenticator, Credentials, Session, SessionEnd};
pub use body::{Bodies, BodyError};
pub use documents::{FreeText, KnownDocuments};
pub use endpoint::Endpoint;
pub use json::parse as parse_json;
pub use limits::{BodyLimits, ConnectionLimits, Limits, StrangerLimits};
pub use metrics::{EndpointMetrics, Metrics};
pub use registry::Registry;
pub use request_id::RequestId;
pub use settings::{CSRF_HEADER, Introspection, Settings};
pub use switchboard_meter::Share;
