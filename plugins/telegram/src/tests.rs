//! Tests against the recorded updates and a scripted Bot API, without WebAssembly.

mod oddities;
mod outbound;
mod recorded;
mod refusals;
mod set_up;

use switchboard_plugin::{
    outbound::{Attempt, Draft},
    serde_json::{self, Value, json},
    testing::ScriptedHost,
    types::{Media, MediaAt, MediaKind, PlatformChat, PlatformMessage, Text, TextFormat},
};

const NOW_MS: u64 = 1_764_000_000_000;

fn host() -> ScriptedHost {
    ScriptedHost::new(NOW_MS, json!({}))
}

fn chat() -> PlatformChat {
    PlatformChat { id: "5550001001".into(), thread: None }
}

fn message(id: &str) -> PlatformMessage {
    PlatformMessage { chat: chat(), id: id.into(), part: None }
}

fn attempt() -> Attempt {
    Attempt { key: "delivery-1".into(), number: 1, deadline: NOW_MS + 60_000, done: vec![] }
}

fn draft(text: &str) -> Draft {
    let text = Text { body: text.into(), format: TextFormat::Plain };
    let text = Some(text).filter(|text| !text.body.is_empty());
    Draft { chat: chat(), text, media: vec![], quoted: None, extra: "{}".into() }
}

fn medium(blob: &str, kind: MediaKind, mime: &str) -> Media {
    Media {
        at: MediaAt::Blob(blob.into()),
        kind,
        mime: Some(mime.into()),
        name: Some(format!("{blob}.bin")),
        size_bytes: Some(1_000),
        caption: None,
        extra: "{}".into(),
    }
}

fn sent(id: u32) -> Value {
    json!({"ok": true, "result": {"message_id": id, "date": 1_764_000_100}})
}

/// The method and the JSON body of a request that was made.
fn call(host: &ScriptedHost, index: usize) -> (String, Value) {
    use switchboard_plugin::http_types::{Body, PartValue};
    let requests = host.requests.borrow();
    let request = &requests[index];
    let method = request.url.rsplit('/').next().expect("a method").to_owned();
    let parameters = match &request.body {
        Body::Bytes(bytes) | Body::Template(bytes) => {
            serde_json::from_slice(bytes).expect("a JSON body")
        }
        Body::Multipart(parts) => parts
            .iter()
            .map(|part| match &part.value {
                PartValue::Bytes(bytes) => {
                    let text = String::from_utf8(bytes.clone()).expect("a field of text");
                    (part.name.clone(), Value::String(text))
                }
                PartValue::Blob(blob) => (part.name.clone(), json!({ "blob": blob })),
            })
            .collect(),
        _ => Value::Null,
    };
    (method, parameters)
}
