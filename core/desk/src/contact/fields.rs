//! What a unite fills: the columns of the kept contact that are empty, from those of the pulled one. Each is a
//! value by its name; an attribute has the name of its key behind a prefix.

use crate::limits::EXTRA_MAX_BYTES;
use serde_json::{Map, Value, json};
use switchboard_model::contact::Contact;

/// Values by the names of columns.
pub(crate) type Fields = Map<String, Value>;

/// What stands before the key of an attribute.
const ATTRIBUTE: &str = "attributes.";

/// The columns of a contact that hold something.
pub(crate) fn of(contact: &Contact) -> Fields {
    let columns = [
        ("name", json!(contact.name)),
        ("email", json!(contact.email)),
        ("phone", json!(contact.phone)),
        ("role", json!(contact.role)),
        ("locale", json!(contact.locale)),
        ("time_zone", json!(contact.time_zone)),
        ("is_verified", json!(contact.is_verified)),
        ("is_blocked", json!(contact.is_blocked)),
    ];
    let columns = columns.map(|(name, value)| (name.to_owned(), value));
    let attributes = contact.attributes.as_object().into_iter().flatten();
    let attributes = attributes.map(|(key, value)| (format!("{ATTRIBUTE}{key}"), value.clone()));
    columns.into_iter().chain(attributes).filter(|(_, value)| !is_blank(value)).collect()
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// Fills what is empty in a contact; gives what it got. Attributes beyond what a contact may
/// hold stay out.
pub(super) fn fill(contact: &mut Contact, from: &Fields) -> Fields {
    let mut filled = Fields::new();
    let known = of(contact);
    for (name, value) in from.iter().filter(|(name, _)| !known.contains_key(*name)) {
        let before = contact.attributes.clone();
        set(contact, name, Some(value));
        if contact.attributes.to_string().len() > EXTRA_MAX_BYTES {
            contact.attributes = before;
            continue;
        }
        filled.insert(name.clone(), value.clone());
    }
    filled
}

/// Writes one column; none empties it.
pub(super) fn set(contact: &mut Contact, name: &str, value: Option<&Value>) {
    if let Some(key) = name.strip_prefix(ATTRIBUTE) {
        if let Value::Object(attributes) = &mut contact.attributes {
            match value {
                Some(value) => attributes.insert(key.to_owned(), value.clone()),
                None => attributes.remove(key),
            };
        }
        return;
    }
    let text = value.and_then(Value::as_str).map(str::to_owned);
    let is_true = value.and_then(Value::as_bool).unwrap_or(false);
    match name {
        "name" => contact.name = text.unwrap_or_default(),
        "email" => contact.email = text,
        "phone" => contact.phone = text,
        "role" => contact.role = text,
        "locale" => contact.locale = text,
        "time_zone" => contact.time_zone = text,
        "is_verified" => contact.is_verified = is_true,
        "is_blocked" => contact.is_blocked = is_true,
        _ => {}
    }
}
