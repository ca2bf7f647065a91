//! Notes that fetching an attachment failed: tried again, or given up with the reason.

use super::tell_changed;
use crate::limits::{ERROR_TEXT_MAX_CHARACTERS, FETCH_ATTEMPTS_MAX, FETCH_BACKOFF};
use crate::{Context, Desk, Result};
use switchboard_model::attachment::AttachmentState;
use switchboard_model::connector::ConnectorError;
use switchboard_model::connector::ErrorClass;
use switchboard_model::{AttachmentId, Timestamp};
use switchboard_store::{Lane, attachment};

/// Plans the next try, or fails the attachment when the error's class or the number of tries says so.
/// Returns when the next try is due.
///
/// # Errors
/// `NotFound`.
pub async fn failed(
    desk: &Desk,
    attachment_id: AttachmentId,
    error: &ConnectorError,
) -> Result<Option<Timestamp>> {
    let error = error.clone();
    desk.transact(&Context::system(), Lane::Any, move |command| {
        let mut row = attachment::get(command, attachment_id)?;
        if row.state != AttachmentState::Pending {
            return Ok(None);
        }
        let count = attachment::attempt_count(command, attachment_id)?;
        let may_mend = matches!(
            error.class,
            ErrorClass::Transient
                | ErrorClass::RateLimited
                | ErrorClass::MaybeSent
                | ErrorClass::Auth
        );
        if may_mend && count < FETCH_ATTEMPTS_MAX {
            let asked = error.retry_after_ms.and_then(|wait| i64::try_from(wait).ok());
            let wait_ms = asked
                .unwrap_or_else(|| FETCH_BACKOFF.wait_ms(count))
                .clamp(FETCH_BACKOFF.first_ms, FETCH_BACKOFF.max_ms);
            let at = command.now().plus_ms(wait_ms);
            attachment::postpone_fetch(command, attachment_id, at)?;
            return Ok(Some(at));
        }
        row.state = AttachmentState::Failed;
        row.sha256 = None;
        row.error = Some(error.message.chars().take(ERROR_TEXT_MAX_CHARACTERS).collect());
        attachment::update(command, &row)?;
        tell_changed(command, &row)?;
        Ok(None)
    })
    .await
}
