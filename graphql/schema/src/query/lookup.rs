//! What finds anything: global ids and the search.

use crate::{
    api::{api, operator},
    cost,
    errors::invalid,
    limits::NODES_MAX,
    page::PageSize,
    types::{
        node::{Node, nodes},
        search::{SearchKind, SearchResultConnection, search},
    },
};
use async_graphql::{Context, ID, Object, Result};

#[derive(Default)]
pub struct LookupQuery;

/// Global ids and the search.
#[Object]
impl LookupQuery {
    /// An object by its global id; absent when there is none that you may know of.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Result<Option<Node>> {
        Ok(nodes(api(ctx)?, operator(ctx)?, &[id]).await?.pop().flatten())
    }

    /// Objects by their global ids, in the same order, absent where there is none that you may know
    /// of. At most 100.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if ids.len() > NODES_MAX {
            return Err(invalid(format!("\"ids\" has more than {NODES_MAX} values.")));
        }
        nodes(api(ctx)?, operator(ctx)?, &ids).await
    }

    /// Searches messages, notes and contacts that you may see: words, "phrases", -exclusions,
    /// beginnings*, `from:customer`, `has:attachment`, `before:2026-01-31`. Best first.
    #[graphql(complexity = "cost::page(child_complexity).saturating_add(50)")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to look for.")] query: String,
        #[graphql(desc = "Only these kinds; absent: all.")] kinds: Option<Vec<SearchKind>>,
        #[graphql(desc = "How many, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
    ) -> Result<SearchResultConnection> {
        search(ctx, &query, kinds, first, after).await
    }
}
