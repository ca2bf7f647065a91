//! Visits of the web chat: their list, which no list of chats shows, and what belongs to each.

use super::{Page, PageRequest, Reader, Related, VisitFilter, keyed};
use crate::limits::VISIT_THERE_MS;
use crate::{Result, access};
use std::collections::HashMap;
use switchboard_model::contact::Contact;
use switchboard_model::visit::{Consent, Visit, VisitPage};
use switchboard_model::{ChannelId, ConsentId, ContactId, VisitId};
use switchboard_store::page::visits;
use switchboard_store::{consent, visit};

impl Reader<'_> {
    /// A page of the visits on channels that are visible, newest first. `is_there`: only of visitors who are there
    /// now, as far as that is written.
    ///
    /// # Errors
    /// `Denied` without `visit.read`, `Store`.
    pub fn visits(
        &mut self,
        channel_id: Option<ChannelId>,
        contact_id: Option<ContactId>,
        is_there: bool,
        page_request: &PageRequest<VisitId>,
    ) -> Result<Page<Visit>> {
        let visibility = access::visible_visits(self.operator()?)?;
        let seen_since = is_there.then(|| self.now.plus_ms(-VISIT_THERE_MS));
        let filter = VisitFilter { channel_id, contact_id, seen_since };
        Ok(visits::page(self.related.connection, visibility, &filter, page_request)?)
    }

    /// The contacts behind these visits, as far as they have a visible chat.
    pub fn contacts_of_visits(&mut self, ids: &[VisitId]) -> Result<Vec<(VisitId, Contact)>> {
        let pairs = visits::contacts(self.related.connection, ids)?;
        let contact_ids: Vec<ContactId> = pairs.iter().map(|(_, id)| *id).collect();
        let visible = keyed(self.visible_contacts(&contact_ids)?, |row| row.contact_id);
        let of = |(visit, id): (VisitId, ContactId)| Some((visit, visible.get(&id)?.clone()));
        Ok(pairs.into_iter().filter_map(of).collect())
    }
}

impl Related<'_> {
    /// The pages of these visits, in the order in which they were looked at.
    pub fn pages_of_visits(&mut self, ids: &[VisitId]) -> Result<Vec<VisitPage>> {
        Ok(visit::pages_of(self.connection, ids)?)
    }

    /// What the visitors of these visits have said last about being recorded.
    pub fn consents_of_visits(&mut self, ids: &[VisitId]) -> Result<HashMap<VisitId, Consent>> {
        // Of one who has changed their mind the last one stays.
        let last: HashMap<VisitId, ConsentId> =
            consent::of_visits(self.connection, ids)?.into_iter().collect();
        if last.is_empty() {
            return Ok(HashMap::new());
        }
        let wanted: Vec<ConsentId> = last.values().copied().collect();
        let rows = keyed(consent::by_ids(self.connection, &wanted)?, |row| row.consent_id);
        let of = |(visit, id): (VisitId, ConsentId)| Some((visit, rows.get(&id)?.clone()));
        Ok(last.into_iter().filter_map(of).collect())
    }
}
