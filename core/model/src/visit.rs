//! Visits of the web chat: who is on a page, what they look at, and what they have agreed to. A visit is no
//! chat: none begins before somebody writes.

use crate::{ChannelId, ChatId, ConsentId, ContactId, Timestamp, VisitId};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What somebody visits with.
    DeviceKind {
        /// A computer.
        Desktop = "DESKTOP",
        /// A phone.
        Phone = "PHONE",
        /// A tablet.
        Tablet = "TABLET",
        /// Something else, or nobody knows.
        Other = "OTHER",
    }
}

text_enum! {
    /// How a consent came.
    ConsentSource {
        /// The visitor gave it in the widget.
        Widget = "WIDGET",
        /// An operator noted it, or the company's own program.
        Operator = "OPERATOR",
    }
}

text_enum! {
    /// What somebody agrees to.
    ConsentPurpose {
        /// That what is personal of them is recorded.
        Processing = "PROCESSING",
        /// That they are written to without having asked for something.
        Broadcast = "BROADCAST",
    }
}

/// A visit. It belongs to an address on a channel, as a session does, and to whom that belongs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::visits, primary_key(visit_id)),
    diesel(treat_none_as_default_value = false)
)]
pub struct Visit {
    /// The id.
    pub visit_id: VisitId,
    /// The web channel.
    pub channel_id: ChannelId,
    /// The visitor's address there.
    pub platform_id: String,
    /// The contact that they had, or were to have, when it began.
    pub first_contact_id: ContactId,
    /// When it began.
    pub begun_at: Timestamp,
    /// When the visitor was last seen, to the minute.
    pub seen_at: Timestamp,
    /// The first page.
    pub entry_url: String,
    /// The page that led to the first one.
    pub referrer: Option<String>,
    /// The page that they are on.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// How many pages they have looked at.
    pub page_count: i64,
    /// The browser with its version.
    pub browser: Option<String>,
    /// The operating system.
    pub os: Option<String>,
    /// What they visit with.
    pub device: DeviceKind,
    /// The browser's language (BCP 47).
    pub locale: Option<String>,
    /// The browser's time zone (IANA name).
    pub time_zone: Option<String>,
    /// What is kept of the address: a network, the address itself, or nothing.
    pub ip: Option<String>,
    /// The country that the address is probably in (ISO 3166-1).
    pub country: Option<String>,
    /// The city that the address is probably in.
    pub city: Option<String>,
    /// The chat that the visitor has, once there is one.
    pub chat_id: Option<ChatId>,
}

/// A page that somebody looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::visit_pages),
    diesel(treat_none_as_default_value = false)
)]
pub struct VisitPage {
    /// The visit.
    pub visit_id: VisitId,
    /// Which page of the visit it was, from 1.
    pub position: i64,
    /// Where.
    pub url: String,
    /// Its title.
    pub title: Option<String>,
    /// Since when.
    pub at: Timestamp,
}

/// That the owner of an address has agreed to something, or takes that back.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::consents, primary_key(consent_id)),
    diesel(treat_none_as_default_value = false)
)]
pub struct Consent {
    /// The id.
    pub consent_id: ConsentId,
    /// The channel.
    pub channel_id: ChannelId,
    /// The address there.
    pub platform_id: String,
    /// What is agreed to.
    pub purpose: ConsentPurpose,
    /// Given, or taken back.
    pub is_given: bool,
    /// Which text they have read.
    pub text_version: String,
    /// The language that they have read it in (BCP 47).
    pub locale: Option<String>,
    /// How it came.
    pub source: ConsentSource,
    /// When.
    pub at: Timestamp,
}
