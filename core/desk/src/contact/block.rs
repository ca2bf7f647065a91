//! Blocks a contact, or lifts the block: what a blocked one writes is dropped.

use crate::admin::check_version;
use crate::event::{self, Subject, changed};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::json;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_store::{Lane, contact};

/// Which contact.
#[derive(Clone, Debug)]
pub struct BlockInput {
    /// The contact.
    pub contact_id: ContactId,
    /// Block it, or lift the block.
    pub is_blocked: bool,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Blocks the contact or lifts the block.
///
/// # Errors
/// `NotFound` for a contact out of reach, `Denied` without the right, `Stale`.
pub async fn block(
    desk: &Desk,
    context: &Context,
    input: BlockInput,
) -> Result<Done<Contact>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let mut contact = access::contact_for_edit(transaction, &actor, input.contact_id)?;
        check_version(input.expected_version, contact.version)?;
        if contact.is_blocked == input.is_blocked {
            return Ok(contact);
        }
        contact.is_blocked = input.is_blocked;
        contact.version += 1;
        contact.updated_at = transaction.now();
        contact::update(transaction, &contact)?;
        let subject = Subject::contact(&contact);
        let detail = changed(&["is_blocked"]);
        event::append(transaction, author, EventKind::ContactEdited, subject, detail)?;
        let subject = (SubjectKind::Contact, contact.contact_id.0);
        let told = |is_blocked: bool| Some(json!({ "is_blocked": is_blocked }));
        let (before, after) = (told(!input.is_blocked), told(input.is_blocked));
        audit::record(transaction, &audited, "contact.block", subject, before, after)?;
        Ok(contact)
    })
    .await
}
