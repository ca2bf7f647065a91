//! What a company keeps of its contacts and chats beside what everybody has, which values it takes and who writes
//! them (F53).

use crate::chat_filter::InvalidFilter;
use crate::limits::{
    ATTRIBUTE_KEY_MAX_CHARACTERS, ATTRIBUTE_VALUE_MAX_CHARACTERS, FILTER_TEXT_MAX_CHARACTERS,
};
use crate::{AttributeKindId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;
use serde::{Deserialize, Serialize};
use serde_json::Value;

text_enum! {
    /// What the values of an attribute are.
    AttributeType {
        /// One line of text.
        Text = "TEXT",
        /// A number.
        Number = "NUMBER",
        /// `true` or `false`.
        Boolean = "BOOLEAN",
        /// A day, such as "2026-05-31".
        Date = "DATE",
        /// One of the choices.
        Choice = "CHOICE",
        /// The address of a page.
        Url = "URL",
    }
}

text_enum! {
    /// What has an attribute.
    AttributeSubject {
        /// Contacts.
        Contact = "CONTACT",
        /// Chats.
        Chat = "CHAT",
    }
}

text_enum! {
    /// Who writes the values of an attribute.
    AttributeOwner {
        /// Operators.
        Operator = "OPERATOR",
        /// The company's own product, which pushes them.
        Product = "PRODUCT",
    }
}

/// A kind of attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::attribute_kinds, primary_key(attribute_kind_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct AttributeKind {
    /// The id.
    pub attribute_kind_id: AttributeKindId,
    /// What has it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub subject: AttributeSubject,
    /// Its key among the attributes, unique.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub key: String,
    /// What operators read.
    pub name: String,
    /// What its values are.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub value_type: AttributeType,
    /// What can be chosen; empty for other types.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<Vec<String>>))]
    pub choices: Vec<String>,
    /// A regular expression that the whole of a text matches.
    pub pattern: Option<String>,
    /// Who writes its values.
    pub owner: AttributeOwner,
    /// Do filters name it.
    pub is_filterable: bool,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}

/// Can this be the key of a kind: a letter, then letters, digits and underscores, all of them small.
pub fn is_key(key: &str) -> bool {
    key.len() <= ATTRIBUTE_KEY_MAX_CHARACTERS
        && key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// Can this be the value of an address of a page.
pub fn is_page(text: &str) -> bool {
    url::Url::parse(text)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
}

/// The attributes that are found by their values: keys and values as filters name them. Lists, objects and long
/// texts are not.
pub fn found_by(attributes: &Value) -> impl Iterator<Item = (&str, String)> {
    let all = attributes.as_object().into_iter().flatten();
    all.filter_map(|(key, value)| {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(is_so) => is_so.to_string(),
            Value::Null | Value::Array(_) | Value::Object(_) => return None,
        };
        let is_short = key.chars().count() <= ATTRIBUTE_KEY_MAX_CHARACTERS
            && text.chars().count() <= ATTRIBUTE_VALUE_MAX_CHARACTERS;
        is_short.then_some((key.as_str(), text))
    })
}

/// An attribute of a contact or a chat, and the value that it has there: a text as it stands, a number and `true` or `false`
/// as JSON writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributeCondition {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
}

impl AttributeCondition {
    /// The value as JSON writes it: as a text, and where it looks like one as a number, `true` or `false`.
    pub fn as_json(&self) -> Vec<String> {
        let mut forms = vec![Value::from(self.value.as_str()).to_string()];
        let bare = serde_json::from_str::<Value>(&self.value).ok();
        let is_bare = |value: &Value| value.is_number() || value.is_boolean();
        forms.extend(bare.filter(is_bare).map(|value| value.to_string()));
        forms
    }

    /// Is it within its bounds: one line each.
    ///
    /// # Errors
    /// What to change, in words for people.
    pub fn check(&self) -> Result<(), InvalidFilter> {
        let is_bounded = |text: &String| {
            text.chars().count() <= FILTER_TEXT_MAX_CHARACTERS
                && !text.chars().any(char::is_control)
        };
        if is_bounded(&self.key) && is_bounded(&self.value) {
            return Ok(());
        }
        let reason = format!(
            "has an attribute that is longer than {FILTER_TEXT_MAX_CHARACTERS} characters or no single line"
        );
        Err(InvalidFilter(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_small_words() {
        assert!(is_key("plan") && is_key("seats_2026"));
        for wrong in ["", "Plan", "2nd", "_a", "a b", "prix_é", &"a".repeat(65)] {
            assert!(!is_key(wrong), "{wrong}");
        }
    }

    #[test]
    fn pages_are_on_the_web() {
        assert!(is_page("https://crm.example.org/accounts/42?a=b"));
        for wrong in ["crm.example.org", "javascript:alert(1)", "mailto:ana@example.org", ""] {
            assert!(!is_page(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_value_is_asked_for_in_each_form_that_json_gives_it() {
        let forms = |value: &str| {
            AttributeCondition { key: "it".to_owned(), value: value.to_owned() }.as_json()
        };
        assert_eq!(forms("gold"), [r#""gold""#]);
        assert_eq!(forms("12.5"), [r#""12.5""#, "12.5"]);
        assert_eq!(forms("true"), [r#""true""#, "true"]);
        assert_eq!(forms("[1]"), [r#""[1]""#]);
    }

    #[test]
    fn what_is_no_list_is_found_by_its_value() {
        let attributes =
            json!({ "plan": "gold", "seats": 12.50, "is_paid": true, "tags": ["a"], "none": null });
        let mut found: Vec<(&str, String)> = found_by(&attributes).collect();
        found.sort();
        let told = |key, value: &str| (key, value.to_owned());
        assert_eq!(found, [told("is_paid", "true"), told("plan", "gold"), told("seats", "12.5")]);
        assert_eq!(found_by(&json!({ "long": "a".repeat(201) })).count(), 0);
    }
}
