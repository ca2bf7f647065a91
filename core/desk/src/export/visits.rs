//! What an export of a contact tells of their visits of the web chat, and of what they have agreed to there.

use super::line::at;
use crate::Result;
use crate::limits::{CONSENTS_OF_ADDRESS_MAX, EXPORT_PAGE_VISITS};
use crate::read::{PageRequest, Related, VisitFilter};
use serde_json::{Value, json};
use switchboard_model::contact::Identity;
use switchboard_model::visit::{Consent, ConsentPurpose, Visit, VisitPage};
use switchboard_model::{ChatVisibility, ContactId, VisitId};
use switchboard_store::consent;
use switchboard_store::page::visits;

/// What is told of some visits.
pub(super) struct VisitsPage {
    pub(super) visits: Vec<Value>,
    pub(super) pages: Vec<Value>,
    /// Behind which visit there are more.
    pub(super) next: Option<VisitId>,
}

/// The next visits of a contact behind one.
pub(super) fn of_contact(
    related: &mut Related<'_>,
    contact_id: ContactId,
    after: Option<VisitId>,
) -> Result<VisitsPage> {
    let filter = VisitFilter { contact_id: Some(contact_id), ..VisitFilter::default() };
    let wanted = PageRequest { after, ..PageRequest::first(EXPORT_PAGE_VISITS) };
    let all = ChatVisibility::everything();
    let page = visits::page(related.connection, &all, &filter, &wanted)?;
    let ids: Vec<VisitId> = page.items.iter().map(|visit| visit.visit_id).collect();
    let pages = related.pages_of_visits(&ids)?;
    Ok(VisitsPage {
        visits: page.items.iter().map(of_visit).collect::<Result<_>>()?,
        pages: pages.iter().map(of_page).collect::<Result<_>>()?,
        next: ids.last().copied().filter(|_| page.has_next),
    })
}

/// What was said at an address about being recorded, and about being written to.
pub(super) fn consents(related: &mut Related<'_>, identity: &Identity) -> Result<Vec<Value>> {
    let address = (identity.channel_id, identity.platform_id.as_str());
    // Who has agreed can take it back beyond the bound.
    let most = CONSENTS_OF_ADDRESS_MAX + 1;
    let mut lines = Vec::new();
    for purpose in ConsentPurpose::ALL {
        for row in consent::of_purpose(related.connection, address, *purpose, most)? {
            lines.push(of_consent(&row)?);
        }
    }
    Ok(lines)
}

fn of_visit(visit: &Visit) -> Result<Value> {
    Ok(json!({
        "visit_id": visit.visit_id.to_string(),
        "channel_id": visit.channel_id.to_string(),
        "platform_id": visit.platform_id,
        "chat_id": visit.chat_id.map(|id| id.to_string()),
        "begun_at": at(visit.begun_at)?,
        "seen_at": at(visit.seen_at)?,
        "entry_url": visit.entry_url,
        "referrer": visit.referrer,
        "url": visit.url,
        "title": visit.title,
        "page_count": visit.page_count,
        "browser": visit.browser,
        "os": visit.os,
        "device": visit.device.as_str(),
        "locale": visit.locale,
        "time_zone": visit.time_zone,
        "ip": visit.ip,
        "country": visit.country,
        "city": visit.city,
    }))
}

fn of_page(page: &VisitPage) -> Result<Value> {
    Ok(json!({
        "visit_id": page.visit_id.to_string(),
        "position": page.position,
        "url": page.url,
        "title": page.title,
        "at": at(page.at)?,
    }))
}

fn of_consent(consent: &Consent) -> Result<Value> {
    Ok(json!({
        "channel_id": consent.channel_id.to_string(),
        "platform_id": consent.platform_id,
        "purpose": consent.purpose.as_str(),
        "is_given": consent.is_given,
        "text_version": consent.text_version,
        "locale": consent.locale,
        "source": consent.source.as_str(),
        "at": at(consent.at)?,
    }))
}
