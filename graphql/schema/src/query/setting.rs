//! What a query reads of the settings.

use crate::{caller::read, types::setting::Settings};
use async_graphql::{Context, Object, Result};

#[derive(Default)]
pub struct SettingQuery;

/// The settings.
#[Object]
impl SettingQuery {
    /// The settings of the server.
    async fn settings(&self, ctx: &Context<'_>) -> Result<Settings> {
        Ok(read(ctx, |reader| reader.settings()).await?.into())
    }
}
