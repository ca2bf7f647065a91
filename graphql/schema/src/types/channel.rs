//! A channel: every operator sees its name and state, settings need a right.

use crate::{
    api::{api, has},
    enums::ChannelState,
    family::{self, Family, load},
    lazy::Once,
    scalars::{DateTime, Json, Long},
    types::team::Team,
};
use async_graphql::{Context, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{ChannelId, Right, TeamId, channel};
use switchboard_store::{DatabaseConnection, StoreError};

/// A configured source of chats.
#[derive(Clone)]
pub struct Channel {
    pub(crate) row: Arc<channel::Channel>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<channel::Channel>>,
    teams: Once<HashMap<TeamId, Team>>,
}

impl Family for Channel {
    type Id = ChannelId;
    type Row = channel::Channel;

    fn siblings(rows: Vec<channel::Channel>) -> Vec<Self> {
        let family = |rows| Siblings { rows, teams: Once::default() };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[ChannelId],
    ) -> Result<Vec<channel::Channel>, StoreError> {
        switchboard_store::channel::by_ids(connection, ids)
    }

    fn key(&self) -> ChannelId {
        self.row.channel_id
    }
}

/// A configured source of chats.
#[Object]
impl Channel {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.channel_id.into()
    }

    /// The plugin that speaks the platform, such as `org.switchboard.telegram`, or `web`.
    async fn plugin(&self) -> &str {
        &self.row.plugin
    }

    /// The name for operators.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Does it work.
    async fn state(&self) -> ChannelState {
        self.row.state.into()
    }

    /// Why it does not work and what to do; absent while it works.
    async fn state_reason(&self) -> Option<&str> {
        self.row.state_reason.as_deref()
    }

    /// The team that new chats go to; absent when they go to nobody in particular.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        let Some(id) = self.row.team_id else { return Ok(None) };
        let load = || async {
            load(api(ctx)?, self.family.rows.iter().filter_map(|row| row.team_id)).await
        };
        Ok(self.family.teams.get(load).await?.get(&id).cloned())
    }

    /// The last part of the hook's path; absent without the right `CHANNEL_READ`.
    async fn key(&self, ctx: &Context<'_>) -> Option<&str> {
        has(ctx, Right::ChannelRead).then_some(self.row.key.as_str())
    }

    /// Where the platform sends its webhooks; absent without the right `CHANNEL_READ`, or when the
    /// server's public address is not set.
    async fn hook_url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if !has(ctx, Right::ChannelRead) || self.row.plugin == channel::WEB_PLUGIN {
            return Ok(None);
        }
        let base = api(ctx)?.server.public_url.as_deref();
        Ok(base.map(|base| format!("{base}/hooks/{}", self.row.key)))
    }

    /// The settings, secrets left out: a JSON object; absent without the right `CHANNEL_READ`.
    async fn settings(&self, ctx: &Context<'_>) -> Option<Json> {
        has(ctx, Right::ChannelRead).then(|| Json(self.row.settings.clone()))
    }

    /// The platform's id of the account; absent before the channel was connected, and without the
    /// right `CHANNEL_READ`.
    async fn account(&self, ctx: &Context<'_>) -> Option<&str> {
        if has(ctx, Right::ChannelRead) { self.row.account.as_deref() } else { None }
    }

    /// A customer who writes again this long after closing gets a new chat, in ms; absent: never.
    async fn reopen_within_ms(&self) -> Option<Long> {
        self.row.reopen_within_ms.map(Long)
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// When it was added.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.row.updated_at)
    }
}
