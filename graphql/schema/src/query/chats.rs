//! Chats and contacts: the lists of the board.

use crate::{
    api::{Api, api, chat_reader, operator_with},
    cost,
    enums::{ChatPriority, ChatStatus, WaitingOn},
    errors::invalid,
    family::Family,
    limits::{COUNT_MAX, FILTER_VALUES_MAX},
    page::{Arguments, PageSize, encode, filled},
    scalars::{DateTime, Id},
    types::{
        chat::{Chat, ChatConnection},
        contact::{Contact, ContactConnection},
    },
    visible,
};
use async_graphql::{Context, Enum, InputObject, Object, Result};
use switchboard_model::{
    ChannelId, ChatId, ContactId, OperatorId, Right, Scope, TeamId, actor::OperatorActor, chat,
};
use switchboard_store::page::{Slice, chats, contacts};

/// Whose chats.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum ChatView {
    /// All that you may read.
    All,
    /// Those that are assigned to you or that you take part in.
    Mine,
    /// Those that are neither assigned to you nor joined by you.
    Others,
    /// Those that are assigned to nobody and joined by nobody.
    Unassigned,
}

/// How chats are ordered.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum ChatOrder {
    /// The newest message first.
    LastMessage,
    /// The most urgent first, then whoever waits longest. Only chats that wait for an operator.
    WaitingLongest,
    /// The newest chat first.
    Created,
}

impl From<ChatOrder> for chats::ChatOrder {
    fn from(order: ChatOrder) -> Self {
        match order {
            ChatOrder::LastMessage => Self::LastMessage,
            ChatOrder::WaitingLongest => Self::WaitingLongest,
            ChatOrder::Created => Self::Created,
        }
    }
}

/// What a chat must be like. Absent fields ask for nothing; lists mean "one of these".
#[derive(Clone, Default, InputObject)]
pub struct ChatFilter {
    /// Where it stands.
    status: Option<Vec<ChatStatus>>,
    /// Whom it waits for.
    waiting_on: Option<Vec<WaitingOn>>,
    /// How urgent it is.
    priority: Option<Vec<ChatPriority>>,
    /// The channels it came through.
    channel_ids: Option<Vec<Id<ChannelId>>>,
    /// The teams it belongs to.
    team_ids: Option<Vec<Id<TeamId>>>,
    /// The operators who are assigned or take part.
    operator_ids: Option<Vec<Id<OperatorId>>>,
    /// The contact.
    contact_id: Option<Id<ContactId>>,
    /// Only those with messages that you have not read.
    is_unread: Option<bool>,
    /// Opened at this time or later.
    created_from: Option<DateTime>,
    /// Opened before this time.
    created_to: Option<DateTime>,
}

fn bounded<A, B>(
    name: &str,
    list: Option<Vec<A>>,
    item: impl Fn(A) -> B,
) -> Result<Option<Vec<B>>> {
    match list {
        Some(list) if list.len() > FILTER_VALUES_MAX => {
            Err(invalid(format!("\"{name}\" has more than {FILTER_VALUES_MAX} values.")))
        }
        other => Ok(other.map(|list| list.into_iter().map(item).collect())),
    }
}

fn conditions(filter: ChatFilter, view: ChatView, who: OperatorId) -> Result<chats::ChatFilter> {
    let operator_ids = bounded("operatorIds", filter.operator_ids, |id| id.0)?;
    let (mine, without_operator_id, is_unassigned) = match view {
        ChatView::All => (None, None, false),
        ChatView::Mine => (Some(who), None, false),
        ChatView::Others => (None, Some(who), false),
        ChatView::Unassigned => (None, None, true),
    };
    Ok(chats::ChatFilter {
        statuses: bounded("status", filter.status, chat::ChatStatus::from)?,
        waiting_on: bounded("waitingOn", filter.waiting_on, chat::WaitingOn::from)?,
        priorities: bounded("priority", filter.priority, chat::ChatPriority::from)?,
        channel_ids: bounded("channelIds", filter.channel_ids, |id| id.0)?,
        team_ids: bounded("teamIds", filter.team_ids, |id| id.0)?,
        operator_ids,
        with_operator_id: mine,
        without_operator_id,
        is_unassigned,
        contact_id: filter.contact_id.map(|id| id.0),
        unread_by: filter.is_unread.unwrap_or(false).then_some(who),
        created_from: filter.created_from.map(|at| at.0),
        created_to: filter.created_to.map(|at| at.0),
    })
}

/// What a contact must be like. Absent fields ask for nothing.
#[derive(Clone, Default, InputObject)]
pub struct ContactFilter {
    /// The beginning of the name, as it is written.
    name_prefix: Option<String>,
    /// Exactly this email address.
    email: Option<String>,
    /// Exactly this phone number.
    phone: Option<String>,
    /// The company's own kind of user.
    role: Option<String>,
    /// Blocked ones only, or the others only.
    is_blocked: Option<bool>,
}

/// How many chats stand where. Each number is counted only when it is asked for, and no further than
/// 1000: that many means "or more".
pub struct ChatCounts {
    scope: Scope,
    who: OperatorId,
}

impl ChatCounts {
    async fn count(&self, ctx: &Context<'_>, filter: chats::ChatFilter) -> Result<i64> {
        let scope = self.scope.clone();
        let count = move |connection: &mut switchboard_store::DatabaseConnection| {
            chats::count(connection, &scope, &filter, COUNT_MAX)
        };
        api(ctx)?.read(count).await
    }
}

fn in_status(statuses: &[chat::ChatStatus]) -> chats::ChatFilter {
    chats::ChatFilter { statuses: Some(statuses.to_vec()), ..chats::ChatFilter::default() }
}

const OPEN: &[chat::ChatStatus] = &[
    chat::ChatStatus::New,
    chat::ChatStatus::Active,
    chat::ChatStatus::AwaitingResponse,
    chat::ChatStatus::Transferred,
];

/// How many chats stand where. Each number is counted only when it is asked for, and no further than
/// 1000: that many means "or more".
#[Object]
impl ChatCounts {
    /// That nobody has taken yet.
    #[graphql(complexity = 10, name = "new")]
    async fn new_count(&self, ctx: &Context<'_>) -> Result<i64> {
        self.count(ctx, in_status(&OPEN[..1])).await
    }

    /// That somebody works on, that wait for the customer, or that were forwarded.
    #[graphql(complexity = 10)]
    async fn active(&self, ctx: &Context<'_>) -> Result<i64> {
        self.count(ctx, in_status(&OPEN[1..])).await
    }

    /// That are closed, without the archived ones.
    #[graphql(complexity = 10)]
    async fn completed(&self, ctx: &Context<'_>) -> Result<i64> {
        self.count(ctx, in_status(&[chat::ChatStatus::Closed])).await
    }

    /// That are open and have messages that you have not read.
    #[graphql(complexity = 10)]
    async fn unread(&self, ctx: &Context<'_>) -> Result<i64> {
        self.count(ctx, chats::ChatFilter { unread_by: Some(self.who), ..in_status(OPEN) }).await
    }

    /// That wait for an operator's answer.
    #[graphql(complexity = 10)]
    async fn unanswered(&self, ctx: &Context<'_>) -> Result<i64> {
        let waiting_on = Some(vec![chat::WaitingOn::Operator]);
        self.count(ctx, chats::ChatFilter { waiting_on, ..chats::ChatFilter::default() }).await
    }

    /// That are open and are assigned to you or joined by you.
    #[graphql(complexity = 10)]
    async fn mine(&self, ctx: &Context<'_>) -> Result<i64> {
        let filter = chats::ChatFilter { with_operator_id: Some(self.who), ..in_status(OPEN) };
        self.count(ctx, filter).await
    }
}

#[derive(Default)]
pub struct ChatQuery;

/// Chats and contacts.
#[Object]
impl ChatQuery {
    /// A chat by its global id or by its number; absent when there is none that you may read.
    async fn chat(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id. Pass this or the number.")] id: Option<Id<ChatId>>,
        #[graphql(desc = "The number. Pass this or the id.")] number: Option<i64>,
    ) -> Result<Option<Chat>> {
        let reader = chat_reader(ctx)?;
        let api = api(ctx)?;
        let id = match (id, number) {
            (Some(id), None) => id.0,
            (None, Some(number)) => match by_number(api, number).await? {
                Some(id) => id,
                None => return Ok(None),
            },
            _ => return Err(invalid("Pass either \"id\" or \"number\".")),
        };
        Ok(visible::chats(api, reader, vec![id]).await?.remove(&id))
    }

    /// The chats that you may read.
    #[graphql(complexity = "cost::page(child_complexity)")]
    #[allow(clippy::too_many_arguments)]
    async fn chats(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What they must be like.")] filter: Option<ChatFilter>,
        #[graphql(desc = "Whose.", default_with = "ChatView::All")] view: ChatView,
        #[graphql(desc = "How they are ordered.", default_with = "ChatOrder::LastMessage")]
        order: ChatOrder,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<ChatConnection> {
        let reader = chat_reader(ctx)?;
        let slice = Arguments { first, after, last, before }.slice::<chats::ChatKey>()?;
        let filter = conditions(filter.unwrap_or_default(), view, reader.operator_id)?;
        let order = chats::ChatOrder::from(order);
        chat_page(api(ctx)?, reader, filter, order, slice).await
    }

    /// How many chats stand where.
    async fn chat_counts(&self, ctx: &Context<'_>) -> Result<ChatCounts> {
        let reader = chat_reader(ctx)?;
        Ok(ChatCounts { scope: reader.scope.clone(), who: reader.operator_id })
    }

    /// A contact; absent when there is none with a chat that you may read.
    async fn contact(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: Id<ContactId>,
    ) -> Result<Option<Contact>> {
        let reader = operator_with(ctx, Right::ContactRead)?;
        Ok(visible::contacts(api(ctx)?, reader, vec![id.0]).await?.remove(&id.0))
    }

    /// The contacts of chats that you may read, by name.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn contacts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What they must be like.")] filter: Option<ContactFilter>,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<ContactConnection> {
        let scope = operator_with(ctx, Right::ContactRead)?.scope.clone();
        let slice = Arguments { first, after, last, before }.slice::<contacts::ContactKey>()?;
        let filter = filter.unwrap_or_default();
        let filter = contacts::ContactFilter {
            name_prefix: filter.name_prefix,
            email: filter.email,
            phone: filter.phone,
            role: filter.role,
            is_blocked: filter.is_blocked,
        };
        let api = api(ctx)?;
        let read = move |connection: &mut switchboard_store::DatabaseConnection| {
            let page = contacts::page(connection, &scope, &filter, &slice)?;
            let rows = Contact::rows(connection, &page.items)?;
            Ok((page, rows))
        };
        let (page, rows) = api.read(read).await?;
        let found = crate::family::by_id(Contact::siblings(rows));
        Ok(ContactConnection::of(filled(page, |id| found.get(&id).cloned()), Contact::cursor))
    }
}

async fn by_number(api: &Api, number: i64) -> Result<Option<ChatId>> {
    let row = api.read(move |connection| chats::find_by_number(connection, number)).await?;
    Ok(row)
}

async fn chat_page(
    api: &Api,
    reader: &OperatorActor,
    filter: chats::ChatFilter,
    order: chats::ChatOrder,
    slice: Slice<chats::ChatKey>,
) -> Result<ChatConnection> {
    let scope = reader.scope.clone();
    let read = move |connection: &mut switchboard_store::DatabaseConnection| {
        let page = chats::page(connection, &scope, &filter, order, &slice)?;
        let rows = Chat::rows(connection, &page.items)?;
        Ok((page, rows))
    };
    let (page, rows) = api.read(read).await?;
    let found = crate::family::by_id(Chat::siblings(rows));
    let page = filled(page, |id| found.get(&id).cloned());
    Ok(ChatConnection::of(page, |chat| encode(&order.key(&chat.row))))
}
