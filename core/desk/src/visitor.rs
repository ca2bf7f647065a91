//! What a visitor of the web chat can do. A visitor reaches the own chat and nothing else.

mod acting;
mod chat_of;
pub mod consent;
pub mod cursor;
pub mod delete;
pub mod edit;
pub mod end;
mod guard;
pub mod identify;
mod identity_token;
mod of_visit;
mod open_chat;
mod origin;
mod own_message;
pub mod page;
mod profile;
pub mod rate;
pub mod read;
pub mod set_reference;
mod share;
pub mod start;
pub mod typing;
mod typing_guard;
pub mod write;
mod write_guard;

pub(crate) use acting::may_send_file;
pub use chat_of::chat_of;
pub(crate) use chat_of::{chat_ids_of, chats_among, chats_of};
pub(crate) use guard::StartGuard;
pub(crate) use of_visit::identity_of_visit;
pub(crate) use open_chat::open_chat;
pub use origin::check_origin;
pub use own_message::changeable_until;
pub(crate) use profile::{identity_of, signed_id, signed_subject};
pub(crate) use typing_guard::TypingGuard;
pub(crate) use write_guard::WriteGuard;
