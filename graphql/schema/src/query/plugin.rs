//! The installed plugins.

use crate::{caller::operator, types::plugin::Plugin};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{api::api, cost};

#[derive(Default)]
pub struct PluginQuery;

/// The installed plugins.
#[Object]
impl PluginQuery {
    /// The installed plugins, as they are now.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn plugins(&self, ctx: &Context<'_>) -> Result<Vec<Plugin>> {
        operator(ctx)?;
        let installed = api(ctx)?.desk.connectors().installed();
        Ok(installed.into_iter().map(Plugin::from).collect())
    }
}
