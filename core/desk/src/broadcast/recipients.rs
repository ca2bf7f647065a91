//! The contacts of broadcasts, and what became of each.

use crate::Result;
use crate::read::{Page, PageRequest, Reader};
use std::collections::HashMap;
use switchboard_model::broadcast::{BroadcastRecipient, RecipientState};
use switchboard_model::contact::Contact;
use switchboard_model::message::Message;
use switchboard_model::{BroadcastId, ContactId, MessageId, Permission};
use switchboard_store::page::broadcasts;

/// Pages of the contacts of broadcasts.
#[derive(Clone, Debug)]
pub struct Recipients {
    /// The page of each broadcast.
    pub pages: HashMap<BroadcastId, Page<BroadcastRecipient>>,
    /// Those of the contacts that whoever asks may see.
    pub contacts: Vec<Contact>,
    /// Those of the messages that whoever asks may read.
    pub messages: Vec<Message>,
}

impl Reader<'_> {
    /// A page of the contacts of each of these broadcasts, in the order in which they were looked for; only those
    /// in one of these states, where some are named.
    ///
    /// # Errors
    /// `Denied` without `broadcast.send`.
    pub fn recipients_of_broadcasts(
        &mut self,
        ids: &[BroadcastId],
        states: Option<&[RecipientState]>,
        page_request: &PageRequest<ContactId>,
    ) -> Result<Recipients> {
        self.require(Permission::BroadcastSend)?;
        let reads_chats = self.operator()?.visible_chats().is_some();
        let pages = broadcasts::recipients(self.related().connection, ids, states, page_request)?;
        let rows = || pages.values().flat_map(|page| &page.items);
        let contact_ids: Vec<ContactId> = rows().map(|row| row.contact_id).collect();
        let message_ids: Vec<MessageId> = rows().filter_map(|row| row.message_id).collect();
        let contacts = self.visible_contacts(&contact_ids)?;
        let messages = if reads_chats { self.visible_messages(&message_ids)? } else { Vec::new() };
        Ok(Recipients { pages, contacts, messages })
    }
}
