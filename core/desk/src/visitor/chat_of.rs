//! The one chat that a visitor reaches, to read: also who is blocked reads what was said to them.

use super::acting::visitor_of;
use super::profile::identity_of;
use crate::Result;
use switchboard_model::Actor;
use switchboard_model::chat::Chat;
use switchboard_store::{DatabaseConnection, chat};

/// The visitor's chat; none before the first message.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor.
pub fn chat_of(connection: &mut DatabaseConnection, actor: &Actor) -> Result<Option<Chat>> {
    match identity_of(connection, visitor_of(actor)?)? {
        Some((identity, _)) => Ok(chat::find_current_of_identity(
            connection,
            identity.identity_id,
            identity.contact_id,
        )?),
        None => Ok(None),
    }
}
