//! What a visitor sees of a chat: messages, who writes there by name, files.

use crate::timeline::{self, VisitorTimelineConnection};
use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use std::sync::Arc;
use switchboard_desk::read::{MessageKey, PageRequest, Related, VisitorMessages, VisitorOperator};
use switchboard_desk::visitor::{changeable_until, rate};
use switchboard_graphql::{
    api::api,
    choice::{AttachmentKind, AttachmentState, TextFormat},
    connection, cost,
    lazy::{Memo, Once},
    object,
    page::{Arguments, Page, PageSize, encode},
    scalars::{DateTime, Long},
    text_range::{self, TextRange},
};
use switchboard_model::{ActId, AuthorKind, MessageId, OperatorId, attachment, chat, message};

/// Who wrote a message.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum VisitorAuthor {
    /// You.
    Me,
    /// Somebody of the company.
    Operator,
    /// The company's automatic answers.
    Automatic,
}

/// Your chat with the company. Clones, such as those in the events of one batch, read what belongs to
/// it once for all of them.
#[derive(Clone)]
pub struct VisitorChat(Arc<Shared>);

struct Shared {
    row: chat::Chat,
    operator_names: Once<Vec<String>>,
    messages: Memo<PageRequest<MessageKey>, VisitorMessageConnection>,
    timelines: Memo<PageRequest<ActId>, VisitorTimelineConnection>,
    rating: Once<Option<VisitorRating>>,
    unread: Once<i64>,
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
        Self(Arc::new(Shared {
            row,
            operator_names: Once::default(),
            messages: Memo::default(),
            timelines: Memo::default(),
            rating: Once::default(),
            unread: Once::default(),
        }))
    }
}

/// Your chat with the company.
#[object]
impl VisitorChat {
    /// The global id.
    async fn id(&self) -> ID {
        self.0.row.chat_id.into()
    }

    /// Is it open. A closed one opens again when you write.
    async fn is_open(&self) -> bool {
        self.0.row.status.is_open()
    }

    /// The names of those of the company who take part now.
    async fn operator_names(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let chat_id = self.0.row.chat_id;
        let load = async || {
            api(ctx)?.read_related(move |related| related.participant_names(chat_id)).await
        };
        Ok(self.0.operator_names.get(load).await?.to_vec())
    }

    /// The messages, oldest first. Read the newest with `last`.
    async fn messages(
        &self,
        ctx: &Context<'_>,
        page: PageRequest<MessageKey>,
    ) -> Result<VisitorMessageConnection> {
        let (chat_id, wanted) = (self.0.row.chat_id, page.clone());
        let load = async move || {
            let read =
                move |related: &mut Related<'_>| related.visitor_message_page(chat_id, &wanted);
            let (page, rows) = api(ctx)?.read_related(read).await?;
            let rows = Arc::new(rows);
            let Page { items, has_previous, has_next } = page;
            let items = items.into_iter().filter_map(|id| VisitorMessage::of(&rows, id)).collect();
            let page = Page { items, has_previous, has_next };
            Ok(VisitorMessageConnection::of(page, VisitorMessage::cursor))
        };
        Ok(self.0.messages.get(page, load).await?.as_ref().clone())
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
        let load = || timeline::of_chat(ctx, self.0.row.chat_id, &page);
        Ok(self.0.timelines.get(page.clone(), load).await?.as_ref().clone())
    }

    /// How many of the company's messages you have not read, of the newest hundred.
    async fn unread_count(&self, ctx: &Context<'_>) -> Result<i64> {
        let (chat_id, identity_id) = (self.0.row.chat_id, self.0.row.identity_id);
        let load = async || {
            let read =
                move |related: &mut Related<'_>| related.unread_of_visitor(chat_id, identity_id);
            api(ctx)?.read_related(read).await
        };
        Ok(*self.0.unread.get(load).await?)
    }

    /// Until when you can rate it; absent while it is open.
    async fn ratable_until(&self) -> Option<DateTime> {
        rate::ratable_until(&self.0.row).map(DateTime)
    }

    /// How you rated it since it was last opened; absent when you did not.
    async fn rating(&self, ctx: &Context<'_>) -> Result<Option<VisitorRating>> {
        let (chat_id, round) = (self.0.row.chat_id, self.0.row.round);
        let load = async || {
            let read = move |related: &mut Related<'_>| related.ratings_of_chats(&[chat_id]);
            let all = api(ctx)?.read_related(read).await?;
            let own = all.into_iter().find(|one| one.round == round);
            Ok(own.map(|one| VisitorRating {
                score: one.score,
                comment: one.comment,
                rated_at: DateTime(one.rated_at),
            }))
        };
        Ok(self.0.rating.get(load).await?.as_ref().clone())
    }

    /// When it was opened.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.row.created_at)
    }
}

/// A message of your chat.
#[derive(Clone)]
pub struct VisitorMessage(Arc<message::Message>, Arc<VisitorMessages>);

impl VisitorMessage {
    /// One of the messages that were read together.
    pub fn of(rows: &Arc<VisitorMessages>, id: MessageId) -> Option<Self> {
        let row = rows.messages.get(&id)?;
        Some(Self(Arc::clone(row), Arc::clone(rows)))
    }

    fn operator(&self) -> Option<&VisitorOperator> {
        let id = self.0.author_id.filter(|_| self.0.author_kind == AuthorKind::Operator)?;
        self.1.operators.get(&OperatorId(id))
    }

    fn cursor(&self) -> String {
        encode(&MessageKey { position: self.0.position, message_id: self.0.message_id.0 })
    }
}

/// A message of your chat.
#[object(id = message_id)]
impl VisitorMessage {
    /// Who wrote it.
    async fn author(&self) -> VisitorAuthor {
        match self.0.author_kind {
            AuthorKind::Contact => VisitorAuthor::Me,
            AuthorKind::Operator => VisitorAuthor::Operator,
            AuthorKind::Responder | AuthorKind::Rule | AuthorKind::System => {
                VisitorAuthor::Automatic
            }
        }
    }

    /// The `clientMutationId` with which you wrote it; absent for what others wrote.
    async fn client_mutation_id(&self) -> Option<&str> {
        let key = self.0.client_mutation_id.as_deref();
        key.filter(|_| self.0.author_kind == AuthorKind::Contact)
    }

    /// The name of who wrote it; absent for your own and for automatic ones.
    async fn author_name(&self) -> Option<&str> {
        self.operator().map(|operator| operator.name.as_str())
    }

    /// The role of who wrote it, as the company names it; absent for your own and for automatic ones.
    async fn author_role(&self) -> Option<&str> {
        self.operator().map(|operator| operator.role.as_str())
    }

    /// The text; empty for pure files and for deleted messages.
    fn body(&self) -> &str;
    /// How the text is marked up.
    fn format(&self) -> TextFormat;

    /// The parts of the text that are shown in their own way, and its links: nobody needs to read its markup.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn ranges(&self) -> Vec<TextRange> {
        text_range::of_message(&self.0.body, self.0.format)
    }

    /// The id of the message that it answers; absent when it answers none.
    async fn quoted_id(&self) -> Option<ID> {
        self.0.quoted_message_id.map(Into::into)
    }

    /// The part that was quoted; absent when none was.
    fn quoted_text(&self) -> Option<&str>;

    /// Its files, in order.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn attachments(&self) -> Vec<VisitorAttachment> {
        let all = self.1.attachments.get(&self.0.message_id);
        all.into_iter().flatten().map(|row| VisitorAttachment(Arc::clone(row))).collect()
    }

    /// The reactions to it, oldest first.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn reactions(&self) -> Vec<VisitorReaction> {
        let all = self.1.reactions.iter().filter(|one| one.message_id == self.0.message_id);
        all.map(|one| VisitorReaction {
            emoji: one.emoji.clone(),
            is_mine: one.author_kind == AuthorKind::Contact,
        })
        .collect()
    }

    /// When it was written.
    async fn sent_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// Until when you can edit or delete it; absent for what others wrote and for what is deleted.
    async fn changeable_until(&self) -> Option<DateTime> {
        changeable_until(&self.0).map(DateTime)
    }

    /// When it was last edited; absent when it never was.
    fn edited_at(&self) -> Option<DateTime>;
    /// When it was deleted: this tombstone stays. Absent while it is there.
    fn deleted_at(&self) -> Option<DateTime>;
    /// Counts every change, from 1.
    fn version(&self) -> i64;
}

/// A reaction to a message.
#[derive(Clone, SimpleObject)]
pub struct VisitorReaction {
    /// The emoji.
    emoji: String,
    /// Is it yours.
    is_mine: bool,
}

/// A file in your chat.
#[derive(Clone)]
pub struct VisitorAttachment(pub(crate) Arc<attachment::Attachment>);

/// A file in your chat.
#[object(id = attachment_id)]
impl VisitorAttachment {
    /// What it is.
    fn kind(&self) -> AttachmentKind;
    /// A safe file name.
    fn name(&self) -> &str;

    /// The media type: the real one once it is stored.
    async fn content_type(&self) -> &str {
        &self.0.mime
    }

    /// Its size in bytes; 0 while it is not known.
    fn size_bytes(&self) -> Long;
    /// Where its bytes are.
    fn state(&self) -> AttachmentState;

    /// How wide a picture or video is, in pixels; absent where that is not known.
    async fn width(&self) -> Option<i64> {
        self.0.width()
    }

    /// How high a picture or video is, in pixels; absent where that is not known.
    async fn height(&self) -> Option<i64> {
        self.0.height()
    }

    /// How long a recording plays, in ms; absent where that is not known.
    async fn duration_ms(&self) -> Option<Long> {
        self.0.duration_ms().map(Long)
    }

    /// A link to download it, valid for a short time; absent until it is stored.
    async fn url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let api = api(ctx)?;
        let path = switchboard_desk::attachment::link::link(&api.desk, &self.0);
        Ok(path.map(|path| api.url(&path)))
    }
}

connection!(
    VisitorMessageConnection,
    VisitorMessageEdge,
    VisitorMessage,
    "A page of messages.",
    "A message in a list."
);
