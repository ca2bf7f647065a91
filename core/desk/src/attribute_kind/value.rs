//! What may be written of attributes: values of their types, each by who owns it. A contact's key that is no kind's
//! takes anything from anybody; a chat has those of the kinds alone.

use crate::limits::{
    ATTRIBUTE_KINDS_MAX, ATTRIBUTE_PATTERN_MAX_BYTES, ATTRIBUTE_PATTERN_MAX_CHARACTERS,
};
use crate::{DeskError, Result};
use jiff::civil::Date;
use regex::{Regex, RegexBuilder};
use serde_json::{Map, Value};
use switchboard_model::attribute_kind::{
    AttributeKind, AttributeOwner, AttributeSubject, AttributeType, is_page,
};
use switchboard_model::limits::ATTRIBUTE_VALUE_MAX_CHARACTERS;
use switchboard_store::{DatabaseConnection, StoreError, attribute_kind};

/// The kinds by which values are looked at.
pub(crate) struct Kinds(Vec<AttributeKind>);

impl Kinds {
    /// All that contacts have.
    pub(crate) fn load(connection: &mut DatabaseConnection) -> Result<Self, StoreError> {
        Self::of(connection, AttributeSubject::Contact)
    }

    /// All that chats have.
    pub(crate) fn of_chats(connection: &mut DatabaseConnection) -> Result<Self, StoreError> {
        Self::of(connection, AttributeSubject::Chat)
    }

    fn of(
        connection: &mut DatabaseConnection,
        subject: AttributeSubject,
    ) -> Result<Self, StoreError> {
        let mut all = attribute_kind::all(connection, ATTRIBUTE_KINDS_MAX)?;
        all.retain(|kind| kind.subject == subject);
        Ok(Self(all))
    }

    /// May this one write these attributes in the place of those: whatever is the same needs no permission.
    pub(crate) fn check(&self, before: &Value, after: &Value, by: AttributeOwner) -> Result<()> {
        for kind in self.0.iter().filter(|kind| set(before, &kind.key) != set(after, &kind.key)) {
            if kind.owner != by {
                return Err(refuse(&kind.key, owned(kind.owner)));
            }
            if let Some(value) = set(after, &kind.key) {
                check(kind, value)?;
            }
        }
        Ok(())
    }

    /// May these attributes of a chat take the place of those. Whoever answers the customer writes what operators
    /// own, and the product alone the rest.
    pub(crate) fn check_chat(
        &self,
        before: &Map<String, Value>,
        after: &Map<String, Value>,
        is_product: bool,
    ) -> Result<()> {
        let is_other = |key: &&String| before.get(*key) != after.get(*key);
        for key in before.keys().chain(after.keys()).filter(is_other) {
            let Some(kind) = self.0.iter().find(|kind| kind.key == *key) else {
                // What is left of a kind that was deleted may go.
                if after.contains_key(key) {
                    return Err(refuse(key, "is no attribute of chats: see `attributeKinds`"));
                }
                continue;
            };
            if kind.owner == AttributeOwner::Product && !is_product {
                return Err(refuse(key, owned(kind.owner)));
            }
            if let Some(value) = after.get(key) {
                check(kind, value)?;
            }
        }
        Ok(())
    }

    /// What is kept of the attributes that a host page signed: of those with a kind the product's own, of the right
    /// type.
    pub(crate) fn retain_pushed(&self, attributes: &mut Map<String, Value>) {
        attributes.retain(|key, value| {
            let kind = self.0.iter().find(|kind| kind.key == *key);
            kind.is_none_or(|kind| {
                kind.owner == AttributeOwner::Product
                    && (value.is_null() || check(kind, value).is_ok())
            })
        });
    }
}

/// The value under a key; nothing stands for none.
fn set<'a>(attributes: &'a Value, key: &str) -> Option<&'a Value> {
    attributes.get(key).filter(|value| !value.is_null())
}

fn owned(owner: AttributeOwner) -> &'static str {
    match owner {
        AttributeOwner::Operator => "is written by operators: leave it out",
        AttributeOwner::Product => "follows the company's product: change it there",
    }
}

fn refuse(key: &str, reason: impl std::fmt::Display) -> DeskError {
    DeskError::invalid("attributes", format!("{key:?} {reason}"))
}

/// Is this a value of the kind.
fn check(kind: &AttributeKind, value: &Value) -> Result<()> {
    let refused = |reason: &str| Err(refuse(&kind.key, reason));
    let text = match (kind.value_type, value) {
        (AttributeType::Number, Value::Number(_)) | (AttributeType::Boolean, Value::Bool(_)) => {
            return Ok(());
        }
        (AttributeType::Number, _) => return refused("is a number"),
        (AttributeType::Boolean, _) => return refused("is true or false"),
        (_, Value::String(text)) => text,
        _ => return refused("is a text"),
    };
    if text.chars().count() > ATTRIBUTE_VALUE_MAX_CHARACTERS || text.chars().any(char::is_control) {
        let reason = format!("is one line of at most {ATTRIBUTE_VALUE_MAX_CHARACTERS} characters");
        return Err(refuse(&kind.key, reason));
    }
    match kind.value_type {
        AttributeType::Date if !is_day(text) => refused("is a day: write it like 2026-05-31"),
        AttributeType::Url if !is_page(text) => refused("is an address of the web: https://…"),
        AttributeType::Choice if !kind.choices.contains(text) => {
            Err(refuse(&kind.key, format!("is one of: {}", kind.choices.join(", "))))
        }
        _ => match kind.pattern.as_deref().map(compiled).transpose()? {
            Some(pattern) if !pattern.is_match(text) => {
                Err(refuse(&kind.key, format!("does not match {:?}", pattern.as_str())))
            }
            _ => Ok(()),
        },
    }
}

fn is_day(text: &str) -> bool {
    text.parse::<Date>().is_ok_and(|date| date.to_string() == text)
}

/// A pattern that the whole of a text is to match.
pub(super) fn compiled(pattern: &str) -> Result<Regex> {
    if pattern.chars().count() > ATTRIBUTE_PATTERN_MAX_CHARACTERS {
        let reason = format!("is longer than {ATTRIBUTE_PATTERN_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid("pattern", reason));
    }
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(ATTRIBUTE_PATTERN_MAX_BYTES)
        .dfa_size_limit(ATTRIBUTE_PATTERN_MAX_BYTES)
        .build()
        .map_err(|error| {
            DeskError::invalid("pattern", format!("is no regular expression: {error}"))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use switchboard_model::{AttributeKindId, Timestamp};

    fn kind(value_type: AttributeType) -> AttributeKind {
        AttributeKind {
            attribute_kind_id: AttributeKindId(1),
            subject: AttributeSubject::Contact,
            key: "it".to_owned(),
            name: "It".to_owned(),
            value_type,
            choices: vec!["gold".to_owned(), "silver".to_owned()],
            pattern: None,
            owner: AttributeOwner::Operator,
            is_filterable: false,
            version: 1,
            created_at: Timestamp(0),
        }
    }

    /// F53.
    #[test]
    fn each_type_takes_its_values_alone() {
        let good = [
            (AttributeType::Text, json!("any line")),
            (AttributeType::Number, json!(12.5)),
            (AttributeType::Boolean, json!(false)),
            (AttributeType::Date, json!("2028-02-29")),
            (AttributeType::Choice, json!("gold")),
            (AttributeType::Url, json!("https://crm.example.org/42")),
        ];
        for (value_type, value) in &good {
            assert!(check(&kind(*value_type), value).is_ok(), "{value_type} {value}");
            for (other, wrong) in good.iter().filter(|(other, _)| other != value_type) {
                let is_text = *value_type == AttributeType::Text && wrong.is_string();
                let is_taken = check(&kind(*value_type), wrong).is_ok();
                assert_eq!(is_taken, is_text, "{value_type} takes the {other} {wrong}");
            }
        }
        for (value_type, wrong) in [
            (AttributeType::Text, json!("two\nlines")),
            (AttributeType::Text, json!("a".repeat(201))),
            (AttributeType::Date, json!("2027-02-29")),
            (AttributeType::Date, json!("2028-02-29T10:00")),
            (AttributeType::Url, json!("javascript:alert(1)")),
            (AttributeType::Choice, json!("Gold")),
            (AttributeType::Number, json!("12")),
        ] {
            assert!(check(&kind(value_type), &wrong).is_err(), "{value_type} takes {wrong}");
        }
    }

    #[test]
    fn a_pattern_is_matched_by_the_whole_text_and_is_bounded() {
        let pattern = Some("[A-Z]{2}|[0-9]+".to_owned());
        let kind = AttributeKind { pattern, ..kind(AttributeType::Text) };
        assert!(check(&kind, &json!("ES")).is_ok() && check(&kind, &json!("42")).is_ok());
        assert!(check(&kind, &json!("ES42")).is_err());
        for wrong in ["(", "(a{1000}){1000}", &"a".repeat(201)] {
            assert!(compiled(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn values_are_written_by_who_owns_them_and_no_value_is_none() {
        let product = AttributeKind { owner: AttributeOwner::Product, ..kind(AttributeType::Text) };
        let kinds = Kinds(vec![product]);
        let (none, gold) = (json!({ "it": null }), json!({ "it": "gold", "free": [1] }));
        let by = |before: &Value, after: &Value, by| kinds.check(before, after, by).is_ok();
        assert!(!by(&none, &gold, AttributeOwner::Operator));
        assert!(by(&none, &gold, AttributeOwner::Product));
        assert!(by(&gold, &json!({ "it": "gold" }), AttributeOwner::Operator), "it is the same");
        assert!(by(&json!({}), &none, AttributeOwner::Operator));
        let mut pushed = json!({ "it": 5, "free": 1 }).as_object().expect("an object").clone();
        kinds.retain_pushed(&mut pushed);
        assert_eq!(Value::Object(pushed), json!({ "free": 1 }));
    }
}
