//! What is done with the search index.

use crate::caller::operator_with;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use std::sync::Arc;
use switchboard_model::{Permission, search::SearchIndex};

/// How to make the search index again.
#[derive(Clone, InputObject)]
pub struct SearchRebuildInput {
    /// Returned in the payload: rebuilding twice does no harm.
    client_mutation_id: Option<String>,
}

/// The result of asking for a new search index.
#[derive(Clone, SimpleObject)]
pub struct SearchRebuildPayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
    /// It is being made; the old one serves until the new one is complete.
    is_started: bool,
}

#[derive(Default)]
pub struct SearchMutation;

/// What is done with the search index.
#[Object]
impl SearchMutation {
    /// Makes the search index again while the old one serves. Needs the permission `SETTING_MANAGE`.
    async fn search_rebuild(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How.")] input: SearchRebuildInput,
    ) -> Result<SearchRebuildPayload> {
        operator_with(ctx, Permission::SettingManage)?;
        let search = Arc::clone(ctx.data::<Arc<dyn SearchIndex>>()?);
        tokio::spawn(async move {
            if let Err(error) = search.rebuild().await {
                tracing::error!(error = %error, "the search index could not be made again");
            }
        });
        Ok(SearchRebuildPayload { client_mutation_id: input.client_mutation_id, is_started: true })
    }
}
