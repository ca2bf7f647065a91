//! An operator has a chat open.

use super::Ephemeral;
use crate::Desk;
use switchboard_model::actor::OperatorActor;
use switchboard_model::{ChatId, OperatorId};

/// A window in which an operator has a chat open: colleagues see it until it is dropped, as long as it is
/// told again.
pub struct ChatWindow {
    desk: Desk,
    chat_id: ChatId,
    operator_id: OperatorId,
    window: u64,
}

impl Desk {
    /// An operator opens a chat; none for an API token, which is nobody who looks.
    pub fn open_window(&self, operator: &OperatorActor, chat_id: ChatId) -> Option<ChatWindow> {
        operator.is_interactive().then(|| {
            let operator_id = operator.operator_id;
            let window =
                ChatWindow { desk: self.clone(), chat_id, operator_id, window: rand::random() };
            window.tell(true);
            window
        })
    }
}

impl ChatWindow {
    /// It is still open.
    pub fn tell_again(&self) {
        self.tell(true);
    }

    fn tell(&self, is_on: bool) {
        let Self { desk, chat_id, operator_id, window } = self;
        let viewing = Ephemeral::Viewing {
            chat_id: *chat_id,
            operator_id: *operator_id,
            window: *window,
            is_on,
        };
        desk.signals().tell(viewing, desk.now());
    }
}

impl Drop for ChatWindow {
    fn drop(&mut self) {
        self.tell(false);
    }
}
