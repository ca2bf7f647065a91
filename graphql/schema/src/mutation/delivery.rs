//! What is done with a delivery that needs a human.

use crate::{mutation::call::mutations, types::delivery::Delivery};
use async_graphql::Enum;
use switchboard_desk::message::retry;
use switchboard_graphql::{input, payload, scalars::Id};
use switchboard_model::DeliveryId;

/// What to do with a delivery that failed, waits for its next try, or of which nobody knows whether it arrived.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
#[graphql(remote = "retry::ResendOrAccept")]
pub enum DeliveryDecision {
    /// Send it again, or now rather than later.
    Resend,
    /// Take it as sent.
    Accept,
}

input! {
    /// The delivery to try again.
    DeliveryRetryInput {
        /// The delivery.
        delivery_id: Id<DeliveryId>,
        /// What to do; absent: send it again.
        decision: Option<DeliveryDecision>,
    }
}

impl From<DeliveryRetryInput> for retry::RetryInput {
    fn from(input: DeliveryRetryInput) -> Self {
        let decision = input.decision.unwrap_or(DeliveryDecision::Resend).into();
        Self { delivery_id: input.delivery_id.0, decision }
    }
}

payload!(DeliveryRetryPayload, "The result of trying again.", delivery: Delivery, "The delivery as it is now; absent when nothing was done.");

mutations! {
    /// What is done with a delivery.
    DeliveryMutation {
        /// Tries a failed delivery again, one that waits for its next try at once, or decides about one of which nobody knows whether it arrived.
        delivery_retry(DeliveryRetryInput, "The delivery.") -> DeliveryRetryPayload { retry::retry }
    }
}
