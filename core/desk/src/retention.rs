//! Retention: rules by which chats are archived or deleted, and contacts erased, so long after they were last heard
//! of, looked at every night.

mod night;
mod rules;

pub use night::{run, run_nightly};
pub use rules::{
    CreateInput, UpdateInput, create, create_in, delete, delete_in, filter_of, update, update_in,
};

use crate::limits::{RETENTION_PAGE, RETENTION_PREVIEW_CHATS, RETENTION_PREVIEW_CONTACTS};
use crate::read::Reader;
use crate::{DeskError, Result};
use rules::{after_ms, checked};
use std::collections::BTreeSet;
use switchboard_model::chat::ChatStatus;
use switchboard_model::contact::Contact;
use switchboard_model::retention::{RetentionAct, RetentionRule};
use switchboard_model::{
    Actor, ChatFilter, ChatId, ChatVisibility, ContactId, FilterContext, OperatorId, Permission,
    RetentionRuleId, Timestamp,
};
use switchboard_store::page::chats::{self, Wanted};
use switchboard_store::{DatabaseConnection, retention_rule};

noun!(RetentionRule.retention_rule_id: RetentionRuleId in retention_rule, read as retention_rules,
    seen as Permission(|_rule| Permission::RetentionManage), all by name for RetentionManage);

/// What a rule would do now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RetentionPreview {
    /// How many contacts it would erase, or chats it would archive or delete.
    pub count: usize,
    /// Are these all: it looks at no more than so many chats.
    pub is_whole: bool,
    /// The first of these contacts, or of those in these chats, as far as whoever asks may see them.
    pub contacts: Vec<Contact>,
}

impl Reader<'_> {
    /// Those of these rules that the operator may know of.
    pub fn visible_retention_rules(
        &mut self,
        ids: &[RetentionRuleId],
    ) -> Result<Vec<RetentionRule>> {
        if !self.actor().has(Permission::RetentionManage) {
            return Ok(Vec::new());
        }
        self.related().retention_rules(ids)
    }

    /// What a rule like this would do if it were run now.
    ///
    /// # Errors
    /// `Denied` without `retention.manage`, `Invalid` for filter and time.
    pub fn retention_preview(
        &mut self,
        filter: &ChatFilter,
        after_days: i64,
        act: RetentionAct,
    ) -> Result<RetentionPreview> {
        self.require(Permission::RetentionManage)?;
        checked(self.related().connection, filter)?;
        let now = self.now();
        let before = now.plus_ms(-after_ms(after_days)?);
        let connection = &mut *self.related().connection;
        let (mut found, mut after, mut looked) = (BTreeSet::new(), None, 0);
        while looked < RETENTION_PREVIEW_CHATS {
            let page = silent_chats(connection, (filter, act), (now, before), after)?;
            found.extend(match act {
                RetentionAct::Archive | RetentionAct::Delete => {
                    retention_rule::contacts(connection, &page)?
                }
                RetentionAct::Erase => retention_rule::silent_contacts(connection, &page, before)?,
            });
            looked += page.len();
            after = page.last().copied();
            if after.is_none() {
                break;
            }
        }
        let first: Vec<ContactId> =
            found.iter().copied().take(RETENTION_PREVIEW_CONTACTS).collect();
        let mut contacts = match self.actor() {
            Actor::System => self.related().contacts(&first)?,
            Actor::Operator(_) => self.visible_contacts(&first)?,
            Actor::Visitor { .. } | Actor::Rule(_) => return Err(DeskError::NotAllowed),
        };
        contacts.sort_unstable_by_key(|contact| contact.contact_id);
        let count = match act {
            RetentionAct::Archive | RetentionAct::Delete => looked,
            RetentionAct::Erase => found.len(),
        };
        Ok(RetentionPreview { count, is_whole: after.is_none(), contacts })
    }
}

/// The next chats behind one that are like this, closed, and silent since a time; for what is to be archived those
/// that are not yet.
fn silent_chats(
    connection: &mut DatabaseConnection,
    (filter, act): (&ChatFilter, RetentionAct),
    (now, before): (Timestamp, Timestamp),
    after: Option<ChatId>,
) -> Result<Vec<ChatId>> {
    let statuses: &[ChatStatus] = match act {
        RetentionAct::Archive => &[ChatStatus::Closed],
        RetentionAct::Delete | RetentionAct::Erase => &[ChatStatus::Closed, ChatStatus::Archived],
    };
    let old = ChatFilter { last_message_to: Some(before), ..ChatFilter::in_statuses(statuses) };
    let (visibility, filter) = (ChatVisibility::everything(), old.and(filter.clone()));
    // Nobody looks: what asks for whoever looks is refused.
    let context = FilterContext { operator_id: OperatorId(0), now };
    let wanted = Wanted { visibility: &visibility, filter: &filter, context };
    Ok(chats::ids(connection, wanted, after, RETENTION_PAGE)?)
}
