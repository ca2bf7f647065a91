//! What the tables of work that waits have in common: a row is leased to a worker until a time, which counts
//! as an attempt, and goes back without one.

/// Leases those of these rows that still wait and that nobody holds at `now`; gives these columns of those it
/// got, in no particular order. What another process leases at the same moment is left to it.
///
/// `lease_rows!(connection, deliveries.delivery_id in ids, DeliveryState::Queued, now, lease_until, worker_id,
/// Delivery::as_select())`
macro_rules! lease_rows {
    (
        $connection:ident, $table:ident.$key:ident in $ids:ident, $waiting:expr,
        $now:ident, $lease_until:ident, $worker_id:ident, $columns:expr
    ) => {{
        let is_free =
            $table::lease_until.is_null().or($table::lease_until.le($now).assume_not_null());
        let free = $table::table
            .filter($table::$key.eq_any($ids))
            .filter($table::state.eq($waiting))
            .filter(is_free);
        diesel::update(free)
            .set((
                $table::lease_until.eq($lease_until),
                $table::worker_id.eq($worker_id),
                $table::attempt_count.eq($table::attempt_count + 1),
            ))
            .returning($columns)
            .get_results($connection)?
    }};
}

/// The columns of a row that nobody holds.
macro_rules! released {
    ($table:ident) => {
        ($table::lease_until.eq(None::<Timestamp>), $table::worker_id.eq(None::<String>))
    };
}
