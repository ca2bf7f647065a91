//! What is done with a channel.

use crate::{mutation::call::mutations, types::channel::Channel};
use async_graphql::{Context, ID, InputObject, MaybeUndefined, Result};
use switchboard_desk::channel::{connect, create, delete, pause, resume, update};
use switchboard_graphql::{
    api::api,
    input, payload,
    plain::Plain,
    scalars::{Id, Json, Long},
};
use switchboard_model::{ChannelId, OperatorId, ScheduleId, TeamId, channel::ChannelMembers};

/// A secret of a channel, such as a bot's token. It is stored sealed and never told again.
#[derive(Clone, InputObject)]
pub struct ChannelSecretInput {
    /// The name, as the plugin wants it.
    name: String,
    /// The secret; null removes it.
    value: Option<String>,
}

input! {
    /// A new channel.
    ChannelCreateInput {
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
        /// The operators who see its chats. Without operators and teams everybody does.
        member_operator_ids: Option<Vec<Id<OperatorId>>>,
        /// The teams that see its chats.
        member_team_ids: Option<Vec<Id<TeamId>>>,
        /// A customer who writes again this long after closing gets a new chat, in ms; absent: never.
        reopen_within_ms: Option<Long>,
    }

    /// What to change of a channel. Absent keeps, null clears.
    ChannelUpdateInput into update::UpdateInput {
        /// The channel.
        channel_id: Id<ChannelId>,
        /// The name for operators.
        name: Option<String>,
        /// The settings: a JSON object that replaces the old one. One that says where a secret is sent changes
        /// only together with that secret.
        settings: Option<Json>,
        /// The secrets to set or remove; others are kept.
        secrets: Option<Vec<ChannelSecretInput>>,
        /// The team that new chats go to.
        team_id: MaybeUndefined<Id<TeamId>>,
        /// The operators who see its chats: the whole list. Without operators and teams everybody does.
        member_operator_ids: Option<Vec<Id<OperatorId>>>,
        /// The teams that see its chats: the whole list.
        member_team_ids: Option<Vec<Id<TeamId>>>,
        /// A customer who writes again this long after closing gets a new chat, in ms; null: never.
        reopen_within_ms: MaybeUndefined<Long>,
        /// Its business hours; null: the default's.
        schedule_id: MaybeUndefined<Id<ScheduleId>>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The channel to connect to its platform.
    ChannelConnectInput {
        /// The channel.
        channel_id: Id<ChannelId>,
    }

    /// The channel to pause.
    ChannelPauseInput of ChannelId {
        /// The channel.
        channel_id
    }

    /// The channel to resume.
    ChannelResumeInput of ChannelId {
        /// The channel.
        channel_id
    }

    /// The channel to delete.
    ChannelDeleteInput {
        /// The channel.
        channel_id: Id<ChannelId>,
        /// Delete it also when its platform cannot be told: then take the hook away there yourself.
        is_forced: Option<bool>,
    }
}

impl From<ChannelCreateInput> for create::CreateInput {
    fn from(input: ChannelCreateInput) -> Self {
        let secrets = input.secrets.into_iter().flatten();
        Self {
            plugin: input.plugin,
            key: input.key,
            name: input.name,
            settings: input.settings.map_or_else(|| serde_json::json!({}), |json| json.0),
            secrets: secrets.filter_map(|one| Some((one.name, one.value?))).collect(),
            team_id: input.team_id.plain(),
            members: ChannelMembers {
                operator_ids: input.member_operator_ids.plain(),
                team_ids: input.member_team_ids.plain(),
            },
            reopen_within_ms: input.reopen_within_ms.plain(),
        }
    }
}

impl Plain<(String, Option<String>)> for ChannelSecretInput {
    fn plain(self) -> (String, Option<String>) {
        (self.name, self.value)
    }
}

payload!(ChannelCreatePayload, "The result of creating a channel.", channel: Channel, "The channel; absent when it was not created.");
payload!(ChannelUpdatePayload, "The result of changing a channel.", channel: Channel, "The channel as it is now; absent when it was not changed.");
payload!(ChannelConnectPayload, "The result of connecting a channel.", channel: Channel, "The channel as it is now; absent when it was not connected.");
payload!(ChannelPausePayload, "The result of pausing a channel.", channel: Channel, "The channel as it is now; absent when it was not paused.");
payload!(ChannelResumePayload, "The result of resuming a channel.", channel: Channel, "The channel as it is now; absent when it was not resumed.");
payload!(ChannelDeletePayload, "The result of deleting a channel.", deleted_id: ID, "The id of the channel; absent when it was not deleted.");

fn connect_input(ctx: &Context<'_>, input: ChannelConnectInput) -> Result<connect::ConnectInput> {
    let public_url = api(ctx)?.server.public_url.clone();
    Ok(connect::ConnectInput { channel_id: input.channel_id.0, public_url })
}

fn delete_input(ctx: &Context<'_>, input: ChannelDeleteInput) -> Result<delete::DeleteInput> {
    Ok(delete::DeleteInput {
        channel_id: input.channel_id.0,
        public_url: api(ctx)?.server.public_url.clone(),
        is_forced: input.is_forced.unwrap_or(false),
    })
}

mutations! {
    /// What is done with a channel.
    ChannelMutation {
        /// Creates a channel.
        channel_create(ChannelCreateInput, "The channel.")
            -> ChannelCreatePayload { create::create }
        /// Changes a channel.
        channel_update(ChannelUpdateInput, "What to change.")
            -> ChannelUpdatePayload { update::update, version of channel_id }
        /// Tests a channel's credentials and registers its hook with the platform.
        channel_connect(ChannelConnectInput, "The channel.")
            -> ChannelConnectPayload { connect::connect, from connect_input }
        /// Pauses a channel: nothing is sent or polled, webhooks are still stored.
        channel_pause(ChannelPauseInput, "The channel.") -> ChannelPausePayload { pause::pause }
        /// Resumes a paused or broken channel.
        channel_resume(ChannelResumeInput, "The channel.")
            -> ChannelResumePayload { resume::resume }
        /// Deletes a channel: takes its hook away from the platform and removes its secrets. Its chats stay
        /// to be read; what still waits to be sent fails.
        channel_delete(ChannelDeleteInput, "The channel.")
            -> ChannelDeletePayload { delete::delete, from delete_input }
    }
}
