//! Who may write to the web chat at all, and what the others are told.

use crate::channel::web::WebSettings;
use crate::{DeskError, Result};
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::contact::Contact;

/// A visitor of this channel: a contact that an operator has not blocked, signed in by the page where
/// the channel asks for it. `known` is the contact behind the visitor's address, if there is one.
pub(super) fn may_write(
    channel: &Channel,
    settings: &WebSettings,
    known: Option<&Contact>,
) -> Result<()> {
    if channel.state != ChannelState::Active {
        return Err(DeskError::conflict("this chat is closed for now: try again later"));
    }
    match known {
        Some(contact) if contact.is_blocked => Err(blocked()),
        None if settings.is_identity_required => Err(DeskError::forbidden(
            "this chat needs a signed-in visitor: pass the page's identity token",
        )),
        _ => Ok(()),
    }
}

/// What somebody hears whom an operator has blocked.
pub(super) fn blocked() -> DeskError {
    DeskError::forbidden("you cannot write in this chat")
}
