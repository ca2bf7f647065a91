//! Ends an upload: the attachment is STORED and can be sent.

use crate::visitor::may_send_file;
use crate::{CommandResult, Context, Desk, DeskError};
use switchboard_model::AttachmentId;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_store::{Lane, attachment};

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
        if (found.author_kind, found.author_id) != command.author() {
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
