//! A throwaway PostgreSQL for tests and benches: its own folder, a free loopback port, stopped and
//! removed when the value is dropped.

mod cluster;
mod leftovers;
mod place;
mod programs;

use anyhow::{Result, bail};

use crate::report;
use cluster::Cluster;

/// The variable that names the server which tests may make databases in.
pub const VARIABLE: &str = "SWITCHBOARD_TEST_POSTGRES";

/// Whether the throwaway server waits for the disk at each commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// As in production.
    Flushed,
    /// Faster; a crash of the machine, not of a process, may lose data.
    Relaxed,
}

/// A server that tests can use, one's own or the caller's.
pub enum Server {
    Given(String),
    Started(Cluster),
}

impl Server {
    pub fn url(&self) -> &str {
        match self {
            Self::Given(url) => url,
            Self::Started(cluster) => cluster.url(),
        }
    }
}

/// The server that [`VARIABLE`] names, else a new cluster; installs PostgreSQL where it may.
pub fn for_tests(durability: Durability) -> Result<Server> {
    if let Ok(url) = std::env::var(VARIABLE) {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            bail!("{VARIABLE} must be an URL that begins with postgres://");
        }
        report::say(format!("using the server that {VARIABLE} names"));
        return Ok(Server::Given(url));
    }
    let programs = programs::find_or_install()?;
    leftovers::remove(&programs);
    let cluster = Cluster::start(&programs, durability)?;
    report::say(format!("started on port {} from {}", cluster.port(), programs.display()));
    Ok(Server::Started(cluster))
}
