//! Changes an own message: its text, or the text beside its file.

use crate::{
    api, chat,
    limits::{CAPTION_UNITS, TEXT_UNITS},
    refusal::{Refusal, WayOut},
    send::Words,
};
use switchboard_plugin::{
    Host,
    outbound::{Attempt, Draft, Sent},
    serde_json::Value,
    types::{Error, PlatformMessage},
};

/// What of a message is changed.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Text,
    Caption,
}

/// Changes a message. Files cannot be changed, only the words beside them.
pub fn edit(
    host: &dyn Host,
    message: PlatformMessage,
    draft: Draft,
    attempt: &Attempt,
) -> Result<Sent, Error> {
    let place = place(&message, &draft);
    let words = draft.text.as_ref().map(Words::new).filter(|words| !words.is_empty());
    let words = words
        .ok_or_else(|| Error::invalid("text.empty", "A message cannot be changed to no text."))?;
    let mut target = if draft.media.is_empty() { Target::Text } else { Target::Caption };
    let mut is_plain = false;
    loop {
        match change(host, &place, &words, target, is_plain, attempt) {
            Ok(_) | Err(Refusal { way_out: WayOut::AlreadySo, .. }) => break,
            Err(Refusal { way_out: WayOut::EditCaption, .. }) if target == Target::Text => {
                target = Target::Caption;
            }
            Err(Refusal { way_out: WayOut::SendPlain, .. })
                if !is_plain && words.is_marked_up() =>
            {
                is_plain = true;
            }
            Err(refusal) => return Err(refusal.error),
        }
    }
    Ok(Sent { references: vec![message], at: host.now_ms(), echo: None })
}

/// The message in its chat. The draft knows the chat with its thread; only a group that moved has
/// another id there.
fn place(message: &PlatformMessage, draft: &Draft) -> PlatformMessage {
    if message.chat.id == draft.chat.id {
        PlatformMessage { chat: draft.chat.clone(), ..message.clone() }
    } else {
        message.clone()
    }
}

fn change(
    host: &dyn Host,
    message: &PlatformMessage,
    words: &Words,
    target: Target,
    is_plain: bool,
    attempt: &Attempt,
) -> Result<Value, Refusal> {
    let (method, field, most_units) = match target {
        Target::Text => ("editMessageText", "text", TEXT_UNITS),
        Target::Caption => ("editMessageCaption", "caption", CAPTION_UNITS),
    };
    if words.units() > most_units {
        let message = format!("The text is longer than {most_units} characters: shorten it.");
        return Err(Error::invalid("text.too_long", message).into());
    }
    let mut parameters = chat::address(&message.chat)?;
    parameters.remove("message_thread_id");
    parameters.insert("message_id".to_owned(), chat::message_number(message)?);
    words.put(&mut parameters, field, is_plain);
    api::call_chat(host, method, &message.chat, parameters, attempt.deadline)
}
