//! What a query reads of the server.

use crate::{
    caller::operator,
    types::server::{ServerInfo, ServerLimits},
};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::api::api;

#[derive(Default)]
pub struct ServerQuery;

/// The server.
#[Object]
impl ServerQuery {
    /// The server and what it takes.
    async fn server(&self, ctx: &Context<'_>) -> Result<ServerInfo> {
        operator(ctx)?;
        let api = api(ctx)?;
        Ok(ServerInfo {
            version: api.server.version.clone(),
            public_url: api.server.public_url.as_ref().map(|url| url.as_str().to_owned()),
            limits: ServerLimits::of(api.desk.limits()),
        })
    }
}
