//! Ends an upload: the attachment is STORED and can be sent.

use crate::access::can_read;
use crate::visitor::may_send_file;
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::{Actor, AttachmentId, AuthorKind};
use switchboard_store::{Lane, attachment, chat};

/// Ends the upload. Ending it twice changes nothing.
///
/// # Errors
/// `NotFound` for another's upload, `Conflict` while bytes are missing, and those of a visitor who may not
/// act now.
pub async fn finish(
    desk: &Desk,
    context: &Context,
    attachment_id: AttachmentId,
) -> CommandResult<Attachment> {
    desk.command(context, Lane::Any, move |command| {
        let found = attachment::find(command, attachment_id)?.ok_or(DeskError::NotFound)?;
        if !is_own(command, &found)? {
            return Err(DeskError::NotFound);
        }
        may_send_file(command, &found)?;
        match found.state {
            AttachmentState::Stored => Ok(found),
            AttachmentState::Pending => {
                Err(DeskError::conflict("not all bytes are here: send the rest, then try again"))
            }
            AttachmentState::Failed | AttachmentState::Described => Err(DeskError::Gone),
        }
    })
    .await
}

/// Does the actor send this file. A visitor's is the one that stands in their chat: the contact may have other
/// visitors.
fn is_own(command: &mut Command<'_>, file: &Attachment) -> Result<bool> {
    let actor = command.actor();
    if let Actor::Visitor { .. } = actor {
        let chat = chat::get(command, file.chat_id)?;
        return Ok(file.author_kind == AuthorKind::Contact && can_read(command, actor, &chat)?);
    }
    Ok((file.author_kind, file.author_id) == command.author())
}
