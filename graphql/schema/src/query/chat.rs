//! What a query reads of the chats.

use crate::{
    batch::{page, single},
    caller::{chat_reader, read, read_list},
    noun::visible_one,
    query::chat_filter::{ChatFilter, ChatOrder, ChatTab, ChatView},
    types::{
        chat::{Chat, ChatConnection},
        chat_counts::ChatCounts,
        view_counts::{Gone, ViewCounts, Watched},
    },
};
use async_graphql::{Context, Result};
use switchboard_desk::read::{ChatKey, PageRequest};
use switchboard_graphql::{
    api::{api, caller},
    cost,
    errors::invalid,
    head_first, object,
    page::encode,
    scalars::Id,
};
use switchboard_model::{self as model, ChatId, OperatorId, ViewId, actor::OperatorActor};

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
        #[graphql(desc = "Those of this saved view, as far as the other arguments let them.")]
        view_id: Option<Id<ViewId>>,
        #[graphql(
            desc = "The colleague whose chats `OF_OPERATOR` shows. What is unread and what is \
                          theirs is then told as for them."
        )]
        operator_id: Option<Id<OperatorId>>,
        #[graphql(desc = "Those of one tab only.")] tab: Option<ChatTab>,
        #[graphql(
            desc = "How they are ordered; absent: as the saved view says, else by the newest \
                          message."
        )]
        order: Option<ChatOrder>,
        wanted: PageRequest<ChatKey>,
    ) -> Result<ChatConnection> {
        let who = in_place_of(chat_reader(ctx)?, view, operator_id)?;
        let filter = filter.map(ChatFilter::checked).transpose()?.unwrap_or_default();
        let mut conditions = filter.clone().and(view.filter());
        if let Some(tab) = tab {
            conditions = conditions.and(tab.0.filter());
        }
        let mut order = order.map(|order| order.0);
        if let Some(Id(id)) = view_id {
            let (view, filter) = read(ctx, move |reader| reader.view_with_filter(id)).await?;
            conditions = conditions.and(filter);
            order = order.or(Some(view.chat_order));
        }
        let order = order.unwrap_or(model::ChatOrder::LastMessage);
        let asked = (conditions, Some(order));
        let (rows, names) = read_list(ctx, asked, move |reader, conditions| {
            reader.check_filter(&filter)?;
            let rows = reader.chats(conditions, who, order, &wanted)?;
            let names = reader.names_in_order(&rows, order)?;
            Ok((rows, names))
        })
        .await?;
        let name = |chat: &Chat| names.get(&chat.0.contact_id).cloned().unwrap_or_default();
        let key = |chat: &Chat| ChatKey::of(&chat.0, order, name(chat));
        Ok(ChatConnection::of(page(rows), |chat: &Chat| encode(&key(chat))))
    }

    /// How many chats stand where.
    async fn chat_counts(&self, ctx: &Context<'_>) -> Result<ChatCounts> {
        chat_reader(ctx)?;
        Ok(ChatCounts)
    }

    /// How many chats there are in views and tabs, exactly. At most 50 together.
    #[graphql(complexity = "cost::list(50, child_complexity)")]
    async fn view_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "These views; absent: all that you see, up to 50 with the rest.")]
        views: Option<Vec<Id<ViewId>>>,
        #[graphql(desc = "These tabs; absent: all.")] tabs: Option<Vec<ChatTab>>,
        #[graphql(desc = "These lists, whatever the tab; absent: none.")] lists: Option<
            Vec<ChatView>,
        >,
        #[graphql(
            desc = "What is unread, and whose chats are meant by `isMine`, as for this colleague."
        )]
        operator_id: Option<Id<OperatorId>>,
    ) -> Result<ViewCounts> {
        let who = operator_id.map_or(chat_reader(ctx)?.operator_id, |id| id.0);
        let watched = Watched::new(views, tabs, lists)?;
        let cursor = head_first::head_cursor(ctx).await?;
        let (caller, from) = (caller(ctx)?.actor.clone(), cursor.0);
        let counted = api(ctx)?
            .read_counts(caller, from, move |reader| {
                watched.count(reader, who, from, Gone::Refused)
            })
            .await?;
        Ok(ViewCounts::of(counted, cursor))
    }
}

/// As whom the list is looked at: oneself, or the colleague whose chats are asked for.
fn in_place_of(
    caller: &OperatorActor,
    view: ChatView,
    operator_id: Option<Id<OperatorId>>,
) -> Result<OperatorId> {
    match (view, operator_id) {
        (ChatView::OfOperator, Some(id)) => Ok(id.0),
        (ChatView::OfOperator, None) => {
            Err(invalid("Pass \"operatorId\" with the view OF_OPERATOR."))
        }
        (_, Some(_)) => Err(invalid("\"operatorId\" goes with the view OF_OPERATOR alone.")),
        (_, None) => Ok(caller.operator_id),
    }
}
