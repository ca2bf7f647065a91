//! Measures durable writes: rows per second and processor time per row at several numbers of
//! waiting clients, on SQLite and, where `SWITCHBOARD_TEST_POSTGRES` names a database, on PostgreSQL.
//!
//! `cargo run --release -p switchboard-store --features testing --example commits`

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use switchboard_model::event::{EventDetail, EventKind, NewEvent, SubjectKind};
use switchboard_model::{AuthorKind, SystemClock};
use switchboard_store::testing::{Backend, TestDatabase};
use switchboard_store::{Durability, Lane, Store, StoreConfig, StoreError, log};

const CLIENTS: [u64; 3] = [1, 32, 128];
const ROUND: Duration = Duration::from_secs(3);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    println!("database  clients      rows/s  own CPU µs/row  rows/commit  commit µs");
    for backend in [Backend::Sqlite, Backend::Postgres] {
        for clients in CLIENTS {
            let database = TestDatabase::of(backend).await;
            let url = database.url().to_owned();
            let config = StoreConfig { durability: Durability::Full, ..StoreConfig::new(url) };
            match Store::open(config, Arc::new(SystemClock)).await {
                Ok(store) => {
                    measure(&format!("{backend:?}"), &store, clients).await;
                    store.close().await;
                }
                Err(error) => println!("{backend:?}: {error}"),
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "measures how long it takes")]
async fn measure(name: &str, store: &Store, clients: u64) {
    let rows = Arc::new(AtomicU64::new(0));
    let (started, before) = (Instant::now(), processor_time());
    let running: Vec<_> = (0..clients)
        .map(|client| {
            let (store, rows) = (store.clone(), Arc::clone(&rows));
            tokio::spawn(async move {
                while started.elapsed() < ROUND {
                    match write(&store, client).await {
                        Ok(()) => rows.fetch_add(1, Ordering::Relaxed),
                        Err(error) => return println!("a write failed: {error}"),
                    };
                }
            })
        })
        .collect();
    for client in running {
        if let Err(error) = client.await {
            println!("a client failed: {error}");
        }
    }
    let (elapsed, used) = (started.elapsed(), processor_time().saturating_sub(before));
    let rows = rows.load(Ordering::Relaxed).max(1);
    let metrics = store.metrics();
    let commits = metrics.commits.get().max(1);
    println!(
        "{name:<9} {clients:>7} {:>11.0} {:>15.1} {:>12.1} {:>10.0}",
        rows as f64 / elapsed.as_secs_f64(),
        used.as_secs_f64() * 1e6 / rows as f64,
        rows as f64 / commits as f64,
        metrics.commit.sum() * 1e6 / commits as f64,
    );
}

async fn write(store: &Store, client: u64) -> Result<(), StoreError> {
    store
        .write(Lane::Key(client), |transaction| log::append(transaction, &event()).map(|_| ()))
        .await
}

fn event() -> NewEvent {
    NewEvent {
        kind: EventKind::SettingUpdated,
        author_kind: AuthorKind::System,
        author_id: None,
        subject_kind: SubjectKind::Setting,
        subject_id: 1,
        chat_id: None,
        contact_id: None,
        channel_id: None,
        detail: EventDetail::default(),
    }
}

/// Processor time of this process so far, from the kernel's count of ticks (100 a second).
fn processor_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The name in parentheses may hold spaces: fields are counted after it.
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks: u64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|word| word.parse::<u64>().ok())
        .sum();
    Duration::from_millis(ticks * 10)
}
