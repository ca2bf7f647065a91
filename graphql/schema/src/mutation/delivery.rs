//! What is done with a delivery that needs a human.

use crate::{
    family::single,
    mutation::call::{Call, payload},
    scalars::Id,
    types::delivery::Delivery,
};
use async_graphql::{Context, Enum, InputObject, Object, Result};
use switchboard_desk::message::retry;
use switchboard_model::DeliveryId;

/// What to do with a delivery that failed, or of which nobody knows whether it arrived.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum DeliveryDecision {
    /// Send it again.
    Resend,
    /// Take it as sent.
    Accept,
}

/// The delivery to try again.
#[derive(Clone, InputObject)]
pub struct DeliveryRetryInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The delivery.
    delivery_id: Id<DeliveryId>,
    /// What to do; absent: send it again.
    decision: Option<DeliveryDecision>,
}

payload!(DeliveryRetryPayload, "What came of trying again.", delivery: Delivery, "The delivery as it is now; absent when nothing was done.");

#[derive(Default)]
pub struct DeliveryMutation;

/// What is done with a delivery.
#[Object]
impl DeliveryMutation {
    /// Tries a failed delivery again, or decides about one of which nobody knows whether it arrived.
    async fn delivery_retry(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The delivery.")] input: DeliveryRetryInput,
    ) -> Result<DeliveryRetryPayload> {
        let call = Call::begin(ctx, "deliveryRetry", &input, input.client_mutation_id.as_ref())?;
        let decision = match input.decision.unwrap_or(DeliveryDecision::Resend) {
            DeliveryDecision::Resend => retry::ResendOrAccept::Resend,
            DeliveryDecision::Accept => retry::ResendOrAccept::Accept,
        };
        let command = retry::RetryInput { delivery_id: input.delivery_id.0, decision };
        let done = retry::retry(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(DeliveryRetryPayload::of(outcome, row.and_then(single)))
    }
}
