//! The table of consents: what visitors have agreed to. Rows are added and never changed.

use crate::schema::consents;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::ChannelId;
use switchboard_model::visit::Consent;

queries!(Consent in consents by consent_id: ConsentId { insert });

/// What an address has said last.
pub fn find_last(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_id: &str,
) -> Result<Option<Consent>> {
    Ok(of_address(connection, channel_id, platform_id, 1)?.pop())
}

/// What an address has said, newest first, at most `limit`.
pub fn of_address(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_id: &str,
    limit: i64,
) -> Result<Vec<Consent>> {
    Ok(Consent::query()
        .filter(consents::channel_id.eq(channel_id))
        .filter(consents::platform_id.eq(platform_id))
        .order(consents::consent_id.desc())
        .limit(limit)
        .load(connection)?)
}
