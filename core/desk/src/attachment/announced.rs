//! The answer of an upload that was begun. It comes with a signed path, which opens the way by itself: a
//! repeated call is told it only as long as the caller may upload to the chat.

use crate::idempotent::Answer;
use crate::{DeskError, Result};
use switchboard_model::attachment::Attachment;
use switchboard_model::{Actor, Permission};
use switchboard_store::DatabaseConnection;

/// An attachment whose bytes are to come.
pub(super) struct Announced(pub(super) Attachment);

impl Answer for Announced {
    fn id(&self) -> i64 {
        self.0.attachment_id.0
    }

    fn load(connection: &mut DatabaseConnection, actor: &Actor, id: i64) -> Result<Self> {
        let found = Attachment::load(connection, actor, id)?;
        match actor {
            Actor::Operator(operator) if !operator.has(Permission::ChatReply) => {
                Err(DeskError::Denied(Permission::ChatReply))
            }
            _ => Ok(Self(found)),
        }
    }
}
