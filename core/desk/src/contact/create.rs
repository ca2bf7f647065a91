//! Creates a contact of whom no channel has told yet: by an operator, or by a program for the company's product.

use super::duplicate;
use super::update::{UpdateInput, changed_contact, check, check_fields, columns};
use crate::blocked_address;
use crate::check::clean_name;
use crate::{Change, Command, Result};
use serde_json::{Value, json};
use switchboard_model::Permission;
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_store::contact;

/// What is known of them.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name to show.
    pub name: String,
    /// The email address.
    pub email: Option<String>,
    /// The phone number; an international one is kept as E.164.
    pub phone: Option<String>,
    /// The company's own kind of user.
    pub role: Option<String>,
    /// BCP 47.
    pub locale: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
    /// The company's own attributes, as a JSON object.
    pub attributes: Option<Value>,
}

command!(create: create_in(&CreateInput) -> Contact);

/// Creates the contact. Until it has an address on a channel it is seen by all who see contacts.
///
/// # Errors
/// `Denied` without `contact.create`, `Invalid`.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Contact> {
    command.require(Permission::ContactCreate)?;
    let name = clean_name("name", &input.name)?;
    let blank = blank(command);
    let fields = UpdateInput {
        contact_id: blank.contact_id,
        name: None,
        email: Some(input.email.clone()),
        phone: Some(input.phone.clone()),
        role: Some(input.role.clone()),
        locale: Some(input.locale.clone()),
        time_zone: Some(input.time_zone.clone()),
        attributes: input.attributes.clone(),
        expected_version: None,
    };
    check(&fields)?;
    let mut created = changed_contact(&blank, Some(name), &fields);
    check_fields(command, &blank, &created)?;
    blocked_address::mark(command, None, &mut created)?;
    contact::insert(command, &created)?;
    let change = Change::created(columns(&created));
    command.record((EventKind::ContactCreated, "contact.create"), &created, change)?;
    duplicate::tell(command, None, &created)?;
    Ok(created)
}

/// A contact of whom nothing is known; not stored.
pub(crate) fn blank(command: &mut Command<'_>) -> Contact {
    let now = command.now();
    Contact {
        contact_id: command.id(),
        name: String::new(),
        email: None,
        phone: None,
        role: None,
        locale: None,
        time_zone: None,
        attributes: json!({}),
        is_verified: false,
        is_blocked: false,
        united_into_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}
