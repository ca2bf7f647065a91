//! The one chat of a visitor, with all that they see of it: a fixed number of statements for any number of
//! messages.

use super::{MessageKey, Page, PageRequest, Reader, Related, filled, keyed};
use crate::Result;
use crate::limits::VISITOR_UNREAD_MAX;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use switchboard_model::act::Act;
use switchboard_model::attachment::Attachment;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::message::{Message, Reaction};
use switchboard_model::{ActId, AuthorKind, ChatId, IdentityId, MessageId, OperatorId, RoleId};
use switchboard_store::page::{acts, messages};
use switchboard_store::{act, delivery};

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
    pub operators: HashMap<OperatorId, VisitorOperator>,
}

/// What a visitor sees of an operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitorOperator {
    /// The name.
    pub name: String,
    /// The name of the role.
    pub role: String,
}

/// What of a chat's history its visitor sees: who came and went, and its rounds.
const VISITOR_ACTS: [EventKind; 5] = [
    EventKind::ChatOpened,
    EventKind::ChatJoined,
    EventKind::ChatLeft,
    EventKind::ChatClosed,
    EventKind::ChatReopened,
];

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
    /// The messages with these ids, those of other chats left out, and those that came or left by another
    /// address: who has that may be somebody else.
    pub fn visitor_messages(
        &mut self,
        chat_id: ChatId,
        ids: &[MessageId],
    ) -> Result<VisitorMessages> {
        let mut rows = self.messages(ids)?;
        rows.retain(|row| row.chat_id == chat_id && row.identity_id.is_none());
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

    /// A page of the messages of a chat that its visitor sees, oldest first: their ids, and what belongs to them.
    pub fn visitor_message_page(
        &mut self,
        chat_id: ChatId,
        page_request: &PageRequest<MessageKey>,
    ) -> Result<(Page<MessageId>, VisitorMessages)> {
        let mut pages = messages::of_chats_at_home(self.connection, &[chat_id], page_request)?;
        let Page { items, has_previous, has_next } = pages.remove(&chat_id.0).unwrap_or_default();
        let items: Vec<MessageId> = items.into_iter().map(MessageId).collect();
        let rows = self.visitor_messages(chat_id, &items)?;
        Ok((Page { items, has_previous, has_next }, rows))
    }

    /// How many of the company's messages the visitor of a chat has not read, of the newest ones.
    pub fn unread_of_visitor(&mut self, chat_id: ChatId, identity_id: IdentityId) -> Result<i64> {
        let most = VISITOR_UNREAD_MAX;
        let count = delivery::count_unread(self.connection, chat_id, identity_id, most)?;
        Ok(i64::try_from(count).unwrap_or(most))
    }

    /// The names of those who take part in a chat now, in the order of joining.
    pub fn participant_names(&mut self, chat_id: ChatId) -> Result<Vec<String>> {
        let participants = self.participants(&[chat_id])?;
        let ids: Vec<OperatorId> = participants.iter().map(|one| one.operator_id).collect();
        let mut operators = keyed(self.operators(&ids)?, |one| one.operator_id);
        Ok(ids.iter().filter_map(|id| Some(operators.remove(id)?.name)).collect())
    }

    /// A page of what a visitor sees of a chat's history, newest first, and the operators who came and went.
    pub fn visitor_acts(
        &mut self,
        chat_id: ChatId,
        page_request: &PageRequest<ActId>,
    ) -> Result<(Page<Act>, HashMap<OperatorId, VisitorOperator>)> {
        let mut pages = acts::of_kinds(self.connection, &[chat_id], VISITOR_ACTS, page_request)?;
        let page = pages.remove(&chat_id.0).unwrap_or_default();
        let ids: Vec<ActId> = page.items.iter().copied().map(ActId).collect();
        let rows = if ids.is_empty() { Vec::new() } else { act::by_ids(self.connection, &ids)? };
        let moving = rows.iter().filter(|row| row.kind != EventKind::ChatReopened);
        let concerned: BTreeSet<OperatorId> =
            moving.filter_map(|row| row.detail.operator_id.map(OperatorId)).collect();
        let operators = self.visitor_operators(concerned.into_iter().collect())?;
        Ok((filled(page, &mut keyed(rows, |row| row.act_id.0)), operators))
    }

    fn visitor_operators(
        &mut self,
        ids: Vec<OperatorId>,
    ) -> Result<HashMap<OperatorId, VisitorOperator>> {
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
