//! Time that passes while no server runs, for what a killed one had taken: nobody waits a minute for it
//! here. That a lease ends with its time, the workers' own tests show by a clock that they move.

use diesel::{Connection, PgConnection, SqliteConnection, connection::SimpleConnection};

/// Every lease was until the begin of time.
const RUN_OUT: &str = "UPDATE inbound_requests SET lease_until = 0 WHERE lease_until > 0;
    UPDATE deliveries SET lease_until = 0 WHERE lease_until > 0;
    UPDATE leases SET lease_until = 0;";

/// All leases in a database run out.
pub fn run_out(database_url: &str) {
    let changed = match database_url.strip_prefix("sqlite:") {
        Some(path) => SqliteConnection::establish(path)
            .expect("the database opens")
            .batch_execute(&format!("PRAGMA busy_timeout = 30000; {RUN_OUT}")),
        None => PgConnection::establish(database_url)
            .expect("the database opens")
            .batch_execute(RUN_OUT),
    };
    changed.expect("the leases run out");
}
