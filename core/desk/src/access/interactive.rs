//! Who acts themselves, and not by an API token.

use crate::{Command, DeskError, Result};
use switchboard_model::actor::Credential;
use switchboard_model::{Actor, SessionId};

/// Proof that somebody acts who has signed in, or the machine that the server runs on, and no API token.
/// Whatever changes how an account is come in by – its password, address, sessions and tokens – asks for
/// one: a token that got into strange hands must not become the account.
#[derive(Clone, Copy, Debug)]
pub struct InteractiveSession(Option<SessionId>);

impl InteractiveSession {
    /// Of an actor.
    ///
    /// # Errors
    /// `Forbidden` for an API token, `NotAllowed` for a visitor.
    pub(crate) fn of(actor: &Actor) -> Result<Self> {
        match actor {
            Actor::System => Ok(Self(None)),
            Actor::Visitor { .. } | Actor::Rule(_) => Err(DeskError::NotAllowed),
            Actor::Operator(operator) => match operator.credential {
                Credential::Session(session_id) => Ok(Self(Some(session_id))),
                Credential::Console => Ok(Self(None)),
                Credential::Token(_) => Err(DeskError::forbidden(
                    "an API token may not change how somebody signs in: sign in and do it yourself",
                )),
            },
        }
    }

    /// The session; none on the machine itself.
    pub(crate) fn session_id(self) -> Option<SessionId> {
        self.0
    }
}

impl Command<'_> {
    /// That no API token acts.
    pub fn interactive(&self) -> Result<InteractiveSession> {
        InteractiveSession::of(self.actor())
    }
}
