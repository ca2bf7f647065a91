//! Edits an own message: its text, or the text beside its file. Files cannot be edited.

use crate::{
    api, chat,
    limits::{CAPTION_UNITS, TEXT_UNITS},
    refusal::Recovery,
    send::{CALLS, is_marked_up, put_text},
};
use switchboard_plugin::{
    Host,
    outbound::{Attempt, Draft, Sent},
    text::OutgoingText,
    types::{Error, PlatformMessage},
};

/// What of a message is edited.
#[derive(Clone, Copy, PartialEq)]
enum Target {
    Text,
    Caption,
}

/// Gives a message its new text.
pub fn edit(
    host: &dyn Host,
    message: PlatformMessage,
    draft: Draft,
    attempt: Attempt,
) -> Result<Sent, Error> {
    let place = place(&message, &draft);
    let text = draft.text.as_ref().map(|text| OutgoingText::new(text, CALLS.formats));
    let text = text.filter(|text| !text.is_empty()).ok_or_else(|| {
        Error::invalid("text.empty", "A message cannot be edited to no text: delete it instead.")
    })?;
    let mut target = if draft.media.is_empty() { Target::Text } else { Target::Caption };
    let mut is_plain = false;
    loop {
        match change(host, &place, &text, target, is_plain, attempt.deadline) {
            Ok(()) | Err(api::Error { recovery: Some(Recovery::AlreadyDone), .. }) => break,
            Err(api::Error { recovery: Some(Recovery::EditCaption), .. })
                if target == Target::Text =>
            {
                target = Target::Caption;
            }
            Err(api::Error { recovery: Some(Recovery::SendPlain), .. })
                if !is_plain && is_marked_up(&text) =>
            {
                is_plain = true;
            }
            Err(refused) => return Err(refused.error),
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
    text: &OutgoingText,
    target: Target,
    is_plain: bool,
    deadline_ms: u64,
) -> Result<(), api::Error> {
    let (method, field, most_units) = match target {
        Target::Text => ("editMessageText", "text", TEXT_UNITS),
        Target::Caption => ("editMessageCaption", "caption", CAPTION_UNITS),
    };
    CALLS.check_length(text, most_units)?;
    let mut parameters = chat::address(&message.chat)?;
    parameters["message_id"] = chat::message_number(message)?;
    put_text(&mut parameters, field, text, is_plain);
    let request = api::method(host, method).json(&parameters);
    api::call_in(host, &message.chat, request, deadline_ms).map(|_| ())
}
