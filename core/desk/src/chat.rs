//! What is done with a chat.

mod absent;
pub mod archive;
pub mod assign;
pub mod cancel_forward;
pub mod clear_example;
pub mod clear_reference;
pub mod close;
pub mod decline_forward;
pub mod delete;
pub mod escalate;
pub mod forward;
mod handover;
pub mod intent;
pub mod join;
pub mod label;
pub mod leave;
pub mod many;
mod mark;
pub mod merge_label;
pub(crate) mod names_label;
pub mod open;
pub mod open_as;
pub mod read;
pub mod removal;
pub mod reopen;
mod returning;
pub mod set_example;
pub mod set_reference;
pub mod snooze;
mod state;
pub mod take_forward;
pub mod unread;
pub mod update;
pub mod wake;

pub(crate) use handover::take_if_offered;
pub(crate) use open::{IdentityForChat, new_chat};
pub(crate) use returning::{return_to_operator, tell_reopened};
pub(crate) use state::{
    StatusChange, add_participant, apply, is_staffed, operator_detail, operator_id, save, touch,
};

use crate::Result;
use crate::read::Related;
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::forward::Forward;

noun!(Chat.chat_id: ChatId in chat, read as chats, seen as Chat(|chat| chat.chat_id), of |chat| {
    chat_id: chat.chat_id,
    round: chat.round,
    contact_id: chat.contact_id,
    channel_id: chat.channel_id,
});

impl Related<'_> {
    /// The open offers of these chats, one of each at most; reads nothing where there are none.
    pub fn offers_of_chats(&mut self, ids: &[ChatId]) -> Result<Vec<Forward>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(switchboard_store::forward::offered(self.connection, ids)?)
    }
}
