//! Records to start a test from; what matters to it is added with Rust's `..`.

use crate::{
    http_types::Response,
    inbound::Request,
    outbound::{Attempt, Draft},
    types::{BytesOrText, Media, MediaAt, MediaKind, PlatformChat, PlatformMessage, Text},
};

/// The time of tests: 2025-11-24T16:00:00Z, in milliseconds.
pub const NOW_MS: u64 = 1_764_000_000_000;

/// A customer's chat.
pub fn chat() -> PlatformChat {
    PlatformChat::new("5550001001")
}

/// A message of that chat.
pub fn message(id: &str) -> PlatformMessage {
    PlatformMessage::new(&chat(), id)
}

/// A first attempt, with a minute left.
pub fn attempt() -> Attempt {
    Attempt { key: "delivery-1".into(), number: 1, deadline: NOW_MS + 60_000, done: vec![] }
}

/// A plain message to the customer; without a text for `""`.
pub fn draft(text: &str) -> Draft {
    let text = Some(Text::plain(text)).filter(|text| !text.body.is_empty());
    Draft { chat: chat(), text, media: vec![], quoted: None, extra: "{}".into() }
}

/// A file of the host, of 1,000 bytes.
pub fn file(blob: &str, kind: MediaKind, mime: &str) -> Media {
    Media {
        mime: Some(mime.into()),
        name: Some(format!("{blob}.bin")),
        size_bytes: Some(1_000),
        ..Media::new(kind, MediaAt::Blob(blob.into()))
    }
}

/// A response without headers.
pub fn response(status: u16, body: &str) -> Response {
    Response { status, headers: vec![], body: body.into(), blob: None }
}

/// A webhook request without headers.
pub fn webhook(body: &str) -> Request {
    Request {
        method: "POST".into(),
        path: "/hooks/1".into(),
        query: String::new(),
        headers: vec![],
        body: BytesOrText::Text(body.into()),
        received_at: NOW_MS,
    }
}
