//! Puts a claimed raw request back for a little while, because what it tells is not complete yet.

use crate::{Desk, DeskError};
use switchboard_model::{InboxId, Timestamp};
use switchboard_store::{Lane, inbox};

/// Which request, and until when.
#[derive(Clone, Debug)]
pub struct PostponeInput {
    /// The request.
    pub inbox_id: InboxId,
    /// Who claimed it.
    pub holder: String,
    /// When it may be claimed again.
    pub at: Timestamp,
}

/// Puts the request back. It is no failure and does not count as an attempt: for `EchoPending`, which
/// ends by itself when the leases of the sends in flight do.
///
/// # Errors
/// `Conflict` when another holder has claimed the request since, `Store`.
pub async fn postpone(desk: &Desk, input: PostponeInput) -> Result<(), DeskError> {
    let work = desk.store().write(Lane::Any, move |transaction| {
        if inbox::postpone(transaction, input.inbox_id, &input.holder, input.at)? {
            Ok(())
        } else {
            Err(DeskError::conflict("another process has claimed this request since"))
        }
    });
    work.await
}
