//! Brings a database to this binary's tables, under a lock. One that a newer binary has migrated is opened
//! where each of its unknown migrations says that this release may run beside it, and refused otherwise.

use crate::schema::migrations;
use crate::{DatabaseConnection, OpenError, limits};
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::{Connection, PgConnection, QueryDsl, QueryResult, RunQueryDsl, SqliteConnection};
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
    let ran = connection.immediate_transaction(|connection| {
        pending(connection, SQLITE, |connection| {
            migrations::table.select((migrations::version, migrations::opens_from)).load(connection)
        })
    });
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
    let ran = connection.transaction(|connection| {
        pending(connection, POSTGRES, |connection| {
            migrations::table.select((migrations::version, migrations::opens_from)).load(connection)
        })
    });
    lock(connection, "pg_advisory_unlock").map_err(failed)?;
    ran
}

/// `notes` reads what the migrations that ran say of themselves: version, and from which release on.
fn pending<C, DB>(
    connection: &mut C,
    source: EmbeddedMigrations,
    notes: impl FnOnce(&mut C) -> QueryResult<Vec<(String, String)>>,
) -> Result<Vec<String>, OpenError>
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
    if !unknown.is_empty() {
        let notes = notes(connection).map_err(failed)?;
        let opens = |version: &str| notes.iter().any(|(of, from)| of == version && may_open(from));
        if let Some(version) = unknown.into_iter().find(|version| !opens(version)) {
            return Err(OpenError::Newer { version });
        }
    }
    let ran = connection.run_pending_migrations(source).map_err(failed)?;
    Ok(ran.iter().map(ToString::to_string).collect())
}

/// May this binary run on a database that opens from this release on.
fn may_open(from: &str) -> bool {
    match (release(from), release(env!("CARGO_PKG_VERSION"))) {
        (Some(from), Some(own)) => from <= own,
        _ => false,
    }
}

/// The numbers of a release; none for another word.
fn release(word: &str) -> Option<[u32; 3]> {
    let mut numbers = word.split('.').map(|number| number.parse::<u32>().ok());
    let release = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(release)
}

fn failed(error: impl ToString) -> OpenError {
    OpenError::Migration(error.to_string())
}

impl From<diesel::result::Error> for OpenError {
    fn from(error: diesel::result::Error) -> Self {
        failed(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_compared_by_their_numbers() {
        assert!(release("0.9.0") < release("0.10.0"));
        assert!(release("1.0.0") > release("0.10.7"));
        for word in ["", "1", "1.2", "1.2.3.4", "1.2.x", "-1.0.0"] {
            assert_eq!(release(word), None, "{word:?}");
        }
        assert!(may_open(env!("CARGO_PKG_VERSION")) && may_open("0.0.1"));
        assert!(!may_open("99.0.0") && !may_open("soon"));
    }
}
