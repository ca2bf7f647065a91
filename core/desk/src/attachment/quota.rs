//! How much room files take and have (F31).

use crate::limits::UPLOAD_LIFE_MS;
use crate::{Desk, DeskError, Result, setting};
use switchboard_model::Timestamp;
use switchboard_store::{DatabaseConnection, attachment};

/// The meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Bytes that stored files take, each content once.
    pub used_bytes: u64,
    /// Bytes that there may be.
    pub max_bytes: u64,
}

/// Reads the meter.
pub async fn quota(desk: &Desk) -> Result<Quota> {
    let limit = desk.limits().storage_quota_bytes;
    desk.store()
        .read(move |connection| {
            let used_bytes = unsigned(attachment::stored_bytes(connection)?);
            Ok(Quota { used_bytes, max_bytes: max_bytes(connection, limit)? })
        })
        .await
}

/// Refuses bytes that would not fit beside what is stored and announced.
pub(super) fn check(
    connection: &mut DatabaseConnection,
    limit: u64,
    size_bytes: u64,
    now: Timestamp,
) -> Result<()> {
    let since = now.plus_ms(-UPLOAD_LIFE_MS);
    let announced = unsigned(attachment::announced_bytes(connection, since)?);
    check_stored(connection, limit, size_bytes.saturating_add(announced))
}

/// Refuses bytes that would not fit beside what is stored.
pub(super) fn check_stored(
    connection: &mut DatabaseConnection,
    limit: u64,
    size_bytes: u64,
) -> Result<()> {
    let max_bytes = max_bytes(connection, limit)?;
    let used_bytes = unsigned(attachment::stored_bytes(connection)?);
    if used_bytes.saturating_add(size_bytes) > max_bytes {
        return Err(DeskError::Full {
            reason: format!(
                "the quota for files is full ({used_bytes} of {max_bytes} bytes): ask an admin to raise it"
            ),
        });
    }
    Ok(())
}

fn max_bytes(connection: &mut DatabaseConnection, limit: u64) -> Result<u64> {
    let settings = setting::load(connection)?;
    Ok(settings.storage_quota_bytes.map_or(limit, |quota| quota.min(limit)))
}

fn unsigned(bytes: i64) -> u64 {
    u64::try_from(bytes).unwrap_or_default()
}
