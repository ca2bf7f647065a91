//! Ends the visits of a contact: whoever holds one of their sessions of the web chat is out, such as the next
//! one at a shared computer, or who made one by a leaked secret.

use crate::check::check_version;
use crate::{Change, Command, CommandResult, Context, Desk, Result};
use serde_json::json;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_store::{Lane, session};

/// Which contact.
#[derive(Clone, Debug)]
pub struct EndSessionsInput {
    pub contact_id: ContactId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// [`end_sessions_in`] as a transaction of its own; live connections end with it.
pub async fn end_sessions(
    desk: &Desk,
    context: &Context,
    input: EndSessionsInput,
) -> CommandResult<Contact> {
    let contact_id = input.contact_id;
    let done =
        desk.command(context, Lane::Any, move |command| end_sessions_in(command, &input)).await?;
    desk.sessions().visits_ended(contact_id);
    Ok(done)
}

/// Ends all running sessions of the contact. A page that signs its users in lets them in again.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without the permission, `Stale`.
pub fn end_sessions_in(command: &mut Command<'_>, input: &EndSessionsInput) -> Result<Contact> {
    let contact = command.contact_for_edit(input.contact_id)?;
    check_version(input.expected_version, contact.version)?;
    let now = command.now();
    let count = session::revoke_of_contact(command, contact.contact_id, now)?;
    let change = Change::created(json!({ "session_count": count }));
    let event = (EventKind::ContactSessionsEnded, "contact.end_sessions");
    command.record(event, &contact, change)?;
    Ok(contact)
}
