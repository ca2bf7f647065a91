//! Which database, how durable, with how many connections.

use crate::{OpenError, limits};
use std::path::PathBuf;

/// How much an acknowledged write survives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// A kill of the process and a loss of power: each commit waits for the disk.
    #[default]
    Full,
    /// A kill of the process; a loss of power may take the last moments, never the consistency.
    Normal,
}

/// Settings of a store.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreConfig {
    /// `sqlite:<path of the file>` or `postgres://…` (`postgresql://…`).
    pub url: String,
    /// What an acknowledged write survives.
    pub durability: Durability,
    /// Connections that read, 1 to [`limits::READERS`].
    pub readers: usize,
    /// Connections that write on PostgreSQL, 1 to [`limits::LANES`]; SQLite has one writer.
    pub lanes: usize,
}

/// Where the database is, from the URL.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Location {
    /// A file.
    Sqlite(PathBuf),
    /// A URL for libpq.
    Postgres(String),
}

impl StoreConfig {
    /// The defaults for a URL: full durability, 4 readers, 4 lanes.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), durability: Durability::Full, readers: 4, lanes: 4 }
    }

    pub(crate) fn location(&self) -> Result<Location, OpenError> {
        check_count("readers", self.readers, limits::READERS)?;
        check_count("lanes", self.lanes, limits::LANES)?;
        Location::parse(&self.url)
    }
}

impl std::fmt::Debug for StoreConfig {
    /// Leaves the URL out, because it may hold a password.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("StoreConfig")
            .field("durability", &self.durability)
            .field("readers", &self.readers)
            .field("lanes", &self.lanes)
            .finish_non_exhaustive()
    }
}

impl Location {
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let Some(path) = url.strip_prefix("sqlite:") else {
            return Err(OpenError::Url(
                "it must begin with sqlite: or postgres://, for example sqlite:/var/lib/switchboard/switchboard.db",
            ));
        };
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path.contains(":memory:") || path.contains('?') {
            return Err(OpenError::Url(
                "after sqlite: comes the path of a file; a database in memory or with parameters is not possible",
            ));
        }
        Ok(Self::Sqlite(PathBuf::from(path)))
    }
}

fn check_count(name: &'static str, value: usize, limit: usize) -> Result<(), OpenError> {
    if (1..=limit).contains(&value) { Ok(()) } else { Err(OpenError::Count { name, value, limit }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_schemes_are_understood() {
        let sqlite = |path: &str| Location::Sqlite(PathBuf::from(path));
        assert!(Location::parse("sqlite:data/a.db").unwrap() == sqlite("data/a.db"));
        assert!(Location::parse("sqlite:/data/a.db").unwrap() == sqlite("/data/a.db"));
        assert!(Location::parse("sqlite:///data/a.db").unwrap() == sqlite("/data/a.db"));
        let url = "postgres://ana@localhost/switchboard";
        assert!(Location::parse(url).unwrap() == Location::Postgres(url.to_owned()));
    }

    #[test]
    fn other_urls_are_refused_with_an_example() {
        for url in ["", "data/a.db", "mysql://x", "sqlite:", "sqlite::memory:", "sqlite:a?mode=ro"]
        {
            let Err(error) = Location::parse(url) else { panic!("{url} was taken") };
            assert!(error.to_string().contains("sqlite:"), "{url}: {error}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let config = StoreConfig::new("postgres://ana:secret@localhost/switchboard");
        assert!(!format!("{config:?}").contains("secret"));
    }

    #[test]
    fn counts_out_of_bounds_are_refused() {
        let config = StoreConfig { readers: 0, ..StoreConfig::new("sqlite:a.db") };
        let Err(error) = config.location() else { panic!("no reader was taken") };
        assert!(error.to_string().contains("readers"), "{error}");
    }
}
