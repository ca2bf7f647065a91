//! A message as operators see it.

use crate::{
    api::api,
    cost,
    enums::TextFormat,
    family::{self, Family, load},
    lazy::Once,
    page::{connection, encode},
    scalars::{DateTime, Json},
    types::{
        attachment::Attachment,
        author::{Author, Authors},
        chat::Chat,
        delivery::Delivery,
        reaction::Reaction,
    },
};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{AttachmentId, AuthorKind, ChatId, DeliveryId, MessageId, message};
use switchboard_store::{
    DatabaseConnection, StoreError,
    page::{batch, deliveries, messages::MessageKey},
};

/// A message that the customer can see, from either side.
#[derive(Clone)]
pub struct Message {
    pub(crate) row: Arc<message::Message>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<message::Message>>,
    chats: Once<HashMap<ChatId, Chat>>,
    authors: Once<Authors>,
    quoted: Once<HashMap<MessageId, Message>>,
    attachments: Once<HashMap<MessageId, Vec<Attachment>>>,
    reactions: Once<Vec<message::Reaction>>,
    reactors: Once<Authors>,
    versions: Once<Vec<message::MessageVersion>>,
    deliveries: Once<HashMap<MessageId, Delivery>>,
}

impl Siblings {
    fn ids(&self) -> Vec<MessageId> {
        self.rows.iter().map(|row| row.message_id).collect()
    }
}

impl Message {
    /// Its place in the list of its chat's messages.
    pub fn cursor(&self) -> String {
        encode(&MessageKey { position: self.row.position, message_id: self.row.message_id.0 })
    }
}

impl Family for Message {
    type Id = MessageId;
    type Row = message::Message;

    fn siblings(rows: Vec<message::Message>) -> Vec<Self> {
        let family = |rows| Siblings {
            rows,
            chats: Once::default(),
            authors: Once::default(),
            quoted: Once::default(),
            attachments: Once::default(),
            reactions: Once::default(),
            reactors: Once::default(),
            versions: Once::default(),
            deliveries: Once::default(),
        };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[MessageId],
    ) -> Result<Vec<message::Message>, StoreError> {
        switchboard_store::message::by_ids(connection, ids)
    }

    fn key(&self) -> MessageId {
        self.row.message_id
    }
}

/// An earlier text of an edited message.
#[derive(Clone, SimpleObject)]
pub struct MessageVersion {
    /// The version that this was, from 1.
    version: i64,
    /// The text then.
    body: String,
    /// When it was replaced.
    replaced_at: DateTime,
}

/// A message that the customer can see, from either side.
#[Object]
impl Message {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.message_id.into()
    }

    /// The chat.
    async fn chat(&self, ctx: &Context<'_>) -> Result<Option<Chat>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.chat_id)).await };
        Ok(self.family.chats.get(load).await?.get(&self.row.chat_id).cloned())
    }

    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<Author> {
        let all = self.family.rows.iter().map(|row| (row.author_kind, row.author_id));
        let authors =
            self.family.authors.get(|| async { Authors::load(api(ctx)?, all).await }).await?;
        Ok(authors.find(self.row.author_kind, self.row.author_id))
    }

    /// What kind of author wrote it.
    async fn author_kind(&self) -> crate::enums::AuthorKind {
        self.row.author_kind.into()
    }

    /// The text; empty for pure media and for deleted messages.
    async fn body(&self) -> &str {
        &self.row.body
    }

    /// How the text is marked up.
    async fn format(&self) -> TextFormat {
        self.row.format.into()
    }

    /// The message that it answers; absent when it answers none, or none that is here.
    async fn quoted(&self, ctx: &Context<'_>) -> Result<Option<Message>> {
        let Some(id) = self.row.quoted_message_id else { return Ok(None) };
        let load = || async {
            let ids = self.family.rows.iter().filter_map(|row| row.quoted_message_id);
            load::<Message>(api(ctx)?, ids).await
        };
        let found = self.family.quoted.get(load).await?.get(&id).cloned();
        Ok(found.filter(|quoted| quoted.row.chat_id == self.row.chat_id))
    }

    /// The part that was quoted, or the quoted text of a message that is not here.
    async fn quoted_text(&self) -> Option<&str> {
        self.row.quoted_text.as_deref()
    }

    /// Its files and described things, in order.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>> {
        let ids = self.family.ids();
        let load = || async {
            let read = move |connection: &mut DatabaseConnection| {
                let places = batch::attachment_ids(connection, &ids)?;
                let ids: Vec<AttachmentId> = places.iter().map(|(_, id)| *id).collect();
                let rows = if ids.is_empty() {
                    Vec::new()
                } else {
                    switchboard_store::attachment::by_ids(connection, &ids)?
                };
                Ok((places, rows))
            };
            let (places, rows) = api(ctx)?.read(read).await?;
            let found = family::by_id(Attachment::siblings(rows));
            let mut lists: HashMap<MessageId, Vec<Attachment>> = HashMap::new();
            for (message, attachment) in places {
                lists.entry(message).or_default().extend(found.get(&attachment).cloned());
            }
            Ok(lists)
        };
        let lists = self.family.attachments.get(load).await?;
        Ok(lists.get(&self.row.message_id).cloned().unwrap_or_default())
    }

    /// The reactions to it, oldest first.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn reactions(&self, ctx: &Context<'_>) -> Result<Vec<Reaction>> {
        let ids = self.family.ids();
        let load =
            || async { api(ctx)?.read(move |connection| batch::reactions(connection, &ids)).await };
        let rows = self.family.reactions.get(load).await?;
        let all = rows.iter().map(|row| (row.author_kind, Some(row.author_id)));
        let authors =
            self.family.reactors.get(|| async { Authors::load(api(ctx)?, all).await }).await?;
        let own = rows.iter().filter(|row| row.message_id == self.row.message_id);
        Ok(own
            .map(|row| Reaction {
                emoji: row.emoji.clone(),
                author: authors.find(row.author_kind, Some(row.author_id)),
                created_at: DateTime(row.created_at),
            })
            .collect())
    }

    /// Its earlier texts, oldest first; empty when it was never edited.
    #[graphql(complexity = "cost::list(2, child_complexity)")]
    async fn versions(&self, ctx: &Context<'_>) -> Result<Vec<MessageVersion>> {
        let ids = self.family.ids();
        let load =
            || async { api(ctx)?.read(move |connection| batch::versions(connection, &ids)).await };
        let rows = self.family.versions.get(load).await?;
        let own = rows.iter().filter(|row| row.message_id == self.row.message_id);
        Ok(own
            .map(|row| MessageVersion {
                version: row.version,
                body: row.body.clone(),
                replaced_at: DateTime(row.replaced_at),
            })
            .collect())
    }

    /// How far it got on its way to the customer; absent for what the customer wrote.
    async fn delivery(&self, ctx: &Context<'_>) -> Result<Option<Delivery>> {
        if self.row.author_kind == AuthorKind::Contact {
            return Ok(None);
        }
        let ids: Vec<MessageId> = self
            .family
            .rows
            .iter()
            .filter(|row| row.author_kind != AuthorKind::Contact)
            .map(|row| row.message_id)
            .collect();
        let load = || async {
            let read = move |connection: &mut DatabaseConnection| {
                let newest = deliveries::newest_of_messages(connection, &ids)?;
                let ids: Vec<DeliveryId> = newest.values().copied().collect();
                Delivery::rows(connection, &ids)
            };
            let rows = api(ctx)?.read(read).await?;
            let all = Delivery::siblings(rows).into_iter();
            Ok(all.map(|delivery| (delivery.row.message_id, delivery)).collect())
        };
        let deliveries: Arc<HashMap<MessageId, Delivery>> =
            self.family.deliveries.get(load).await?;
        Ok(deliveries.get(&self.row.message_id).cloned())
    }

    /// What else the platform told, such as `links` and `forwarded_from`.
    async fn extra(&self) -> Json {
        Json(self.row.extra.clone())
    }

    /// When it was stored here.
    async fn sent_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it was written, by the platform's clock; absent where the platform does not tell.
    async fn platform_at(&self) -> Option<DateTime> {
        self.row.platform_at.map(DateTime)
    }

    /// When it was last edited; absent when it never was.
    async fn edited_at(&self) -> Option<DateTime> {
        self.row.edited_at.map(DateTime)
    }

    /// When it was deleted: this tombstone stays. Absent while it is there.
    async fn deleted_at(&self) -> Option<DateTime> {
        self.row.deleted_at.map(DateTime)
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    async fn version(&self) -> i64 {
        self.row.version
    }
}

connection!(MessageConnection, MessageEdge, Message, "A page of messages.", "A message in a list.");
