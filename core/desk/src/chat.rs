//! What is done with a chat.

pub mod assign;
pub mod close;
pub mod join;
pub mod leave;
mod mark;
pub mod open;
pub mod read;
pub mod reopen;
mod state;
pub mod unread;
pub mod update;

pub(crate) use open::new_chat;
pub(crate) use state::{
    StatusChange, add_participant, apply, is_staffed, operator_detail, operator_id, save, touch,
};
