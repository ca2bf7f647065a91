//! What goes out to a platform. `Outbound` is built in one place only, from a public `Message`, so
//! that a note can never leave the server.

use super::{MediaKind, PlatformChat, PlatformMessage, Text};
use crate::Timestamp;

/// An attachment on its way out. The bytes stay with the host until the platform takes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboundMedia {
    /// The blob in the host's store.
    pub blob: String,
    /// What it is.
    pub kind: MediaKind,
    /// The sniffed media type.
    pub mime: String,
    /// A safe file name.
    pub name: String,
    /// Its size in bytes.
    pub size_bytes: u64,
}

/// A message on its way to one platform chat.
#[derive(Clone, Debug, PartialEq)]
pub struct Outbound {
    /// Where to.
    pub chat: PlatformChat,
    /// The text.
    pub text: Option<Text>,
    /// The attachments.
    pub media: Vec<OutboundMedia>,
    /// The message that it answers.
    pub quoted: Option<PlatformMessage>,
    /// What the platform needs beside it, as a JSON object (kept from the inbound message's `extra`).
    pub extra: serde_json::Value,
}

/// One try to send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The same for every try of one delivery.
    pub key: String,
    /// 1 for the first try.
    pub number: u32,
    /// The host stops the call then.
    pub deadline: Timestamp,
    /// Parts that are already there.
    pub done: Vec<PlatformMessage>,
}

/// What the platform said it has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The platform's references, one per part.
    pub references: Vec<PlatformMessage>,
    /// When, by the platform's clock.
    pub at: Timestamp,
    /// The id to expect back in an echo.
    pub echo: Option<String>,
}
