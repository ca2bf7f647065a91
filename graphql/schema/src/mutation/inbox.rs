//! What is done with raw requests that could not be taken in.

use crate::{
    errors::invalid,
    mutation::call::{Call, payload},
    scalars::Id,
};
use async_graphql::{Context, InputObject, Object, Result};
use switchboard_desk::inbox::replay;
use switchboard_model::{ChannelId, InboxId};

/// Which raw requests to take in again.
#[derive(Clone, InputObject)]
pub struct InboxReplayInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// A single one. Pass this or the channel.
    inbox_delivery_id: Option<Id<InboxId>>,
    /// All of a channel, in the order in which they came. Pass this or the raw request.
    channel_id: Option<Id<ChannelId>>,
}

payload!(InboxReplayPayload, "What came of a replay.", count: i64, "How many raw requests are tried again; absent when none could be.");

#[derive(Default)]
pub struct InboxMutation;

/// What is done with raw requests.
#[Object]
impl InboxMutation {
    /// Tries raw requests again that could not be taken in, for example after a plugin was mended.
    async fn inbox_replay(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: InboxReplayInput,
    ) -> Result<InboxReplayPayload> {
        let call = Call::begin(ctx, "inboxReplay", &input, input.client_mutation_id.as_ref())?;
        let command = match (input.inbox_delivery_id, input.channel_id) {
            (Some(one), None) => replay::ReplayInput::One(one.0),
            (None, Some(channel)) => replay::ReplayInput::Channel(channel.0),
            _ => return Err(invalid("Pass either \"inboxDeliveryId\" or \"channelId\".")),
        };
        let done = replay::replay(call.desk, &call.context, command).await;
        let (count, outcome) = call.finish(done)?;
        let count = count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        Ok(InboxReplayPayload::of(outcome, count))
    }
}
