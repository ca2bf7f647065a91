//! What `set` and `contact` of a transcript change.

use super::history::History;
use crate::facts::{AttributeValue, ContactFacts, DeskFacts};
use crate::limits::RATING_MAX;
use crate::names::{Name, Names};
use crate::words::did_you_mean;
use std::sync::Arc;
use switchboard_model::attribute_kind::AttributeType;
use switchboard_model::chat::ChatPriority;

const CONTACT: [&str; 11] = [
    "name",
    "role",
    "email",
    "phone",
    "language",
    "time_zone",
    "country",
    "chat_count",
    "open_chat_count",
    "possible_duplicate_count",
    "is_blocked",
];
const CHAT: [&str; 8] =
    ["priority", "team", "operator", "language", "subject", "rating", "label", "reference"];
const STAFF: [&str; 2] = ["online_count", "free_capacity"];

fn number(value: &str) -> Result<i64, String> {
    value.parse().map_err(|_| format!("\"{value}\" is no number"))
}

fn flag(value: &str) -> Result<bool, String> {
    match value {
        "yes" | "true" => Ok(true),
        "no" | "false" => Ok(false),
        _ => Err(format!("\"{value}\" is neither yes nor no")),
    }
}

/// Sets what is known of a contact: a property, or an attribute by its name.
pub(super) fn contact(
    contact: &mut ContactFacts,
    names: &Names,
    key: &str,
    value: &str,
) -> Result<(), String> {
    let text = Some(value.to_owned());
    match key {
        "name" => contact.name = value.to_owned(),
        "role" => {
            names.find(Name::ContactRole, value)?;
            contact.role = text;
        }
        "email" => contact.email = text,
        "phone" => contact.phone = text,
        "language" => contact.language = text,
        "time_zone" => contact.time_zone = text,
        "country" => contact.country = text,
        "chat_count" => contact.chat_count = number(value)?,
        "open_chat_count" => contact.open_chat_count = number(value)?,
        "possible_duplicate_count" => contact.possible_duplicate_count = number(value)?,
        "is_blocked" => contact.is_blocked = flag(value)?,
        "channel" => {
            names.find(Name::Channel, value)?;
            contact.channels.push(value.to_owned());
        }
        _ => {
            let Some(kind) = names.attribute(key) else {
                let known = CONTACT.into_iter().chain(names.all(Name::Attribute));
                return Err(format!("a contact has no \"{key}\".{}", did_you_mean(key, known)));
            };
            let value = match kind {
                AttributeType::Number => AttributeValue::Number(
                    value.parse().map_err(|_| format!("\"{value}\" is no number"))?,
                ),
                AttributeType::Boolean => AttributeValue::Flag(flag(value)?),
                _ => AttributeValue::Text(value.to_owned()),
            };
            contact.attributes.insert(key.to_owned(), value);
        }
    }
    Ok(())
}

impl History<'_> {
    /// Takes over what a case says of its customer.
    pub(super) fn know(&mut self, case: &super::Case) -> Result<(), String> {
        if let Some((name, attributes)) = &case.settings.contact {
            self.contact.name.clone_from(name);
            for (key, value) in attributes {
                contact(&mut self.contact, &self.desk.names, key, value)?;
            }
        }
        Ok(())
    }

    /// Changes a property, and lets happen what follows.
    pub(super) fn set(&mut self, property: &str, value: &str) -> Result<(), String> {
        let wrong = || {
            format!(
                "\"{property}\" is no property: write it as contact.role or team.billing.online_count"
            )
        };
        let (owner, rest) = property.split_once('.').ok_or_else(wrong)?;
        match owner {
            "contact" => {
                let names = &self.desk.names;
                contact(&mut self.contact, names, rest, value)?;
                if self.has_begun && self.chat.status.is_open() {
                    self.fire("contact.updated", "OPERATOR", None);
                }
                Ok(())
            }
            "chat" => self.set_chat(rest, value),
            "team" | "operator" | "role" => {
                let (key, name) = rest.rsplit_once('.').ok_or_else(wrong)?;
                self.set_staff(key, name, value)
            }
            _ => Err(wrong()),
        }
    }

    fn set_staff(&mut self, key: &str, name: &str, value: &str) -> Result<(), String> {
        let count = number(value)?;
        let desk: &mut DeskFacts = Arc::make_mut(&mut self.desk);
        let counts = match name {
            "online_count" => &mut desk.online,
            "free_capacity" => &mut desk.capacity,
            _ => {
                let known = STAFF.join(" and ");
                return Err(format!("\"{name}\" cannot be set: what can is {known}"));
            }
        };
        counts.insert(key.to_owned(), count);
        Ok(())
    }

    fn set_chat(&mut self, name: &str, value: &str) -> Result<(), String> {
        let names = &self.desk.names;
        let chat = &mut self.chat;
        let text = Some(value.to_owned());
        let mut was = crate::facts::Was::default();
        let (kind, changed) = match name {
            "priority" => {
                let priority: ChatPriority =
                    value.parse().map_err(|_| format!("\"{value}\" is no priority"))?;
                was.priority = Some(std::mem::replace(&mut chat.priority, priority));
                ("chat.updated", "priority")
            }
            "team" => {
                names.find(Name::Team, value)?;
                was.team = std::mem::replace(&mut chat.team, text);
                ("chat.assigned", "team")
            }
            "operator" => {
                names.find(Name::Operator, value)?;
                was.operator = std::mem::replace(&mut chat.operator, text);
                ("chat.assigned", "operator")
            }
            "language" => {
                chat.language = text;
                ("chat.updated", "language")
            }
            "subject" => {
                chat.subject = text;
                ("chat.updated", "subject")
            }
            "label" => {
                names.find(Name::Label, value)?;
                chat.labels.push(value.to_owned());
                ("chat.labelled", "labels")
            }
            "reference" => {
                let (kind, reference) = value
                    .split_once(char::is_whitespace)
                    .ok_or("write it as set chat.reference order 4711".to_owned())?;
                names.find(Name::ReferenceKind, kind)?;
                chat.references.push((kind.to_owned(), reference.trim().to_owned()));
                ("chat.updated", "references")
            }
            "rating" => {
                let rating = number(value)?;
                if !(1..=RATING_MAX).contains(&rating) {
                    return Err(format!("a rating is a number from 1 to {RATING_MAX}"));
                }
                chat.rating = Some(rating);
                ("chat.rated", "rating")
            }
            _ => return Err(format!("chat.{name} cannot be set.{}", did_you_mean(name, CHAT))),
        };
        if self.has_begun {
            let mut event = self.event(kind, "OPERATOR");
            event.was = was;
            event.changed = vec![changed];
            self.tell(&event, None);
        }
        Ok(())
    }
}
