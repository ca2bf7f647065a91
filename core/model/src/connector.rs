//! The port through which the core reaches any connector. Implemented by the plugin host;
//! nothing here knows WASM, HTTP clients or a platform's name.

mod capability;
mod error;
mod inbound;
mod outbound;
mod port;
mod secret;

pub use capability::{Capabilities, EditCapability, TextCapability};
pub use error::{ConnectorError, ConnectorResult, ErrorClass};
pub use inbound::{
    Answer, ContactChange, Header, InboundAuthor, InboundEvent, InboundItem, InboundMessage,
    InboundReaction, InboundReceipt, PlatformIdentity, PollPage, RawRequest, ReceiptState,
    ReceiptTarget, Verdict,
};
pub use outbound::{Attempt, Outbound, OutboundMedia, Sent};
pub use port::{
    Blob, BlobPort, BlobStream, Connected, Connector, Connectors, InstalledPlugin, KeyValuePort,
    PluginGrant, SecretField, SecretPort,
};
pub use secret::SecretBytes;

use serde::{Deserialize, Serialize};

/// A chat as the platform names it: unique per channel account, opaque to the core.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlatformChat {
    /// The platform's id of the chat.
    pub id: String,
    /// A thread or topic inside the chat, where the platform has them.
    pub thread: Option<String>,
}

/// A message as the platform names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PlatformMessage {
    /// The chat that holds the message.
    pub chat: PlatformChat,
    /// The platform's id of the message, unique within the chat.
    pub id: String,
    /// A part of a message that the platform splits (an album's picture).
    pub part: Option<String>,
}

text_enum! {
    /// How a text is marked up.
    TextFormat {
        /// No markup.
        Plain = "PLAIN",
        /// CommonMark.
        Markdown = "MARKDOWN",
        /// HTML. Of what a message says, the server keeps what marks up a text and safe links alone.
        Html = "HTML",
    }
}

/// A text with its markup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The characters, valid UTF-8 without NUL.
    pub body: String,
    /// How they are marked up.
    pub format: TextFormat,
}

/// Where the bytes of a medium are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaAt {
    /// A token that the connector's `fetch_media` turns into a blob.
    Platform(String),
    /// A blob that the host already holds.
    Blob(String),
    /// Nothing to fetch: a location, a contact card, a kind that cannot be shown.
    Nowhere,
}

text_enum! {
    /// What an attachment is.
    MediaKind as "AttachmentKind" {
        /// A picture.
        Image = "IMAGE",
        /// A film, with or without sound, round ones and animations included.
        Video = "VIDEO",
        /// Music or another recording.
        Audio = "AUDIO",
        /// A voice note.
        Voice = "VOICE",
        /// A sticker.
        Sticker = "STICKER",
        /// A place on the map: `extra` has `lat`, `lon`, and for a venue `name`, `address`.
        Location = "LOCATION",
        /// A contact card: `extra` has `name`, `phone`.
        Card = "CARD",
        /// Any other file.
        File = "FILE",
        /// Something that cannot be shown here: `extra.original_type` names it.
        Unsupported = "UNSUPPORTED",
    }
}

impl MediaKind {
    /// What people call one.
    pub fn called(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Voice => "voice",
            Self::Sticker => "sticker",
            Self::Location => "location",
            Self::Card => "contact",
            Self::File => "file",
            Self::Unsupported => "unsupported",
        }
    }
}

/// A medium of a message, not yet fetched.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Media {
    /// Where its bytes are.
    pub at: MediaAt,
    /// What it is.
    pub kind: MediaKind,
    /// The media type as the platform tells it; the real one is sniffed later.
    pub mime: Option<String>,
    /// The file name as the platform tells it, not yet made safe.
    pub name: Option<String>,
    /// The size that the platform tells, in bytes.
    pub size_bytes: Option<u64>,
    /// A caption of its own.
    pub caption: Option<String>,
    /// Width, height, duration, coordinates: what the platform tells, as a JSON object. `unique_id` is its
    /// name for the content, which stays when the token in `at` changes.
    pub extra: serde_json::Value,
}
