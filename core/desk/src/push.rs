//! What is pushed to operators' browsers with the console closed: by the browser's own push service, which learns who
//! sends and how much, and cannot read it.
//!
//! What is absent: the way to push services, which is a port (`model::push::PushPort`).

pub(crate) mod alert;
mod content;
mod create;
mod delete;
mod encrypt;
mod test;
mod vapid;

pub use alert::{PushJob, claim, settle};
pub use create::{CreateInput, create, create_in};
pub use delete::{delete, delete_in};
pub use test::{test, test_in};
pub use vapid::{ensure, public_key};

use crate::chat::operator_detail;
use crate::read::Reader;
use crate::{Command, DeskError, Result};
use switchboard_model::PushSubscriptionId;
use switchboard_model::event::EventKind;
use switchboard_model::push::PushSubscription;
use switchboard_store::push_subscription;

noun!(PushSubscription.push_subscription_id: PushSubscriptionId in push_subscription,
    read as push_subscriptions, seen as Own(|subscription| (subscription.operator_id, None)));

impl Command<'_> {
    /// A browser of the operator's own.
    ///
    /// # Errors
    /// `NotFound` for one that is gone or somebody else's, `Forbidden` for an API token.
    fn own_push_subscription(&mut self, id: PushSubscriptionId) -> Result<PushSubscription> {
        let operator_id = self.operator()?.operator_id;
        self.interactive()?;
        let found = push_subscription::find(self, id)?;
        found.filter(|row| row.operator_id == operator_id).ok_or(DeskError::NotFound)
    }
}

impl Reader<'_> {
    /// The operator's own browsers, first subscribed first, at most `max`.
    pub fn own_push_subscriptions(&mut self, max: i64) -> Result<Vec<PushSubscription>> {
        let id = self.operator()?.operator_id;
        Ok(push_subscription::of_operator(self.related().connection, id, max)?)
    }

    /// Those of these browsers that are the operator's own.
    pub fn visible_push_subscriptions(
        &mut self,
        ids: &[PushSubscriptionId],
    ) -> Result<Vec<PushSubscription>> {
        let operator_id = self.operator()?.operator_id;
        let mut rows = self.related().push_subscriptions(ids)?;
        rows.retain(|row| row.operator_id == operator_id);
        Ok(rows)
    }
}

/// A browser is told no more.
fn end(command: &mut Command<'_>, row: &PushSubscription) -> Result<()> {
    push_subscription::delete(command, row.push_subscription_id)?;
    let detail = operator_detail(row.operator_id);
    Ok(command.event(EventKind::PushSubscriptionDeleted, row, detail)?)
}
