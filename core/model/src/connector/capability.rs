//! What a connector says it can do, read from its manifest. The desk obeys these without running
//! the connector and knows no channel by name.

use serde::{Deserialize, Serialize};
use std::num::NonZeroU32;

/// The capabilities of a connector. Absent means: cannot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Capabilities {
    /// Limits of a text.
    pub text: TextCapability,
    /// May an own message be edited on the platform.
    pub edit: Option<EditCapability>,
    /// May an own message be deleted on the platform.
    pub retract: Option<EditCapability>,
    /// Can a message answer another one.
    pub quote: bool,
    /// Can operators react with an emoji.
    pub reactions: bool,
    /// Can the customer be shown that an operator types.
    pub typing: bool,
    /// Does the platform report delivery.
    pub receipts_delivered: bool,
    /// Does the platform report reading.
    pub receipts_read: bool,
    /// Largest attachment that can be sent, in bytes; none when the platform takes no files.
    pub attachment_max_bytes: Option<u64>,
    /// How many attachments one message may carry.
    pub attachment_max_count: u32,
    /// For how long after the customer last wrote they can be written to, in milliseconds; none where the
    /// platform sets no end to that.
    pub reply_window_ms: Option<NonZeroU32>,
    /// May the same attempt key be sent twice without a second message.
    pub idempotent_send: bool,
    /// Receives by polling when no webhook is registered.
    pub polling: bool,
}

/// Limits of a text on a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextCapability {
    /// Longest text, in UTF-16 units (the unit most platforms count in).
    pub max_units: u32,
    /// Longest text beside an attachment, in UTF-16 units.
    pub caption_max_units: u32,
    /// Accepted markups, `plain` always among them.
    pub formats: Vec<String>,
}

impl Default for TextCapability {
    fn default() -> Self {
        Self { max_units: 4096, caption_max_units: 1024, formats: vec!["plain".into()] }
    }
}

/// How long after sending a change is possible.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EditCapability {
    /// Oldest age, in milliseconds; none for any age.
    pub max_age_ms: Option<u64>,
}
