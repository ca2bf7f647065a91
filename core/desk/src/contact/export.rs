//! Exports all that is held on one contact, such as they may ask for by law.

use crate::export::{ExportLink, Exported, link};
use crate::limits::CONTACT_EXPORT_LINK_MS;
use crate::{Command, CommandResult, Context, Desk, Result};
use switchboard_model::ContactId;

/// Notes who exports it, and answers the path that it is streamed from. All of the contact is in it, also the
/// chats that the operator does not see.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without `contact.export`.
pub async fn export(
    desk: &Desk,
    context: &Context,
    contact_id: ContactId,
) -> CommandResult<ExportLink> {
    let note_down = move |command: &mut Command<'_>| -> Result<()> {
        let contact = command.contact_for_export(contact_id)?;
        Ok(command.audit("contact.export", contact, None, None)?)
    };
    link(desk, context, Exported::Contact(contact_id), CONTACT_EXPORT_LINK_MS, note_down).await
}
