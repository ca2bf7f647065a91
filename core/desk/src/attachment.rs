//! What is done with an attachment: up, down, and in from a platform.

mod announced;
pub mod begin;
mod bind;
pub mod discard;
pub mod failed;
pub mod fetched;
pub mod finish;
mod guard;
mod keep;
pub mod link;
pub(crate) mod name;
pub mod open;
pub mod pending;
mod quota;
pub mod receive;
mod thumbnail;

pub(crate) use bind::bind;
pub(crate) use guard::UploadGuard;

use crate::change::changed;
use crate::command::Command;
use switchboard_model::attachment::Attachment;
use switchboard_model::event::EventKind;
use switchboard_store::{StoreError, chat};

noun!(Attachment.attachment_id: AttachmentId in attachment, read as attachments,
    seen as Chat(|attachment| attachment.chat_id));

/// Tells that the attachment changed. Of a chat that was deleted nobody is told.
fn tell_changed(command: &mut Command<'_>, attachment: &Attachment) -> Result<(), StoreError> {
    let Some(chat) = chat::find(command, attachment.chat_id)? else { return Ok(()) };
    command.event(EventKind::AttachmentChanged, (&chat, attachment), changed(&["state"]))
}
