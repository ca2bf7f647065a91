//! The nouns of Switchboard, their typed ids, their pure state rules and the ports between crates.
//!
//! What is absent: IO, async runtimes, statements, HTTP, GraphQL, WASM. Everything here can be tested
//! with plain functions. How a noun stands in its table is written beside its fields, behind the feature
//! `sql`, which the store alone switches on.

#[macro_use]
mod text_enum;

pub mod act;
pub mod actor;
pub mod address_template;
pub mod attachment;
pub mod attribute_kind;
pub mod broadcast;
pub mod channel;
pub mod chat;
pub mod chat_example;
pub mod chat_filter;
pub mod chat_rating;
pub mod chat_route;
pub mod clock;
pub mod connector;
pub mod contact;
pub mod contact_role;
pub mod cursor;
pub mod delivery;
pub mod draft;
pub mod erasure;
pub mod event;
pub mod export;
pub mod fold;
pub mod forward;
pub mod hours;
pub mod html;
pub mod id;
pub mod inbound_request;
pub mod intent;
pub mod invitation;
pub mod limits;
pub mod link;
pub mod locale;
pub mod macros;
pub mod message;
pub mod name_order;
pub mod note;
pub mod notification;
mod noun;
pub mod number;
pub mod operator;
pub mod page_address;
pub mod pending_reply;
pub mod permission;
pub mod phone;
pub mod preferences;
pub mod presence;
pub mod public_url;
pub mod push;
pub mod reference;
pub mod retention;
pub mod rule;
pub mod schedule;
#[cfg(feature = "sql")]
pub mod schema;
pub mod search;
pub mod session;
pub mod sharing_scope;
#[cfg(feature = "sql")]
pub mod sql;
pub mod status;
pub mod template;
pub mod time;
pub mod timer;
pub mod view;
pub mod visibility;
pub mod visit;

pub use actor::{Actor, AuthorKind};
pub use attribute_kind::AttributeCondition;
pub use chat_filter::{ChatFilter, ChatOrder, ChatTab, FilterContext};
pub use clock::{Clock, ManualClock, Stopwatch, SystemClock};
pub use cursor::EventCursor;
pub use id::{IdError, IdGenerator};
pub use noun::*;
pub use permission::Permission;
pub use public_url::{InvalidAddress, Origin, PublicUrl};
pub use sharing_scope::{Owner, SharingScope};
pub use text_enum::{TextEnum, UnknownWord};
pub use time::Timestamp;
pub use visibility::ChatVisibility;
