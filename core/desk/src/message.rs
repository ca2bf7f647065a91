//! What is done with a message and its delivery.

mod announce;
mod apply;
mod blank;
mod capability;
mod copy;
pub mod delete;
pub mod edit;
mod queue;
pub mod react;
pub mod reply;
pub mod retry;
mod revise;
mod route;
pub mod settle;
mod tombstone;
mod window;

pub(crate) use announce::{announce_home_in, announce_in};
pub(crate) use apply::apply_message;
pub(crate) use blank::blank;
pub(crate) use revise::{keep_version, revise};
pub(crate) use tombstone::{is_removed, remove_file, tombstone};

use switchboard_model::message::Message;

noun!(Message.message_id: MessageId in message, read as messages,
    seen as Chat(|message| message.chat_id));
