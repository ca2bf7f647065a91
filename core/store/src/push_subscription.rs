//! The table of browsers that are told with the console closed.

use crate::schema::{alerts, push_subscriptions};
use crate::{DatabaseConnection, Result, error::one_changed};
use diesel::prelude::*;
use switchboard_model::push::PushSubscription;
use switchboard_model::{OperatorId, PushSubscriptionId};

queries!(PushSubscription in push_subscriptions by push_subscription_id: PushSubscriptionId {
    get, find, by_ids, insert, update,
});

/// The one whose push service takes what is for it at this address.
pub fn find_by_endpoint(
    connection: &mut DatabaseConnection,
    endpoint: &str,
) -> Result<Option<PushSubscription>> {
    let query = PushSubscription::query().filter(push_subscriptions::endpoint.eq(endpoint));
    Ok(query.get_result(connection).optional()?)
}

/// An operator's browsers, first subscribed first, at most `limit`.
pub fn of_operator(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    limit: i64,
) -> Result<Vec<PushSubscription>> {
    Ok(PushSubscription::query()
        .filter(push_subscriptions::operator_id.eq(operator_id))
        .order(push_subscriptions::push_subscription_id)
        .limit(limit)
        .load(connection)?)
}

/// Removes a browser with what waits for it.
pub fn delete(connection: &mut DatabaseConnection, id: PushSubscriptionId) -> Result<()> {
    diesel::delete(alerts::table.filter(alerts::push_subscription_id.eq(id)))
        .execute(connection)?;
    one_changed(diesel::delete(push_subscriptions::table.find(id)).execute(connection)?)
}
