//! What a query reads of the chats.

use crate::{
    batch::{page, single},
    caller::{chat_reader, read},
    noun::visible_one,
    query::chat_filter::{ChatFilter, ChatOrder, ChatView, conditions},
    types::{
        chat::{Chat, ChatConnection},
        chat_counts::ChatCounts,
    },
};
use async_graphql::{Context, Result};
use switchboard_desk::read::{self, ChatKey, PageRequest};
use switchboard_graphql::{errors::invalid, object, page::encode, scalars::Id};
use switchboard_model::ChatId;

#[derive(Default)]
pub struct ChatQuery;

/// The chats.
#[object]
impl ChatQuery {
    /// A chat by its global id or by its number; absent when there is none that you may read.
    async fn chat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id. Pass this or the number.")] id: Option<Id<ChatId>>,
        #[graphql(desc = "The number. Pass this or the id.")] number: Option<i64>,
    ) -> Result<Option<Chat>> {
        chat_reader(ctx)?;
        match (id, number) {
            (Some(id), None) => visible_one(ctx, id.0).await,
            (None, Some(number)) => {
                let row = read(ctx, move |reader| reader.chat_by_number(number)).await?;
                Ok(row.map(single))
            }
            _ => Err(invalid("Pass either \"id\" or \"number\".")),
        }
    }

    /// The chats that you may read.
    async fn chats(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What they must be like.")] filter: Option<ChatFilter>,
        #[graphql(desc = "Whose.", default_with = "ChatView::All")] view: ChatView,
        #[graphql(desc = "How they are ordered.", default_with = "ChatOrder::LastMessage")]
        order: ChatOrder,
        wanted: PageRequest<ChatKey>,
    ) -> Result<ChatConnection> {
        let who = chat_reader(ctx)?.operator_id;
        let filter = conditions(filter.unwrap_or_default(), view, who)?;
        let order = read::ChatOrder::from(order);
        let rows = read(ctx, move |reader| reader.chats(&filter, order, &wanted)).await?;
        Ok(ChatConnection::of(page(rows), |chat: &Chat| encode(&order.key(&chat.0))))
    }

    /// How many chats stand where.
    async fn chat_counts(&self, ctx: &Context<'_>) -> Result<ChatCounts> {
        Ok(ChatCounts { who: chat_reader(ctx)?.operator_id })
    }
}
