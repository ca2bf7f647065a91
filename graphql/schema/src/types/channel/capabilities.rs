//! What the platform of a channel can do.

use async_graphql::SimpleObject;
use switchboard_graphql::scalars::Long;
use switchboard_model::connector::{Capabilities, EditCapability};

/// What the platform of a channel can do, and the bounds of what is sent there.
#[derive(Clone, SimpleObject)]
pub struct ChannelCapabilities {
    /// The longest text, in UTF-16 units.
    text_max_units: i64,
    /// The longest text beside a file, in UTF-16 units.
    caption_max_units: i64,
    /// How texts may be marked up, by the names that the plugin gives.
    formats: Vec<String>,
    /// Can a message be edited there.
    can_edit: bool,
    /// How old a message may be that is edited, in ms; absent where any may.
    edit_max_age_ms: Option<Long>,
    /// Can a message be deleted there.
    can_delete: bool,
    /// How old a message may be that is deleted, in ms; absent where any may.
    delete_max_age_ms: Option<Long>,
    /// Can a message answer another one.
    can_quote: bool,
    /// Can operators react.
    can_react: bool,
    /// Is the customer shown that an operator types.
    shows_typing: bool,
    /// Does the platform tell what was delivered.
    tells_delivered: bool,
    /// Does the platform tell what was read.
    tells_read: bool,
    /// The largest file, in bytes; absent where none can be sent.
    attachment_max_bytes: Option<Long>,
    /// How many files a message may have.
    attachment_max_count: i64,
    /// For how long after the customer last wrote they can be written to, in ms; absent where the platform sets no
    /// end to that.
    reply_window_ms: Option<Long>,
}

fn long(number: u64) -> Long {
    Long(i64::try_from(number).unwrap_or(i64::MAX))
}

fn age(of: Option<&EditCapability>) -> Option<Long> {
    of?.max_age_ms.map(long)
}

impl From<Capabilities> for ChannelCapabilities {
    fn from(of: Capabilities) -> Self {
        Self {
            text_max_units: i64::from(of.text.max_units),
            caption_max_units: i64::from(of.text.caption_max_units),
            formats: of.text.formats,
            can_edit: of.edit.is_some(),
            edit_max_age_ms: age(of.edit.as_ref()),
            can_delete: of.retract.is_some(),
            delete_max_age_ms: age(of.retract.as_ref()),
            can_quote: of.quote,
            can_react: of.reactions,
            shows_typing: of.typing,
            tells_delivered: of.receipts_delivered,
            tells_read: of.receipts_read,
            attachment_max_bytes: of.attachment_max_bytes.map(long),
            attachment_max_count: i64::from(of.attachment_max_count),
            reply_window_ms: of.reply_window_ms.map(|ms| Long(i64::from(ms.get()))),
        }
    }
}
