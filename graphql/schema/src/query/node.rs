//! Any object by its global id.

use crate::{
    caller::operator,
    types::node::{Node, nodes},
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_graphql::{api::api, cost, errors::invalid, limits::NODES_MAX};

#[derive(Default)]
pub struct NodeQuery;

/// Any object by its global id.
#[Object]
impl NodeQuery {
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
}
