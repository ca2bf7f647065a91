//! Claims raw requests for parsing, in the order of their arrival.

use crate::limits::CLAIM_MAX;
use crate::{Desk, DeskError};
use switchboard_model::inbox::InboxRow;
use switchboard_store::{Lane, inbox};

/// Who claims, and how much.
#[derive(Clone, Debug)]
pub struct ClaimInput {
    /// The process that claims, unique.
    pub holder: String,
    /// How long the claim holds, in milliseconds.
    pub lease_ms: i64,
    /// How many, at most `limits::CLAIM_MAX`.
    pub limit: i64,
}

/// Claims waiting requests, oldest first. A channel of which another holder works on an earlier
/// request is left out; the caller keeps the order of what it has claimed itself.
///
/// # Errors
/// `Store`.
pub async fn claim(desk: &Desk, input: ClaimInput) -> Result<Vec<InboxRow>, DeskError> {
    let limit = input.limit.clamp(1, CLAIM_MAX);
    let work = desk.store().write(Lane::Any, move |transaction| {
        let now = transaction.now();
        let until = now.plus_ms(input.lease_ms);
        Ok::<_, DeskError>(inbox::claim(transaction, now, until, &input.holder, limit)?)
    });
    work.await
}
