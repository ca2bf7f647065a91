//! What an answer of the Bot API means. Telegram says why in an English sentence; the sentence
//! decides the class, and a few refusals have a way out that the caller may take.

mod words;

use crate::limits::{CONFLICT_WAIT_MS, EXCERPT_CHARS};
use switchboard_plugin::{http_types::Response, serde_json::Value, types::Error};

/// A refusal with a way out, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOut {
    /// None: the error stands.
    Nothing,
    /// The message already looks as it should.
    AlreadySo,
    /// The message is not there (any more).
    AlreadyGone,
    /// The markup cannot be read: send it plain.
    SendPlain,
    /// The message has no text but a caption.
    EditCaption,
    /// The group has a new id.
    Moved(i64),
}

/// Why Telegram did not do it.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The error when no way out is taken.
    pub error: Error,
    /// What else could be done.
    pub way_out: WayOut,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { error, way_out: WayOut::Nothing }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        refusal.error
    }
}

/// The `result` of an answer.
///
/// # Errors
/// Telegram refused, or answered something that is not the Bot API's.
pub fn result(response: &Response) -> Result<Value, Refusal> {
    let answer = response.json().filter(|answer| answer["ok"].is_boolean());
    match answer {
        Some(mut answer) if answer["ok"] == true => Ok(answer["result"].take()),
        Some(answer) => Err(refused(response, &answer)),
        None => Err(foreign(response).into()),
    }
}

fn refused(response: &Response, answer: &Value) -> Refusal {
    let description = answer["description"].as_str().unwrap_or("");
    let words = description.to_lowercase();
    let code = answer["error_code"].as_u64().unwrap_or(u64::from(response.status));
    let error = match code {
        400 => words::bad_request(&words),
        401 | 404 => token_refused(code),
        403 => words::forbidden(&words),
        409 => conflict(),
        413 => Error::invalid("media.too_big", "The file is larger than Telegram takes."),
        420 | 429 => slow_down(response, answer),
        500.. => Error::transient("telegram.down", "Telegram has trouble; it is tried again."),
        _ => Error::permanent("telegram.refused", "Telegram refused the call."),
    };
    let message = match description {
        "" => error.message,
        _ => format!("{} Telegram says: {}", error.message, excerpt(description)),
    };
    Refusal {
        error: Error { message, ..error }.with_platform_code(code),
        way_out: way_out(&words, answer),
    }
}

fn way_out(words: &str, answer: &Value) -> WayOut {
    if let Some(id) = answer["parameters"]["migrate_to_chat_id"].as_i64() {
        return WayOut::Moved(id);
    }
    let ways = [
        ("message is not modified", WayOut::AlreadySo),
        ("message to delete not found", WayOut::AlreadyGone),
        ("query is too old", WayOut::AlreadyGone),
        ("query id is invalid", WayOut::AlreadyGone),
        ("can't parse entities", WayOut::SendPlain),
        ("no text in the message to edit", WayOut::EditCaption),
    ];
    ways.into_iter().find(|(part, _)| words.contains(part)).map_or(WayOut::Nothing, |(_, way)| way)
}

fn token_refused(code: u64) -> Error {
    let message =
        format!("Telegram refused the bot token ({code}): put a new one into the channel.");
    Error::auth("telegram.token", message)
}

fn conflict() -> Error {
    let message = "Somebody else polls this bot, or a webhook is set: end the other one, or connect \
                   the channel again.";
    Error::transient("poll.conflict", message).with_retry_after_ms(CONFLICT_WAIT_MS)
}

fn slow_down(response: &Response, answer: &Value) -> Error {
    let said = answer["parameters"]["retry_after"]
        .as_u64()
        .map(|seconds| u32::try_from(seconds.saturating_mul(1_000)).unwrap_or(u32::MAX));
    Error::rate_limited(said.or(response.retry_after_ms()), "Telegram asks to slow down.")
}

/// An answer that the Bot API did not write: a proxy's page, an outage, a wrong address.
fn foreign(response: &Response) -> Error {
    let text = String::from_utf8_lossy(&response.body);
    let seen = format!("status {}, {:?}", response.status, excerpt(&text));
    let error = match response.status {
        200..=299 => {
            let message = format!("Telegram took the call, but its answer cannot be read: {seen}.");
            Error::maybe_sent("telegram.answer", message)
        }
        401 | 404 => token_refused(u64::from(response.status)),
        413 => Error::invalid("media.too_big", "The file is larger than Telegram takes."),
        429 => Error::rate_limited(response.retry_after_ms(), "Telegram asks to slow down."),
        _ => {
            let message = format!("No answer of the Bot API came: {seen}. It is tried again.");
            let error = Error::transient("telegram.down", message);
            match response.retry_after_ms() {
                Some(wait) => error.with_retry_after_ms(wait),
                None => error,
            }
        }
    };
    error.with_platform_code(response.status)
}

fn excerpt(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(EXCERPT_CHARS).collect()
}
