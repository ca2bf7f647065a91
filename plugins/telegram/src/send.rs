//! Sends a message: as one call, or part by part when Telegram cannot hold it in one. What has
//! arrived is remembered, so that a later try goes on instead of starting over.

mod album;
mod file;
mod markup;
mod part;
mod plan;
mod progress;
mod text;

pub use markup::Words;

use crate::{
    chat,
    refusal::{Refusal, WayOut},
};
use part::Part;
use progress::Progress;
use switchboard_plugin::{
    Host, json,
    outbound::{Attempt, Draft, Sent},
    serde_json::{Value, json},
    types::{Error, PlatformChat, PlatformMessage},
};

/// Sends what of a draft has not arrived yet.
pub fn send(host: &dyn Host, draft: Draft, attempt: Attempt) -> Result<Sent, Error> {
    let parts = plan::parts(&draft)?;
    let mut progress = Progress::load(host, &attempt.key, attempt.done, parts.len())?;
    let mut target = progress.chat().unwrap_or_else(|| draft.chat.clone());
    let mut arrived_at = host.now_ms();
    let mut planned = 0;
    for (index, part) in parts.iter().enumerate() {
        planned += part.messages();
        if progress.count() >= planned {
            continue;
        }
        let quoted = draft.quoted.as_ref().filter(|_| index == 0);
        let result = deliver(host, part, &mut target, quoted, attempt.deadline)?;
        arrived_at = result.at.unwrap_or(arrived_at);
        progress.add(host, result.references)?;
    }
    let references = progress.into_references();
    let echo = chat::business_connection(&target)
        .and_then(|_| references.first())
        .map(|reference| reference.id.clone());
    Ok(Sent { references, at: arrived_at, echo })
}

/// Telegram cannot be asked what arrived. Only a message of several parts may be known, because
/// its parts were written down.
pub fn find_sent(host: &dyn Host, key: &str, draft: &Draft) -> Result<Option<Sent>, Error> {
    let parts = plan::parts(draft)?;
    let progress = Progress::load(host, key, vec![], parts.len())?;
    if parts.len() > 1 && progress.count() >= parts.iter().map(Part::messages).sum() {
        let at = host.now_ms();
        return Ok(Some(Sent { references: progress.into_references(), at, echo: None }));
    }
    let message = "Telegram cannot be asked whether a message arrived: look into the chat.";
    Err(Error::unsupported("telegram.no_lookup", message))
}

/// What one call brought into being.
struct Delivered {
    references: Vec<PlatformMessage>,
    at: Option<u64>,
}

/// Sends one part, following the ways out: once to a group's new id, once without markup.
fn deliver(
    host: &dyn Host,
    part: &Part,
    target: &mut PlatformChat,
    quoted: Option<&PlatformMessage>,
    deadline_ms: u64,
) -> Result<Delivered, Error> {
    let (mut has_moved, mut is_plain) = (false, false);
    loop {
        match call(host, part, target, quoted, is_plain, deadline_ms) {
            Ok(result) => return delivered(&result, target, part.messages()),
            Err(Refusal { way_out: WayOut::Moved(id), .. }) if !has_moved => {
                has_moved = true;
                target.id = id.to_string();
            }
            Err(Refusal { way_out: WayOut::SendPlain, .. }) if !is_plain && part.is_marked_up() => {
                is_plain = true;
            }
            Err(refusal) => return Err(refusal.error),
        }
    }
}

fn call(
    host: &dyn Host,
    part: &Part,
    target: &PlatformChat,
    quoted: Option<&PlatformMessage>,
    is_plain: bool,
    deadline_ms: u64,
) -> Result<Value, Refusal> {
    let mut parameters = chat::address(target)?;
    if let Some(number) = quoted.and_then(|message| message.id.parse::<i64>().ok()) {
        let reply = json!({"message_id": number, "allow_sending_without_reply": true});
        parameters.insert("reply_parameters".to_owned(), reply);
    }
    match part {
        Part::Text(words) => text::send(host, target, parameters, words, is_plain, deadline_ms),
        Part::File(file) => file.send(host, target, parameters, is_plain, deadline_ms),
        Part::Album(album) => album.send(host, target, parameters, is_plain, deadline_ms),
    }
}

/// The messages of an answer. Without them it is unknown what stands in the chat.
fn delivered(result: &Value, target: &PlatformChat, expected: usize) -> Result<Delivered, Error> {
    let messages = match result {
        Value::Array(messages) => messages.as_slice(),
        message => std::slice::from_ref(message),
    };
    let references: Vec<_> = messages
        .iter()
        .filter_map(|message| chat::reference(target, &message["message_id"]))
        .collect();
    if references.len() != expected || json::id(&messages[0]["message_id"]).is_none() {
        let message = "Telegram took the message, but its answer does not name it.";
        return Err(Error::maybe_sent("telegram.answer", message));
    }
    let at = messages.last().and_then(|message| message["date"].as_u64());
    Ok(Delivered { references, at: at.map(|seconds| seconds.saturating_mul(1_000)) })
}
