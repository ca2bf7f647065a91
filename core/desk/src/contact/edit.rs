//! Changes what is known of a contact.

use crate::admin::{check_version, clean_name};
use crate::event::{self, Subject, changed};
use crate::limits::{EXTRA_MAX_BYTES, FIELD_MAX_CHARACTERS};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::{Value, json};
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_store::{Lane, contact};

/// What to change; absent keeps, `Some(None)` clears.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The contact.
    pub contact_id: ContactId,
    /// The name to show.
    pub name: Option<String>,
    /// The email address.
    pub email: Option<Option<String>>,
    /// The phone number.
    pub phone: Option<Option<String>>,
    /// The company's own kind of user.
    pub role: Option<Option<String>>,
    /// BCP 47.
    pub locale: Option<Option<String>>,
    /// IANA name.
    pub time_zone: Option<Option<String>>,
    /// The company's own attributes, as a JSON object that replaces the one before.
    pub attributes: Option<serde_json::Value>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the contact.
///
/// # Errors
/// `NotFound` for a contact out of reach, `Denied` without the right, `Stale`, `Invalid`.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Contact>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    let input = checked(input)?;
    desk.command(context, Lane::Any, move |transaction| {
        let before = access::contact_for_edit(transaction, &actor, input.contact_id)?;
        check_version(input.expected_version, before.version)?;
        let mut after = changed_contact(&before, &input);
        let names = differences(&before, &after);
        if names.is_empty() {
            return Ok(before);
        }
        after.version += 1;
        after.updated_at = transaction.now();
        contact::update(transaction, &after)?;
        let subject = Subject::contact(&after);
        event::append(transaction, author, EventKind::ContactEdited, subject, changed(&names))?;
        let subject = (SubjectKind::Contact, after.contact_id.0);
        let told = (Some(told(&before, &names)), Some(told(&after, &names)));
        audit::record(transaction, &audited, "contact.edit", subject, told.0, told.1)?;
        Ok(after)
    })
    .await
}

fn checked(input: EditInput) -> Result<EditInput, DeskError> {
    let name = match &input.name {
        Some(name) => Some(clean_name("name", name)?),
        None => None,
    };
    if let Some(Some(email)) = &input.email {
        let is_address = email.split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && !domain.is_empty() && !email.contains(char::is_whitespace)
        });
        if !is_address {
            return Err(DeskError::invalid("email", "write it as name@example.com"));
        }
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
        if value.trim().is_empty() || value.chars().any(char::is_control) {
            return Err(DeskError::invalid(field, "write one line, or null to clear it"));
        }
        if value.chars().count() > FIELD_MAX_CHARACTERS {
            return Err(DeskError::invalid(
                field,
                format!("is longer than {FIELD_MAX_CHARACTERS} characters"),
            ));
        }
    }
    if let Some(attributes) = &input.attributes
        && (!attributes.is_object() || attributes.to_string().len() > EXTRA_MAX_BYTES)
    {
        return Err(DeskError::invalid(
            "attributes",
            format!("pass a JSON object of at most {EXTRA_MAX_BYTES} bytes"),
        ));
    }
    Ok(EditInput { name, ..input })
}

fn changed_contact(before: &Contact, input: &EditInput) -> Contact {
    let keep = |new: &Option<Option<String>>, old: &Option<String>| match new {
        Some(value) => value.as_deref().map(|value| value.trim().to_owned()),
        None => old.clone(),
    };
    Contact {
        name: input.name.clone().unwrap_or_else(|| before.name.clone()),
        email: keep(&input.email, &before.email),
        phone: keep(&input.phone, &before.phone),
        role: keep(&input.role, &before.role),
        locale: keep(&input.locale, &before.locale),
        time_zone: keep(&input.time_zone, &before.time_zone),
        attributes: input.attributes.clone().unwrap_or_else(|| before.attributes.clone()),
        ..before.clone()
    }
}

fn differences(before: &Contact, after: &Contact) -> Vec<&'static str> {
    [
        ("name", before.name != after.name),
        ("email", before.email != after.email),
        ("phone", before.phone != after.phone),
        ("role", before.role != after.role),
        ("locale", before.locale != after.locale),
        ("time_zone", before.time_zone != after.time_zone),
        ("attributes", before.attributes != after.attributes),
    ]
    .into_iter()
    .filter_map(|(name, is_different)| is_different.then_some(name))
    .collect()
}

fn told(contact: &Contact, names: &[&str]) -> Value {
    let mut all = json!({
        "name": contact.name,
        "email": contact.email,
        "phone": contact.phone,
        "role": contact.role,
        "locale": contact.locale,
        "time_zone": contact.time_zone,
        "attributes": contact.attributes,
    });
    if let Value::Object(fields) = &mut all {
        fields.retain(|name, _| names.contains(&name.as_str()));
    }
    all
}
