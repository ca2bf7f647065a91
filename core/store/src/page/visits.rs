//! The visits of the web chat, newest first, of channels that somebody may see.

use super::{Page, PageRequest, visibility};
use crate::{
    DatabaseConnection, Result,
    schema::{identities, visits},
};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use switchboard_model::{ChannelId, ChatVisibility, ContactId, Timestamp, VisitId, visit::Visit};

/// What a visit must be like. An absent field asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisitFilter {
    /// On this channel.
    pub channel_id: Option<ChannelId>,
    /// Of this contact, on all channels.
    pub contact_id: Option<ContactId>,
    /// Seen since then.
    pub seen_since: Option<Timestamp>,
}

/// A page of the visits, in the order in which they began, newest first.
pub fn page(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    filter: &VisitFilter,
    page_request: &PageRequest<VisitId>,
) -> Result<Page<Visit>> {
    let mut query = Visit::query().into_boxed();
    if let Some(visible) = visibility::visit_condition(visibility) {
        query = query.filter(sql::<Bool>(&visible));
    }
    if let Some(id) = filter.channel_id {
        query = query.filter(visits::channel_id.eq(id));
    }
    if let Some(id) = filter.contact_id {
        let own = format!(
            "EXISTS (SELECT 1 FROM identities WHERE identities.contact_id = {} \
             AND identities.channel_id = visits.channel_id \
             AND identities.platform_id = visits.platform_id)",
            id.0
        );
        query = query.filter(sql::<Bool>(&own));
    }
    if let Some(since) = filter.seen_since {
        query = query.filter(visits::seen_at.ge(since));
    }
    if let Some(key) = page_request.after {
        query = query.filter(visits::visit_id.lt(key));
    }
    if let Some(key) = page_request.before {
        query = query.filter(visits::visit_id.gt(key));
    }
    query = if page_request.is_from_end {
        query.order(visits::visit_id.asc())
    } else {
        query.order(visits::visit_id.desc())
    };
    Ok(Page::of(query.limit(page_request.count.saturating_add(1)).load(connection)?, page_request))
}

/// The contacts behind the addresses of these visits; a visit of somebody who has not written yet is missing.
pub fn contacts(
    connection: &mut DatabaseConnection,
    ids: &[VisitId],
) -> Result<Vec<(VisitId, ContactId)>> {
    let of_address = identities::channel_id
        .eq(visits::channel_id)
        .and(identities::platform_id.eq(visits::platform_id));
    Ok(visits::table
        .inner_join(identities::table.on(of_address))
        .filter(visits::visit_id.eq_any(ids))
        .select((visits::visit_id, identities::contact_id))
        .load(connection)?)
}
