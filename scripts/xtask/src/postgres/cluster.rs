//! One database cluster: made by initdb, run by an ordinary user, stopped by its process id.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use super::{Durability, place};
use crate::setup::debian;
use crate::{process, report};

/// Folders of clusters begin so; the process id of the task that owns it follows.
pub const FOLDER_PREFIX: &str = "switchboard-postgres-";
const MAX_CONNECTIONS: u32 = 200;
const START_WAIT: Duration = Duration::from_secs(60);
const STOP_WAIT: Duration = Duration::from_secs(20);
const POLL: Duration = Duration::from_millis(50);
/// Another program may take the free port before the server binds it.
const START_ATTEMPTS: u32 = 3;
/// Users that may own the cluster when the task runs as root, which PostgreSQL refuses.
const ORDINARY_USERS: [&str; 2] = ["postgres", "nobody"];

/// Dropped in the order of the fields: the server ends before its folder goes.
pub struct Cluster {
    server: Running,
    _folder: Folder,
    url: String,
}

/// Numeric ids of the user that runs the server, where it is not the task's own user.
type Owner = Option<(u32, u32)>;

impl Cluster {
    pub fn start(programs: &Path, durability: Durability) -> Result<Self> {
        let owner = owner()?;
        let folder = Folder::make(&place::of(durability), owner)?;
        let mut initdb = program(programs.join("initdb"), &folder.0, owner);
        initdb.arg("--pgdata").arg(folder.0.join("data"));
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale"]);
        initdb.arg("--no-sync");
        process::output(&mut initdb).context("the test database could not be made")?;
        let mut attempt = 1;
        let server = loop {
            let port = free_port()?;
            let child = spawn(&folder.0, programs, owner, port, durability)?;
            let mut server = Running { child, port };
            match server.wait_until_ready(programs, &folder) {
                Ok(()) => break server,
                Err(error) if attempt == START_ATTEMPTS => return Err(error),
                Err(_) => attempt += 1,
            }
        };
        let url = format!("postgres://postgres@127.0.0.1:{}/postgres", server.port);
        Ok(Self { server, _folder: folder, url })
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn port(&self) -> u16 {
        self.server.port
    }
}

/// The server process, stopped when dropped.
struct Running {
    child: Child,
    port: u16,
}

impl Running {
    fn wait_until_ready(&mut self, programs: &Path, folder: &Folder) -> Result<()> {
        let deadline = Instant::now() + START_WAIT;
        while Instant::now() < deadline {
            process::check_interrupted()?;
            if let Some(status) = self.child.try_wait()? {
                bail!("PostgreSQL ended with {status}: {}", folder.last_words());
            }
            let mut probe = Command::new(programs.join("pg_isready"));
            probe.args(["--host=127.0.0.1", "--username=postgres"]);
            if process::succeeds(probe.arg(format!("--port={}", self.port))) {
                return Ok(());
            }
            thread::sleep(POLL);
        }
        bail!("PostgreSQL was not ready in {} s: {}", START_WAIT.as_secs(), folder.last_words())
    }
}

impl Drop for Running {
    /// Fast shutdown by SIGINT; the harder signals only when that takes too long.
    fn drop(&mut self) {
        let target = self.child.id().to_string();
        for signal in ["INT", "QUIT", "KILL"] {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            if process::send_signal(signal, &target).is_err() {
                continue;
            }
            let deadline = Instant::now() + STOP_WAIT;
            while Instant::now() < deadline && matches!(self.child.try_wait(), Ok(None)) {
                thread::sleep(POLL);
            }
        }
    }
}

/// The cluster's folder, removed when dropped.
struct Folder(PathBuf);

impl Folder {
    fn make(place: &Path, owner: Owner) -> Result<Self> {
        let path = place.join(format!("{FOLDER_PREFIX}{}", std::process::id()));
        let about = || format!("{} cannot be made", path.display());
        if path.exists() {
            fs::remove_dir_all(&path).with_context(about)?;
        }
        fs::create_dir(&path).with_context(about)?;
        if let Some((user, group)) = owner {
            std::os::unix::fs::chown(&path, Some(user), Some(group)).with_context(about)?;
        }
        Ok(Self(path))
    }

    fn last_words(&self) -> String {
        let log = fs::read_to_string(self.0.join("log")).unwrap_or_default();
        log.lines().last().unwrap_or("it wrote no log").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            report::say(format!("{} could not be removed: {error}", self.0.display()));
        }
    }
}

fn spawn(
    folder: &Path,
    programs: &Path,
    owner: Owner,
    port: u16,
    durability: Durability,
) -> Result<Child> {
    let log = File::create(folder.join("log")).context("the server's log cannot be made")?;
    let mut command = program(programs.join("postgres"), folder, owner);
    command.arg("-D").arg(folder.join("data"));
    let socket = format!("unix_socket_directories={}", folder.display());
    let mut settings = vec![
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        socket,
        format!("max_connections={MAX_CONNECTIONS}"),
    ];
    if durability == Durability::Relaxed {
        settings.extend(["fsync=off", "full_page_writes=off"].map(str::to_owned));
    }
    for setting in settings {
        command.args(["-c", &setting]);
    }
    command.stdout(log.try_clone()?).stderr(log).stdin(Stdio::null()).process_group(0);
    command.spawn().context("PostgreSQL could not be started")
}

fn program(path: impl AsRef<OsStr>, folder: &Path, owner: Owner) -> Command {
    let mut command = Command::new(path);
    command.current_dir(folder).env("LC_ALL", "C").env_remove("LD_LIBRARY_PATH");
    if let Some((user, group)) = owner {
        command.uid(user).gid(group);
    }
    command
}

fn owner() -> Result<Owner> {
    if !debian::is_root()? {
        return Ok(None);
    }
    for name in ORDINARY_USERS {
        let id = |what: &str| process::output(Command::new("id").args([what, name]));
        if let (Ok(user), Ok(group)) = (id("-u"), id("-g")) {
            return Ok(Some((user.trim().parse()?, group.trim().parse()?)));
        }
    }
    bail!("PostgreSQL refuses to run as root, and neither {} exists", ORDINARY_USERS.join(" nor "))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no loopback port is free")?;
    Ok(listener.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;
    use crate::postgres::programs;

    #[test]
    fn a_cluster_answers_and_leaves_nothing_behind() {
        let programs = programs::find_or_install().unwrap();
        let cluster = Cluster::start(&programs, Durability::Relaxed).unwrap();
        let (port, folder) = (cluster.port(), cluster._folder.0.clone());
        assert!(TcpStream::connect(("127.0.0.1", port)).is_ok());
        assert!(folder.join("data/postmaster.pid").exists());
        drop(cluster);
        assert!(TcpStream::connect(("127.0.0.1", port)).is_err());
        assert!(!folder.exists());
    }
}
