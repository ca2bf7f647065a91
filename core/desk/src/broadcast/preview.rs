//! What a broadcast would do if it began now. It changes nothing.

use super::audience::Plan;
use crate::limits::{BROADCAST_PREVIEW_CONTACTS, BROADCAST_PREVIEW_PAGE, BROADCAST_PREVIEW_SHOWN};
use crate::read::Reader;
use crate::{DeskError, Result};
use std::collections::{BTreeMap, HashMap};
use switchboard_model::broadcast::LeftOutReason;
use switchboard_model::contact::Contact;
use switchboard_model::{Actor, ChannelId, ContactId, Permission, TemplateId};
use switchboard_store::page::contacts::ContactFilter;

/// What is asked about.
#[derive(Clone, Debug)]
pub struct PreviewInput {
    /// What the contacts are like.
    pub filter: ContactFilter,
    /// The template whose texts are said.
    pub template_id: TemplateId,
    /// The channels by which it leaves, the preferred one first.
    pub channel_ids: Vec<ChannelId>,
}

/// Somebody who would not be written to.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The contact.
    pub contact: Contact,
    /// Why not.
    pub reason: LeftOutReason,
}

/// What it would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// How many contacts would be written to.
    pub count: usize,
    /// How many would not, by the reasons.
    pub left_out: BTreeMap<LeftOutReason, usize>,
    /// The first of those, as far as whoever asks may see them.
    pub first_left_out: Vec<LeftOut>,
    /// Are these all: it looks at no more than so many contacts.
    pub is_whole: bool,
}

impl Reader<'_> {
    /// What a broadcast like this would do if it began now. Whether its channel takes a text of this length is seen
    /// when somebody is written to.
    ///
    /// # Errors
    /// `Denied` without `broadcast.send`, `Invalid` for filter, template and channels.
    pub fn broadcast_preview(&mut self, input: &PreviewInput) -> Result<Preview> {
        self.require(Permission::BroadcastSend)?;
        let actor = self.actor();
        let connection = &mut *self.related().connection;
        let PreviewInput { filter, template_id, channel_ids } = input;
        let plan = Plan::asked(connection, actor, filter, *template_id, channel_ids)?;
        let mut preview = Preview::default();
        let mut first: Vec<(ContactId, LeftOutReason)> = Vec::new();
        let (mut after, mut looked) = (ContactId(0), 0);
        while looked < BROADCAST_PREVIEW_CONTACTS {
            let page = plan.contacts(connection, after, BROADCAST_PREVIEW_PAGE)?;
            let Some(last) = page.last().copied() else {
                preview.is_whole = true;
                break;
            };
            (after, looked) = (last, looked + page.len());
            for (id, decision) in plan.decide(connection, &page)? {
                let Err(reason) = decision else {
                    preview.count += 1;
                    continue;
                };
                *preview.left_out.entry(reason).or_default() += 1;
                if first.len() < BROADCAST_PREVIEW_SHOWN {
                    first.push((id, reason));
                }
            }
        }
        preview.first_left_out = self.shown(first)?;
        Ok(preview)
    }

    /// These contacts with their reasons, as far as whoever asks may see them.
    fn shown(&mut self, first: Vec<(ContactId, LeftOutReason)>) -> Result<Vec<LeftOut>> {
        let ids: Vec<ContactId> = first.iter().map(|(id, _)| *id).collect();
        let rows = match self.actor() {
            Actor::System => self.related().contacts(&ids)?,
            Actor::Operator(operator) if operator.has(Permission::ContactRead) => {
                self.visible_contacts(&ids)?
            }
            Actor::Operator(_) => Vec::new(),
            Actor::Visitor { .. } | Actor::Rule(_) => return Err(DeskError::NotAllowed),
        };
        let mut rows: HashMap<ContactId, Contact> =
            rows.into_iter().map(|row| (row.contact_id, row)).collect();
        let one = |(id, reason): (ContactId, LeftOutReason)| {
            Some(LeftOut { contact: rows.remove(&id)?, reason })
        };
        Ok(first.into_iter().filter_map(one).collect())
    }
}
