//! An operator, or the company's own program, notes that the owner of an address has agreed to broadcasts, or takes
//! that back (F68): on paper, by phone, in the company's shop.

use crate::change::changed;
use crate::consent::{Said, keep};
use crate::limits::CONSENT_VERSION_MAX_CHARACTERS;
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_model::visit::{ConsentPurpose, ConsentSource};
use switchboard_model::{IdentityId, locale};
use switchboard_store::{StoreError, identity};

/// What is noted.
#[derive(Clone, Debug)]
pub struct SetConsentInput {
    /// The address.
    pub identity_id: IdentityId,
    /// Agreed, or taken back.
    pub is_given: bool,
    /// The version of the text that was read.
    pub text_version: String,
    /// The language that it was read in (BCP 47).
    pub locale: Option<String>,
}

command!(set_consent: set_consent_in(&SetConsentInput) -> Contact);

/// Notes it. What was said last counts; the same again changes nothing.
///
/// # Errors
/// `NotFound` for an address whose contact is not visible, `Denied` without the permission, `Invalid` for the
/// version and the language, `Conflict` after too many changes of mind.
pub fn set_consent_in(command: &mut Command<'_>, input: &SetConsentInput) -> Result<Contact> {
    let known = identity::get(command, input.identity_id)?;
    let contact = command.contact_for_edit(known.contact_id)?;
    let address = identity::get(command, input.identity_id)?;
    if address.contact_id != contact.contact_id {
        // United with another one, or parted from it, while this waited for the contact.
        return Err(StoreError::Busy.into());
    }
    let text_version = input.text_version.trim();
    let is_line = !text_version.is_empty() && !text_version.chars().any(char::is_control);
    if !is_line || text_version.chars().count() > CONSENT_VERSION_MAX_CHARACTERS {
        let reason = format!("has 1 to {CONSENT_VERSION_MAX_CHARACTERS} characters in one line");
        return Err(DeskError::invalid("textVersion", reason));
    }
    let named = input.locale.as_deref();
    if named.is_some_and(|tag| locale::canonical(tag).is_none()) {
        return Err(DeskError::invalid("locale", "is no BCP 47 tag like \"de\" or \"pt-BR\""));
    }
    let said = Said {
        purpose: ConsentPurpose::Broadcast,
        is_given: input.is_given,
        text_version,
        locale: named,
        source: ConsentSource::Operator,
    };
    if !keep(command, (address.channel_id, address.platform_id.as_str()), &said)? {
        return Ok(contact);
    }
    let after = json!({
        "identity": address.identity_id.to_string(),
        "purpose": said.purpose.as_str(),
        "is_given": said.is_given,
        "text_version": text_version,
    });
    let change = Change { detail: changed(&["consents"]), before: None, after: Some(after) };
    command.record((EventKind::ContactUpdated, "contact.set_consent"), &contact, change)?;
    Ok(contact)
}
