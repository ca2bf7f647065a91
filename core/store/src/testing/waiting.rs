//! A write that stays open until another one waits behind it, so that two meet each time and not by chance.

use crate::dialect::Number;
use crate::{Lane, Result, Store, StoreError, Transaction};
use diesel::{RunQueryDsl, sql_query};
use std::sync::Arc;
use tokio::sync::Notify;

/// Who waits for what this connection has locked.
const WAITING: &str = "SELECT COUNT(*) AS number FROM pg_locks \
    WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))";
/// How often it is asked whether somebody waits, with a moment in between: half a minute.
const LOOKS: usize = 3_000;

/// Does `work` on PostgreSQL, and commits it as soon as `other` waits for what it has locked; gives what `other`
/// did then. That has another store of the same database: a store's lanes may be one.
pub async fn with_waiter<T>(
    store: &Store,
    mut work: impl FnMut(&mut Transaction<'_>) -> Result<()> + Send + 'static,
    other: impl Future<Output = T>,
) -> T {
    let begun = Arc::new(Notify::new());
    let tell = Arc::clone(&begun);
    let held = store.write(Lane::Any, move |transaction: &mut Transaction<'_>| -> Result<()> {
        let done = work(transaction);
        tell.notify_one();
        done?;
        for _ in 0..LOOKS {
            let waiting: Number = sql_query(WAITING).get_result(&mut **transaction)?;
            if waiting.number > 0 {
                return Ok(());
            }
            sql_query("SELECT pg_sleep(0.01)").execute(&mut **transaction)?;
        }
        Err(StoreError::Busy)
    });
    let other = async {
        begun.notified().await;
        other.await
    };
    let (held, done) = tokio::join!(held, other);
    held.expect("it is done, and somebody waits for it");
    done
}
