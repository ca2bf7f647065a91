//! The demo in a data folder of its own: known by a file there, made where the folder is empty, removed with it. So
//! it never touches another desk: it has no database, no files and no address but those in its folder.

use crate::{
    app::{App, Services},
    config::{Config, DurabilityConfig},
    installation,
    progress::{Length, Progress},
};
use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File, TryLockError},
    io::{Read, Seek, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::Arc,
};
use switchboard_demo::{Scale, limits};
use switchboard_model::{Clock, ManualClock, SystemClock};
use switchboard_store::backup;
use tracing::warn;

/// The file that says so. Whoever works with the demo holds it.
const FILE: &str = "demo.json";

/// What stands in it.
#[derive(Debug, Deserialize, Serialize)]
struct Marker {
    scale: Scale,
    /// Was the making of it ended.
    is_whole: bool,
}

/// What a demo is made by, as far as somebody says it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    pub seed: Option<u64>,
    pub chats: Option<usize>,
}

/// A demo that nobody else serves, makes or removes as long as this is held.
pub struct Demo {
    file: File,
    scale: Scale,
}

/// Is there a demo in this data folder.
pub fn is_in(data: &Path) -> bool {
    data.join(FILE).is_file()
}

/// A demo has everything in its own folder, and is seen by this machine alone: everybody knows its password.
pub fn check_place(config: &Config) -> Result<()> {
    let server = &config.server;
    let database = backup::file_of(&config.database_url())?;
    ensure!(
        database.is_some_and(|file| installation::folder_of(&file) == server.data),
        "a demo has its own database in its data folder: unset database.url"
    );
    ensure!(config.files.url.is_none(), "a demo has its files in its data folder: unset files.url");
    ensure!(
        server.listen.ip().is_loopback() && server.public_url.is_none(),
        "everybody knows the password of a demo: let it listen on 127.0.0.1, and unset server.public_url"
    );
    Ok(())
}

impl Demo {
    /// The demo of the configured data folder, made first where the folder is empty.
    pub async fn open(config: &Config, wanted: Wanted) -> Result<Self> {
        check_place(config)?;
        installation::make_folder(config)?;
        let data = &config.server.data;
        let scale = wanted.scale();
        let file = match held(data)? {
            Some(file) => file,
            None => begun(data)?,
        };
        let mut demo = Self { file, scale };
        match demo.read()? {
            Some(Marker { scale: found, is_whole: true }) => {
                ensure!(
                    wanted.is_met_by(found),
                    "the demo in {} is another one: remove it first, with `switchboard --data {} demo delete`",
                    data.display(),
                    data.display()
                );
                demo.scale = found;
            }
            // The making of it was broken off.
            Some(Marker { is_whole: false, .. }) | None => {
                demo.write(false)?;
                clear(data)?;
                make(config, scale).await?;
                demo.write(true)?;
            }
        }
        Ok(demo)
    }

    /// Lets the demo's customers write, as long as the server runs.
    pub fn open_to_customers(&self, app: &App) {
        let (desk, stop) = (app.desk.clone(), app.stop.clone());
        let (seed, batches) = (self.scale.seed, app.flow.tail().subscribe());
        app.keep(async move {
            if let Err(error) = switchboard_demo::customers(desk, seed, batches, stop).await {
                warn!(%error, "the demo has no customers");
            }
        });
    }

    fn read(&mut self) -> Result<Option<Marker>> {
        let mut text = String::new();
        self.file.rewind()?;
        self.file.read_to_string(&mut text)?;
        Ok(serde_json::from_str(&text).ok())
    }

    fn write(&mut self, is_whole: bool) -> Result<()> {
        let marker = Marker { scale: self.scale, is_whole };
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(serde_json::to_string(&marker)?.as_bytes())?;
        Ok(self.file.sync_all()?)
    }
}

impl Wanted {
    fn scale(self) -> Scale {
        let chats = self.chats.unwrap_or(limits::CHATS);
        let long_chat_messages = limits::LONG_CHAT_MESSAGES.saturating_mul(chats) / limits::CHATS;
        Scale { seed: self.seed.unwrap_or(limits::SEED), chats, long_chat_messages }.bounded()
    }

    fn is_met_by(self, found: Scale) -> bool {
        let scale = self.scale();
        self.seed.is_none_or(|_| scale.seed == found.seed)
            && self.chats.is_none_or(|_| scale.chats == found.chats)
    }
}

/// Removes the demo of a data folder, and the folder: nothing of it stays.
pub fn remove(data: &Path) -> Result<()> {
    let file = held(data)?;
    ensure!(
        file.is_some(),
        "{} holds no demo: name the folder of the demo with --data",
        data.display()
    );
    clear(data)?;
    // Last: what is half removed is a demo still.
    let failed = || format!("{} cannot be removed", data.display());
    fs::remove_file(data.join(FILE)).with_context(failed)?;
    fs::remove_dir(data).with_context(failed)
}

/// The file of the demo that is there, held; none where there is none.
fn held(data: &Path) -> Result<Option<File>> {
    let path = data.join(FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let file = File::options().read(true).write(true).open(&path);
    let file = file.with_context(|| format!("{} cannot be opened", path.display()))?;
    hold(data, file).map(Some)
}

/// The file of a demo that begins in an empty folder, held.
fn begun(data: &Path) -> Result<File> {
    let mut entries =
        fs::read_dir(data).with_context(|| format!("{} cannot be read", data.display()))?;
    ensure!(
        entries.next().is_none(),
        "{} is not empty and holds no demo: name an empty folder with --data",
        data.display()
    );
    let path = data.join(FILE);
    let mut options = File::options();
    let file = options.read(true).write(true).create_new(true).mode(0o600).open(&path);
    let file = file.with_context(|| format!("{} cannot be made", path.display()))?;
    hold(data, file)
}

fn hold(data: &Path, file: File) -> Result<File> {
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("the demo in {} is in use: stop its server first", data.display())
        }
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("the demo in {} cannot be held", data.display()))
        }
    }
}

/// Removes all of a demo but the file that says that it is one.
fn clear(data: &Path) -> Result<()> {
    let failed = || format!("{} cannot be emptied", data.display());
    for entry in fs::read_dir(data).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        let path = entry.path();
        if entry.file_name() == FILE {
            continue;
        }
        let is_folder = entry.file_type().with_context(failed)?.is_dir();
        let removed = if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.with_context(failed)?;
    }
    Ok(())
}

async fn make(config: &Config, scale: Scale) -> Result<()> {
    let now = SystemClock.now();
    let clock = Arc::new(ManualClock::at(switchboard_demo::begin(now)));
    let mut config = config.clone();
    // What a power cut takes is made again.
    config.database.durability = DurabilityConfig::Normal;
    let services = Services::open_at(config, clock.clone()).await?;
    let progress = Progress::new(false);
    progress.begin("Making the demo", Length::Documents);
    let count = |steps: usize| u64::try_from(steps).unwrap_or(u64::MAX);
    let told = |done: usize, all: usize| progress.reach(count(done), count(all));
    let made = switchboard_demo::make(&services.desk, &clock, scale, now, told).await;
    progress.finish();
    services.close().await;
    Ok(made?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::of_folder;

    #[test]
    fn a_demo_has_nothing_outside_of_its_folder_and_is_seen_by_nobody_else() {
        let config = of_folder(Path::new("data"));
        check_place(&config).expect("a folder of its own");
        let mut elsewhere = config.clone();
        elsewhere.database.url = Some("postgres://localhost/desk".to_owned());
        let mut beside = config.clone();
        beside.database.url = Some("sqlite:other/switchboard.sqlite".to_owned());
        let mut bucket = config.clone();
        bucket.files.url = Some("s3://bucket".to_owned());
        let mut seen = config.clone();
        seen.server.listen = "0.0.0.0:8080".parse().expect("an address");
        for (config, key) in [
            (elsewhere, "database.url"),
            (beside, "database.url"),
            (bucket, "files.url"),
            (seen, "127.0.0.1"),
        ] {
            let error = check_place(&config).expect_err("it is refused").to_string();
            assert!(error.contains(key), "{error}");
        }
    }

    #[test]
    fn a_demo_begins_in_an_empty_folder_alone_and_is_held_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path();
        fs::write(data.join("mine"), "x").expect("written");
        let error = begun(data).expect_err("it is somebody's").to_string();
        assert!(error.contains("is not empty"), "{error}");
        assert!(remove(data).is_err() && data.join("mine").is_file());
        fs::remove_file(data.join("mine")).expect("removed");
        let first = begun(data).expect("begun");
        let error = remove(data).expect_err("it is in use").to_string();
        assert!(error.contains("stop its server"), "{error}");
        drop(first);
        fs::create_dir(data.join("files")).expect("made");
        remove(data).expect("removed");
        assert!(!data.exists());
    }

    #[test]
    fn what_nobody_asks_for_is_as_it_is_there() {
        let found = Wanted { seed: Some(3), chats: Some(200) }.scale();
        assert_eq!((found.chats, found.long_chat_messages), (200, 1_000));
        assert!(Wanted::default().is_met_by(found));
        assert!(Wanted { seed: Some(3), chats: None }.is_met_by(found));
        assert!(!Wanted { seed: None, chats: Some(300) }.is_met_by(found));
    }
}
