//! The least that a durable write costs: one row, committed together with those that wait.

use crate::{load::closed_loop, usage::processor_time};
use anyhow::{Result, anyhow};
use diesel::{
    Connection, ExpressionMethods, PgConnection, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
};
use std::{sync::mpsc::Receiver, time::Duration};
use switchboard_testkit::database::TestDatabase;
use tempfile::TempDir;
use tokio::sync::oneshot;

/// Bytes of a row's text.
const ROW_BYTES: usize = 329;
/// Writers on PostgreSQL: as many as the server's lanes.
const POSTGRES_LANES: usize = 4;

diesel::table! {
    bare (id) {
        id -> BigInt,
        body -> Text,
    }
}

/// The kind of database.
pub enum Database {
    /// A file: WAL, FULL.
    Sqlite,
    /// A fresh database of the test server.
    Postgres(TestDatabase),
}

impl Database {
    /// A fresh database of the test server.
    pub async fn postgres() -> Self {
        Self::Postgres(TestDatabase::postgres().await)
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite FULL",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

type Waiting = oneshot::Sender<()>;

/// Writers that wait for rows.
pub struct Commits {
    lanes: Vec<std::sync::mpsc::Sender<Waiting>>,
    _folder: TempDir,
}

impl Commits {
    /// Opens a fresh table and its writers.
    pub fn open(database: &Database) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let lanes = match database {
            Database::Sqlite => {
                let path = folder.path().join("bare.sqlite");
                let mut connection = SqliteConnection::establish(&path.display().to_string())?;
                connection.batch_execute(
                    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                     CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
                )?;
                vec![lane(move |receiver| {
                    write(&receiver, |count| {
                        connection.batch_execute("BEGIN IMMEDIATE")?;
                        for _ in 0..count {
                            row().execute(&mut connection)?;
                        }
                        Ok(connection.batch_execute("COMMIT")?)
                    })
                })]
            }
            Database::Postgres(database) => {
                PgConnection::establish(database.url())?.batch_execute(
                    "CREATE TABLE IF NOT EXISTS bare (id BIGSERIAL PRIMARY KEY, body TEXT NOT NULL)",
                )?;
                let mut lanes = Vec::new();
                for _ in 0..POSTGRES_LANES {
                    let mut connection = PgConnection::establish(database.url())?;
                    lanes.push(lane(move |receiver| {
                        write(&receiver, |count| {
                            connection.batch_execute("BEGIN")?;
                            for _ in 0..count {
                                row().execute(&mut connection)?;
                            }
                            Ok(connection.batch_execute("COMMIT")?)
                        })
                    }));
                }
                lanes
            }
        };
        Ok(Self { lanes, _folder: folder })
    }

    /// Writes this many rows from this many clients; gives the time and this process's processor time.
    pub async fn write(&self, clients: usize, count: usize) -> Result<(Duration, Duration)> {
        let lanes = self.lanes.clone();
        let before = processor_time(std::process::id())?;
        let work = move |client: usize, _| {
            let lane = lanes[client % lanes.len()].clone();
            async move {
                let (sender, receiver) = oneshot::channel();
                lane.send(sender).map_err(|_| anyhow!("the writer has ended"))?;
                Ok(receiver.await?)
            }
        };
        let elapsed = closed_loop(clients, 0, count, work).await?;
        Ok((elapsed, processor_time(std::process::id())?.saturating_sub(before)))
    }
}

type Insert = diesel::query_builder::InsertStatement<
    bare::table,
    <diesel::dsl::Eq<bare::body, String> as diesel::Insertable<bare::table>>::Values,
>;

fn row() -> Insert {
    diesel::insert_into(bare::table).values(bare::body.eq("x".repeat(ROW_BYTES)))
}

fn lane(
    run: impl FnOnce(Receiver<Waiting>) -> Result<()> + Send + 'static,
) -> std::sync::mpsc::Sender<Waiting> {
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        if let Err(error) = run(receiver) {
            eprintln!("a bare commit failed: {error}");
        }
    });
    sender
}

/// Takes all who wait, commits their rows together, answers them all.
fn write(receiver: &Receiver<Waiting>, mut commit: impl FnMut(usize) -> Result<()>) -> Result<()> {
    while let Ok(first) = receiver.recv() {
        let group: Vec<Waiting> = std::iter::once(first).chain(receiver.try_iter()).collect();
        commit(group.len())?;
        for waiting in group {
            // A client that went away needs no answer.
            let _ = waiting.send(());
        }
    }
    Ok(())
}
