//! What every command is told beside its input, and what it answers.

use crate::Result;
use crate::idempotent::IdempotencyKey;
use switchboard_bounds::Peer;
use switchboard_model::{Actor, EventCursor};

/// Who asks, and from where.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who acts.
    pub actor: Actor,
    /// The request's id, kept in the audit log.
    pub request_id: Option<String>,
    /// The peer's address, kept in the audit log.
    pub remote_address: Option<String>,
    /// Recognises a repeated call: the command answers what it answered the first time.
    pub key: Option<IdempotencyKey>,
}

impl Context {
    /// A call of this actor that came from nowhere in particular.
    pub fn of(actor: Actor) -> Self {
        Self { actor, request_id: None, remote_address: None, key: None }
    }

    /// Who counts as one at the other end, for all that is counted per peer; none where the call came
    /// through no network.
    pub(crate) fn peer(&self) -> Option<Peer> {
        self.remote_address.as_deref()?.parse().ok().map(Peer::of)
    }

    /// The server acts by itself.
    pub fn system() -> Self {
        Self::of(Actor::System)
    }

    /// The same call, recognised by a key when it comes again.
    #[must_use]
    pub fn with_key(self, key: IdempotencyKey) -> Self {
        Self { key: Some(key), ..self }
    }
}

/// The result of a command.
pub type CommandResult<T> = Result<Committed<T>>;

/// What a command did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed<T> {
    /// The object as it is now.
    pub value: T,
    /// The place of the command's last event in the log; the log's head where nothing had to change.
    pub cursor: EventCursor,
}
