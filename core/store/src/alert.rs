//! The table of alerts: what waits to be pushed to browsers. Who puts one off for a while has it for that while, so
//! that of two processes one sends it.

use crate::schema::alerts;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::push::Alert;
use switchboard_model::{AlertId, PushSubscriptionId, Timestamp};

queries!(Alert in alerts by alert_id: AlertId { insert });

/// How many wait for a browser.
pub fn count_of(connection: &mut DatabaseConnection, id: PushSubscriptionId) -> Result<i64> {
    let waiting = alerts::table.filter(alerts::push_subscription_id.eq(id));
    Ok(waiting.count().get_result(connection)?)
}

/// When the next one is due, if there is one.
pub fn next_attempt_at(connection: &mut DatabaseConnection) -> Result<Option<Timestamp>> {
    let first = alerts::table.order((alerts::next_attempt_at, alerts::alert_id));
    Ok(first.select(alerts::next_attempt_at).first(connection).optional()?)
}

/// Those that are due, in the order of their times, at most `limit`.
pub fn due(connection: &mut DatabaseConnection, now: Timestamp, limit: i64) -> Result<Vec<Alert>> {
    Ok(Alert::query()
        .filter(alerts::next_attempt_at.le(now))
        .order((alerts::next_attempt_at, alerts::alert_id))
        .limit(limit)
        .load(connection)?)
}

/// Counts an attempt and puts it off until a time; false when somebody else has done so meanwhile.
pub fn claim(connection: &mut DatabaseConnection, alert: &Alert, until: Timestamp) -> Result<bool> {
    let same = alerts::table
        .find(alert.alert_id)
        .filter(alerts::attempt_count.eq(alert.attempt_count))
        .filter(alerts::next_attempt_at.eq(alert.next_attempt_at));
    let claimed = (
        alerts::attempt_count.eq(alert.attempt_count.saturating_add(1)),
        alerts::next_attempt_at.eq(until),
    );
    Ok(diesel::update(same).set(claimed).execute(connection)? == 1)
}

/// Is tried again at a time.
pub fn put_off(connection: &mut DatabaseConnection, id: AlertId, until: Timestamp) -> Result<()> {
    diesel::update(alerts::table.find(id))
        .set(alerts::next_attempt_at.eq(until))
        .execute(connection)?;
    Ok(())
}

/// Removes one; nothing happens where it is gone.
pub fn remove(connection: &mut DatabaseConnection, id: AlertId) -> Result<()> {
    diesel::delete(alerts::table.find(id)).execute(connection)?;
    Ok(())
}
