//! Visits of the web chat: their list, which no list of chats shows, and what belongs to each.

use super::{Page, PageRequest, Reader, Related, VisitFilter, keyed};
use crate::limits::VISIT_THERE_MS;
use crate::{DeskError, Result};
use switchboard_model::contact::Contact;
use switchboard_model::visit::{Visit, VisitPage};
use switchboard_model::{ChannelId, ContactId, VisitId};
use switchboard_store::page::visits;
use switchboard_store::visit;

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
        let visibility = self.operator()?.visible_visits().ok_or(DeskError::Denied)?;
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
}
