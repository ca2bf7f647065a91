//! What the tables of work that waits have in common: a row is leased to a worker until a time, which counts
//! as an attempt, and goes back without one.

/// The columns of a row that nobody holds.
macro_rules! released {
    ($table:ident) => {
        ($table::lease_until.eq(None::<Timestamp>), $table::worker_id.eq(None::<String>))
    };
}
