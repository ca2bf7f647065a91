//! Databases for tests: a SQLite file, or a PostgreSQL database copied from a migrated template. One
//! test body is run on each by [`both_databases`]. Behind the feature `testing`; failures here panic
//! with what to do.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends where its expectation ends"
)]

mod chance;
mod cluster;
mod contents;
mod heard;
mod template;
mod waiting;

pub use chance::{is_full, seed};
pub use contents::{TableContents, contents};
pub use heard::Heard;
pub use switchboard_testkit_macros::both_databases;
pub use waiting::with_waiter;

use crate::{Durability, Store, StoreConfig};
use std::sync::Arc;
use switchboard_model::{Clock, SystemClock};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of its own on the test server.
    Postgres,
}

/// A fresh, migrated database that goes away with the last clone of this value.
#[derive(Clone)]
pub struct TestDatabase(Arc<Fresh>);

struct Fresh {
    backend: Backend,
    url: String,
    folder: Option<tempfile::TempDir>,
}

impl TestDatabase {
    /// A fresh database of either kind.
    pub async fn of(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self::sqlite(),
            Backend::Postgres => Self::postgres().await,
        }
    }

    /// A fresh SQLite file; migrated when it is opened.
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let url = format!("sqlite:{}", folder.path().join("switchboard.db").display());
        Self(Arc::new(Fresh { backend: Backend::Sqlite, url, folder: Some(folder) }))
    }

    /// A fresh PostgreSQL database: on the server of `SWITCHBOARD_TEST_POSTGRES` (the URL of a role
    /// that may create databases), else on a throwaway server of this process.
    pub async fn postgres() -> Self {
        let url = tokio::task::spawn_blocking(template::create_copy)
            .await
            .expect("a PostgreSQL database can be made for the test");
        Self(Arc::new(Fresh { backend: Backend::Postgres, url, folder: None }))
    }

    /// Which kind it is.
    pub fn backend(&self) -> Backend {
        self.0.backend
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// The folder of a SQLite file.
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.0.folder.as_ref().map(tempfile::TempDir::path)
    }

    /// Settings that are quick: few connections, no wait for the disk.
    pub fn config(&self) -> StoreConfig {
        let durability = Durability::Normal;
        StoreConfig { durability, readers: 2, lanes: 2, ..StoreConfig::new(self.url()) }
    }

    /// Opens it with the machine's clock.
    pub async fn open(&self) -> Store {
        self.open_with(Arc::new(SystemClock)).await
    }

    /// Opens it with a clock of the test's.
    pub async fn open_with(&self, clock: Arc<dyn Clock>) -> Store {
        Store::open(self.config(), clock).await.expect("a fresh database can be opened")
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if self.backend == Backend::Postgres {
            template::drop_copy(&self.url);
        }
    }
}

/// What a test of [`both_databases`] is given.
pub trait OnDatabase: Sized {
    /// Sets it up on a fresh database.
    fn on(database: &TestDatabase) -> impl Future<Output = Self>;
}

impl OnDatabase for TestDatabase {
    async fn on(database: &TestDatabase) -> Self {
        database.clone()
    }
}

impl OnDatabase for Store {
    async fn on(database: &TestDatabase) -> Self {
        database.open().await
    }
}

/// Runs a test on a fresh database: what [`both_databases`] writes out.
pub async fn run<T: OnDatabase, F: Future<Output = ()>>(
    backend: Backend,
    test: impl FnOnce(T) -> F,
) {
    let database = TestDatabase::of(backend).await;
    test(T::on(&database).await).await;
}
