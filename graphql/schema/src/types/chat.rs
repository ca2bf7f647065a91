//! A chat as operators see it.

use crate::{
    api::{api, operator},
    cost,
    enums::{ChatPriority, ChatStatus, WaitingOn},
    errors::coded,
    family::{self, Family, load},
    lazy::{Memo, Once},
    page::{Arguments, PageSize, TimelineKey, connection, encode, filled},
    scalars::DateTime,
    types::{
        channel::Channel,
        contact::Contact,
        message::{Message, MessageConnection},
        note::{Note, NoteConnection},
        operator::Operator,
        participant::Participant,
        reason::Reason,
        team::Team,
        timeline::{EventConnection, timelines},
    },
};
use async_graphql::{Context, Enum, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{
    ChannelId, ChatId, ContactId, MessageId, NoteId, OperatorId, ReasonId, Right, TeamId, chat,
};
use switchboard_store::{
    DatabaseConnection, StoreError,
    page::{self, Page, Slice, messages::MessageKey},
};

/// A chat: one contact on one channel, with its history.
#[derive(Clone)]
pub struct Chat {
    pub(crate) row: Arc<chat::Chat>,
    family: Arc<Siblings>,
}

/// What the chats of one list share.
struct Siblings {
    rows: Vec<Arc<chat::Chat>>,
    contacts: Once<HashMap<ContactId, Contact>>,
    channels: Once<HashMap<ChannelId, Channel>>,
    operators: Once<HashMap<OperatorId, Operator>>,
    teams: Once<HashMap<TeamId, Team>>,
    reasons: Once<HashMap<ReasonId, Reason>>,
    participants: Once<Vec<chat::Participant>>,
    last_messages: Once<HashMap<MessageId, Message>>,
    read_counts: Memo<OperatorId, HashMap<ChatId, i64>>,
    messages: Memo<Slice<MessageKey>, HashMap<i64, Page<Message>>>,
    notes: Memo<Slice<NoteId>, HashMap<i64, Page<Note>>>,
    timelines: Memo<Slice<TimelineKey>, HashMap<ChatId, EventConnection>>,
}

impl Siblings {
    fn ids(&self) -> Vec<ChatId> {
        self.rows.iter().map(|row| row.chat_id).collect()
    }

    async fn participants(&self, ctx: &Context<'_>) -> Result<Arc<Vec<chat::Participant>>> {
        let ids = self.ids();
        let load = || async {
            api(ctx)?.read(move |connection| page::batch::participants(connection, &ids)).await
        };
        self.participants.get(load).await
    }

    /// The assigned operators and, once they were asked for, those who take part.
    async fn operators(&self, ctx: &Context<'_>) -> Result<Arc<HashMap<OperatorId, Operator>>> {
        let load = || async {
            let participants = self.participants(ctx).await?;
            let assigned = self.rows.iter().filter_map(|row| row.operator_id);
            load(api(ctx)?, assigned.chain(participants.iter().map(|one| one.operator_id))).await
        };
        self.operators.get(load).await
    }
}

impl Family for Chat {
    type Id = ChatId;
    type Row = chat::Chat;

    fn siblings(rows: Vec<chat::Chat>) -> Vec<Self> {
        let family = |rows| Siblings {
            rows,
            contacts: Once::default(),
            channels: Once::default(),
            operators: Once::default(),
            teams: Once::default(),
            reasons: Once::default(),
            participants: Once::default(),
            last_messages: Once::default(),
            read_counts: Memo::default(),
            messages: Memo::default(),
            notes: Memo::default(),
            timelines: Memo::default(),
        };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[ChatId],
    ) -> Result<Vec<chat::Chat>, StoreError> {
        switchboard_store::chat::by_ids(connection, ids)
    }

    fn key(&self) -> ChatId {
        self.row.chat_id
    }
}

/// What you can do with a chat.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum ChatAction {
    /// Write to the customer.
    Reply,
    /// Write a note.
    Note,
    /// Assign it.
    Assign,
    /// Take part in it.
    Join,
    /// Take part in it no more.
    Leave,
    /// Close it.
    Close,
    /// Open it again.
    Reopen,
    /// Change its subject and priority.
    Edit,
}

/// A chat: one contact on one channel, with its history.
#[Object]
impl Chat {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.chat_id.into()
    }

    /// The number that people say to each other, unique, from 1.
    async fn number(&self) -> i64 {
        self.row.number
    }

    /// A title; absent when nobody gave one.
    async fn subject(&self) -> Option<&str> {
        self.row.subject.as_deref()
    }

    /// Where it stands.
    async fn status(&self) -> ChatStatus {
        self.row.status.into()
    }

    /// Whom it waits for.
    async fn waiting_on(&self) -> WaitingOn {
        self.row.waiting_on.into()
    }

    /// Since when it waits; absent when it waits for nobody.
    async fn waiting_since(&self) -> Option<DateTime> {
        self.row.waiting_since.map(DateTime)
    }

    /// How urgent it is.
    async fn priority(&self) -> ChatPriority {
        self.row.priority.into()
    }

    /// The customer.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Contact> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.contact_id)).await };
        let contacts = self.family.contacts.get(load).await?;
        contacts.get(&self.row.contact_id).cloned().ok_or_else(|| missing("contact"))
    }

    /// The channel it came through.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Channel> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.channel_id)).await };
        let channels = self.family.channels.get(load).await?;
        channels.get(&self.row.channel_id).cloned().ok_or_else(|| missing("channel"))
    }

    /// The operator it is assigned to; absent when it is assigned to nobody.
    async fn operator(&self, ctx: &Context<'_>) -> Result<Option<Operator>> {
        let Some(id) = self.row.operator_id else { return Ok(None) };
        Ok(self.family.operators(ctx).await?.get(&id).cloned())
    }

    /// The team it belongs to; absent when it belongs to none.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        let Some(id) = self.row.team_id else { return Ok(None) };
        let load = || async {
            load(api(ctx)?, self.family.rows.iter().filter_map(|row| row.team_id)).await
        };
        Ok(self.family.teams.get(load).await?.get(&id).cloned())
    }

    /// Why it was closed; absent while it is open.
    async fn reason(&self, ctx: &Context<'_>) -> Result<Option<Reason>> {
        let Some(id) = self.row.reason_id else { return Ok(None) };
        let load = || async {
            load(api(ctx)?, self.family.rows.iter().filter_map(|row| row.reason_id)).await
        };
        Ok(self.family.reasons.get(load).await?.get(&id).cloned())
    }

    /// Who takes part now, in the order of joining.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn participants(&self, ctx: &Context<'_>) -> Result<Vec<Participant>> {
        let participants = self.family.participants(ctx).await?;
        let operators = self.family.operators(ctx).await?;
        let own = participants.iter().filter(|one| one.chat_id == self.row.chat_id);
        Ok(own
            .filter_map(|one| {
                let operator = operators.get(&one.operator_id)?.clone();
                Some(Participant { operator, joined_at: one.joined_at })
            })
            .collect())
    }

    /// How many of the customer's messages you have not read.
    async fn unread_count(&self, ctx: &Context<'_>) -> Result<i64> {
        let operator_id = operator(ctx)?.operator_id;
        let load = || async {
            let ids = self.family.ids();
            let read = move |connection: &mut DatabaseConnection| {
                page::batch::read_counts(connection, operator_id, &ids)
            };
            api(ctx)?.read(read).await
        };
        let counts = self.family.read_counts.get(operator_id, load).await?;
        let read = counts.get(&self.row.chat_id).copied().unwrap_or(0);
        Ok((self.row.inbound_count - read).max(0))
    }

    /// Is the last public message the customer's. Reading does not clear it, a reply does.
    async fn is_unanswered(&self) -> bool {
        self.row.is_unanswered()
    }

    /// The newest public message; absent before the first one.
    async fn last_message(&self, ctx: &Context<'_>) -> Result<Option<Message>> {
        let Some(id) = self.row.last_message_id else { return Ok(None) };
        let load = || async {
            load(api(ctx)?, self.family.rows.iter().filter_map(|row| row.last_message_id)).await
        };
        Ok(self.family.last_messages.get(load).await?.get(&id).cloned())
    }

    /// When the newest public message was stored; the time of opening before the first one.
    async fn last_message_at(&self) -> DateTime {
        DateTime(self.row.last_message_at)
    }

    /// The messages, oldest first. Read the newest with `last`.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<MessageConnection> {
        let slice: Slice<MessageKey> = Arguments { first, after, last, before }.slice()?;
        let wanted = slice.clone();
        let load = || async {
            let ids = self.family.ids();
            let read = move |connection: &mut DatabaseConnection| {
                let pages = page::messages::of_chats(connection, &ids, &wanted)?;
                let ids: Vec<MessageId> = pages
                    .values()
                    .flat_map(|page| page.items.iter().copied().map(MessageId))
                    .collect();
                Ok((pages, Message::rows(connection, &ids)?))
            };
            let (pages, rows) = api(ctx)?.read(read).await?;
            let found = family::by_id(Message::siblings(rows));
            let fill = |(chat, page)| (chat, filled(page, |id| found.get(&MessageId(id)).cloned()));
            Ok(pages.into_iter().map(fill).collect())
        };
        let pages: Arc<HashMap<i64, Page<Message>>> = self.family.messages.get(slice, load).await?;
        let page = pages.get(&self.row.chat_id.0).cloned().ok_or_else(|| missing("page"))?;
        Ok(MessageConnection::of(page, Message::cursor))
    }

    /// The notes, oldest first. Customers never see them.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<NoteConnection> {
        let slice: Slice<NoteId> = Arguments { first, after, last, before }.slice()?;
        let wanted = slice.clone();
        let load = || async {
            let ids = self.family.ids();
            let read = move |connection: &mut DatabaseConnection| {
                let pages = page::notes::of_chats(connection, &ids, &wanted)?;
                let ids: Vec<NoteId> = pages
                    .values()
                    .flat_map(|page| page.items.iter().copied().map(NoteId))
                    .collect();
                Ok((pages, Note::rows(connection, &ids)?))
            };
            let (pages, rows) = api(ctx)?.read(read).await?;
            let found = family::by_id(Note::siblings(rows));
            let fill = |(chat, page)| (chat, filled(page, |id| found.get(&NoteId(id)).cloned()));
            Ok(pages.into_iter().map(fill).collect())
        };
        let pages: Arc<HashMap<i64, Page<Note>>> = self.family.notes.get(slice, load).await?;
        let page = pages.get(&self.row.chat_id.0).cloned().ok_or_else(|| missing("page"))?;
        Ok(NoteConnection::of(page, |note| encode(&note.key())))
    }

    /// What happened in it, newest first.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor, which is what happened earlier.")]
        after: Option<String>,
    ) -> Result<EventConnection> {
        let arguments = Arguments { first, after, ..Arguments::default() };
        let slice: Slice<TimelineKey> = arguments.slice()?;
        let wanted = slice.clone();
        let load = || timelines(ctx, self.family.ids(), &wanted);
        let pages = self.family.timelines.get(slice, load).await?;
        pages.get(&self.row.chat_id).cloned().ok_or_else(|| missing("timeline"))
    }

    /// What you can do with it now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Result<Vec<ChatAction>> {
        let operator = operator(ctx)?;
        let has = |right: Right| operator.rights.contains(&right);
        let is_open = self.row.status.is_open();
        let reaches = has(Right::ChatReply);
        let is_in = reaches
            && self.family.participants(ctx).await?.iter().any(|one| {
                one.chat_id == self.row.chat_id && one.operator_id == operator.operator_id
            });
        let all = [
            (ChatAction::Reply, reaches && is_open),
            (ChatAction::Note, has(Right::ChatNote)),
            (ChatAction::Assign, has(Right::ChatAssign) && is_open),
            (ChatAction::Join, reaches && is_open && !is_in),
            (ChatAction::Leave, is_in),
            (ChatAction::Close, has(Right::ChatClose) && is_open),
            (ChatAction::Reopen, has(Right::ChatClose) && !is_open),
            (ChatAction::Edit, has(Right::ChatClose)),
        ];
        Ok(all.into_iter().filter(|(_, may)| *may).map(|(action, _)| action).collect())
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// When it was closed; absent while it is open.
    async fn closed_at(&self) -> Option<DateTime> {
        self.row.closed_at.map(DateTime)
    }

    /// When it was opened.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.row.updated_at)
    }
}

fn missing(noun: &str) -> async_graphql::Error {
    coded("INTERNAL", format!("The {noun} of this chat is missing; the database needs a look."))
}

connection!(ChatConnection, ChatEdge, Chat, "A page of chats.", "A chat in a list.");
