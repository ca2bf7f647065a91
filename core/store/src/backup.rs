//! Copies of a live SQLite database, and their way back. PostgreSQL has its own tools for that.

use crate::config::Location;
use crate::connection::{Connector, Purpose};
use crate::metrics::StoreMetrics;
use crate::{
    DatabaseConnection, Durability, OpenError, Result, Store, StoreError, epoch, migration, schema,
};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use std::fs::File;
use std::path::{Path, PathBuf};
use switchboard_model::Timestamp;

/// The file of an embedded database; none for a URL of a server.
pub fn file_of(url: &str) -> Result<Option<PathBuf>, OpenError> {
    Ok(match Location::parse(url)? {
        Location::Sqlite(path) => Some(path),
        Location::Postgres(_) => None,
    })
}

/// Writes a copy of the database as it is at one moment, while writes go on. The target must not
/// exist; it is on the disk when this returns.
pub async fn copy(store: &Store, target: PathBuf) -> Result<(), OpenError> {
    let connector = store.connector().clone();
    let work = move || copy_blocking(&connector, &target);
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(OpenError::Connect(error.to_string())))
}

fn copy_blocking(connector: &Connector, target: &Path) -> Result<(), OpenError> {
    if matches!(connector.location, Location::Postgres(_)) {
        return Err(OpenError::Url(
            "only SQLite is copied by Switchboard: use pg_dump or your provider's backups for PostgreSQL",
        ));
    }
    let path = target.to_str().ok_or(OpenError::Url("the path of the copy is not UTF-8"))?;
    if target.exists() {
        return Err(OpenError::Exists(path.to_owned()));
    }
    let mut watched = connector.connect(Purpose::Read).map_err(OpenError::Connect)?;
    let connection = &mut watched.connection;
    // The copy is a new file: the connection may write that, and still nothing of the database.
    connection.batch_execute("PRAGMA query_only = OFF").map_err(StoreError::from)?;
    let copied = diesel::sql_query("VACUUM INTO $1").bind::<Text, _>(path).execute(connection);
    let stored = copied.map_err(|error| OpenError::from(StoreError::from(error))).and_then(|_| {
        let saved = keep_private(target).and_then(|()| File::open(target)?.sync_all());
        saved.map_err(|error| OpenError::Connect(format!("{path}: {error}")))
    });
    if stored.is_err() {
        // Half a copy is worse than none.
        let _nothing_there = std::fs::remove_file(target);
    }
    stored
}

#[cfg(unix)]
fn keep_private(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn keep_private(_path: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Makes a database at `target` from a copy: checks it, migrates it, and begins a new epoch, so that
/// cursors from before are known to be void. Blocks.
pub fn restore(copy: &Path, target: &Path, now: Timestamp) -> Result<(), OpenError> {
    if target.exists() {
        return Err(OpenError::Exists(target.display().to_string()));
    }
    let failed = |error: std::io::Error| OpenError::Connect(error.to_string());
    std::fs::copy(copy, target).map_err(failed)?;
    keep_private(target).map_err(failed)?;
    let adopted = adopt(&Location::Sqlite(target.to_owned()), now);
    if adopted.is_err() {
        // A damaged copy must not look like a restored database.
        std::fs::remove_file(target).map_err(failed)?;
    }
    adopted
}

/// Begins a new epoch in a database as if it had been put in place by a restore, for tests. No process may
/// have it open. Blocks.
#[cfg(feature = "testing")]
pub fn begin_new_epoch(url: &str, now: Timestamp) -> Result<(), OpenError> {
    adopt(&Location::parse(url)?, now)
}

fn adopt(location: &Location, now: Timestamp) -> Result<(), OpenError> {
    let connector = Connector { location: location.clone(), metrics: StoreMetrics::default() };
    let purpose = Purpose::Write(Durability::Full);
    let mut watched = connector.connect(purpose).map_err(OpenError::Connect)?;
    check(&mut watched.connection)?;
    migration::run(&mut watched.connection)?;
    Ok(watched.connection.transaction(|connection| epoch::begin_new(connection, now))?)
}

/// How many rows the tables have that somebody would miss, each with what it is called.
pub fn counts(connection: &mut DatabaseConnection) -> Result<Vec<(&'static str, i64)>> {
    macro_rules! counted {
        ($($table:ident),+) => {
            vec![$((stringify!($table), schema::$table::table.count().get_result(connection)?)),+]
        };
    }
    Ok(counted!(channels, contacts, chats, messages, notes, attachments, operators))
}

#[derive(QueryableByName)]
struct Finding {
    #[diesel(sql_type = Text)]
    finding: String,
}

/// Looks through the whole database for damage: on SQLite its own check, on PostgreSQL nothing,
/// because the server checks its pages.
pub fn check(connection: &mut DatabaseConnection) -> Result<()> {
    let DatabaseConnection::Sqlite(sqlite) = connection else { return Ok(()) };
    let text = "SELECT quick_check AS finding FROM pragma_quick_check \
        UNION ALL SELECT 'a row of ' || \"table\" || ' refers to nothing' FROM pragma_foreign_key_check";
    let findings: Vec<Finding> = diesel::sql_query(text).load(sqlite)?;
    match findings.iter().find(|row| row.finding != "ok") {
        None => Ok(()),
        Some(row) => Err(StoreError::Database(format!("the file is damaged: {}", row.finding))),
    }
}
