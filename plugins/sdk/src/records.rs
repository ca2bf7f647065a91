//! Short ways to make the contract's records, which all have many optional fields: what is not
//! given is empty. The rest is added with Rust's `..`.

use crate::{
    inbound::Request,
    items::{Author, Event, Item, Message},
    json,
    limits::DETAIL_BYTES,
    types::{
        BytesOrText, Error, Identity, Media, MediaAt, MediaKind, PlatformChat, PlatformMessage,
        Text, TextFormat,
    },
};
use serde_json::Value;

const EMPTY: &str = "{}";

impl PlatformChat {
    /// A chat without threads.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), thread: None }
    }
}

impl PlatformMessage {
    /// A message that the platform does not split.
    pub fn new(chat: &PlatformChat, id: impl Into<String>) -> Self {
        Self { chat: chat.clone(), id: id.into(), part: None }
    }
}

impl Text {
    /// A text without markup.
    pub fn plain(body: impl Into<String>) -> Self {
        Self { body: body.into(), format: TextFormat::Plain }
    }
}

impl Identity {
    /// An account that only its id is known of.
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            aliases: vec![],
            name: None,
            locale: None,
            avatar: None,
            extra: EMPTY.to_owned(),
        }
    }
}

impl Media {
    /// A medium and where its bytes are.
    pub fn new(kind: MediaKind, at: MediaAt) -> Self {
        Self {
            at,
            kind,
            mime: None,
            name: None,
            size_bytes: None,
            caption: None,
            extra: EMPTY.to_owned(),
        }
    }

    /// A medium that is no file: a place, a contact card. `extra` says all there is of it.
    pub fn without_bytes(kind: MediaKind, extra: &Value) -> Self {
        Self { extra: extra.to_string(), ..Self::new(kind, MediaAt::Nowhere) }
    }

    /// Stands for something that cannot be shown, so that an operator sees that something came.
    pub fn unsupported(original_type: &str) -> Self {
        let extra = serde_json::json!({ "original_type": original_type });
        Self::without_bytes(MediaKind::Unsupported, &extra)
    }
}

impl Message {
    /// A contact's message that holds nothing yet, written at a time in milliseconds.
    pub fn new(reference: PlatformMessage, sender: Identity, at: u64) -> Self {
        Self {
            reference,
            at,
            edited_at: None,
            order: None,
            author: Author::Contact,
            sender,
            text: None,
            media: vec![],
            quoted: None,
            chosen: None,
            echo_of: None,
            extra: EMPTY.to_owned(),
        }
    }
}

impl Item {
    /// An item that expects no call in return. `dedup` recognises a repeated delivery.
    pub fn new(dedup: impl Into<String>, event: Event) -> Self {
        Self { dedup: dedup.into(), event, follow_up: None }
    }
}

impl Event {
    /// An event that has no case of its own. The detail is for the log of a curious admin: one of
    /// more than 16 KiB is left out.
    pub fn other(kind: &str, payload: &Value) -> Self {
        let detail = payload.to_string();
        let detail = if detail.len() <= DETAIL_BYTES { detail } else { EMPTY.to_owned() };
        Self::Other((kind.to_owned(), detail))
    }
}

impl Request {
    /// The body's bytes, as they came.
    pub fn bytes(&self) -> &[u8] {
        match &self.body {
            BytesOrText::Text(text) => text.as_bytes(),
            BytesOrText::Bytes(bytes) => bytes,
        }
    }

    /// The body as JSON, read as leniently as [`json::lenient`] does; `invalid` when it is none.
    pub fn json(&self) -> Result<Value, Error> {
        json::lenient(self.bytes()).map_err(|error| {
            Error::invalid("request.json", format!("The request is no JSON: {error}."))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::webhook;

    #[test]
    fn a_huge_detail_is_left_out() {
        let huge = Value::from("x".repeat(DETAIL_BYTES));
        assert_eq!(Event::other("novel", &huge), Event::Other(("novel".into(), EMPTY.into())));
    }

    #[test]
    fn a_request_that_is_no_json_says_so() {
        assert_eq!(webhook("{\"a\":1}").json().expect("JSON")["a"], 1);
        assert_eq!(webhook("{\"a\":").json().expect_err("cut off").code, "request.json");
    }
}
