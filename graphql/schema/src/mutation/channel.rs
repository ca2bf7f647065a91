//! What is done with a channel.

use crate::{
    family::{load, single},
    mutation::call::{Call, change, payload},
    scalars::{Id, Json, Long},
    types::channel::Channel,
};
use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result};
use switchboard_desk::channel;
use switchboard_model::{ChannelId, TeamId};

/// A secret of a channel, such as a bot's token. It is stored sealed and never told again.
#[derive(Clone, InputObject)]
pub struct ChannelSecretInput {
    /// The name, as the plugin wants it.
    name: String,
    /// The secret; null removes it.
    value: Option<String>,
}

/// A new channel.
#[derive(Clone, InputObject)]
pub struct ChannelAddInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The plugin that speaks the platform, or `web`.
    plugin: String,
    /// The last part of the hook's path, unique; absent: one is made.
    key: Option<String>,
    /// The name for operators.
    name: String,
    /// The settings: a JSON object as the plugin wants it.
    settings: Option<Json>,
    /// The secrets.
    secrets: Option<Vec<ChannelSecretInput>>,
    /// The team that new chats go to.
    team_id: Option<Id<TeamId>>,
    /// A customer who writes again this long after closing gets a new chat, in ms; absent: never.
    reopen_within_ms: Option<Long>,
}

/// What to change of a channel. Absent keeps, null clears.
#[derive(Clone, InputObject)]
pub struct ChannelEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The channel.
    channel_id: Id<ChannelId>,
    /// The name for operators.
    name: Option<String>,
    /// The settings: a JSON object that replaces the old one.
    settings: Option<Json>,
    /// The secrets to set or remove; others are kept.
    secrets: Option<Vec<ChannelSecretInput>>,
    /// The team that new chats go to.
    team_id: MaybeUndefined<Id<TeamId>>,
    /// A customer who writes again this long after closing gets a new chat, in ms; null: never.
    reopen_within_ms: MaybeUndefined<Long>,
    /// The version you have seen.
    expected_version: Option<i64>,
}

/// The channel to connect to its platform.
#[derive(Clone, InputObject)]
pub struct ChannelConnectInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The channel.
    channel_id: Id<ChannelId>,
}

/// The channel to pause.
#[derive(Clone, InputObject)]
pub struct ChannelPauseInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The channel.
    channel_id: Id<ChannelId>,
}

/// The channel to resume.
#[derive(Clone, InputObject)]
pub struct ChannelResumeInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The channel.
    channel_id: Id<ChannelId>,
}

payload!(ChannelAddPayload, "What came of adding a channel.", channel: Channel, "The channel; absent when it was not added.");
payload!(ChannelEditPayload, "What came of changing a channel.", channel: Channel, "The channel as it is now; absent when it was not changed.");
payload!(ChannelConnectPayload, "What came of connecting a channel.", channel: Channel, "The channel as it is now; absent when it was not connected.");
payload!(ChannelPausePayload, "What came of pausing a channel.", channel: Channel, "The channel as it is now; absent when it was not paused.");
payload!(ChannelResumePayload, "What came of resuming a channel.", channel: Channel, "The channel as it is now; absent when it was not resumed.");

#[derive(Default)]
pub struct ChannelMutation;

/// What is done with a channel.
#[Object]
impl ChannelMutation {
    /// Adds a channel.
    async fn channel_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The channel.")] input: ChannelAddInput,
    ) -> Result<ChannelAddPayload> {
        let call = Call::begin(ctx, "channelAdd", &input, input.client_mutation_id.as_ref())?;
        let secrets = input.secrets.into_iter().flatten();
        let command = channel::add::AddInput {
            plugin: input.plugin,
            key: input.key,
            name: input.name,
            settings: input.settings.map_or_else(|| serde_json::json!({}), |json| json.0),
            secrets: secrets.filter_map(|one| Some((one.name, one.value?))).collect(),
            team_id: input.team_id.map(|id| id.0),
            reopen_within_ms: input.reopen_within_ms.map(|long| long.0),
        };
        let done = channel::add::add(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(ChannelAddPayload::of(outcome, row.and_then(single)))
    }

    /// Changes a channel.
    async fn channel_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: ChannelEditInput,
    ) -> Result<ChannelEditPayload> {
        let call = Call::begin(ctx, "channelEdit", &input, input.client_mutation_id.as_ref())?;
        let (api, id) = (call.api, input.channel_id.0);
        let secrets = input.secrets.into_iter().flatten();
        let command = channel::edit::EditInput {
            channel_id: id,
            name: input.name,
            settings: input.settings.map(|json| json.0),
            secrets: secrets.map(|one| (one.name, one.value)).collect(),
            team_id: change(input.team_id, |id| id.0),
            reopen_within_ms: change(input.reopen_within_ms, |long| long.0),
            expected_version: input.expected_version,
        };
        let done = channel::edit::edit(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let channel = if outcome.is_stale() {
            load::<Channel>(api, [id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(ChannelEditPayload::of(outcome, channel))
    }

    /// Tests a channel's credentials and registers its hook with the platform.
    async fn channel_connect(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The channel.")] input: ChannelConnectInput,
    ) -> Result<ChannelConnectPayload> {
        let call = Call::begin(ctx, "channelConnect", &input, input.client_mutation_id.as_ref())?;
        let command = channel::connect::ConnectInput {
            channel_id: input.channel_id.0,
            public_url: call.api.server.public_url.clone(),
        };
        let done = channel::connect::connect(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(ChannelConnectPayload::of(outcome, row.and_then(single)))
    }

    /// Pauses a channel: nothing is sent or polled, webhooks are still stored.
    async fn channel_pause(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The channel.")] input: ChannelPauseInput,
    ) -> Result<ChannelPausePayload> {
        let call = Call::begin(ctx, "channelPause", &input, input.client_mutation_id.as_ref())?;
        let done = channel::pause::pause(call.desk, &call.context, input.channel_id.0).await;
        let (row, outcome) = call.finish(done)?;
        Ok(ChannelPausePayload::of(outcome, row.and_then(single)))
    }

    /// Resumes a paused or broken channel.
    async fn channel_resume(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The channel.")] input: ChannelResumeInput,
    ) -> Result<ChannelResumePayload> {
        let call = Call::begin(ctx, "channelResume", &input, input.client_mutation_id.as_ref())?;
        let done = channel::resume::resume(call.desk, &call.context, input.channel_id.0).await;
        let (row, outcome) = call.finish(done)?;
        Ok(ChannelResumePayload::of(outcome, row.and_then(single)))
    }
}
