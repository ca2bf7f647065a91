//! Brings a database to this binary's tables, under a lock, and refuses a newer one.

use crate::{DatabaseConnection, OpenError, limits};
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::{Connection, PgConnection, QueryResult, RunQueryDsl, SqliteConnection};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::collections::HashSet;

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");
/// The key of the advisory lock: "switchbo" in ASCII.
const LOCK: i64 = 0x7377_6974_6368_626f;

/// Runs what is pending; returns the names of what it ran.
pub(crate) fn run(connection: &mut DatabaseConnection) -> Result<Vec<String>, OpenError> {
    match connection {
        DatabaseConnection::Sqlite(sqlite) => run_sqlite(sqlite),
        DatabaseConnection::Postgres(postgres) => run_postgres(postgres),
    }
}

fn run_sqlite(connection: &mut SqliteConnection) -> Result<Vec<String>, OpenError> {
    // Another process may be migrating: its lock is waited for, not failed on.
    connection
        .batch_execute(&format!("PRAGMA busy_timeout = {}", limits::MIGRATION_LOCK_MS))
        .map_err(failed)?;
    let ran = connection.immediate_transaction(|connection| pending(connection, SQLITE));
    connection
        .batch_execute(&format!("PRAGMA busy_timeout = {}", limits::SQLITE_BUSY_MS))
        .map_err(failed)?;
    ran
}

fn run_postgres(connection: &mut PgConnection) -> Result<Vec<String>, OpenError> {
    let lock = |connection: &mut PgConnection, function: &str| -> QueryResult<()> {
        diesel::sql_query(format!("SELECT {function}({LOCK})")).execute(connection).map(|_| ())
    };
    connection
        .batch_execute(&format!(
            "SET lock_timeout = {0}; SET statement_timeout = 0",
            limits::MIGRATION_LOCK_MS
        ))
        .map_err(failed)?;
    lock(connection, "pg_advisory_lock").map_err(failed)?;
    let ran = connection.transaction(|connection| pending(connection, POSTGRES));
    lock(connection, "pg_advisory_unlock").map_err(failed)?;
    ran
}

fn pending<C, DB>(connection: &mut C, source: EmbeddedMigrations) -> Result<Vec<String>, OpenError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
    EmbeddedMigrations: MigrationSource<DB>,
{
    let known: Vec<Box<dyn Migration<DB>>> = source.migrations().map_err(failed)?;
    let known: HashSet<String> =
        known.iter().map(|migration| migration.name().version().to_string()).collect();
    let applied = connection.applied_migrations().map_err(failed)?;
    let mut unknown: Vec<String> = applied
        .iter()
        .map(ToString::to_string)
        .filter(|version| !known.contains(version))
        .collect();
    unknown.sort();
    if let Some(version) = unknown.into_iter().next() {
        return Err(OpenError::Newer { version });
    }
    let ran = connection.run_pending_migrations(source).map_err(failed)?;
    Ok(ran.iter().map(ToString::to_string).collect())
}

fn failed(error: impl ToString) -> OpenError {
    OpenError::Migration(error.to_string())
}

impl From<diesel::result::Error> for OpenError {
    fn from(error: diesel::result::Error) -> Self {
        failed(error)
    }
}
