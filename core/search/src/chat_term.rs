//! What a query asks of the chat that a hit belongs to: `status:closed`, `label:"late payment"`.

use crate::SearchError;
use switchboard_model::chat::{ChatPriority, ChatStatus};
use switchboard_model::limits::{FILTER_TEXT_MAX_CHARACTERS, LANGUAGE_LETTERS};

/// One thing that is asked of a chat; names as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChatTerm {
    /// It came through the channel with this name.
    Channel(String),
    /// It has the label with this name.
    Label(String),
    /// Its customer has this language.
    Language(String),
    /// The operator with this name or email address is assigned or takes part.
    Operator(String),
    /// It is so urgent.
    Priority(ChatPriority),
    /// It is about the object of the company's with this id.
    Reference(String),
    /// Its customer has the contact role with this key or name.
    Role(String),
    /// It stands here.
    Status(ChatStatus),
}

impl ChatTerm {
    /// Of an operator of the query language with its value; none of one that asks nothing of chats. Errors say
    /// what to change.
    pub fn of(operator: &str, value: &str) -> Result<Option<Self>, SearchError> {
        let value = value.trim_matches('"');
        Ok(Some(match operator {
            "channel" => Self::Channel(value.to_owned()),
            "label" => Self::Label(value.to_owned()),
            "lang" => Self::Language(language(value)?),
            "operator" => Self::Operator(value.to_owned()),
            "priority" => Self::Priority(one_of(operator, value, ChatPriority::ALL)?),
            "ref" => Self::Reference(reference(value)?),
            "role" => Self::Role(value.to_owned()),
            "status" => Self::Status(one_of(operator, value, ChatStatus::ALL)?),
            _ => return Ok(None),
        }))
    }
}

/// The one of an enum's words that was meant, in upper or lower case, with spaces or dashes.
fn one_of<T>(operator: &str, value: &str, all: &[T]) -> Result<T, SearchError>
where
    T: Copy + std::fmt::Display,
{
    let wanted = value.to_ascii_uppercase().replace([' ', '-'], "_");
    let found = all.iter().find(|one| one.to_string() == wanted);
    found.copied().ok_or_else(|| {
        let words: Vec<String> = all.iter().map(|one| one.to_string().to_lowercase()).collect();
        SearchError::Query(format!("{operator}: takes one of {}", words.join(", ")))
    })
}

fn language(value: &str) -> Result<String, SearchError> {
    let is_language = LANGUAGE_LETTERS.contains(&value.len())
        && value.bytes().all(|letter| letter.is_ascii_alphabetic());
    if is_language {
        return Ok(value.to_ascii_lowercase());
    }
    Err(SearchError::Query("lang: takes a language such as de, without a country".to_owned()))
}

fn reference(value: &str) -> Result<String, SearchError> {
    if !value.is_empty() && value.chars().count() <= FILTER_TEXT_MAX_CHARACTERS {
        return Ok(value.to_owned());
    }
    let text = format!(
        "ref: takes the id of an object, of at most {FILTER_TEXT_MAX_CHARACTERS} characters"
    );
    Err(SearchError::Query(text))
}
