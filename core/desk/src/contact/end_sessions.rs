//! Ends the visits of a contact: whoever holds one of their sessions of the web chat is out, such as the next
//! one at a shared computer, or who made one by a leaked secret.

use crate::check::check_version;
use crate::{Change, Command, Result};
use serde_json::json;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_store::session;

/// Which contact.
#[derive(Clone, Debug)]
pub struct EndSessionsInput {
    pub contact_id: ContactId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(end_sessions: end_sessions_in(&EndSessionsInput) -> Contact);

/// Ends all running sessions of the contact, and live connections with them. A page that signs its users in
/// lets them in again.
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
