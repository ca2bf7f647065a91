//! Contacts and their addresses.

use super::{ContactFilter, ContactKey, Page, PageRequest, Reader, Related};
use super::{filled, keyed, placed};
use crate::{DeskError, Result};
use std::collections::HashSet;
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::{ContactId, IdentityId};
use switchboard_store::page::{batch, contacts};

impl Reader<'_> {
    /// A page of the contacts with a visible chat, by name.
    pub fn contacts(
        &mut self,
        filter: &ContactFilter,
        page_request: &PageRequest<ContactKey>,
    ) -> Result<Page<Contact>> {
        let visibility = self.operator()?.visible_contacts().ok_or(DeskError::Denied)?;
        let page = contacts::page(self.related.connection, visibility, filter, page_request)?;
        let rows = self.related.contacts(&page.items)?;
        Ok(filled(page, &mut keyed(rows, |row| row.contact_id)))
    }

    /// Those of these contacts that have a visible chat.
    pub fn visible_contacts(&mut self, ids: &[ContactId]) -> Result<Vec<Contact>> {
        let ids: Vec<ContactId> =
            self.visible_contact_ids(ids.iter().copied())?.into_iter().collect();
        self.related.contacts(&ids)
    }

    /// Those of these identities whose contact has a visible chat.
    pub fn visible_identities(&mut self, ids: &[IdentityId]) -> Result<Vec<Identity>> {
        let mut rows = self.related.identities(ids)?;
        let visible = self.visible_contact_ids(rows.iter().map(|row| row.contact_id))?;
        rows.retain(|row| visible.contains(&row.contact_id));
        Ok(rows)
    }

    /// The ids of those of these contacts that have a visible chat; none without the permission to see
    /// contacts.
    pub(super) fn visible_contact_ids(
        &mut self,
        ids: impl Iterator<Item = ContactId>,
    ) -> Result<HashSet<ContactId>> {
        let ids: HashSet<ContactId> = ids.collect();
        match self.operator()?.visible_contacts() {
            Some(visibility) if !ids.is_empty() => {
                let ids: Vec<ContactId> = ids.into_iter().collect();
                let found = contacts::visible(self.related.connection, visibility, &ids)?;
                Ok(found.into_iter().collect())
            }
            _ => Ok(HashSet::new()),
        }
    }
}

impl Related<'_> {
    /// The identities of these contacts, each with its contact, oldest first.
    pub fn identities_of_contacts(
        &mut self,
        ids: &[ContactId],
    ) -> Result<Vec<(ContactId, Identity)>> {
        let pairs = batch::identity_ids(self.connection, ids)?;
        let ids: Vec<IdentityId> = pairs.iter().map(|(_, id)| *id).collect();
        let rows = self.identities(&ids)?;
        Ok(placed(pairs, keyed(rows, |row| row.identity_id)))
    }
}
