//! A message as operators see it.

use crate::{
    batch::{batch, batched},
    caller::{has, operator},
    noun::{IsTold, Noun, Rows, Visible},
    relation::{ToMany, ToOne},
    types::{
        attachment::Attachment,
        author::{Author, Authors},
        chat::Chat,
        delivery::Delivery,
        event::event,
        identity::Identity,
        reaction::Reaction,
    },
};
use async_graphql::{Context, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::read::{MessageKey, Related};
use switchboard_graphql::{
    api::api,
    choice::{self, TextFormat},
    connection, cost,
    lazy::Once,
    object,
    page::encode,
    scalars::{DateTime, Json},
    text_range::{self, TextRange},
};
use switchboard_model::{AuthorKind, MessageId, Permission, message};

batched!(Message of message::Message, message_id: MessageId, Relations);

#[derive(Default)]
pub struct Relations {
    chats: ToOne<Chat>,
    authors: Once<Authors>,
    identities: ToOne<Identity>,
    quoted: ToOne<Message>,
    attachments: ToMany<MessageId, Attachment>,
    reactions: Once<Vec<message::Reaction>>,
    reactors: Once<Authors>,
    versions: Once<Vec<message::MessageVersion>>,
    deliveries: Once<HashMap<MessageId, Delivery>>,
}

impl Noun for Message {
    const ROWS: Rows<Self> = |related, ids| related.messages(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_messages(ids);
    const IS_TOLD: IsTold = |_, _| false;
}

impl Message {
    /// Its place in the list of its chat's messages.
    pub fn cursor(&self) -> String {
        encode(&MessageKey { position: self.0.position, message_id: self.0.message_id.0 })
    }
}

event! {
    /// A message was written, edited, deleted or reacted to.
    MessageEvent {
        /// The message as it is now.
        message: Message
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
#[object(id = message_id)]
impl Message {
    /// The chat.
    async fn chat(&self, ctx: &Context<'_>) -> Result<Option<Chat>> {
        self.0.one(ctx, |of| &of.chats, |row| row.chat_id).await
    }

    /// Who wrote it.
    async fn author(&self, ctx: &Context<'_>) -> Result<Author> {
        let author = |row: &message::Message| (row.author_kind, row.author_id);
        Authors::of_row(ctx, &self.0, |of| &of.authors, author).await
    }

    /// The `clientMutationId` with which you wrote it; absent for what others wrote and where none was passed.
    async fn client_mutation_id(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let key = self.0.client_mutation_id.as_deref();
        let Some(key) = key.filter(|_| self.0.author_kind == AuthorKind::Operator) else {
            return Ok(None);
        };
        let is_own = self.0.author_id == Some(operator(ctx)?.operator_id.0);
        Ok(is_own.then_some(key))
    }

    /// What kind of author wrote it.
    fn author_kind(&self) -> choice::AuthorKind;

    /// By which of the customer's addresses it came or left; absent where that is the chat's own, and without
    /// the permission `CONTACT_READ`.
    async fn identity(&self, ctx: &Context<'_>) -> Result<Option<Identity>> {
        if !has(ctx, Permission::ContactRead) {
            return Ok(None);
        }
        self.0.one(ctx, |of| &of.identities, |row| row.identity_id).await
    }

    /// The text; empty for pure media and for deleted messages.
    fn body(&self) -> &str;
    /// How the text is marked up.
    fn format(&self) -> TextFormat;

    /// The parts of the text that are shown in their own way, and its links: nobody needs to read its markup.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn ranges(&self) -> Vec<TextRange> {
        text_range::of_message(&self.0.body, self.0.format)
    }

    /// The message that it answers; absent when it answers none, or none that is here.
    async fn quoted(&self, ctx: &Context<'_>) -> Result<Option<Message>> {
        let quoted = self.0.one(ctx, |of| &of.quoted, |row| row.quoted_message_id).await?;
        Ok(quoted.filter(|quoted: &Self| quoted.0.chat_id == self.0.chat_id))
    }

    /// The part that was quoted, or the quoted text of a message that is not here.
    fn quoted_text(&self) -> Option<&str>;

    /// Its files and described things, in order.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn attachments(&self, ctx: &Context<'_>) -> Result<Vec<Attachment>> {
        self.0
            .many(
                ctx,
                |of| &of.attachments,
                |row| row.message_id,
                |related, ids| related.attachments_of_messages(ids),
            )
            .await
    }

    /// The reactions to it, oldest first.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn reactions(&self, ctx: &Context<'_>) -> Result<Vec<Reaction>> {
        let load = || async {
            let ids = self.0.all(|row| row.message_id);
            api(ctx)?.read_related(move |related| related.reactions(&ids)).await
        };
        let rows = self.0.relations().reactions.get(load).await?;
        let all = rows.iter().map(|row| (row.author_kind, Some(row.author_id)));
        let load = || async { Authors::load(api(ctx)?, all).await };
        let authors = self.0.relations().reactors.get(load).await?;
        let own = rows.iter().filter(|row| row.message_id == self.0.message_id);
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
        let load = || async {
            let ids = self.0.all(|row| row.message_id);
            api(ctx)?.read_related(move |related| related.message_versions(&ids)).await
        };
        let rows = self.0.relations().versions.get(load).await?;
        let own = rows.iter().filter(|row| row.message_id == self.0.message_id);
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
        if self.0.author_kind == AuthorKind::Contact {
            return Ok(None);
        }
        let load = || async {
            let all = self.0.all(|row| (row.author_kind, row.message_id)).into_iter();
            let ours = all.filter(|(kind, _)| *kind != AuthorKind::Contact);
            let ids: Vec<MessageId> = ours.map(|(_, id)| id).collect();
            let read = move |related: &mut Related<'_>| related.newest_deliveries(&ids);
            let all = batch::<Delivery>(api(ctx)?.read_related(read).await?).into_iter();
            Ok(all.map(|delivery| (delivery.0.message_id, delivery)).collect())
        };
        let deliveries = self.0.relations().deliveries.get(load).await?;
        Ok(deliveries.get(&self.0.message_id).cloned())
    }

    /// What else the platform told, such as `links` and `forwarded_from`.
    fn extra(&self) -> Json;

    /// When it was stored here.
    async fn sent_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When it was written, by the platform's clock; absent where the platform does not tell.
    fn platform_at(&self) -> Option<DateTime>;
    /// When it was last edited; absent when it never was.
    fn edited_at(&self) -> Option<DateTime>;
    /// When it was deleted: this tombstone stays. Absent while it is there.
    fn deleted_at(&self) -> Option<DateTime>;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
}

connection!(MessageConnection, MessageEdge, Message, "A page of messages.", "A message in a list.");
