//! The table of consents: what the owners of addresses have agreed to. Rows are added and never changed.

use crate::schema::{consents, visits};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::visit::{Consent, ConsentPurpose};
use switchboard_model::{ChannelId, ConsentId, VisitId};

queries!(Consent in consents by consent_id: ConsentId { by_ids, insert });

/// What an address has said last about one thing.
pub fn find_last(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_id: &str,
    purpose: ConsentPurpose,
) -> Result<Option<Consent>> {
    Ok(of_purpose(connection, (channel_id, platform_id), purpose, 1)?.pop())
}

/// What an address has said about one thing, newest first, at most `limit`.
pub fn of_purpose(
    connection: &mut DatabaseConnection,
    (channel_id, platform_id): (ChannelId, &str),
    purpose: ConsentPurpose,
    limit: i64,
) -> Result<Vec<Consent>> {
    Ok(Consent::query()
        .filter(consents::channel_id.eq(channel_id))
        .filter(consents::platform_id.eq(platform_id))
        .filter(consents::purpose.eq(purpose))
        .order(consents::consent_id.desc())
        .limit(limit)
        .load(connection)?)
}

/// What the visitors of these visits have said about being recorded, in the order in which it was said.
pub fn of_visits(
    connection: &mut DatabaseConnection,
    ids: &[VisitId],
) -> Result<Vec<(VisitId, ConsentId)>> {
    let of_address = consents::channel_id
        .eq(visits::channel_id)
        .and(consents::platform_id.eq(visits::platform_id));
    Ok(visits::table
        .inner_join(consents::table.on(of_address))
        .filter(visits::visit_id.eq_any(ids))
        .filter(consents::purpose.eq(ConsentPurpose::Processing))
        .order(consents::consent_id)
        .select((visits::visit_id, consents::consent_id))
        .load(connection)?)
}
