//! How far the rules have come in the log.

use crate::follow::{Follower, LogPart};
use crate::limits::RULE_EVENTS;
use crate::{Desk, Result};
use switchboard_model::EventCursor;
use switchboard_model::rule::{Rule, RuleVersion};
use switchboard_store::{Lane, StoreError, cursor, rule};

/// The follower's name beside its place.
pub const FOLLOWER: &str = "rules";

const FOLLOWED: Follower = Follower { name: FOLLOWER, events: RULE_EVENTS };

/// Where the rules begin on a database that has never had any. Call it at each start, before anything else happens.
///
/// # Errors
/// `Store`.
pub async fn begin(desk: &Desk) -> Result<()> {
    FOLLOWED.begin(desk).await
}

/// The next part of the log; none at its end.
///
/// # Errors
/// `Store`.
pub async fn next(desk: &Desk) -> Result<Option<LogPart>> {
    FOLLOWED.next(desk).await
}

/// The next part of the log behind a place that the rules have not moved to yet; none at its end.
///
/// # Errors
/// `Store`.
pub async fn next_behind(desk: &Desk, from: EventCursor) -> Result<Option<LogPart>> {
    FOLLOWED.next_behind(desk, from).await
}

/// Moves on over events of which nothing was made; false where another process has done so.
///
/// # Errors
/// `Store`.
pub async fn pass(desk: &Desk, way: (EventCursor, EventCursor)) -> Result<bool> {
    let work = desk.store().write(Lane::Any, move |transaction| -> Result<bool, StoreError> {
        let now = transaction.now();
        cursor::advance(transaction, FOLLOWER, way, now)
    });
    Ok(work.await?)
}

/// The rules that run, each with the version that runs, in their order.
///
/// # Errors
/// `Store`.
pub async fn live(desk: &Desk) -> Result<Vec<(Rule, RuleVersion)>> {
    Ok(desk.store().read(rule::live).await?)
}
