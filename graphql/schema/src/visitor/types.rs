//! What a visitor sees of a chat: messages, who writes there by name, files.

use crate::{
    api::api,
    cost,
    enums::{AttachmentKind, AttachmentState, TextFormat},
    lazy::{Memo, Once},
    page::{Arguments, PageSize, connection, encode, filled},
    scalars::{DateTime, Long},
    visitor::batch::{MessageRows, read_messages, read_operators},
};
use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use std::sync::Arc;
use switchboard_model::{AuthorKind, MessageId, attachment, chat, message};
use switchboard_store::{
    DatabaseConnection,
    page::{self, Slice, messages::MessageKey},
};

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
    messages: Memo<Slice<MessageKey>, VisitorMessageConnection>,
}

impl VisitorChat {
    /// Of a row.
    pub fn of(row: chat::Chat) -> Self {
        let (operator_names, messages) = (Once::default(), Memo::default());
        Self(Arc::new(Shared { row, operator_names, messages }))
    }
}

/// Your chat with the company.
#[Object]
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
        let load =
            async || api(ctx)?.read(move |connection| read_operators(connection, chat_id)).await;
        Ok(self.0.operator_names.get(load).await?.to_vec())
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
    ) -> Result<VisitorMessageConnection> {
        let slice: Slice<MessageKey> = Arguments { first, after, last, before }.slice()?;
        let (chat_id, wanted) = (self.0.row.chat_id, slice.clone());
        let read = move |connection: &mut DatabaseConnection| {
            let mut pages = page::messages::of_chats(connection, &[chat_id], &wanted)?;
            let page = pages.remove(&chat_id.0);
            let ids = page.iter().flat_map(|page| &page.items).copied().map(MessageId).collect();
            let rows = read_messages(connection, chat_id, ids)?;
            Ok((page, rows))
        };
        let load = async move || {
            let (page, rows) = api(ctx)?.read(read).await?;
            let rows = Arc::new(rows);
            let page = page.unwrap_or(page::Page {
                items: Vec::new(),
                has_previous: false,
                has_next: false,
            });
            let page = filled(page, |id| VisitorMessage::of(&rows, MessageId(id)));
            Ok(VisitorMessageConnection::of(page, VisitorMessage::cursor))
        };
        Ok(self.0.messages.get(slice, load).await?.as_ref().clone())
    }

    /// When it was opened.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.row.created_at)
    }
}

/// A message of your chat.
#[derive(Clone)]
pub struct VisitorMessage {
    row: Arc<message::Message>,
    rows: Arc<MessageRows>,
}

impl VisitorMessage {
    /// One of the messages that were read together.
    pub fn of(rows: &Arc<MessageRows>, id: MessageId) -> Option<Self> {
        let row = rows.messages.get(&id)?;
        Some(Self { row: Arc::clone(row), rows: Arc::clone(rows) })
    }

    fn cursor(&self) -> String {
        encode(&MessageKey { position: self.row.position, message_id: self.row.message_id.0 })
    }
}

/// A message of your chat.
#[Object]
impl VisitorMessage {
    /// The global id.
    async fn id(&self) -> ID {
        self.row.message_id.into()
    }

    /// Who wrote it.
    async fn author(&self) -> VisitorAuthor {
        match self.row.author_kind {
            AuthorKind::Contact => VisitorAuthor::Me,
            AuthorKind::Operator => VisitorAuthor::Operator,
            AuthorKind::Responder | AuthorKind::Rule | AuthorKind::System => {
                VisitorAuthor::Automatic
            }
        }
    }

    /// The name of who wrote it; absent for your own and for automatic ones.
    async fn author_name(&self) -> Option<&str> {
        let id = self.row.author_id.filter(|_| self.row.author_kind == AuthorKind::Operator)?;
        self.rows.operator_names.get(&id).map(String::as_str)
    }

    /// The text; empty for pure files and for deleted messages.
    async fn body(&self) -> &str {
        &self.row.body
    }

    /// How the text is marked up.
    async fn format(&self) -> TextFormat {
        self.row.format.into()
    }

    /// The id of the message that it answers; absent when it answers none.
    async fn quoted_id(&self) -> Option<ID> {
        self.row.quoted_message_id.map(Into::into)
    }

    /// The part that was quoted; absent when none was.
    async fn quoted_text(&self) -> Option<&str> {
        self.row.quoted_text.as_deref()
    }

    /// Its files, in order.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn attachments(&self) -> Vec<VisitorAttachment> {
        let all = self.rows.attachments.get(&self.row.message_id);
        all.into_iter().flatten().map(|row| VisitorAttachment { row: Arc::clone(row) }).collect()
    }

    /// The reactions to it, oldest first.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn reactions(&self) -> Vec<VisitorReaction> {
        let all = self.rows.reactions.iter().filter(|one| one.message_id == self.row.message_id);
        all.map(|one| VisitorReaction {
            emoji: one.emoji.clone(),
            is_mine: one.author_kind == AuthorKind::Contact,
        })
        .collect()
    }

    /// When it was written.
    async fn sent_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it was last edited; absent when it never was.
    async fn edited_at(&self) -> Option<DateTime> {
        self.row.edited_at.map(DateTime)
    }

    /// When it was deleted: this tombstone stays. Absent while it is there.
    async fn deleted_at(&self) -> Option<DateTime> {
        self.row.deleted_at.map(DateTime)
    }

    /// Counts every change, from 1.
    async fn version(&self) -> i64 {
        self.row.version
    }
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
pub struct VisitorAttachment {
    pub(crate) row: Arc<attachment::Attachment>,
}

/// A file in your chat.
#[Object]
impl VisitorAttachment {
    /// The global id.
    async fn id(&self) -> ID {
        self.row.attachment_id.into()
    }

    /// What it is.
    async fn kind(&self) -> AttachmentKind {
        self.row.kind.into()
    }

    /// A safe file name.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// The media type: the real one once it is stored.
    async fn content_type(&self) -> &str {
        &self.row.mime
    }

    /// Its size in bytes; 0 while it is not known.
    async fn size_bytes(&self) -> Long {
        Long(self.row.size_bytes)
    }

    /// Where its bytes are.
    async fn state(&self) -> AttachmentState {
        self.row.state.into()
    }

    /// A link to download it, valid for a short time; absent until it is stored.
    async fn url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let api = api(ctx)?;
        let path = switchboard_desk::attachment::link::link(&api.desk, &self.row);
        let base = api.server.public_url.as_deref().unwrap_or_default();
        Ok(path.map(|path| format!("{base}{path}")))
    }
}

connection!(
    VisitorMessageConnection,
    VisitorMessageEdge,
    VisitorMessage,
    "A page of messages.",
    "A message in a list."
);
