//! A chat as its visitor sees it. Chats that were found together read what belongs to them once for all.

use crate::{
    timeline::{self, VisitorTimelineConnection},
    types::{MessageBatch, VisitorMessage, VisitorMessageConnection},
};
use async_graphql::{Context, ID, Result, SimpleObject};
use std::{collections::HashMap, sync::Arc};
use switchboard_desk::{
    read::{ChatKey, MessageKey, PageRequest, Related},
    visitor::rate,
};
use switchboard_graphql::{
    api::api,
    connection, cost,
    errors::invalid,
    lazy::{Memo, Once},
    limits::VISITOR_MESSAGES_AT_ONCE,
    object,
    page::{Arguments, Page, PageSize, empty, encode},
    scalars::DateTime,
};
use switchboard_model::{
    ActId, ChatId, ChatOrder, IdentityId, chat, chat_rating::ChatRating, name_order::NameKey,
};

/// A chat of yours with the company. Clones, such as those in the events of one batch, read what belongs to
/// it once for all of them, and so do the chats of one page.
#[derive(Clone)]
pub struct VisitorChat {
    row: Arc<chat::Chat>,
    batch: Arc<Batch>,
}

/// Chats that were found together.
struct Batch {
    /// Each with the address that the visitor has there.
    chats: Vec<(ChatId, IdentityId)>,
    operator_names: Once<HashMap<ChatId, Vec<String>>>,
    messages: Memo<PageRequest<MessageKey>, HashMap<ChatId, VisitorMessageConnection>>,
    timelines: Memo<PageRequest<ActId>, HashMap<ChatId, VisitorTimelineConnection>>,
    ratings: Once<Vec<ChatRating>>,
    unread: Once<HashMap<ChatId, i64>>,
}

impl Batch {
    fn ids(&self) -> Vec<ChatId> {
        self.chats.iter().map(|(id, _)| *id).collect()
    }
}

/// How you rated your chat.
#[derive(Clone, SimpleObject)]
pub struct VisitorRating {
    /// 1 to 5, the best.
    score: i64,
    /// In your words; absent when you said no more.
    comment: Option<String>,
    /// When you said it, last.
    rated_at: DateTime,
}

impl VisitorChat {
    /// Of a row.
    pub fn of(row: chat::Chat) -> Self {
        let batch = Self::batch(std::slice::from_ref(&row));
        Self { row: Arc::new(row), batch }
    }

    /// Of rows that were found together.
    pub fn all(rows: Vec<chat::Chat>) -> Vec<Self> {
        let batch = Self::batch(&rows);
        let of = |row| Self { row: Arc::new(row), batch: Arc::clone(&batch) };
        rows.into_iter().map(of).collect()
    }

    fn batch(rows: &[chat::Chat]) -> Arc<Batch> {
        Arc::new(Batch {
            chats: rows.iter().map(|row| (row.chat_id, row.identity_id)).collect(),
            operator_names: Once::default(),
            messages: Memo::default(),
            timelines: Memo::default(),
            ratings: Once::default(),
            unread: Once::default(),
        })
    }

    /// The word of its place among the visitor's chats.
    pub fn cursor(&self) -> String {
        encode(&ChatKey::of(&self.row, ChatOrder::LastMessage, NameKey::default()))
    }
}

/// A chat of yours with the company.
#[object]
impl VisitorChat {
    /// The global id.
    async fn id(&self) -> ID {
        self.row.chat_id.into()
    }

    /// Is it open. A closed one opens again when you write.
    async fn is_open(&self) -> bool {
        self.row.status.is_open()
    }

    /// The names of those of the company who take part now.
    async fn operator_names(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let ids = self.batch.ids();
        let load = async move || {
            api(ctx)?.read_related(move |related| related.participant_names(&ids)).await
        };
        let all = self.batch.operator_names.get(load).await?;
        Ok(all.get(&self.row.chat_id).cloned().unwrap_or_default())
    }

    /// The messages, oldest first. Read the newest with `last`.
    async fn messages(
        &self,
        ctx: &Context<'_>,
        page: PageRequest<MessageKey>,
    ) -> Result<VisitorMessageConnection> {
        let (ids, wanted) = (self.batch.ids(), page.clone());
        let chats = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        if page.count.saturating_mul(chats) > VISITOR_MESSAGES_AT_ONCE {
            return Err(invalid(format!(
                "{} messages of each of {chats} chats are too many: ask for {VISITOR_MESSAGES_AT_ONCE} together.",
                page.count
            )));
        }
        let load = async move || {
            let read =
                move |related: &mut Related<'_>| related.visitor_message_pages(&ids, &wanted);
            let (pages, rows) = api(ctx)?.read_related(read).await?;
            let rows = MessageBatch::of(rows);
            let shown = |page: Page<_>| {
                let Page { items, has_previous, has_next } = page;
                let items = items.into_iter();
                let items = items.filter_map(|id| VisitorMessage::of(&rows, id)).collect();
                let page = Page { items, has_previous, has_next };
                VisitorMessageConnection::of(page, VisitorMessage::cursor)
            };
            let pages = pages.into_iter().map(|(id, page)| (id, shown(page)));
            let pages: HashMap<ChatId, VisitorMessageConnection> = pages.collect();
            Ok(pages)
        };
        let all = self.batch.messages.get(page, load).await?;
        let none = || VisitorMessageConnection::of(empty(), VisitorMessage::cursor);
        Ok(all.get(&self.row.chat_id).cloned().unwrap_or_else(none))
    }

    /// What happened in it, newest first: that it was opened and closed, and who of the company joined and left.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn timeline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor, which is what happened earlier.")]
        after: Option<String>,
    ) -> Result<VisitorTimelineConnection> {
        let arguments = Arguments { first, after, ..Arguments::default() };
        let page: PageRequest<ActId> = arguments.page_request()?;
        let (ids, wanted) = (self.batch.ids(), page.clone());
        let load = async move || timeline::of_chats(ctx, ids, wanted).await;
        let all = self.batch.timelines.get(page, load).await?;
        Ok(all.get(&self.row.chat_id).cloned().unwrap_or_else(timeline::none))
    }

    /// How many of the company's messages you have not read, of the newest hundred.
    async fn unread_count(&self, ctx: &Context<'_>) -> Result<i64> {
        let chats = self.batch.chats.clone();
        let load = async move || {
            api(ctx)?.read_related(move |related| related.unread_of_visitor(&chats)).await
        };
        let all = self.batch.unread.get(load).await?;
        Ok(all.get(&self.row.chat_id).copied().unwrap_or_default())
    }

    /// Until when you can rate it; absent while it is open.
    async fn ratable_until(&self) -> Option<DateTime> {
        rate::ratable_until(&self.row).map(DateTime)
    }

    /// How you rated it since it was last opened; absent when you did not.
    async fn rating(&self, ctx: &Context<'_>) -> Result<Option<VisitorRating>> {
        let ids = self.batch.ids();
        let load = async move || {
            api(ctx)?.read_related(move |related| related.ratings_of_chats(&ids)).await
        };
        let all = self.batch.ratings.get(load).await?;
        let place = (self.row.chat_id, self.row.round);
        let own = all.iter().find(|one| (one.chat_id, one.round) == place);
        Ok(own.map(|one| VisitorRating {
            score: one.score,
            comment: one.comment.clone(),
            rated_at: DateTime(one.rated_at),
        }))
    }

    /// When it was opened.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When something was said in it last; when it was opened, before anything was.
    async fn last_message_at(&self) -> DateTime {
        DateTime(self.row.last_message_at)
    }
}

connection!(
    VisitorChatConnection,
    VisitorChatEdge,
    VisitorChat,
    "A page of your chats.",
    "A chat in a list."
);
