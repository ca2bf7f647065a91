//! Ends the visits of a contact: whoever holds one of their sessions of the web chat is out, such as the next
//! one at a shared computer, or who made one by a leaked secret.

use crate::check::check_version;
use crate::{Change, Command, CommandResult, Context, Desk, Result};
use serde_json::json;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::page::united;
use switchboard_store::{DatabaseConnection, Lane, StoreError, contact, session};

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
    let done =
        desk.command(context, Lane::Any, move |command| end_sessions_in(command, &input)).await?;
    let contact_id = done.value.contact_id;
    let read = move |connection: &mut DatabaseConnection| all_of(connection, contact_id);
    for contact_id in desk.store().read(read).await? {
        desk.sessions().visits_ended(contact_id);
    }
    Ok(done)
}

/// The contact with those that were pulled into it: a session stays that of the contact it began with.
fn all_of(
    connection: &mut DatabaseConnection,
    id: ContactId,
) -> Result<Vec<ContactId>, StoreError> {
    let pulled = united::pulled(connection, &[id])?.into_iter().map(|(_, pulled)| pulled);
    Ok(std::iter::once(id).chain(pulled).collect())
}

/// Ends all running sessions of the contact. A page that signs its users in lets them in again.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without the permission, `Stale`.
pub fn end_sessions_in(command: &mut Command<'_>, input: &EndSessionsInput) -> Result<Contact> {
    let contact = command.contact_for_edit(input.contact_id)?;
    check_version(input.expected_version, contact.version)?;
    let now = command.now();
    let mut count = 0;
    let all = all_of(command, contact.contact_id)?;
    for contact_id in &all {
        count += session::revoke_of_contact(command, *contact_id, now)?;
    }
    let change = Change::created(json!({ "session_count": count }));
    let event = (EventKind::ContactSessionsEnded, "contact.end_sessions");
    command.record(event, &contact, change)?;
    // Other processes wake live connections by the contact that a session began with.
    for pulled in contact::by_ids(command, &all)? {
        if pulled.contact_id != contact.contact_id {
            command.event(event.0, &pulled, EventDetail::default())?;
        }
    }
    Ok(contact)
}
