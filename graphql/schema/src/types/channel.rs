//! A channel: every operator sees its name and state, settings need a permission.

mod capabilities;

use crate::{
    batch::batched,
    caller::has,
    noun::{IsTold, Noun, Rows, Visible},
    relation::{ToMany, ToOne},
    types::{event::event, operator::Operator, schedule::Schedule, team::Team},
};
use async_graphql::{Context, Result};
use capabilities::ChannelCapabilities;
use switchboard_graphql::{
    api::api,
    choice::ChannelState,
    cost, object,
    scalars::{DateTime, Json, Long},
};
use switchboard_model::{ChannelId, Permission, channel};

batched!(Channel of channel::Channel, channel_id: ChannelId, Relations);

#[derive(Default)]
pub struct Relations {
    teams: ToOne<Team>,
    schedules: ToOne<Schedule>,
    member_operators: ToMany<ChannelId, Operator>,
    member_teams: ToMany<ChannelId, Team>,
}

impl Noun for Channel {
    const ROWS: Rows<Self> = |related, ids| related.channels(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().channels(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A channel was created or changed.
    ChannelEvent {
        /// The channel as it is now.
        channel: Channel
    }
}

/// A configured source of chats.
#[object(id = channel_id)]
impl Channel {
    /// The plugin that speaks the platform, such as `org.switchboard.telegram`, or `web`.
    fn plugin(&self) -> &str;
    /// The name for operators.
    fn name(&self) -> &str;
    /// Does it work.
    fn state(&self) -> ChannelState;
    /// Why it does not work and what to do; absent while it works.
    fn state_reason(&self) -> Option<&str>;

    /// What its platform can do, and the bounds of what is sent there; absent while its plugin is not installed.
    async fn capabilities(&self, ctx: &Context<'_>) -> Result<Option<ChannelCapabilities>> {
        Ok(api(ctx)?.desk.capabilities(&self.0.plugin).ok().map(Into::into))
    }

    /// The team that new chats go to; absent when they go to nobody in particular.
    async fn team(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        self.0.one(ctx, |of| &of.teams, |row| row.team_id).await
    }

    /// The operators who see its chats, beside the teams; where there are neither, everybody does.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn member_operators(&self, ctx: &Context<'_>) -> Result<Vec<Operator>> {
        self.0
            .many_to_many(
                ctx,
                |of| &of.member_operators,
                |row| row.channel_id,
                |related, ids| related.member_operators(ids),
            )
            .await
    }

    /// The teams that see its chats, beside the operators; where there are neither, everybody does.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn member_teams(&self, ctx: &Context<'_>) -> Result<Vec<Team>> {
        self.0
            .many_to_many(
                ctx,
                |of| &of.member_teams,
                |row| row.channel_id,
                |related, ids| related.member_teams(ids),
            )
            .await
    }

    /// The last part of the hook's path; absent without the permission `CHANNEL_READ`.
    async fn key(&self, ctx: &Context<'_>) -> Option<&str> {
        has(ctx, Permission::ChannelRead).then_some(self.0.key.as_str())
    }

    /// Where the platform sends its webhooks; absent without the permission `CHANNEL_READ`, or when the
    /// server has no public address of https.
    async fn hook_url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        if !has(ctx, Permission::ChannelRead) || self.0.plugin == channel::WEB_PLUGIN {
            return Ok(None);
        }
        let public_url = api(ctx)?.server.public_url.as_ref();
        Ok(public_url.and_then(|public_url| public_url.hook(&self.0.key)))
    }

    /// The settings, secrets left out: a JSON object; absent without the permission `CHANNEL_READ`.
    async fn settings(&self, ctx: &Context<'_>) -> Option<Json> {
        has(ctx, Permission::ChannelRead).then(|| Json(self.0.settings.clone()))
    }

    /// The platform's id of the account; absent before the channel was connected, and without the
    /// permission `CHANNEL_READ`.
    async fn account(&self, ctx: &Context<'_>) -> Option<&str> {
        if has(ctx, Permission::ChannelRead) { self.0.account.as_deref() } else { None }
    }

    /// A customer who writes again this long after closing gets a new chat, in ms; absent: never.
    fn reopen_within_ms(&self) -> Option<Long>;

    /// Its business hours; absent: it keeps to the default's, and where there is none it is always open.
    async fn schedule(&self, ctx: &Context<'_>) -> Result<Option<Schedule>> {
        self.0.one(ctx, |of| &of.schedules, |row| row.schedule_id).await
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was created.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}
