//! Reads what an operator is told of: their own, as far as they may still see the chats, and nobody else's.

use super::{Page, PageRequest, Reader};
use crate::Result;
use crate::limits::NOTIFICATIONS_COUNTED;
use switchboard_model::chat::ChatStatus;
use switchboard_model::notification::{Notification, NotificationKind};
use switchboard_model::{ChatFilter, NotificationId};
use switchboard_store::notification;

impl Reader<'_> {
    /// A page of what the operator is told of, newest first.
    pub fn own_notifications(
        &mut self,
        page_request: &PageRequest<NotificationId>,
    ) -> Result<Page<Notification>> {
        let operator_id = self.operator()?.operator_id;
        let page = notification::page(self.related().connection, operator_id, page_request)?;
        let Page { items, has_previous, has_next } = page;
        let items = self.in_visible_chats(items, |row| row.chat_id)?;
        Ok(Page { items, has_previous, has_next })
    }

    /// Those of these notifications that are the operator's own.
    pub fn visible_notifications(&mut self, ids: &[NotificationId]) -> Result<Vec<Notification>> {
        let operator_id = self.operator()?.operator_id;
        let mut rows = self.related().notifications(ids)?;
        rows.retain(|row| row.operator_id == operator_id);
        self.in_visible_chats(rows, |row| row.chat_id)
    }

    /// What is unread, as one number: open chats of the operator with messages that they have not read, and what else
    /// they are told of. That somebody wrote, the chat says itself.
    pub fn unread_count(&mut self) -> Result<i64> {
        let operator = self.operator()?;
        let operator_id = operator.operator_id;
        let chats = if operator.visible_chats().is_some() {
            let mine = ChatFilter {
                is_mine: Some(true),
                is_unread: Some(true),
                ..ChatFilter::in_statuses(ChatStatus::OPEN)
            };
            self.chat_count(&mine, NOTIFICATIONS_COUNTED)?
        } else {
            0
        };
        let kinds: Vec<NotificationKind> = NotificationKind::ALL
            .iter()
            .copied()
            .filter(|kind| *kind != NotificationKind::NewMessage)
            .collect();
        let (connection, most) = (&mut *self.related().connection, NOTIFICATIONS_COUNTED);
        Ok(chats + notification::unread_count(connection, operator_id, &kinds, most)?)
    }
}
