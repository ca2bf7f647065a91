//! What became of a transaction whose connection broke during the commit. PostgreSQL remembers the
//! commit_outcome of recent transactions by their number.

use crate::connection::{Connector, Purpose};
use crate::{DatabaseConnection, limits};
use diesel::RunQueryDsl;
use diesel::sql_types::{Nullable, Text};
use switchboard_model::Stopwatch;

/// The commit_outcome of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommitOutcome {
    Committed,
    Aborted,
    Unknown,
}

#[derive(diesel::QueryableByName)]
struct Status {
    #[diesel(sql_type = Nullable<Text>)]
    status: Option<String>,
}

/// Asks until there is an answer or [`limits::DOUBT_WAIT`] has passed.
pub(crate) fn commit_outcome_of(connector: &Connector, transaction_id: i64) -> CommitOutcome {
    let started = Stopwatch::start();
    while started.elapsed() < limits::DOUBT_WAIT {
        match ask(connector, transaction_id).as_deref() {
            Some("committed") => return CommitOutcome::Committed,
            Some("aborted") => return CommitOutcome::Aborted,
            // Not reachable yet, or the old connection's commit is still on its way.
            _ => std::thread::sleep(limits::DOUBT_PAUSE),
        }
    }
    CommitOutcome::Unknown
}

fn ask(connector: &Connector, transaction_id: i64) -> Option<String> {
    let mut watched = connector.connect(Purpose::Read).ok()?;
    let DatabaseConnection::Postgres(connection) = &mut watched.connection else { return None };
    let text = format!("SELECT pg_xact_status('{transaction_id}'::xid8) AS status");
    diesel::sql_query(text).get_result::<Status>(connection).ok()?.status
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::dialect::Number;
    use crate::testing::TestDatabase;
    use crate::{Lane, StoreError};

    #[tokio::test]
    async fn the_fate_of_a_transaction_is_what_became_of_it() {
        let database = TestDatabase::postgres().await;
        let store = database.open().await;
        for (is_refused, commit_outcome) in
            [(false, CommitOutcome::Committed), (true, CommitOutcome::Aborted)]
        {
            let (sender, number) = std::sync::mpsc::channel();
            let outcome = store
                .write::<_, StoreError>(Lane::Any, move |transaction| {
                    let text = "SELECT pg_current_xact_id()::text::bigint AS number";
                    let row: Number = diesel::sql_query(text).get_result(&mut **transaction)?;
                    sender.send(row.number).expect("the test listens");
                    if is_refused { Err(StoreError::NotFound) } else { Ok(()) }
                })
                .await;
            assert_eq!(outcome.is_err(), is_refused);
            let number = number.recv().expect("the number was sent");
            let connector = store.connector().clone();
            let asked =
                tokio::task::spawn_blocking(move || commit_outcome_of(&connector, number)).await;
            assert_eq!(asked.expect("the question ends well"), commit_outcome);
        }
        store.close().await;
    }
}
