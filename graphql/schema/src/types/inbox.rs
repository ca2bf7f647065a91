//! A raw request of a platform that could not be taken in.

use crate::{
    api::api,
    enums::InboxState,
    family::{self, Family, load},
    lazy::Once,
    page::connection,
    scalars::DateTime,
    types::channel::Channel,
};
use async_graphql::{Context, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{ChannelId, InboxId};
use switchboard_store::{
    DatabaseConnection, StoreError,
    page::inbox::{self, InboxSummary},
};

/// A raw request of a platform, kept as it came.
#[derive(Clone)]
pub struct InboxDelivery {
    pub(crate) row: Arc<InboxSummary>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<InboxSummary>>,
    channels: Once<HashMap<ChannelId, Channel>>,
}

impl Family for InboxDelivery {
    type Id = InboxId;
    type Row = InboxSummary;

    fn siblings(rows: Vec<InboxSummary>) -> Vec<Self> {
        let family = |rows| Siblings { rows, channels: Once::default() };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[InboxId],
    ) -> Result<Vec<InboxSummary>, StoreError> {
        inbox::by_ids(connection, ids)
    }

    fn key(&self) -> InboxId {
        self.row.inbox_id
    }
}

/// A raw request of a platform, kept as it came.
#[Object]
impl InboxDelivery {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.inbox_id.into()
    }

    /// The channel it came to.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Option<Channel>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.channel_id)).await };
        Ok(self.family.channels.get(load).await?.get(&self.row.channel_id).cloned())
    }

    /// `GET` or `POST`.
    async fn method(&self) -> &str {
        &self.row.method
    }

    /// What became of it.
    async fn state(&self) -> InboxState {
        self.row.state.into()
    }

    /// How often it was tried.
    async fn attempt_count(&self) -> i32 {
        self.row.attempt_count
    }

    /// The last error; absent when there was none.
    async fn error(&self) -> Option<&str> {
        self.row.error.as_deref()
    }

    /// Which version of the plugin tried last; absent before the first try.
    async fn plugin_version(&self) -> Option<&str> {
        self.row.plugin_version.as_deref()
    }

    /// When it came.
    async fn received_at(&self) -> DateTime {
        DateTime(self.row.received_at)
    }

    /// When it was taken in or given up; absent while it waits.
    async fn settled_at(&self) -> Option<DateTime> {
        self.row.settled_at.map(DateTime)
    }
}

connection!(
    InboxDeliveryConnection,
    InboxDeliveryEdge,
    InboxDelivery,
    "A page of raw requests.",
    "A raw request in a list."
);
