//! What a query reads of the search.

use crate::types::search::{SearchKind, SearchResultConnection, search};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{cost, page::PageSize};

#[derive(Default)]
pub struct SearchQuery;

/// The search.
#[Object]
impl SearchQuery {
    /// Searches messages, notes, contacts and chats that you may see: words, "phrases", -exclusions,
    /// beginnings*, `from:customer`, `has:attachment`, `before:2026-01-31`. Of the chat as it is now:
    /// `operator:ada`, `channel:"Web shop"`, `status:closed`, `label:urgent`, `role:merchant`, `lang:de`,
    /// `priority:high`, `ref:PAY-7`; with a minus before it, what it is not. Best first.
    #[graphql(complexity = "cost::page(child_complexity).saturating_add(50)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look for.")] query: String,
        #[graphql(desc = "Only these kinds; absent: all.")] kinds: Option<Vec<SearchKind>>,
        #[graphql(desc = "How many, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(
            desc = "Where the days of `before:` and `after:` begin: an IANA name such as `Europe/Berlin`; absent: UTC."
        )]
        time_zone: Option<String>,
    ) -> Result<SearchResultConnection> {
        search(ctx, &query, time_zone, kinds, first, after).await
    }
}
