//! A chat as operators see it.

mod action;
mod attributes;
mod entries;
mod example;
mod forward;
mod people;
mod rating;
mod reference;
mod relations;
mod routes;
mod unread;
mod unsent;

use crate::{
    batch::{Batched, batched, pages, single, unique},
    caller::operator,
    noun::{IsTold, Noun, Rows, Visible, visible_one},
    types::{
        channel::Channel,
        close_reason::CloseReason,
        contact::Contact,
        draft::Draft,
        event::event,
        label::Label,
        message::{Message, MessageConnection},
        note::NoteConnection,
        operator::Operator,
        participant::Participant,
        pending_reply::PendingReply,
        team::Team,
        timeline::{EventConnection, timelines},
    },
};
use action::ChatAction;
use async_graphql::{Context, ID, Result};
use entries::{ChatEntryConnection, ChatEntryKind};
use example::ChatExample;
use forward::ChatForward;
use rating::ChatRating;
use reference::ChatReference;
use relations::Relations;
use routes::ChatRoute;
use switchboard_desk::{
    DeskError,
    read::{EntryKey, MessageKey, PageRequest, Related},
};
use switchboard_graphql::{
    api::api,
    choice::{ChatPriority, ChatStatus, Choice, WaitingOn},
    connection, cost,
    errors::coded,
    limits::PAGE_MAX,
    object,
    page::{Arguments, PageSize, encode},
    scalars::{DateTime, Id, Json},
};
use switchboard_model::{
    ActId, ChatId, ChatVisibility, MessageId, NoteId, Permission, chat, draft,
    event::{Event, SubjectKind},
};

batched!(Chat of chat::Chat, chat_id: ChatId, Relations);

impl Noun for Chat {
    const ROWS: Rows<Self> = |related, ids| related.chats(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_chats(ids);
    const IS_TOLD: IsTold = |_, _| false;

    /// Those that the events happened in, and the newest of the contacts that events outside of chats are
    /// about: whoever sees one of them may see the contact.
    fn of_events(
        related: &mut Related<'_>,
        events: &[Event],
        _: SubjectKind,
    ) -> Result<Vec<ChatId>, DeskError> {
        let outside = events.iter().filter(|event| event.event.chat_id.is_none());
        let contacts = unique(outside.filter_map(|event| event.event.contact_id));
        let mut ids = related.newest_chats_of_contacts(&contacts, PAGE_MAX)?;
        ids.extend(events.iter().filter_map(|event| event.event.chat_id));
        Ok(ids)
    }

    /// A command can take the chat from the caller.
    async fn returned(ctx: &Context<'_>, row: chat::Chat) -> Result<Option<Self>> {
        if operator(ctx)?.visible_chats().is_some_and(ChatVisibility::is_everything) {
            return Ok(Some(single(row)));
        }
        visible_one(ctx, row.chat_id).await
    }
}

event! {
    /// Something happened to a chat.
    ChatEvent {
        /// The chat as it is now; absent when you may no longer see it, or it is no more: drop it from your lists,
        /// with its messages and notes.
        chat: Chat,
        /// How many of the customer's messages you have read by now, told by `CHAT_READ`; absent for anything
        /// else.
        read_count: i64 = |event| event.event.detail.read_count
    }
}

/// A chat: one contact on one channel, with its history.
#[object(id = chat_id)]
impl Chat {
    /// The number that people say to each other, unique, from 1.
    fn number(&self) -> i64;
    /// A title; absent when nobody gave one.
    fn subject(&self) -> Option<&str>;
    /// The language that is spoken in it (BCP 47); absent where it is not known. A new chat has the one that the
    /// platform tells of the customer, the contact's, or the browser's.
    fn language(&self) -> Option<&str>;
    /// Which round it is in, from 1: one begins when it is opened and whenever it is opened again.
    fn round(&self) -> i64;
    /// Where it stands.
    fn status(&self) -> ChatStatus;
    /// Whom it waits for.
    fn waiting_on(&self) -> WaitingOn;
    /// Since when it waits; absent when it waits for nobody.
    fn waiting_since(&self) -> Option<DateTime>;
    /// How urgent it is.
    fn priority(&self) -> ChatPriority;
    /// How far it was escalated: 0 for not at all.
    fn escalation_level(&self) -> i64;
    /// Until when it is put aside; absent while it is not.
    fn snoozed_until(&self) -> Option<DateTime>;
    /// Does it stay put aside when the customer writes.
    fn is_snooze_kept(&self) -> bool;

    /// The customer: by name to whoever may read the chat, the rest with the permission `CONTACT_READ`.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Contact> {
        let contact = self.0.one(ctx, |of| &of.contacts, |row| row.contact_id).await?;
        contact.ok_or_else(|| missing("contact"))
    }

    /// The channel it came through.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Channel> {
        let channel = self.0.one(ctx, |of| &of.channels, |row| row.channel_id).await?;
        channel.ok_or_else(|| missing("channel"))
    }

    /// The operator it is assigned to; absent when it is assigned to nobody.
    async fn operator(&self, ctx: &Context<'_>) -> Result<Option<Operator>> {
        self.0.one(ctx, |of| &of.operators, |row| row.operator_id).await
    }

    /// The team it belongs to; absent when it belongs to none.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        self.0.one(ctx, |of| &of.teams, |row| row.team_id).await
    }

    /// Why it was closed; absent while it is open.
    async fn close_reason(&self, ctx: &Context<'_>) -> Result<Option<CloseReason>> {
        self.0.one(ctx, |of| &of.close_reasons, |row| row.close_reason_id).await
    }

    /// Who takes part now, in the order of joining.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn participants(&self, ctx: &Context<'_>) -> Result<Vec<Participant>> {
        self.0.own_participants(ctx).await
    }

    /// To whom it is offered; absent where it is offered to nobody.
    async fn forward(&self, ctx: &Context<'_>) -> Result<Option<ChatForward>> {
        Ok(self.0.forwards(ctx).await?.get(&self.0.chat_id).cloned())
    }

    /// The labels it has, in the order in which they were made.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn labels(&self, ctx: &Context<'_>) -> Result<Vec<Label>> {
        self.0
            .many_to_many(
                ctx,
                |of| &of.labels,
                |row| row.chat_id,
                |related, ids| related.labels_of_chats(ids),
            )
            .await
    }

    /// The company's own attributes: a JSON object by the keys of the `attributeKinds` of chats.
    async fn attributes(&self, ctx: &Context<'_>) -> Result<Json> {
        self.0.own_attributes(ctx).await
    }

    /// The company's own objects that it is about, by kind and id.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn references(&self, ctx: &Context<'_>) -> Result<Vec<ChatReference>> {
        let references = self.0.references(ctx).await?;
        Ok(references.get(&self.0.chat_id).cloned().unwrap_or_default())
    }

    /// What it is an example of, for colleagues; absent where it is none.
    async fn example(&self, ctx: &Context<'_>) -> Result<Option<ChatExample>> {
        Ok(self.0.examples(ctx).await?.get(&self.0.chat_id).cloned())
    }

    /// How the customer rated it, of its newest round first.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn ratings(&self, ctx: &Context<'_>) -> Result<Vec<ChatRating>> {
        let ratings = self.0.ratings(ctx).await?;
        Ok(ratings.get(&self.0.chat_id).cloned().unwrap_or_default())
    }

    /// By which of the customer's addresses it is talked in: its own first, then those to which it has a route.
    #[graphql(complexity = "cost::list(2, child_complexity)")]
    async fn routes(&self, ctx: &Context<'_>) -> Result<Vec<ChatRoute>> {
        self.0.addresses(ctx).await
    }

    /// How many messages the customer has written in it.
    fn inbound_count(&self) -> i64;

    /// How many of the customer's messages you have not read.
    async fn unread_count(&self, ctx: &Context<'_>) -> Result<i64> {
        let read_counts = self.0.read_counts(ctx).await?;
        Ok(self.0.unread_count(&read_counts))
    }

    /// The oldest of the customer's messages that you have not read, no further back than 1,000 of them; absent
    /// when you have read all.
    async fn first_unread_message(&self, ctx: &Context<'_>) -> Result<Option<Message>> {
        self.0.first_unread_message(ctx).await
    }

    /// What you are writing in it; absent when you have begun nothing of this kind.
    async fn draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What it becomes.")] kind: Choice<draft::DraftKind>,
    ) -> Result<Option<Draft>> {
        self.0.own_draft(ctx, kind.0).await
    }

    /// What you have said in it and what is not sent yet, the next to be sent first, and what came back.
    #[graphql(complexity = "cost::list(1, child_complexity)")]
    async fn pending_replies(&self, ctx: &Context<'_>) -> Result<Vec<PendingReply>> {
        self.0.own_pending_replies(ctx).await
    }

    /// Is the last public message the customer's. Reading does not clear it, a reply does.
    async fn is_unanswered(&self) -> bool {
        self.0.is_unanswered()
    }

    /// The newest public message; absent before the first one.
    async fn last_message(&self, ctx: &Context<'_>) -> Result<Option<Message>> {
        self.0.one(ctx, |of| &of.last_messages, |row| row.last_message_id).await
    }

    /// When the newest public message was stored; the time of opening before the first one.
    fn last_message_at(&self) -> DateTime;

    /// The messages, oldest first. Read the newest with `last`.
    async fn messages(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Those around this message of the chat, which stands in their middle: `first` says how \
                    many. Pass no cursor with it."
        )]
        around: Option<Id<MessageId>>,
        page: PageRequest<MessageKey>,
    ) -> Result<MessageConnection> {
        if let Some(Id(around)) = around {
            return self.0.messages_around(ctx, around, &page).await;
        }
        let load = || async {
            let (ids, page) = (self.0.all(|row| row.chat_id), page.clone());
            let read = move |related: &mut Related<'_>| related.messages_of_chats(&ids, &page);
            Ok(pages(api(ctx)?.read_related(read).await?))
        };
        let pages = self.0.relations().messages.get(page.clone(), load).await?;
        let page = pages.get(&self.0.chat_id).cloned().ok_or_else(|| missing("page"))?;
        Ok(MessageConnection::of(page, Message::cursor))
    }

    /// The notes, oldest first. Customers never see them.
    async fn notes(&self, ctx: &Context<'_>, page: PageRequest<NoteId>) -> Result<NoteConnection> {
        let load = || async {
            let (ids, page) = (self.0.all(|row| row.chat_id), page.clone());
            let read = move |related: &mut Related<'_>| related.notes_of_chats(&ids, &page);
            Ok(pages(api(ctx)?.read_related(read).await?))
        };
        let pages = self.0.relations().notes.get(page.clone(), load).await?;
        let page = pages.get(&self.0.chat_id).cloned().ok_or_else(|| missing("page"))?;
        Ok(NoteConnection::of(page, |note| encode(&note.key())))
    }

    /// Messages, notes and what happened, in one order, oldest first. Read the newest with `last`.
    async fn entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of these kinds; absent: of all.")] kinds: Option<Vec<ChatEntryKind>>,
        #[graphql(
            desc = "What stands around this message or note of the chat: `first` says how many. Pass no \
                    cursor with it."
        )]
        around: Option<ID>,
        page: PageRequest<EntryKey>,
    ) -> Result<ChatEntryConnection> {
        let kinds = entries::wanted(kinds);
        if let Some(around) = around {
            return self.0.entries_around(ctx, &around, kinds, &page).await;
        }
        let key = (page, kinds);
        let load = || async {
            let (ids, (page, kinds)) = (self.0.all(|row| row.chat_id), key.clone());
            let read =
                move |related: &mut Related<'_>| related.entries_of_chats(&ids, &kinds, &page);
            entries::connections(ctx, api(ctx)?.read_related(read).await?).await
        };
        let pages = self.0.relations().entries.get(key.clone(), load).await?;
        pages.get(&self.0.chat_id).cloned().ok_or_else(|| missing("page"))
    }

    /// What happened to it since it was opened, newest first: kept as long as the chat.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor, which is what happened earlier.")]
        after: Option<String>,
    ) -> Result<EventConnection> {
        let arguments = Arguments { first, after, ..Arguments::default() };
        let page: PageRequest<ActId> = arguments.page_request()?;
        let load = || timelines(ctx, self.0.all(|row| row.chat_id), &page);
        let pages = self.0.relations().timelines.get(page.clone(), load).await?;
        pages.get(&self.0.chat_id).cloned().ok_or_else(|| missing("timeline"))
    }

    /// What you can do with it now.
    async fn viewer_can(&self, ctx: &Context<'_>) -> Result<Vec<ChatAction>> {
        let operator = operator(ctx)?;
        let is_in = operator.has(Permission::ChatReply)
            && self.0.participants(ctx).await?.iter().any(|one| {
                one.chat_id == self.0.chat_id && one.operator_id == operator.operator_id
            });
        Ok(ChatAction::of(operator, self.0.status, is_in))
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was closed; absent while it is open.
    fn closed_at(&self) -> Option<DateTime>;
    /// When it was opened.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

fn missing(noun: &str) -> async_graphql::Error {
    coded("INTERNAL", format!("The {noun} of this chat is missing; the database needs a look."))
}

connection!(ChatConnection, ChatEdge, Chat, "A page of chats.", "A chat in a list.");
