//! Pushes something to a browser, so that its owner sees that it works. Changes nothing that anybody is told of.

use crate::check::check_limit;
use crate::limits::PUSH_WAITING_MAX;
use crate::{Command, Result};
use switchboard_model::PushSubscriptionId;
use switchboard_model::push::{Alert, PushSubscription};
use switchboard_store::alert;

command!(test: test_in(PushSubscriptionId) -> PushSubscription);

/// Something is pushed to a browser of the operator's own, at once and whatever hour it is.
///
/// # Errors
/// `NotFound` for one that is gone or somebody else's, `Forbidden` for an API token, `Conflict` while too much waits.
pub fn test_in(command: &mut Command<'_>, id: PushSubscriptionId) -> Result<PushSubscription> {
    let row = command.own_push_subscription(id)?;
    let waiting = alert::count_of(command, id)?;
    check_limit(waiting, PUSH_WAITING_MAX, "pushes for this browser", "try again in a while")?;
    let (alert_id, next_attempt_at) = (command.id(), command.now());
    let test = Alert {
        alert_id,
        push_subscription_id: id,
        notification_id: None,
        attempt_count: 0,
        next_attempt_at,
    };
    alert::insert(command, &test)?;
    Ok(row)
}
