//! What the server stands on: one list, in which each thing says once what it means when it fails. The
//! log, `/readyz`, the metric `dependency_up` and `doctor` read it; callers learn nothing of it.

use crate::{backups::Backups, bus::SignalBus, config::Config, limits};
use anyhow::Result;
use prometheus_client::metrics::{family::Family, gauge::Gauge};
use std::{
    fmt::Display,
    future::Future,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use switchboard_model::Stopwatch;
use switchboard_store::{Store, backup};
use tokio::sync::Mutex;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// Which of them works, by its name.
pub type DependencyGauges = Family<[(&'static str, &'static str); 1], Gauge>;

/// One thing that the server stands on, as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// Its name: in `/readyz`, in the metric, in `doctor`.
    pub name: &'static str,
    /// What is wrong and what to do, for those who run the server; none when it works.
    pub problem: Option<String>,
    /// Without it nobody can be served: the server is not ready.
    pub is_vital: bool,
}

impl Dependency {
    fn vital(name: &'static str, problem: Option<String>) -> Self {
        Self { name, problem, is_vital: true }
    }
}

/// Looks at all of them, and tells of each that has begun to fail or works again.
pub struct Dependencies {
    store: Store,
    folders: Vec<PathBuf>,
    /// The backups, where the server is to make some.
    pub backups: Option<Arc<Backups>>,
    bus: SignalBus,
    gauges: DependencyGauges,
    last: Mutex<Look>,
}

#[derive(Default)]
struct Look {
    at: Option<Stopwatch>,
    found: Vec<Dependency>,
    /// Writes that had met a full disk by then.
    full_count: u64,
}

impl Dependencies {
    /// Those of a configuration.
    pub fn new(
        config: &Config,
        store: &Store,
        bus: SignalBus,
        gauges: DependencyGauges,
    ) -> Result<Self> {
        let folders = folders(config)?;
        let backups = Backups::new(config, store);
        Ok(Self { store: store.clone(), folders, backups, bus, gauges, last: Mutex::default() })
    }

    /// All of them as they were a moment ago: whoever asks more often causes no more work.
    pub async fn look(&self) -> Vec<Dependency> {
        let mut last = self.last.lock().await;
        if last.at.is_some_and(|at| at.elapsed() < limits::LOOK_KEPT) {
            return last.found.clone();
        }
        let mut found = vec![
            self.database().await,
            self.writes().await,
            self.disk(self.store.metrics().full.get() > last.full_count),
        ];
        found.extend(self.backups.as_ref().map(|backups| Dependency {
            name: "backup",
            problem: backups.problem(),
            is_vital: false,
        }));
        if self.bus.is_shared() {
            let problem = self.bus.problem().await;
            found.push(Dependency { name: "bus", problem, is_vital: false });
        }
        for one in &found {
            let was_failing =
                last.found.iter().any(|old| old.name == one.name && old.problem.is_some());
            self.tell(one, was_failing);
        }
        let full_count = self.store.metrics().full.get();
        *last = Look { at: Some(Stopwatch::start()), found: found.clone(), full_count };
        found
    }

    /// Looks from time to time, also when nobody asks.
    pub fn watch(self: &Arc<Self>, tasks: &TaskTracker, stop: CancellationToken) {
        let dependencies = Arc::clone(self);
        tasks.spawn(async move {
            while !stop.is_cancelled() {
                dependencies.look().await;
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(limits::LOOK_EVERY) => {}
                }
            }
        });
    }

    fn tell(&self, one: &Dependency, was_failing: bool) {
        let Dependency { name, problem, .. } = one;
        self.gauges.get_or_create(&[("dependency", *name)]).set(i64::from(problem.is_none()));
        match problem {
            Some(problem) if !was_failing => {
                tracing::error!(dependency = name, problem, "what the server stands on fails")
            }
            None if was_failing => {
                tracing::info!(dependency = name, "what the server stands on works again")
            }
            _ => {}
        }
    }

    async fn database(&self) -> Dependency {
        let remedy = "see that it runs and that database.url names it";
        let problem = failure(self.store.ping(), limits::READY_WAIT, remedy).await;
        Dependency::vital("database", problem)
    }

    async fn writes(&self) -> Dependency {
        let remedy = "see the disk and the log of the database; nothing is stored until then";
        let problem = failure(self.store.ping_writes(), limits::WRITE_WAIT, remedy).await;
        Dependency::vital("writes", problem)
    }

    /// `was_full`: a write has met a full disk since the last look.
    fn disk(&self, was_full: bool) -> Dependency {
        let problem = match shortage(&self.folders) {
            None if was_full => Some(
                "the database had no space for a write: free space on its disk, or raise its quota"
                    .to_owned(),
            ),
            shortage => shortage,
        };
        Dependency::vital("disk", problem)
    }
}

async fn failure<E: Display>(
    asked: impl Future<Output = Result<(), E>>,
    wait: Duration,
    remedy: &str,
) -> Option<String> {
    match tokio::time::timeout(wait, asked).await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(format!("{error}: {remedy}")),
        Err(_) => Some(format!("no answer within {} ms: {remedy}", wait.as_millis())),
    }
}

/// The folders that need space on their disks: the data's, and that of a database that is a file.
pub fn folders(config: &Config) -> Result<Vec<PathBuf>> {
    let mut folders = vec![config.server.data.clone()];
    let database = backup::file_of(&config.database_url())?;
    folders.extend(database.and_then(|file| Some(file.parent()?.to_owned())));
    // A path of one part lies where the program was started.
    folders.retain(|folder| !folder.as_os_str().is_empty());
    folders.dedup();
    Ok(folders)
}

/// What to do about the first disk of these folders that is nearly full; none where there is space.
pub fn shortage(folders: &[PathBuf]) -> Option<String> {
    folders.iter().find_map(|folder| shortage_of(folder))
}

/// None also where nobody can tell.
fn shortage_of(folder: &Path) -> Option<String> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    let free_bytes = disk.f_bavail.saturating_mul(disk.f_frsize);
    (free_bytes < limits::DISK_FREE_BYTES).then(|| {
        format!(
            "{} MiB are free on the disk of {}: free space, or move the data to a larger disk; soon \
             nothing can be stored",
            free_bytes >> 20,
            folder.display()
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::of_folder;
    use switchboard_model::SystemClock;
    use switchboard_store::StoreConfig;

    async fn dependencies(data: &Path) -> Dependencies {
        let config = of_folder(data);
        let store = StoreConfig::new(config.database_url());
        let store = Store::open(store, Arc::new(SystemClock)).await.expect("a database");
        let bus = SignalBus::of(&config, &store);
        Dependencies::new(&config, &store, bus, DependencyGauges::default()).expect("a list")
    }

    fn failing(found: &[Dependency]) -> Vec<&'static str> {
        found.iter().filter(|one| one.problem.is_some()).map(|one| one.name).collect()
    }

    #[test]
    fn the_folder_of_a_full_disk_is_told() {
        let data = tempfile::tempdir().expect("a folder");
        let folders = folders(&of_folder(data.path())).expect("a configuration");
        assert_eq!(folders, [data.path()], "the database lies there as well");
        // No file system has less space than the one that is no disk.
        let told = shortage(&[PathBuf::from("/proc")]).expect("nothing fits there");
        assert!(told.contains("/proc: free space"), "{told}");
        assert_eq!(shortage(&[PathBuf::from("/no/such/folder")]), None);
    }

    #[tokio::test]
    async fn a_full_disk_is_told_by_name_and_only_as_long_as_it_is_full() {
        let data = tempfile::tempdir().expect("a folder");
        let dependencies = dependencies(data.path()).await;
        assert_eq!(failing(&dependencies.look().await), [""; 0]);
        dependencies.store.metrics().full.inc();
        assert_eq!(failing(&dependencies.look().await), [""; 0], "asked again at once");
        dependencies.last.lock().await.at = None;
        let found = dependencies.look().await;
        assert_eq!(failing(&found), ["disk"]);
        let problem = found[2].problem.as_deref().expect("what to do");
        assert!(problem.contains("free space"), "{problem}");
        let gauge = |name| dependencies.gauges.get_or_create(&[("dependency", name)]).get();
        assert_eq!(["database", "writes", "disk"].map(gauge), [1, 1, 0]);
        dependencies.last.lock().await.at = None;
        assert_eq!(failing(&dependencies.look().await), [""; 0]);
        dependencies.store.close().await;
    }

    #[tokio::test]
    async fn a_database_that_is_gone_is_told_with_what_to_do() {
        let data = tempfile::tempdir().expect("a folder");
        let dependencies = dependencies(data.path()).await;
        dependencies.store.close().await;
        let found = dependencies.look().await;
        assert_eq!(failing(&found), ["database", "writes"]);
    }
}
