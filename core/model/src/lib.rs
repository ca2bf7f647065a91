//! The nouns of Switchboard, their typed ids, their pure state rules and the ports between rooms.
//!
//! What is absent: IO, async runtimes, SQL, HTTP, GraphQL, WASM. Everything here can be tested with
//! plain functions.

#[macro_use]
mod text_enum;

pub mod actor;
pub mod attachment;
pub mod channel;
pub mod chat;
pub mod clock;
pub mod connector;
pub mod contact;
pub mod cursor;
pub mod delivery;
pub mod event;
pub mod id;
pub mod inbox;
pub mod limits;
pub mod message;
pub mod note;
pub mod operator;
pub mod right;
pub mod session;
pub mod status;
pub mod time;

pub use actor::{Actor, AuthorKind, Scope};
pub use clock::{Clock, Stopwatch, SystemClock};
pub use cursor::EventCursor;
pub use id::{
    AttachmentId, AuditId, ChannelId, ChatId, ContactId, DeliveryId, IdError, IdGenerator,
    IdentityId, InboxId, MessageId, NoteId, OperatorId, ReasonId, RoleId, SessionId, TeamId,
    TokenId,
};
pub use right::Right;
pub use text_enum::UnknownWord;
pub use time::Timestamp;
