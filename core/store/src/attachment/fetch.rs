//! Which attachments wait to be fetched from their platform, and who fetches them.

use super::get;
use crate::schema::attachments;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::{AttachmentId, Timestamp};

/// An attachment that a process has claimed to fetch, with how often it was tried before.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedFetch {
    /// The attachment.
    pub attachment: Attachment,
    /// Tries before this one.
    pub attempt_count: i32,
}

/// Claims attachments that wait to be fetched from their platform, the longest waiting first. One
/// that another process claims at the same moment is left to it.
pub fn claim_fetches(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
) -> Result<Vec<ClaimedFetch>> {
    let due = attachments::next_attempt_at.le(now).and(
        attachments::lease_until.is_null().or(attachments::lease_until.le(now)).assume_not_null(),
    );
    let candidates: Vec<(AttachmentId, i32)> = attachments::table
        .filter(attachments::state.eq(AttachmentState::Pending))
        .filter(attachments::platform_token.is_not_null())
        .filter(due)
        .order((attachments::next_attempt_at, attachments::attachment_id))
        .select((attachments::attachment_id, attachments::attempt_count))
        .limit(limit)
        .load(connection)?;
    let mut claimed = Vec::new();
    for (id, attempt_count) in candidates {
        let count = diesel::update(
            attachments::table
                .find(id)
                .filter(attachments::state.eq(AttachmentState::Pending))
                .filter(due),
        )
        .set((
            attachments::lease_until.eq(lease_until),
            attachments::attempt_count.eq(attempt_count + 1),
        ))
        .execute(connection)?;
        if count == 1 {
            claimed.push(ClaimedFetch { attachment: get(connection, id)?, attempt_count });
        }
    }
    Ok(claimed)
}

/// How often an attachment was tried to be fetched.
pub fn attempt_count(connection: &mut DatabaseConnection, id: AttachmentId) -> Result<i32> {
    Ok(attachments::table.find(id).select(attachments::attempt_count).get_result(connection)?)
}

/// Lets go of a claimed attachment until the next try.
pub fn postpone_fetch(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
    next_attempt_at: Timestamp,
) -> Result<()> {
    diesel::update(attachments::table.find(id))
        .set((
            attachments::lease_until.eq(None::<Timestamp>),
            attachments::next_attempt_at.eq(next_attempt_at),
        ))
        .execute(connection)?;
    Ok(())
}

/// When the next attachment is to be fetched, if any waits.
pub fn next_fetch_at(connection: &mut DatabaseConnection) -> Result<Option<Timestamp>> {
    Ok(attachments::table
        .filter(attachments::state.eq(AttachmentState::Pending))
        .filter(attachments::platform_token.is_not_null())
        .order(attachments::next_attempt_at)
        .select(attachments::next_attempt_at)
        .first(connection)
        .optional()?)
}
