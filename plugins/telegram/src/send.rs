//! Sends a message: as one call, or part by part when Telegram cannot hold it in one.

mod file;

use crate::{
    api, chat,
    limits::{ALBUM_ITEMS, CAPTION_UNITS, TEXT_UNITS, UPLOAD_BYTES},
    refusal::Recovery,
    update,
};
use switchboard_plugin::{
    Host,
    http_types::{Part as FormPart, Request},
    limits::UPLOAD_TIMEOUT_MS,
    outbound::{Attempt, Draft, Sent},
    parts::{self, Calls, Delivered, LongText, Part},
    serde_json::{Value, json},
    text::{OutgoingText, Unit},
    types::{Error, PlatformChat, PlatformMessage, TextFormat},
};

/// What one call can carry. Markdown has no counterpart that is safe to send: it goes out as it was
/// written.
pub const CALLS: Calls = Calls {
    unit: Unit::Utf16,
    formats: &[TextFormat::Plain, TextFormat::Html],
    text_units: TEXT_UNITS,
    caption_units: CAPTION_UNITS,
    long_text: LongText::Refuse,
    files: ALBUM_ITEMS,
    file_bytes: UPLOAD_BYTES,
    is_one_message: false,
};

/// Sends what of a draft has not arrived yet.
pub fn send(host: &dyn Host, draft: Draft, attempt: Attempt) -> Result<Sent, Error> {
    let parts = CALLS.plan(&draft, file::album)?;
    let deadline_ms = attempt.deadline;
    let sent = parts::send(host, &parts, &draft.chat, attempt, |index, part, chat| {
        let quoted = draft.quoted.as_ref().filter(|_| index == 0);
        deliver(host, part, chat, quoted, deadline_ms)
    })?;
    let first = sent.references.first();
    let echoed = first.filter(|first| chat::business_connection(&first.chat).is_some());
    let echo = echoed.map(|first| first.id.clone());
    Ok(Sent { echo, ..sent })
}

/// Telegram cannot be asked what arrived; only the parts of a split message are known.
pub fn find_sent(host: &dyn Host, key: String, draft: Draft) -> Result<Option<Sent>, Error> {
    parts::find_sent(host, &key, &CALLS.plan(&draft, file::album)?)
}

/// Writes a text into a call, under the field that the call has for it.
pub fn put_text(parameters: &mut Value, field: &str, text: &OutgoingText, is_plain: bool) {
    if text.format() == TextFormat::Html && !is_plain {
        parameters["parse_mode"] = "HTML".into();
        parameters[field] = text.body().into();
    } else {
        parameters[field] = text.plain().into();
    }
}

/// Whether a text can be sent again without its markup.
pub fn is_marked_up(text: &OutgoingText) -> bool {
    text.format() == TextFormat::Html
}

/// Sends one part, trying each recovery once: a group's new id, and no markup.
fn deliver(
    host: &dyn Host,
    part: &Part,
    chat: &mut PlatformChat,
    quoted: Option<&PlatformMessage>,
    deadline_ms: u64,
) -> Result<Delivered, Error> {
    let (mut has_moved, mut is_plain) = (false, false);
    loop {
        let request = request(host, part, chat, quoted, is_plain)?;
        match api::call_in(host, chat, request, deadline_ms) {
            Ok(result) => return Ok(delivered(&result, chat)),
            Err(api::Error { recovery: Some(Recovery::MovedTo(id)), .. }) if !has_moved => {
                has_moved = true;
                chat.id = id.to_string();
            }
            Err(api::Error { recovery: Some(Recovery::SendPlain), .. })
                if !is_plain && part.text.as_ref().is_some_and(is_marked_up) =>
            {
                is_plain = true;
            }
            Err(refused) => return Err(refused.error),
        }
    }
}

fn request(
    host: &dyn Host,
    part: &Part,
    chat: &PlatformChat,
    quoted: Option<&PlatformMessage>,
    is_plain: bool,
) -> Result<Request, Error> {
    let mut parameters = chat::destination(chat)?;
    // In a group that moved the numbers began again: the quoted one would be another message.
    let quoted = quoted.filter(|message| message.chat.id == chat.id);
    if let Some(number) = quoted.and_then(|message| message.id.parse::<i64>().ok()) {
        parameters["reply_parameters"] =
            json!({"message_id": number, "allow_sending_without_reply": true});
    }
    let put = |parameters: &mut Value, field| {
        if let Some(text) = &part.text {
            put_text(parameters, field, text, is_plain);
        }
    };
    Ok(match part.files.as_slice() {
        [] => {
            put(&mut parameters, "text");
            api::method(host, "sendMessage").json(&parameters)
        }
        [file] => {
            put(&mut parameters, "caption");
            let (method, field) = file::shape(file).method();
            upload(host, method, &parameters, vec![file::form_part(file, field)])
        }
        files => {
            let items = files.iter().enumerate().map(|(index, file)| {
                let (_, kind) = file::shape(file).method();
                let mut item = json!({"type": kind, "media": format!("attach://file{index}")});
                if index == 0 {
                    put(&mut item, "caption");
                }
                item
            });
            parameters["media"] = items.collect();
            let form = files.iter().enumerate();
            let form = form.map(|(index, file)| file::form_part(file, &format!("file{index}")));
            upload(host, "sendMediaGroup", &parameters, form.collect())
        }
    })
}

fn upload(host: &dyn Host, method: &str, parameters: &Value, files: Vec<FormPart>) -> Request {
    let mut form = FormPart::fields(parameters);
    form.extend(files);
    api::method(host, method).multipart(form).timeout_ms(UPLOAD_TIMEOUT_MS)
}

/// The messages of an answer: one, or the list of an album.
fn delivered(result: &Value, chat: &PlatformChat) -> Delivered {
    let messages = match result {
        Value::Array(messages) => messages.as_slice(),
        message => std::slice::from_ref(message),
    };
    let reference = |message: &Value| chat::reference(chat, &message["message_id"]);
    Delivered {
        references: messages.iter().filter_map(reference).collect(),
        at: messages.last().and_then(|message| update::milliseconds(&message["date"])),
    }
}
