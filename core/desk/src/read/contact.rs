//! Contacts and their addresses.

use super::{ContactFilter, ContactKey, MessageKey, Page, PageRequest, Reader, Related};
use super::{filled, filled_pages, ids_of, keyed, placed};
use crate::limits::{DUPLICATES_MAX, HISTORY_CHATS_MAX};
use crate::{Result, access};
use std::collections::{HashMap, HashSet};
use switchboard_model::contact::{Contact, ContactAddress, Identity, Unite};
use switchboard_model::message::Message;
use switchboard_model::{ContactId, IdentityId, MessageId, UniteId};
use switchboard_store::page::{batch, chats, contacts, messages, united};
use switchboard_store::{contact_address, duplicate, unite};

impl Reader<'_> {
    /// A page of the contacts with a visible chat, by name.
    pub fn contacts(
        &mut self,
        filter: &ContactFilter,
        page_request: &PageRequest<ContactKey>,
    ) -> Result<Page<Contact>> {
        let visibility = access::visible_contacts(self.operator()?)?;
        let page = contacts::page(self.related.connection, visibility, filter, page_request)?;
        let rows = self.related.contacts(&page.items)?;
        Ok(filled(page, &mut keyed(rows, |row| row.contact_id)))
    }

    /// Those of these contacts that have a visible chat. One that was pulled into another has none.
    pub fn visible_contacts(&mut self, ids: &[ContactId]) -> Result<Vec<Contact>> {
        let ids: Vec<ContactId> =
            self.visible_contact_ids(ids.iter().copied())?.into_iter().collect();
        self.related.contacts(&ids)
    }

    /// The contacts with which each of these has an email address or phone number in common, as far as they
    /// have a visible chat.
    pub fn duplicates_of_contacts(
        &mut self,
        ids: &[ContactId],
    ) -> Result<Vec<(ContactId, ContactId)>> {
        let mut pairs = duplicate::of_contacts(self.related.connection, ids, DUPLICATES_MAX)?;
        let visible = self.visible_contact_ids(pairs.iter().map(|(_, other)| *other))?;
        pairs.retain(|(_, other)| visible.contains(other));
        Ok(pairs)
    }

    /// A page of what was said with each of these contacts, in all of their visible chats together: as many of
    /// the newest chats as [`HISTORY_CHATS_MAX`].
    pub fn history_of_contacts(
        &mut self,
        ids: &[ContactId],
        page_request: &PageRequest<MessageKey>,
    ) -> Result<HashMap<ContactId, Page<Message>>> {
        let newest = PageRequest::first(HISTORY_CHATS_MAX);
        let visibility = self.chat_visibility()?;
        let chats = chats::of_contacts(self.related.connection, visibility, ids, &newest)?;
        let chats: HashMap<i64, Vec<i64>> =
            chats.into_iter().map(|(contact, page)| (contact, page.items)).collect();
        let pages = messages::of_chats_together(self.related.connection, &chats, page_request)?;
        let rows = self.related.messages(&ids_of(&pages, MessageId))?;
        Ok(filled_pages(pages, ContactId, rows, |row| row.message_id.0))
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
    /// For which contact each of these stands that was pulled into another one; the others are left out.
    pub fn united_contacts(&mut self, ids: &[ContactId]) -> Result<Vec<(ContactId, ContactId)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(united::roots(self.connection, ids)?)
    }

    /// The addresses of these contacts, each once: what was told of the contact itself first.
    pub fn addresses_of_contacts(&mut self, ids: &[ContactId]) -> Result<Vec<ContactAddress>> {
        let mut rows = contact_address::of_contacts(self.connection, ids)?;
        rows.sort_by_key(|row| (row.contact_id, row.kind, row.origin_id != row.contact_id));
        let mut known = HashSet::new();
        rows.retain(|row| known.insert((row.contact_id, row.kind, row.value.clone())));
        Ok(rows)
    }

    /// The unites that made these contacts what they are and are not undone, each contact's newest first.
    pub fn unites_of_contacts(&mut self, ids: &[ContactId]) -> Result<Vec<(ContactId, Unite)>> {
        let pairs = united::unites(self.connection, ids)?;
        if pairs.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<UniteId> = pairs.iter().map(|(_, id)| *id).collect();
        let rows = unite::by_ids(self.connection, &ids)?;
        Ok(placed(pairs, keyed(rows, |row| row.unite_id)))
    }

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
