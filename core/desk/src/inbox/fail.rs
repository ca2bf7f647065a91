//! Notes that a raw request could not be parsed or ingested: tried again later, then put aside as dead.

use crate::event::{self, Subject, changed};
use crate::limits::{
    ERROR_TEXT_MAX_CHARACTERS, INBOX_ATTEMPTS_MAX, INBOX_BACKOFF_FIRST_MS, INBOX_BACKOFF_MAX_MS,
};
use crate::{Desk, DeskError, text};
use switchboard_model::event::EventKind;
use switchboard_model::inbox::InboxState;
use switchboard_model::{Actor, InboxId};
use switchboard_store::inbox::Failure;
use switchboard_store::{Lane, inbox};

/// What went wrong.
#[derive(Clone, Debug)]
pub struct FailInput {
    /// The request.
    pub inbox_id: InboxId,
    /// Who claimed it.
    pub holder: String,
    /// The plugin's version.
    pub plugin_version: Option<String>,
    /// What happened, in a sentence for an admin.
    pub error: String,
    /// No later try can help.
    pub is_final: bool,
}

/// Stores the failure; answers whether the request waits for another try or is dead.
///
/// # Errors
/// `Conflict` when another holder has claimed the request since, `Store`.
pub async fn fail(desk: &Desk, input: FailInput) -> Result<InboxState, DeskError> {
    let work = desk.store().write(Lane::Any, move |transaction| {
        let now = transaction.now();
        let row = inbox::get(transaction, input.inbox_id)?;
        let is_dead = input.is_final || row.attempt_count >= INBOX_ATTEMPTS_MAX;
        let failure = Failure {
            error: text::start(&input.error, ERROR_TEXT_MAX_CHARACTERS),
            plugin_version: input.plugin_version.clone(),
            next_attempt_at: (!is_dead).then(|| now.plus_ms(back_off_ms(row.attempt_count))),
        };
        if !inbox::fail(transaction, input.inbox_id, &input.holder, &failure, now)? {
            return Err(DeskError::conflict("another process has claimed this request since"));
        }
        if !is_dead {
            return Ok(InboxState::Waiting);
        }
        let author = Actor::System.author();
        let subject = Subject::inbox(row.inbox_id, row.channel_id);
        event::append(transaction, author, EventKind::InboxChanged, subject, changed(&["state"]))?;
        Ok(InboxState::Dead)
    });
    work.await
}

/// The wait after so many tries, in milliseconds.
fn back_off_ms(attempt_count: i32) -> i64 {
    let doublings = u32::try_from(attempt_count - 1).unwrap_or_default().min(30);
    (INBOX_BACKOFF_FIRST_MS << doublings).min(INBOX_BACKOFF_MAX_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_bound() {
        let waits: Vec<i64> = [0, 1, 2, 3, 40].into_iter().map(back_off_ms).collect();
        assert_eq!(waits, [1_000, 1_000, 2_000, 4_000, INBOX_BACKOFF_MAX_MS]);
    }
}
