//! Whether a channel's settings work. Nothing is changed by it, so nothing recognises a repeated call.

use crate::caller::operator;
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use switchboard_desk::channel::test::{Tested, test};
use switchboard_graphql::{
    api::{api, caller},
    errors::top_level,
    scalars::Id,
};
use switchboard_model::ChannelId;

/// The channel to test.
#[derive(Clone, InputObject)]
pub struct ChannelTestInput {
    /// Returned in the payload; a test changes nothing.
    client_mutation_id: Option<String>,
    /// The channel.
    channel_id: Id<ChannelId>,
}

/// What a channel's platform says of it.
#[derive(Clone, SimpleObject)]
pub struct ChannelTestPayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
    /// Do its settings and secrets work.
    is_working: bool,
    /// What is in the way and what to do; absent when it works.
    problem: Option<String>,
    /// The platform's id of the account that they are of; absent where it told none.
    account: Option<String>,
    /// What the account is called there; absent where it told none.
    title: Option<String>,
}

#[derive(Default)]
pub struct ChannelTestMutation;

/// Whether a channel's settings work.
#[Object]
impl ChannelTestMutation {
    /// Asks a channel's platform whether its settings and secrets work, and changes nothing here or there. Needs the
    /// permission `CHANNEL_MANAGE`.
    async fn channel_test(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which one.")] input: ChannelTestInput,
    ) -> Result<ChannelTestPayload> {
        operator(ctx)?;
        let tested = test(&api(ctx)?.desk, caller(ctx)?, input.channel_id.0).await;
        let Tested { account, title, problem } = tested.map_err(top_level)?;
        Ok(ChannelTestPayload {
            client_mutation_id: input.client_mutation_id,
            is_working: problem.is_none(),
            problem,
            account,
            title,
        })
    }
}
