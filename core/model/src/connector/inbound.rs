//! What comes in from a platform: the inbound request, the verdict on it and the parsed items.

use super::{ConnectorError, Media, PlatformChat, PlatformMessage, Text};
use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// One HTTP header. Values need not be UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The name, lower case.
    pub name: String,
    /// The value, byte for byte.
    pub value: Vec<u8>,
}

/// A webhook request exactly as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRequest {
    /// `GET` or `POST`.
    pub method: String,
    /// The path below the server's root.
    pub path: String,
    /// The query without its `?`, still encoded.
    pub query: String,
    /// All headers, in order.
    pub headers: Vec<Header>,
    /// The body, byte for byte: signatures are computed over these bytes.
    pub body: Vec<u8>,
    /// When it came.
    pub received_at: Timestamp,
}

/// The HTTP answer a platform gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Headers beside `content-length`.
    pub headers: Vec<Header>,
    /// The exact body.
    pub body: Vec<u8>,
}

/// What the authenticity check says of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Store it, then answer so.
    Accept(Answer),
    /// A handshake: answer so, store nothing.
    ReplyOnly(Answer),
    /// Not authentic: answer so, store nothing.
    Reject(Answer),
}

/// A person or account on a platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlatformIdentity {
    /// The platform's id, unique per channel.
    pub id: String,
    /// Other ids of the same person: `("phone", "+49…")`, `("username", "…")`.
    pub aliases: Vec<(String, String)>,
    /// The name to show.
    pub name: Option<String>,
    /// BCP 47.
    pub locale: Option<String>,
    /// The picture.
    pub avatar: Option<Media>,
    /// What else the platform tells, as a JSON object.
    pub extra: serde_json::Value,
}

/// Who wrote an inbound message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InboundAuthor {
    /// The customer.
    Contact,
    /// A colleague who answered in the platform's own app.
    OperatorElsewhere,
    /// Another bot.
    Bot,
    /// The platform itself.
    System,
}

/// A message that came in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InboundMessage {
    /// The platform's reference.
    pub reference: PlatformMessage,
    /// When it was written, by the platform's clock.
    pub at: Timestamp,
    /// When this state of it was written; none for a message that was never changed.
    pub edited_at: Option<Timestamp>,
    /// The platform's sequence: numbers compare as numbers, other strings as strings.
    pub order: Option<String>,
    /// Who wrote it.
    pub author: InboundAuthor,
    /// The account that wrote it.
    pub sender: PlatformIdentity,
    /// Its text.
    pub text: Option<Text>,
    /// Its media.
    pub media: Vec<Media>,
    /// The message that it answers.
    pub quoted: Option<PlatformMessage>,
    /// The choice that it picked, as the payload of a button; `quoted` is the message that had it.
    pub chosen: Option<String>,
    /// The id of an own message that this is the echo of.
    pub echo_of: Option<String>,
    /// What else the platform tells, as a JSON object (`links`, `forwarded_from`, `group_id` …). What
    /// stands under its key `reply` is handed back in the `extra` of what is sent to this chat.
    pub extra: serde_json::Value,
}

/// How far a message got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReceiptState {
    /// The platform has it.
    Accepted,
    /// The customer's device has it.
    Delivered,
    /// The customer has seen it.
    Read,
    /// It will not arrive.
    Failed,
}

/// Which messages a receipt speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReceiptTarget {
    /// One message.
    One(PlatformMessage),
    /// All of a chat up to a time.
    UpTo(PlatformChat, Timestamp),
}

/// A receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboundReceipt {
    /// Which messages.
    pub target: ReceiptTarget,
    /// How far they got.
    pub state: ReceiptState,
    /// When, by the platform's clock.
    pub at: Timestamp,
    /// Why they failed.
    pub error: Option<ConnectorError>,
}

/// A reaction set or taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InboundReaction {
    /// The message that was reacted to.
    pub reference: PlatformMessage,
    /// Who reacted.
    pub by: PlatformIdentity,
    /// The emoji; none means all of this person's.
    pub emoji: Option<String>,
    /// Was it taken back.
    pub is_removed: bool,
    /// When, by the platform's clock.
    pub at: Timestamp,
}

/// What changed about an account beside its messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactChange {
    /// Can be written to.
    Reachable,
    /// Blocked us or left.
    Unreachable,
}

/// One thing that happened on a platform.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum InboundEvent {
    /// A message.
    Message(InboundMessage),
    /// A message's new state, with the platform's version where it has one.
    Edited(InboundMessage, Option<u32>),
    /// A message was deleted on the platform.
    Retracted(PlatformMessage, Timestamp),
    /// A receipt.
    Receipt(InboundReceipt),
    /// A reaction.
    Reaction(InboundReaction),
    /// The customer types, or stopped: ephemeral.
    Typing { chat: PlatformChat, by: String, is_on: bool },
    /// A profile changed.
    Profile(PlatformIdentity),
    /// An account became reachable or unreachable.
    Reach {
        /// Whose account.
        identity: PlatformIdentity,
        /// What it became.
        change: ContactChange,
        /// The chat it was noticed in.
        chat: Option<PlatformChat>,
        /// When, by the platform's clock.
        at: Timestamp,
    },
    /// The channel's own account changed: kind and detail.
    Account(String, String),
    /// The platform gave a chat another id.
    Moved { from: String, to: String },
    /// Anything newer than this contract: kind and JSON.
    Other(String, serde_json::Value),
}

impl InboundEvent {
    /// The platform's id of the chat that it concerns, or of the account: events with the same one are
    /// taken in their order.
    pub fn platform_chat(&self) -> Option<&str> {
        match self {
            Self::Message(message) | Self::Edited(message, _) => Some(&message.reference.chat.id),
            Self::Retracted(reference, _) => Some(&reference.chat.id),
            Self::Reaction(reaction) => Some(&reaction.reference.chat.id),
            Self::Receipt(receipt) => Some(match &receipt.target {
                ReceiptTarget::One(reference) => &reference.chat.id,
                ReceiptTarget::UpTo(chat, _) => &chat.id,
            }),
            Self::Moved { from, .. } => Some(from),
            Self::Profile(identity) | Self::Reach { identity, .. } => Some(&identity.id),
            Self::Typing { .. } | Self::Account(..) | Self::Other(..) => None,
        }
    }
}

/// An event with the key that recognises a repeated delivery, unique per channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InboundItem {
    /// The key.
    pub dedup: String,
    /// The event.
    pub event: InboundEvent,
    /// A call that the platform expects in return, handed to `Connector::follow_up` once the item is
    /// stored. Reading is pure, so it is only written down here. Its shape is the connector's own.
    #[serde(default)]
    pub follow_up: Option<serde_json::Value>,
}

/// One page of a polled channel. The items and the cursor are committed together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollPage {
    /// What came.
    pub items: Vec<InboundItem>,
    /// Where to go on.
    pub cursor: String,
    /// Is more waiting right now.
    pub has_more: bool,
    /// When to ask again, in milliseconds.
    pub next_ms: u32,
}
