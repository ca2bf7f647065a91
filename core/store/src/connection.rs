//! One type for both databases; which one it is, the URL decides at run time. Here is how a
//! connection is made and what is set on it.

use crate::config::{Durability, Location};
use crate::health::{ConnectionHealth, HealthObserver};
use crate::limits;
use crate::metrics::StoreMetrics;
use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, SqliteConnection};
use std::path::Path;

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum DatabaseConnection {
    /// PostgreSQL, or anything that speaks its protocol.
    Postgres(diesel::PgConnection),
    /// The embedded default.
    Sqlite(diesel::SqliteConnection),
}

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Write(Durability),
}

/// A connection and what it has been through.
pub(crate) struct Watched {
    pub(crate) connection: DatabaseConnection,
    pub(crate) health: ConnectionHealth,
}

/// Makes connections to one database.
#[derive(Clone)]
pub(crate) struct Connector {
    pub(crate) location: Location,
    pub(crate) metrics: StoreMetrics,
}

impl Connector {
    /// Connects; the error is a text for people.
    pub(crate) fn connect(&self, purpose: Purpose) -> Result<Watched, String> {
        let mut connection = match &self.location {
            Location::Sqlite(path) => DatabaseConnection::Sqlite(sqlite(path)?),
            Location::Postgres(url) => DatabaseConnection::Postgres(
                PgConnection::establish(url).map_err(|error| error.to_string())?,
            ),
        };
        settle(&mut connection, purpose).map_err(|error| error.to_string())?;
        let health = ConnectionHealth::default();
        let metrics = self.metrics.clone();
        connection.set_instrumentation(HealthObserver { health: health.clone(), metrics });
        Ok(Watched { connection, health })
    }
}

fn sqlite(path: &Path) -> Result<SqliteConnection, String> {
    make_file(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let path = if path.is_absolute() { path.to_owned() } else { Path::new(".").join(path) };
    let path = path.to_str().ok_or("the path of the database is not UTF-8")?;
    SqliteConnection::establish(path).map_err(|error| format!("{path}: {error}"))
}

/// Creates the file for its owner alone; SQLite gives its journals the same mode.
fn make_file(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ())
}

fn settle(connection: &mut DatabaseConnection, purpose: Purpose) -> diesel::QueryResult<()> {
    let settings = match connection {
        DatabaseConnection::Sqlite(_) => sqlite_settings(purpose),
        DatabaseConnection::Postgres(_) => postgres_settings(purpose),
    };
    // One by one: SQLite wants each pragma for itself, the busy time first.
    settings.iter().try_for_each(|setting| apply(connection, setting))
}

/// Applies a setting. The switch to the write-ahead log needs the file for itself, and of several processes
/// that want it at once SQLite refuses some without waiting.
fn apply(connection: &mut DatabaseConnection, setting: &str) -> diesel::QueryResult<()> {
    for _ in 1..limits::SQLITE_SETTING_TRIES {
        match connection.batch_execute(setting) {
            Err(diesel::result::Error::DatabaseError(_, about))
                if about.message() == "database is locked" =>
            {
                std::thread::sleep(limits::SQLITE_SETTING_PAUSE);
            }
            done => return done,
        }
    }
    connection.batch_execute(setting)
}

fn sqlite_settings(purpose: Purpose) -> Vec<String> {
    let mut settings = vec![
        format!("PRAGMA busy_timeout = {}", limits::SQLITE_BUSY_MS),
        "PRAGMA foreign_keys = ON".to_owned(),
        "PRAGMA temp_store = MEMORY".to_owned(),
        "PRAGMA trusted_schema = OFF".to_owned(),
    ];
    match purpose {
        Purpose::Read => settings.extend([
            format!("PRAGMA cache_size = -{}", limits::SQLITE_READER_CACHE_KIB),
            "PRAGMA query_only = ON".to_owned(),
        ]),
        Purpose::Write(durability) => settings.extend([
            "PRAGMA journal_mode = WAL".to_owned(),
            // What is deleted is gone, and does not lie in the file until something is written over it.
            "PRAGMA secure_delete = ON".to_owned(),
            match durability {
                Durability::Full => "PRAGMA synchronous = FULL".to_owned(),
                Durability::Normal => "PRAGMA synchronous = NORMAL".to_owned(),
            },
            format!("PRAGMA cache_size = -{}", limits::SQLITE_WRITER_CACHE_KIB),
            format!("PRAGMA wal_autocheckpoint = {}", limits::SQLITE_CHECKPOINT_PAGES),
            format!("PRAGMA journal_size_limit = {}", limits::SQLITE_JOURNAL_BYTES),
        ]),
    }
    settings
}

fn postgres_settings(purpose: Purpose) -> Vec<String> {
    let mut settings = vec![
        format!("SET statement_timeout = {}", limits::POSTGRES_STATEMENT_MS),
        format!("SET lock_timeout = {}", limits::POSTGRES_LOCK_MS),
        "SET default_transaction_isolation = 'read committed'".to_owned(),
    ];
    settings.push(match purpose {
        Purpose::Read => "SET default_transaction_read_only = on".to_owned(),
        // A server may be set to more than `on` (replicas): leave that; `off` would not be durable.
        Purpose::Write(Durability::Full) => "SELECT set_config('synchronous_commit', 'on', false) \
             WHERE current_setting('synchronous_commit') = 'off'"
            .to_owned(),
        Purpose::Write(Durability::Normal) => "SET synchronous_commit = off".to_owned(),
    });
    settings
}

#[cfg(test)]
mod tests {
    use super::*;
    use diesel::prelude::*;
    use diesel::sql_types::Text;

    #[derive(QueryableByName)]
    struct Built {
        #[diesel(sql_type = Text)]
        compile_options: String,
    }

    #[test]
    fn sqlite_is_built_without_locks_and_counters_of_its_own() {
        let mut connection = SqliteConnection::establish(":memory:").expect("a database in memory");
        let built: Vec<Built> = diesel::sql_query("PRAGMA compile_options")
            .load(&mut connection)
            .expect("SQLite tells how it was built");
        let is_built = |option: &str| built.iter().any(|one| one.compile_options == option);
        // The flags stand in `.cargo/config.toml`. Without them each call of SQLite takes a lock.
        assert!(is_built("THREADSAFE=2"), "one connection may be used by two threads at once");
        assert!(is_built("DEFAULT_MEMSTATUS=0"), "each allocation is counted");
        assert!(!is_built("ENABLE_MEMORY_MANAGEMENT"), "all connections share one page cache");
    }

    /// What such a build asks for: a connection goes from thread to thread, and two never share one. That it
    /// cannot be shared, its type says: it is `Send` and not `Sync`.
    #[test]
    fn a_connection_is_moved_between_threads() {
        fn moved<T: Send>(one: T) -> T {
            one
        }
        let connection = SqliteConnection::establish(":memory:").expect("a database in memory");
        let mut connection = moved(connection);
        let asked = std::thread::spawn(move || connection.batch_execute("SELECT 1"));
        assert_eq!(asked.join().expect("the thread ends well"), Ok(()));
    }
}
