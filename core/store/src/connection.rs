//! One type for both databases; which one it is, the URL decides at run time.

/// A connection to either database.
#[derive(diesel::MultiConnection)]
pub enum DatabaseConnection {
    /// PostgreSQL, or anything that speaks its protocol.
    Postgres(diesel::PgConnection),
    /// The embedded default.
    Sqlite(diesel::SqliteConnection),
}
