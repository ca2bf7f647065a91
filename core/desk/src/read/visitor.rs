//! The chats of a visitor, with all that they see of them: a fixed number of statements for any number of chats and
//! messages.

use super::{ChatKey, MessageKey, Page, PageRequest, Reader, Related, filled_pages, ids_of, keyed};
use crate::limits::{VISITOR_CHATS_HEARD, VISITOR_UNREAD_MAX};
use crate::{Result, visitor};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use switchboard_model::act::Act;
use switchboard_model::attachment::Attachment;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::message::{Message, Reaction};
use switchboard_model::{ActId, AuthorKind, ChatId, IdentityId, MessageId, OperatorId, RoleId};
use switchboard_store::act;
use switchboard_store::page::{acts, batch, messages};

/// Messages that were read together, with what a visitor sees of them.
#[derive(Default)]
pub struct VisitorMessages {
    /// The messages.
    pub messages: HashMap<MessageId, Arc<Message>>,
    /// Their files, in order.
    pub attachments: HashMap<MessageId, Vec<Arc<Attachment>>>,
    /// Their reactions, oldest first.
    pub reactions: Vec<Reaction>,
    /// The operators among their authors.
    pub operators: VisitorOperators,
}

/// What a visitor sees of an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitorOperator {
    /// The name.
    pub name: String,
    /// The name of the role.
    pub role: String,
}

/// Operators as a visitor sees them.
pub type VisitorOperators = HashMap<OperatorId, VisitorOperator>;

/// What of a chat's history its visitor sees: who came and went, and its rounds.
const VISITOR_ACTS: [EventKind; 5] = [
    EventKind::ChatOpened,
    EventKind::ChatJoined,
    EventKind::ChatLeft,
    EventKind::ChatClosed,
    EventKind::ChatReopened,
];

impl Reader<'_> {
    /// One of the visitor's chats; without an id the one in which something was said last. None before the first
    /// message, and for an id of another's.
    ///
    /// # Errors
    /// `Forbidden` for an actor that is no visitor, `Store`.
    pub fn visitor_chat(&mut self, id: Option<ChatId>) -> Result<Option<Chat>> {
        match id {
            None => visitor::chat_of(self.related.connection, self.actor),
            Some(id) => Ok(self.visitor_chats_among(&[id])?.pop()),
        }
    }

    /// Those of these chats that are the visitor's, in any order.
    ///
    /// # Errors
    /// Those of [`Self::visitor_chat`].
    pub fn visitor_chats_among(&mut self, ids: &[ChatId]) -> Result<Vec<Chat>> {
        visitor::chats_among(self.related.connection, self.actor, ids)
    }

    /// A page of the visitor's chats, that in which something was said last first.
    ///
    /// # Errors
    /// Those of [`Self::visitor_chat`].
    pub fn visitor_chats(&mut self, page_request: &PageRequest<ChatKey>) -> Result<Page<Chat>> {
        visitor::chats_of(self.related.connection, self.actor, page_request)
    }

    /// The newest chats of the visitor, in which they see that somebody types.
    ///
    /// # Errors
    /// Those of [`Self::visitor_chat`].
    pub fn visitor_chat_ids(&mut self) -> Result<Vec<ChatId>> {
        visitor::chat_ids_of(self.related.connection, self.actor, VISITOR_CHATS_HEARD)
    }
}

impl Related<'_> {
    /// The messages with these ids, those of other chats than these left out, and those that came or left by another
    /// address: who has that may be somebody else.
    pub fn visitor_messages(
        &mut self,
        chat_ids: &[ChatId],
        ids: &[MessageId],
    ) -> Result<VisitorMessages> {
        let mut rows = self.messages(ids)?;
        rows.retain(|row| chat_ids.contains(&row.chat_id) && row.identity_id.is_none());
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
            operators: self.visitor_operators(authors.into_iter().collect())?,
            messages: keyed(rows.into_iter().map(Arc::new).collect(), |row| row.message_id),
        })
    }

    /// A page of the messages of each of these chats that its visitor sees, oldest first: their ids, and what belongs
    /// to them.
    pub fn visitor_message_pages(
        &mut self,
        chat_ids: &[ChatId],
        page_request: &PageRequest<MessageKey>,
    ) -> Result<(HashMap<ChatId, Page<MessageId>>, VisitorMessages)> {
        let pages = messages::of_chats_at_home(self.connection, chat_ids, page_request)?;
        let rows = self.visitor_messages(chat_ids, &ids_of(&pages, MessageId))?;
        let pages = pages.into_iter().map(|(chat_id, page)| {
            let Page { items, has_previous, has_next } = page;
            let items = items.into_iter().map(MessageId).collect();
            (ChatId(chat_id), Page { items, has_previous, has_next })
        });
        Ok((pages.collect(), rows))
    }

    /// The same of one chat.
    pub fn visitor_message_page(
        &mut self,
        chat_id: ChatId,
        page_request: &PageRequest<MessageKey>,
    ) -> Result<(Page<MessageId>, VisitorMessages)> {
        let (mut pages, rows) = self.visitor_message_pages(&[chat_id], page_request)?;
        Ok((pages.remove(&chat_id).unwrap_or_default(), rows))
    }

    /// How many of the company's messages the visitor of each of these chats has not read, of the newest ones; each
    /// with the address that it is at.
    pub fn unread_of_visitor(
        &mut self,
        chats: &[(ChatId, IdentityId)],
    ) -> Result<HashMap<ChatId, i64>> {
        Ok(batch::unread_at(self.connection, chats, VISITOR_UNREAD_MAX)?)
    }

    /// The names of those who take part in each of these chats now, in the order of joining.
    pub fn participant_names(
        &mut self,
        chat_ids: &[ChatId],
    ) -> Result<HashMap<ChatId, Vec<String>>> {
        let participants = self.participants(chat_ids)?;
        let ids: BTreeSet<OperatorId> = participants.iter().map(|one| one.operator_id).collect();
        let ids: Vec<OperatorId> = ids.into_iter().collect();
        let operators = keyed(self.operators(&ids)?, |one| one.operator_id);
        let mut names: HashMap<ChatId, Vec<String>> = HashMap::new();
        for one in participants {
            let operator = operators.get(&one.operator_id);
            names.entry(one.chat_id).or_default().extend(operator.map(|one| one.name.clone()));
        }
        Ok(names)
    }

    /// A page of what a visitor sees of the history of each of these chats, newest first, and the operators who came
    /// and went.
    pub fn visitor_acts(
        &mut self,
        chat_ids: &[ChatId],
        page_request: &PageRequest<ActId>,
    ) -> Result<(HashMap<ChatId, Page<Act>>, VisitorOperators)> {
        let pages = acts::of_kinds(self.connection, chat_ids, VISITOR_ACTS, page_request)?;
        let ids = ids_of(&pages, ActId);
        let rows = if ids.is_empty() { Vec::new() } else { act::by_ids(self.connection, &ids)? };
        let moving = rows.iter().filter(|row| row.kind != EventKind::ChatReopened);
        let concerned: BTreeSet<OperatorId> =
            moving.filter_map(|row| row.detail.operator_id.map(OperatorId)).collect();
        let operators = self.visitor_operators(concerned.into_iter().collect())?;
        Ok((filled_pages(pages, ChatId, rows, |row| row.act_id.0), operators))
    }

    fn visitor_operators(&mut self, ids: Vec<OperatorId>) -> Result<VisitorOperators> {
        let operators = self.operators(&ids)?;
        let roles: BTreeSet<RoleId> = operators.iter().map(|one| one.role_id).collect();
        let roles = self.roles(&roles.into_iter().collect::<Vec<_>>())?;
        let names: HashMap<RoleId, String> =
            roles.into_iter().map(|role| (role.role_id, role.name)).collect();
        let shown = operators.into_iter().map(|one| {
            let role = names.get(&one.role_id).cloned().unwrap_or_default();
            (one.operator_id, VisitorOperator { name: one.name, role })
        });
        Ok(shown.collect())
    }
}
