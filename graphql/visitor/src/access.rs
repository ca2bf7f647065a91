//! Who the visitor is.

use async_graphql::{Context, Result};
use switchboard_desk::{Context as DeskContext, visit::ClientHints};
use switchboard_graphql::{api::caller, errors::unauthenticated};
use switchboard_model::{Actor, ContactId, SessionId};

/// What the server knows of a request before there is a session.
#[derive(Clone, Debug, Default)]
pub struct VisitorCaller {
    /// The page's `Origin`, when a browser told it.
    pub origin: Option<String>,
    /// The request's id, for the log.
    pub request_id: Option<String>,
    /// The peer's address, for the limits.
    pub remote_address: Option<String>,
    /// What the browser tells of itself beside its name.
    pub hints: ClientHints,
}

/// A visitor with a session.
#[derive(Clone)]
pub struct Visitor {
    /// As the desk wants to know it.
    pub context: DeskContext,
    pub contact_id: ContactId,
}

/// The visitor who asks.
pub fn visitor(ctx: &Context<'_>) -> Result<Visitor> {
    let context = caller(ctx)?;
    match &context.actor {
        Actor::Visitor(visitor) => {
            Ok(Visitor { context: context.clone(), contact_id: visitor.contact_id })
        }
        Actor::Operator(_) | Actor::Rule(_) | Actor::System => Err(unauthenticated()),
    }
}

/// The session that the visitor came by.
pub fn session_id(ctx: &Context<'_>) -> Result<SessionId> {
    ctx.data_opt::<SessionId>().copied().ok_or_else(unauthenticated)
}
