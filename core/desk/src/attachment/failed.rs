//! Notes that fetching an attachment failed: tried again, or given up with the reason.

use super::event;
use crate::limits::{ERROR_TEXT_MAX_CHARACTERS, FETCH_ATTEMPTS_MAX};
use crate::{Context, Desk, DeskError};
use switchboard_model::attachment::AttachmentState;
use switchboard_model::connector::ConnectorError;
use switchboard_model::connector::ErrorClass;
use switchboard_model::{AttachmentId, Timestamp};
use switchboard_store::{Lane, attachment};

/// The wait after the first failed try, in milliseconds; doubles with each.
const BACKOFF_FIRST_MS: i64 = 2_000;
/// Longest wait between two tries, in milliseconds: platforms' links expire.
const BACKOFF_MAX_MS: i64 = 10 * 60 * 1000;

/// Plans the next try, or fails the attachment when the error's class or the number of tries says so.
/// Returns when the next try is due.
///
/// # Errors
/// `NotFound`, `Store`.
pub async fn failed(
    desk: &Desk,
    attachment_id: AttachmentId,
    error: &ConnectorError,
) -> Result<Option<Timestamp>, DeskError> {
    let error = error.clone();
    desk.store()
        .write(Lane::Any, move |transaction| {
            let mut row = attachment::get(transaction, attachment_id)?;
            if row.state != AttachmentState::Pending {
                return Ok(None);
            }
            let count = attachment::attempt_count(transaction, attachment_id)?;
            let may_mend = matches!(
                error.class,
                ErrorClass::Transient
                    | ErrorClass::RateLimited
                    | ErrorClass::MaybeSent
                    | ErrorClass::Auth
            );
            if may_mend && count < FETCH_ATTEMPTS_MAX {
                let doubled = BACKOFF_FIRST_MS << (count - 1).clamp(0, 16);
                let asked = error.retry_after_ms.and_then(|wait| i64::try_from(wait).ok());
                let wait_ms = asked.unwrap_or(doubled).clamp(BACKOFF_FIRST_MS, BACKOFF_MAX_MS);
                let at = transaction.now().plus_ms(wait_ms);
                attachment::postpone_fetch(transaction, attachment_id, at)?;
                return Ok(Some(at));
            }
            row.state = AttachmentState::Failed;
            row.error = Some(error.message.chars().take(ERROR_TEXT_MAX_CHARACTERS).collect());
            attachment::update(transaction, &row)?;
            event::changed(transaction, &Context::system(), &row)?;
            Ok(None)
        })
        .await
}
