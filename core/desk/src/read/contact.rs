//! Contacts and their addresses.

use super::{ContactFilter, ContactKey, MessageKey, Page, PageRequest, Reader, Related};
use super::{filled, filled_pages, ids_of, keyed, placed};
use crate::attribute_kind::check_keys;
use crate::limits::DUPLICATES_MAX;
use crate::{Result, access};
use std::collections::{HashMap, HashSet};
use switchboard_model::attribute_kind::AttributeSubject;
use switchboard_model::contact::{Contact, ContactAddress, Identity, Unite};
use switchboard_model::message::Message;
use switchboard_model::{ChannelId, ContactId, IdentityId, MessageId, UniteId};
use switchboard_store::page::{batch, contacts, messages, united};
use switchboard_store::{contact_address, duplicate, unite};

impl Reader<'_> {
    /// A page of the visible contacts, by name, and where each of them stands in the list.
    pub fn contacts(
        &mut self,
        filter: &ContactFilter,
        page_request: &PageRequest<ContactKey>,
    ) -> Result<(Page<Contact>, HashMap<ContactId, ContactKey>)> {
        let visibility = access::visible_contacts(self.operator()?)?;
        let asked =
            filter.attribute.iter().map(|one| (AttributeSubject::Contact, one.key.as_str()));
        check_keys(self.related.connection, &asked.collect::<Vec<_>>())?;
        let page = contacts::page(self.related.connection, visibility, filter, page_request)?;
        let Page { items, has_previous, has_next } = page;
        let ids: Vec<ContactId> = items.iter().map(|key| ContactId(key.contact_id)).collect();
        let keys = ids.iter().copied().zip(items).collect();
        let rows = self.related.contacts(&ids)?;
        let page = Page { items: ids, has_previous, has_next };
        Ok((filled(page, &mut keyed(rows, |row| row.contact_id)), keys))
    }

    /// Those of these contacts that are visible: with a visible chat, with an address on a channel whose chats
    /// are, or without any address. One that was pulled into another is not.
    pub fn visible_contacts(&mut self, ids: &[ContactId]) -> Result<Vec<Contact>> {
        let ids: Vec<ContactId> =
            self.visible_contact_ids(ids.iter().copied())?.into_iter().collect();
        self.related.contacts(&ids)
    }

    /// Those of these contacts that have an open chat which is visible.
    pub fn contacts_with_open_chat(&mut self, ids: &[ContactId]) -> Result<HashSet<ContactId>> {
        let visibility = self.chat_visibility()?;
        let found = contacts::with_open_chat(self.related.connection, visibility, ids)?;
        Ok(found.into_iter().collect())
    }

    /// The contacts with which each of these has an email address or phone number in common, as far as they
    /// are visible.
    pub fn duplicates_of_contacts(
        &mut self,
        ids: &[ContactId],
    ) -> Result<Vec<(ContactId, ContactId)>> {
        let mut pairs = duplicate::of_contacts(self.related.connection, ids, DUPLICATES_MAX)?;
        let visible = self.visible_contact_ids(pairs.iter().map(|(_, other)| *other))?;
        pairs.retain(|(_, other)| visible.contains(other));
        Ok(pairs)
    }

    /// A page of what was said with each of these contacts, in all of their visible chats together.
    pub fn history_of_contacts(
        &mut self,
        ids: &[ContactId],
        page_request: &PageRequest<MessageKey>,
    ) -> Result<HashMap<ContactId, Page<Message>>> {
        let visibility = self.chat_visibility()?;
        let pages = messages::of_contacts(self.related.connection, visibility, ids, page_request)?;
        let rows = self.related.messages(&ids_of(&pages, MessageId))?;
        Ok(filled_pages(pages, ContactId, rows, |row| row.message_id.0))
    }

    /// Those of these identities whose contact is visible.
    pub fn visible_identities(&mut self, ids: &[IdentityId]) -> Result<Vec<Identity>> {
        let mut rows = self.related.identities(ids)?;
        let visible = self.visible_contact_ids(rows.iter().map(|row| row.contact_id))?;
        rows.retain(|row| visible.contains(&row.contact_id));
        Ok(rows)
    }

    /// The ids of those of these contacts that are visible; none without the permission to see contacts.
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
    /// On which channels these contacts have addresses; those that were pulled into another are left out.
    pub fn channels_of_contacts(
        &mut self,
        ids: &[ContactId],
    ) -> Result<HashMap<ContactId, Vec<ChannelId>>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(batch::contact_channels(self.connection, ids)?)
    }

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
