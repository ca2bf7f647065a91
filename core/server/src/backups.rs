//! Backups that the server makes by itself: an archive every so often in a folder of its own, the oldest
//! removed. Whether they work is told like everything that the server stands on (`dependencies`).

use crate::{archive, config::Config, limits, progress::Progress};
use anyhow::{Context, Result};
use jiff::{civil::DateTime, tz::TimeZone};
use parking_lot::Mutex;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use switchboard_desk::outward::OutwardPermit;
use switchboard_model::Timestamp;
use switchboard_store::Store;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::info;

/// The names of its archives: by them they are known, and in their order they were made.
const NAMES: &str = "switchboard-%Y%m%dT%H%M%SZ.tar";

/// The backups of a server that makes some.
pub struct Backups {
    config: Config,
    store: Store,
    folder: PathBuf,
    every: Duration,
    /// What became of the last attempt, where it failed.
    failure: Mutex<Option<String>>,
}

/// An archive in the folder.
struct Made {
    at: Timestamp,
    path: PathBuf,
}

impl Backups {
    /// Those that the configuration asks for; none where it asks for none.
    pub fn new(config: &Config, store: &Store) -> Option<Arc<Self>> {
        let (every, folder) = (config.backup.every.as_ref()?, config.backup.folder.clone()?);
        Some(Arc::new(Self {
            config: config.clone(),
            store: store.clone(),
            folder,
            every: every.duration(),
            failure: Mutex::default(),
        }))
    }

    /// Makes them until `stop`. A quiet copy makes none: the folder may be the original's.
    pub fn watch(
        self: &Arc<Self>,
        tasks: &TaskTracker,
        stop: CancellationToken,
        permit: OutwardPermit,
    ) {
        let backups = Arc::clone(self);
        tasks.spawn(async move {
            while !stop.is_cancelled() {
                let may_make = matches!(permit.is_given().await, Ok(true));
                let is_well = !may_make || backups.make_due(&stop).await.is_ok();
                let pause = if is_well { limits::BACKUP_LOOK } else { limits::BACKUP_RETRY };
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
    }

    /// Makes a backup where one is due. Returns whether it did.
    pub async fn make_due(&self, stop: &CancellationToken) -> Result<bool> {
        let done = self.attempt(stop).await;
        // What the end of the server breaks off has not failed.
        if !stop.is_cancelled() {
            *self.failure.lock() = done.as_ref().err().map(|error| {
                format!(
                    "the last backup failed, and is tried again in {} minutes: {error:#}",
                    limits::BACKUP_RETRY.as_secs() / 60
                )
            });
        }
        done
    }

    async fn attempt(&self, stop: &CancellationToken) -> Result<bool> {
        fs::create_dir_all(&self.folder)
            .with_context(|| format!("{} cannot be made", self.folder.display()))?;
        let is_due = self.age()?.is_none_or(|age| age >= self.every);
        if is_due {
            self.make(stop).await?;
        }
        Ok(is_due)
    }

    /// What is wrong with them and what to do.
    pub fn problem(&self) -> Option<String> {
        if let Err(error) = archive::check(&self.config) {
            return Some(format!("{error:#}; then unset backup.every"));
        }
        if let Some(failure) = self.failure.lock().clone() {
            return Some(failure);
        }
        let folder = self.folder.display();
        match self.age() {
            Err(error) => Some(format!("{error:#}: see backup.folder")),
            Ok(None) => {
                Some(format!("{folder} has none: a running server makes the first at once"))
            }
            Ok(Some(age)) if age > self.every * 2 => Some(format!(
                "the newest in {folder} is {} hours old: see that the server runs, and its log",
                age.as_secs() / 3_600
            )),
            Ok(Some(_)) => None,
        }
    }

    async fn make(&self, stop: &CancellationToken) -> Result<()> {
        let now = self.now();
        let name = jiff::Timestamp::from_millisecond(now.0)?.strftime(NAMES).to_string();
        let path = self.folder.join(name);
        let progress = Progress::silent(stop.clone());
        remove_broken(&self.folder)?;
        let written = archive::write(&self.config, &self.store, &path, &progress).await?;
        info!(archive = %path.display(), bytes = written.bytes, "a backup was made");
        let mut made = made(&self.folder)?;
        // One from the future was made under a clock that was ahead: it goes before all others.
        made.sort_by_key(|made| (made.at <= now, made.at));
        let surplus = made.len().saturating_sub(self.config.backup.keep.count());
        for old in &made[..surplus] {
            fs::remove_file(&old.path)
                .with_context(|| format!("{} cannot be removed", old.path.display()))?;
        }
        Ok(())
    }

    /// How old the newest is. One from the future says nothing.
    fn age(&self) -> Result<Option<Duration>> {
        let now = self.now();
        let ages = made(&self.folder)?.into_iter().map(|made| now.since_ms(made.at));
        let newest = ages.filter(|age_ms| *age_ms >= 0).min();
        Ok(newest.map(|age_ms| Duration::from_millis(age_ms.unsigned_abs())))
    }

    fn now(&self) -> Timestamp {
        self.store.clock().now()
    }
}

/// The archives in a folder that a server made. Others' files are none of them.
fn made(folder: &Path) -> Result<Vec<Made>> {
    let unreadable = || format!("{} cannot be read", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        if let Some(at) = path.file_name().and_then(|name| made_at(name.to_str()?)) {
            found.push(Made { at, path });
        }
    }
    Ok(found)
}

/// Removes what a process that was killed has left of an archive.
fn remove_broken(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_part = entry.file_name().to_string_lossy().starts_with(archive::PART_PREFIX);
        if !is_part {
            continue;
        }
        // Whoever is writing one has done so a moment ago.
        let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
        if age > limits::BACKUP_PART_LIFE {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// When the archive of this name was made.
fn made_at(name: &str) -> Option<Timestamp> {
    let at = DateTime::strptime(NAMES, name).ok()?.to_zoned_datetime(TimeZone::UTC).ok()?;
    Some(Timestamp(at.timestamp().as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        config::{Sources, load},
        keys,
    };
    use switchboard_model::ManualClock;
    use switchboard_store::StoreConfig;

    const HOUR_MS: i64 = 60 * 60 * 1_000;
    const BEGIN: Timestamp = Timestamp(1_764_010_000_000);

    struct World {
        folder: tempfile::TempDir,
        clock: Arc<ManualClock>,
        backups: Arc<Backups>,
    }

    async fn world() -> World {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        fs::create_dir(&data).expect("made");
        keys::load(&data).expect("a key");
        let kept = folder.path().join("kept archives");
        let overrides = vec![
            ("server.data", data.display().to_string()),
            ("backup.folder", kept.display().to_string()),
            ("backup.every", "6h".to_owned()),
            ("backup.keep", "2".to_owned()),
        ];
        let config = load(&Sources { overrides, ..Sources::default() }).expect("a configuration");
        let clock = Arc::new(ManualClock::at(BEGIN));
        let store = StoreConfig::new(config.database_url());
        let store = Store::open(store, clock.clone()).await.expect("a database");
        let backups = Backups::new(&config, &store).expect("it asks for some");
        World { folder, clock, backups }
    }

    impl World {
        async fn makes(&self) -> bool {
            self.backups.make_due(&CancellationToken::new()).await.expect("no failure")
        }

        fn names(&self) -> Vec<String> {
            let folder = fs::read_dir(self.folder.path().join("kept archives")).expect("a folder");
            let mut names: Vec<String> = folder
                .map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned())
                .collect();
            names.sort();
            names
        }
    }

    #[tokio::test]
    async fn one_is_made_when_it_is_due_and_the_oldest_go() {
        let world = world().await;
        assert!(world.backups.problem().is_some(), "there is none yet");
        assert!(world.makes().await);
        assert_eq!(world.names(), ["switchboard-20251124T184640Z.tar"]);
        assert_eq!(world.backups.problem(), None);
        world.clock.pass_ms(6 * HOUR_MS - 1_000);
        assert!(!world.makes().await, "it is not due");
        let mine = world.folder.path().join("kept archives/before the move.tar");
        fs::write(&mine, "mine").expect("written");
        world.clock.pass_ms(1_000);
        assert!(world.makes().await);
        world.clock.pass_ms(7 * HOUR_MS);
        assert!(world.makes().await);
        assert_eq!(
            world.names(),
            [
                "before the move.tar",
                "switchboard-20251125T004640Z.tar",
                "switchboard-20251125T074640Z.tar"
            ]
        );
        world.clock.pass_ms(13 * HOUR_MS);
        let problem = world.backups.problem().expect("the newest is old");
        assert!(problem.contains("13 hours old"), "{problem}");
        world.backups.store.close().await;
    }

    #[tokio::test]
    async fn a_failure_is_told_until_one_is_made() {
        let world = world().await;
        let stop = CancellationToken::new();
        let kept = world.folder.path().join("kept archives");
        fs::write(&kept, "no folder").expect("written");
        assert!(world.backups.make_due(&stop).await.is_err());
        let problem = world.backups.problem().expect("it failed");
        assert!(problem.contains("tried again"), "{problem}");
        fs::remove_file(&kept).expect("removed");
        assert!(world.makes().await);
        assert_eq!(world.backups.problem(), None);
        stop.cancel();
        world.clock.pass_ms(6 * HOUR_MS);
        assert!(world.backups.make_due(&stop).await.is_err(), "the server ends");
        assert_eq!(world.backups.problem(), None, "that is no failure");
        assert_eq!(world.names().len(), 1, "half of one is none");
        world.backups.store.close().await;
    }

    #[tokio::test]
    async fn a_clock_that_was_ahead_does_not_put_backups_off() {
        let world = world().await;
        world.clock.pass_ms(1_000 * HOUR_MS);
        for _ in 0..2 {
            assert!(world.makes().await);
            world.clock.pass_ms(6 * HOUR_MS);
        }
        world.clock.set(BEGIN);
        assert!(world.makes().await, "what is from the future says nothing");
        assert_eq!(world.backups.problem(), None);
        assert_eq!(world.names().len(), 2);
        assert_eq!(world.names()[0], "switchboard-20251124T184640Z.tar", "the new one stays");
        world.backups.store.close().await;
    }

    #[test]
    fn only_names_of_its_own_are_known() {
        assert_eq!(made_at("switchboard-20251124T184640Z.tar"), Some(BEGIN));
        for other in ["switchboard-20251124.tar", "x.tar", "switchboard-20251324T184640Z.tar"] {
            assert_eq!(made_at(other), None, "{other}");
        }
    }
}
