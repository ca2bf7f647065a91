//! What a visitor sees of a message: who wrote it by name, how far it has come, its files.

use async_graphql::{Context, Enum, ID, Result, SimpleObject};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use switchboard_desk::read::{MessageKey, SeenUpTo, VisitorMessages, VisitorOperator};
use switchboard_desk::visitor::changeable_until;
use switchboard_graphql::{
    api::api,
    choice::{AttachmentKind, AttachmentState, TextFormat},
    connection, cost,
    lazy::Once,
    object,
    page::encode,
    scalars::{DateTime, Long},
    text_range::{self, TextRange},
};
use switchboard_model::{AuthorKind, ChatId, MessageId, OperatorId, attachment, message};

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

/// How far a message of yours has come.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum VisitorMessageState {
    /// The company has it.
    Sent,
    /// Somebody of the company has read it.
    Seen,
}

/// Messages that were read together, which read the rest together as well.
pub struct MessageBatch {
    rows: VisitorMessages,
    seen: Once<HashMap<ChatId, SeenUpTo>>,
}

impl MessageBatch {
    /// Of what was read.
    pub fn of(rows: VisitorMessages) -> Arc<Self> {
        Arc::new(Self { rows, seen: Once::default() })
    }

    fn chat_ids(&self) -> Vec<ChatId> {
        let ids: BTreeSet<ChatId> = self.rows.messages.values().map(|row| row.chat_id).collect();
        ids.into_iter().collect()
    }
}

/// A message of your chat.
#[derive(Clone)]
pub struct VisitorMessage(Arc<message::Message>, Arc<MessageBatch>);

impl VisitorMessage {
    /// One of the messages that were read together.
    pub fn of(batch: &Arc<MessageBatch>, id: MessageId) -> Option<Self> {
        let row = batch.rows.messages.get(&id)?;
        Some(Self(Arc::clone(row), Arc::clone(batch)))
    }

    fn operator(&self) -> Option<&VisitorOperator> {
        let id = self.0.author_id.filter(|_| self.0.author_kind == AuthorKind::Operator)?;
        self.1.rows.operators.get(&OperatorId(id))
    }

    /// The word of its place among the messages.
    pub fn cursor(&self) -> String {
        encode(&MessageKey { position: self.0.position, message_id: self.0.message_id.0 })
    }
}

/// A message of your chat.
#[object(id = message_id)]
impl VisitorMessage {
    /// The id of the chat that it stands in.
    async fn chat_id(&self) -> ID {
        self.0.chat_id.into()
    }

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

    /// How far it has come; absent for what others wrote. That it was seen is told where the company shows that.
    async fn state(&self, ctx: &Context<'_>) -> Result<Option<VisitorMessageState>> {
        if self.0.author_kind != AuthorKind::Contact {
            return Ok(None);
        }
        let ids = self.1.chat_ids();
        let load = async move || {
            api(ctx)?.read_related(move |related| related.seen_by_operators(&ids)).await
        };
        let seen = self.1.seen.get(load).await?;
        let is_seen = seen.get(&self.0.chat_id).is_some_and(|up_to| up_to.has(&self.0));
        Ok(Some(if is_seen { VisitorMessageState::Seen } else { VisitorMessageState::Sent }))
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
        let all = self.1.rows.attachments.get(&self.0.message_id);
        all.into_iter().flatten().map(|row| VisitorAttachment(Arc::clone(row))).collect()
    }

    /// The reactions to it, oldest first.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn reactions(&self) -> Vec<VisitorReaction> {
        let all = self.1.rows.reactions.iter().filter(|one| one.message_id == self.0.message_id);
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

    /// A link to a small copy of a picture, valid for a short time; absent where there is none: of what is no picture,
    /// is small itself or cannot be shown.
    async fn thumbnail_url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let api = api(ctx)?;
        let path = switchboard_desk::attachment::link::thumbnail_link(&api.desk, &self.0);
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
