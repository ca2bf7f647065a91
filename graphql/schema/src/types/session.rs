//! A session of an operator, without its secret.

use switchboard_graphql::{object, scalars::DateTime};
use switchboard_model::{SessionId, session};

#[derive(Clone)]
pub struct Session(session::Session, bool);

impl Session {
    /// Of a row, for whoever is signed in by the current one.
    pub fn of(row: session::Session, current: Option<SessionId>) -> Self {
        let is_current = current == Some(row.session_id);
        Self(row, is_current)
    }
}

/// Somewhere where you are signed in. End it with `sessionRevoke`.
#[object(id = session_id)]
impl Session {
    /// Is it the one that asks.
    async fn is_current(&self) -> bool {
        self.1
    }

    /// The program that you signed in with, as it names itself; absent where it named none.
    fn user_agent(&self) -> Option<&str>;
    /// The network that you signed in from; absent where that is not known.
    fn remote_network(&self) -> Option<&str>;
    /// When you signed in.
    fn created_at(&self) -> DateTime;
    /// When it was last used, to the quarter of an hour.
    fn last_used_at(&self) -> DateTime;
    /// When it ends by itself.
    fn expires_at(&self) -> DateTime;
}
