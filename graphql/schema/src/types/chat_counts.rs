//! How many chats stand where.

use crate::caller::read_list;
use async_graphql::{Context, Object, Result};
use switchboard_graphql::limits::COUNT_MAX;
use switchboard_model::{
    ChatFilter, ChatTab,
    chat::{ChatStatus, WaitingOn},
};

pub struct ChatCounts;

async fn count(ctx: &Context<'_>, filter: ChatFilter) -> Result<i64> {
    read_list(ctx, (filter, None), |reader, filter| reader.chat_count(filter, COUNT_MAX)).await
}

/// Open chats, whatever else is asked of them.
fn open() -> ChatFilter {
    ChatFilter::in_statuses(ChatStatus::OPEN)
}

/// How many chats stand where. Each number is counted only when it is asked for, and no further than
/// 1000: that many means "or more".
#[Object]
impl ChatCounts {
    /// That nobody has taken yet.
    #[graphql(complexity = 10, name = "new")]
    async fn new_count(&self, ctx: &Context<'_>) -> Result<i64> {
        count(ctx, ChatTab::New.filter()).await
    }

    /// That somebody works on, that wait for the customer, or that were forwarded.
    #[graphql(complexity = 10)]
    async fn active(&self, ctx: &Context<'_>) -> Result<i64> {
        count(ctx, ChatTab::Active.filter()).await
    }

    /// That are closed, without the archived ones.
    #[graphql(complexity = 10)]
    async fn completed(&self, ctx: &Context<'_>) -> Result<i64> {
        count(ctx, ChatTab::Completed.filter()).await
    }

    /// That are open and have messages that you have not read.
    #[graphql(complexity = 10)]
    async fn unread(&self, ctx: &Context<'_>) -> Result<i64> {
        count(ctx, ChatFilter { is_unread: Some(true), ..open() }).await
    }

    /// That wait for an operator's answer.
    #[graphql(complexity = 10)]
    async fn unanswered(&self, ctx: &Context<'_>) -> Result<i64> {
        let waiting_on = Some(vec![WaitingOn::Operator]);
        count(ctx, ChatFilter { waiting_on, ..ChatFilter::default() }).await
    }

    /// That are open and are assigned to you or joined by you.
    #[graphql(complexity = 10)]
    async fn mine(&self, ctx: &Context<'_>) -> Result<i64> {
        count(ctx, ChatFilter { is_mine: Some(true), ..open() }).await
    }
}
