//! What is done with inbound requests that could not be taken in.

use crate::mutation::call::{mutations, run};
use async_graphql::{Context, Result};
use switchboard_desk::{Context as DeskContext, Desk, inbound_request::replay};
use switchboard_graphql::{errors::invalid, input, payload, scalars::Id};
use switchboard_model::{ChannelId, InboundRequestId};

input! {
    /// Which inbound requests to take in again.
    InboundRequestReplayInput {
        /// A single one. Pass this or the channel.
        inbound_request_id: Option<Id<InboundRequestId>>,
        /// All of a channel, in the order in which they came. Pass this or the inbound request.
        channel_id: Option<Id<ChannelId>>,
    }
}

payload!(InboundRequestReplayPayload, "The result of a replay.", count: i64, "How many inbound requests are tried again; absent when none could be.");

async fn inbound_request_replay(
    ctx: &Context<'_>,
    input: InboundRequestReplayInput,
) -> Result<InboundRequestReplayPayload> {
    let replay = match (&input.inbound_request_id, &input.channel_id) {
        (Some(one), None) => replay::ReplayInput::One(one.0),
        (None, Some(channel)) => replay::ReplayInput::Channel(channel.0),
        _ => return Err(invalid("Pass either \"inboundRequestId\" or \"channelId\".")),
    };
    let command = async |desk: &Desk, context: &DeskContext, _: InboundRequestReplayInput| {
        replay::replay(desk, context, replay).await
    };
    let (count, outcome) = run(ctx, input, command).await?;
    let count = count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
    Ok(InboundRequestReplayPayload::of(outcome, count))
}

mutations! {
    /// What is done with inbound requests.
    InboundRequestMutation {
        /// Tries inbound requests again that could not be taken in, for example after a plugin was mended.
        inbound_request_replay(InboundRequestReplayInput, "Which.")
            -> InboundRequestReplayPayload { by inbound_request_replay }
    }
}
