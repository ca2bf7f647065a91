//! Changes what is known of a contact.

use super::duplicate;
use crate::attribute_kind::value::Kinds;
use crate::blocked_address;
use crate::check::{check_attributes, check_version, clean_new_name, is_email};
use crate::limits::FIELD_MAX_CHARACTERS;
use crate::{Change, Command, DeskError, Result, contact_role, text};
use serde_json::{Value, json};
use switchboard_model::ContactId;
use switchboard_model::attribute_kind::AttributeOwner;
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_store::contact;

/// What to change; absent keeps, `Some(None)` clears.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub contact_id: ContactId,
    /// The name to show.
    pub name: Option<String>,
    /// The email address.
    pub email: Option<Option<String>>,
    /// The phone number; an international one is kept as E.164.
    pub phone: Option<Option<String>>,
    /// The company's own kind of user.
    pub role: Option<Option<String>>,
    /// BCP 47.
    pub locale: Option<Option<String>>,
    /// IANA name.
    pub time_zone: Option<Option<String>>,
    /// The company's own attributes, as a JSON object that replaces the one before.
    pub attributes: Option<Value>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Contact);

/// Changes the contact.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without the permission, `Stale`, `Invalid`.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Contact> {
    let name = clean_new_name(input.name.as_deref())?;
    check(input)?;
    let before = command.contact_for_edit(input.contact_id)?;
    check_version(input.expected_version, before.version)?;
    let mut after = changed_contact(&before, name, input);
    check_fields(command, &before, &after)?;
    blocked_address::mark(command, Some(&before), &mut after)?;
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    after.version += 1;
    after.updated_at = command.now();
    contact::update(command, &before, &after, after.contact_id)?;
    command.record((EventKind::ContactUpdated, "contact.update"), &after, change)?;
    duplicate::tell(command, Some(&before), &after)?;
    Ok(after)
}

pub(super) fn check(input: &UpdateInput) -> Result<()> {
    if let Some(Some(email)) = &input.email
        && !is_email(email)
    {
        return Err(DeskError::invalid("email", "write it as name@example.com"));
    }
    let fields = [
        ("email", &input.email),
        ("phone", &input.phone),
        ("role", &input.role),
        ("locale", &input.locale),
        ("timeZone", &input.time_zone),
    ];
    for (field, value) in fields {
        let Some(Some(value)) = value else { continue };
        if text::value(value).is_none() || value.chars().any(char::is_control) {
            return Err(DeskError::invalid(field, "write one line, or null to clear it"));
        }
        if value.chars().count() > FIELD_MAX_CHARACTERS {
            return Err(DeskError::invalid(
                field,
                format!("is longer than {FIELD_MAX_CHARACTERS} characters"),
            ));
        }
    }
    if let Some(attributes) = &input.attributes {
        check_attributes(attributes)?;
    }
    Ok(())
}

/// Are the role and the attributes what an operator may make of them.
pub(super) fn check_fields(
    command: &mut Command<'_>,
    before: &Contact,
    after: &Contact,
) -> Result<()> {
    if before.role != after.role
        && let Some(role) = &after.role
    {
        contact_role::check(command, role)?;
    }
    if before.attributes != after.attributes {
        let kinds = Kinds::load(command)?;
        kinds.check(&before.attributes, &after.attributes, AttributeOwner::Operator)?;
    }
    Ok(())
}

pub(super) fn changed_contact(
    before: &Contact,
    name: Option<String>,
    input: &UpdateInput,
) -> Contact {
    let keep = |new: &Option<Option<String>>, old: &Option<String>| match new {
        Some(value) => value.as_deref().and_then(text::value),
        None => old.clone(),
    };
    let phone = match &input.phone {
        Some(phone) => phone.as_deref().and_then(text::phone),
        None => before.phone.clone(),
    };
    // A form that was sent back unchanged holds the placeholder, which is nobody's name.
    let name = name.filter(|name| *name != before.display_name());
    Contact {
        name: name.unwrap_or_else(|| before.name.clone()),
        email: keep(&input.email, &before.email),
        phone,
        role: keep(&input.role, &before.role),
        locale: keep(&input.locale, &before.locale),
        time_zone: keep(&input.time_zone, &before.time_zone),
        attributes: input.attributes.clone().unwrap_or_else(|| before.attributes.clone()),
        ..before.clone()
    }
}

pub(super) fn columns(contact: &Contact) -> Value {
    json!({
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "role": contact.role,
        "locale": contact.locale,
        "time_zone": contact.time_zone,
        "attributes": contact.attributes,
        "is_blocked": contact.is_blocked,
    })
}
