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
    let few =
        filter.contact_id.map(of_contact).into_iter().chain(filter.seen_since.map(seen_since));
    for condition in few {
        query = query.filter(sql::<Bool>(&condition));
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

/// The condition that keeps those of a contact: found from its addresses on, which are few.
fn of_contact(id: ContactId) -> String {
    format!(
        "visits.visit_id IN (SELECT own.visit_id FROM identities CROSS JOIN visits AS own \
         WHERE identities.contact_id = {} AND own.channel_id = identities.channel_id \
         AND own.platform_id = identities.platform_id)",
        id.0
    )
}

/// The condition that keeps those that were seen since then: few, however old they are.
fn seen_since(since: Timestamp) -> String {
    format!(
        "visits.visit_id IN (SELECT recent.visit_id FROM visits AS recent WHERE recent.seen_at >= {})",
        since.0
    )
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

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::testing::TestDatabase;
    use diesel::{sql_query, sql_types::Text};

    #[derive(QueryableByName)]
    struct Step {
        #[diesel(sql_type = Text)]
        detail: String,
    }

    #[tokio::test]
    async fn a_page_of_few_visits_is_found_by_an_index() {
        let database = TestDatabase::sqlite();
        let store = database.open().await;
        for (condition, is_scan) in [
            (of_contact(ContactId(1)), false),
            (seen_since(Timestamp(1)), false),
            ("visits.seen_at >= 1".to_owned(), true),
        ] {
            let text = format!(
                "EXPLAIN QUERY PLAN SELECT * FROM visits WHERE {condition} \
                 ORDER BY visits.visit_id DESC LIMIT 26"
            );
            let read = store.read(move |connection| -> Result<Vec<Step>> {
                Ok(sql_query(text).load(connection)?)
            });
            let steps: Vec<String> =
                read.await.expect("a plan").into_iter().map(|step| step.detail).collect();
            assert_eq!(steps.iter().any(|step| step.starts_with("SCAN")), is_scan, "{steps:?}");
        }
        store.close().await;
    }
}
