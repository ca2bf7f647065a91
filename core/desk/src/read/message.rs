//! Messages with their files, reactions and earlier texts.

use super::{MessageKey, Page, PageRequest, Reader, Related};
use super::{filled, filled_pages, ids_of, keyed, placed};
use crate::{DeskError, Result};
use std::collections::HashMap;
use switchboard_model::attachment::Attachment;
use switchboard_model::message::{Message, MessageVersion, Reaction};
use switchboard_model::{AttachmentId, ChatId, MessageId};
use switchboard_store::page::{batch, messages};

impl Reader<'_> {
    /// Those of these messages whose chat is visible.
    pub fn visible_messages(&mut self, ids: &[MessageId]) -> Result<Vec<Message>> {
        let rows = self.related.messages(ids)?;
        self.in_visible_chats(rows, |row| Some(row.chat_id))
    }

    /// Those of these attachments whose chat is visible.
    pub fn visible_attachments(&mut self, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
        let rows = self.related.attachments(ids)?;
        self.in_visible_chats(rows, |row| Some(row.chat_id))
    }
}

impl Related<'_> {
    /// A page of the messages of each of these chats, oldest first.
    pub fn messages_of_chats(
        &mut self,
        ids: &[ChatId],
        page_request: &PageRequest<MessageKey>,
    ) -> Result<HashMap<ChatId, Page<Message>>> {
        let pages = messages::of_chats(self.connection, ids, page_request)?;
        let rows = self.messages(&ids_of(&pages, MessageId))?;
        Ok(filled_pages(pages, ChatId, rows, |row| row.message_id.0))
    }

    /// The oldest of so many of the customer's newest messages of each of these chats.
    pub fn oldest_of_newest(&mut self, counts: &[(ChatId, i64)]) -> Result<Vec<Message>> {
        let ids = messages::oldest_of_newest(self.connection, counts)?;
        self.messages(&ids)
    }

    /// So many messages of a chat with this one in their middle, oldest first.
    pub fn messages_around(
        &mut self,
        chat_id: ChatId,
        place: MessageKey,
        count: i64,
    ) -> Result<Page<Message>> {
        let mut page = |wanted: &PageRequest<MessageKey>| {
            let mut pages = messages::of_chats(self.connection, &[chat_id], wanted)?;
            Ok::<_, DeskError>(pages.remove(&chat_id.0).unwrap_or_default())
        };
        let [before, behind] = PageRequest::around(place, count);
        let page = Page::joined(page(&before)?, place.message_id, page(&behind)?);
        let ids: Vec<MessageId> = page.items.iter().copied().map(MessageId).collect();
        let rows = self.messages(&ids)?;
        Ok(filled(page, &mut keyed(rows, |row| row.message_id.0)))
    }

    /// The attachments of these messages, each with its message, in their order.
    pub fn attachments_of_messages(
        &mut self,
        ids: &[MessageId],
    ) -> Result<Vec<(MessageId, Attachment)>> {
        let pairs = batch::attachment_ids(self.connection, ids)?;
        let ids: Vec<AttachmentId> = pairs.iter().map(|(_, id)| *id).collect();
        let rows = self.attachments(&ids)?;
        Ok(placed(pairs, keyed(rows, |row| row.attachment_id)))
    }

    /// The reactions to these messages, oldest first.
    pub fn reactions(&mut self, ids: &[MessageId]) -> Result<Vec<Reaction>> {
        Ok(batch::reactions(self.connection, ids)?)
    }

    /// The earlier texts of these messages, oldest first.
    pub fn message_versions(&mut self, ids: &[MessageId]) -> Result<Vec<MessageVersion>> {
        Ok(batch::versions(self.connection, ids)?)
    }
}
