//! The one chat of a visitor, with all that they see of it: a fixed number of statements for any number of
//! messages.

use super::{MessageKey, Page, PageRequest, Reader, Related, keyed};
use crate::Result;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use switchboard_model::attachment::Attachment;
use switchboard_model::chat::Chat;
use switchboard_model::message::{Message, Reaction};
use switchboard_model::{AuthorKind, ChatId, MessageId, OperatorId};
use switchboard_store::page::messages;

/// Messages that were read together, with what a visitor sees of them.
#[derive(Default)]
pub struct VisitorMessages {
    /// The messages.
    pub messages: HashMap<MessageId, Arc<Message>>,
    /// Their files, in order.
    pub attachments: HashMap<MessageId, Vec<Arc<Attachment>>>,
    /// Their reactions, oldest first.
    pub reactions: Vec<Reaction>,
    /// The names of the operators among their authors.
    pub operator_names: HashMap<OperatorId, String>,
}

impl Reader<'_> {
    /// The visitor's chat; none before the first message.
    ///
    /// # Errors
    /// `Denied` for an actor that is no visitor, `Store`.
    pub fn visitor_chat(&mut self) -> Result<Option<Chat>> {
        crate::visitor::chat_of(self.related.connection, self.actor)
    }
}

impl Related<'_> {
    /// The messages with these ids, those of other chats left out.
    pub fn visitor_messages(
        &mut self,
        chat_id: ChatId,
        ids: &[MessageId],
    ) -> Result<VisitorMessages> {
        let mut rows = self.messages(ids)?;
        rows.retain(|row| row.chat_id == chat_id);
        if rows.is_empty() {
            return Ok(VisitorMessages::default());
        }
        let ids: Vec<MessageId> = rows.iter().map(|row| row.message_id).collect();
        let mut attachments: HashMap<MessageId, Vec<Arc<Attachment>>> = HashMap::new();
        for (message, file) in self.attachments_of_messages(&ids)? {
            attachments.entry(message).or_default().push(Arc::new(file));
        }
        let authors = rows.iter().filter(|row| row.author_kind == AuthorKind::Operator);
        let authors: BTreeSet<OperatorId> =
            authors.filter_map(|row| row.author_id.map(OperatorId)).collect();
        Ok(VisitorMessages {
            attachments,
            reactions: self.reactions(&ids)?,
            operator_names: self.names(&authors.into_iter().collect::<Vec<_>>())?,
            messages: keyed(rows.into_iter().map(Arc::new).collect(), |row| row.message_id),
        })
    }

    /// A page of the messages of a chat, oldest first: their ids, and what belongs to them.
    pub fn visitor_message_page(
        &mut self,
        chat_id: ChatId,
        page_request: &PageRequest<MessageKey>,
    ) -> Result<(Page<MessageId>, VisitorMessages)> {
        let mut pages = messages::of_chats(self.connection, &[chat_id], page_request)?;
        let Page { items, has_previous, has_next } = pages.remove(&chat_id.0).unwrap_or_default();
        let items: Vec<MessageId> = items.into_iter().map(MessageId).collect();
        let rows = self.visitor_messages(chat_id, &items)?;
        Ok((Page { items, has_previous, has_next }, rows))
    }

    /// The names of those who take part in a chat now, in the order of joining.
    pub fn participant_names(&mut self, chat_id: ChatId) -> Result<Vec<String>> {
        let participants = self.participants(&[chat_id])?;
        let ids: Vec<OperatorId> = participants.iter().map(|one| one.operator_id).collect();
        let mut names = self.names(&ids)?;
        Ok(ids.iter().filter_map(|id| names.remove(id)).collect())
    }

    fn names(&mut self, ids: &[OperatorId]) -> Result<HashMap<OperatorId, String>> {
        let operators = self.operators(ids)?.into_iter();
        Ok(operators.map(|one| (one.operator_id, one.name)).collect())
    }
}
