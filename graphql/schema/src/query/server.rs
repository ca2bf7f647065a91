//! What a query reads of the server.

use crate::{
    caller::read,
    types::server::{ServerInfo, ServerLimits},
};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{
    api::api,
    scalars::{DateTime, Long},
};

#[derive(Default)]
pub struct ServerQuery;

/// The server.
#[Object]
impl ServerQuery {
    /// The server and what it takes.
    async fn server(&self, ctx: &Context<'_>) -> Result<ServerInfo> {
        let ((desk_name, default_language), stored_bytes) =
            read(ctx, |reader| Ok((reader.desk_name_and_language()?, reader.stored_bytes()?)))
                .await?;
        let api = api(ctx)?;
        Ok(ServerInfo {
            now: DateTime(api.desk.now()),
            desk_name,
            default_language,
            version: api.server.version.clone(),
            public_url: api.server.public_url.as_ref().map(|url| url.as_str().to_owned()),
            stored_bytes: Long(stored_bytes),
            limits: ServerLimits::of(api.desk.limits()),
        })
    }
}
