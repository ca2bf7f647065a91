//! A server that was just made, with nothing of the environment of the one who tries it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;

/// The first start compiles the plugins.
const START: Duration = Duration::from_secs(120);
/// Above the default of `server.stop_seconds`.
const STOP: Duration = Duration::from_secs(40);
const PAUSE: Duration = Duration::from_millis(100);
/// Longest answer of the server that is read.
const ANSWER_BYTES: u64 = 64 * 1024;
/// What `serve` prints before the address once it listens.
const LISTENS: &str = "Switchboard listens on http://";

/// How the program is called.
pub struct Server {
    /// The program, behind what it is started by.
    pub command: Vec<String>,
    /// Where it finds its configuration and data; every subcommand takes them.
    pub options: Vec<String>,
}

impl Server {
    /// From a unit's command line, `<program> serve <options>`.
    pub fn of_unit(words: &[String]) -> Result<Self> {
        let [program, serve, options @ ..] = words else { bail!("the unit starts nothing") };
        if serve != "serve" {
            bail!("the unit starts `{serve}` and not `serve`");
        }
        Ok(Self { command: vec![program.clone()], options: options.to_vec() })
    }

    /// A subcommand of the program.
    pub fn run(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.command[0]);
        command.args(&self.command[1..]).args(words).args(&self.options);
        command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").current_dir("/");
        command
    }

    /// Serves on a port that the system chooses.
    pub fn start(&self) -> Result<Running> {
        let mut command = self.run(&["serve", "--listen", "127.0.0.1:0"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        let child = command.spawn().context("the server could not be started")?;
        let mut running = Running { child, address: String::new() };
        let stdout = running.child.stdout.take().context("the server has no output")?;
        let (sender, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Read to the end, so that the server is never held up by a full pipe.
                let _ = sender.send(line);
            }
        });
        let line = lines.recv_timeout(START).context("the server ended before it listened")?;
        let address = line.strip_prefix(LISTENS);
        running.address = address.with_context(|| format!("the server said: {line}"))?.to_owned();
        Ok(running)
    }

    /// Makes an admin while the server runs.
    pub fn create_admin(&self) -> Result<()> {
        let words = ["admin", "create", "--email", "you@example.org", "--password-stdin"];
        let mut create = self.run(&words).stdin(Stdio::piped()).spawn()?;
        let mut password = create.stdin.take().context("no standard input")?;
        password.write_all(b"correct horse battery staple")?;
        drop(password);
        let status = create.wait()?;
        if status.success() { Ok(()) } else { bail!("`admin create` ended with {status}") }
    }
}

/// A server that runs; killed where it is not stopped.
pub struct Running {
    child: Child,
    address: String,
}

impl Running {
    /// Asks until the answer is 200.
    pub fn wait_until_ready(&self) -> Result<()> {
        let until = Instant::now() + START;
        loop {
            process::check_interrupted()?;
            match self.get("/readyz") {
                Ok(answer) if answer.starts_with("HTTP/1.1 200 ") => return Ok(()),
                answer if Instant::now() > until => {
                    bail!("the server is not ready: {}", answer?.lines().next().unwrap_or_default())
                }
                _ => std::thread::sleep(PAUSE),
            }
        }
    }

    /// Errors where the widget is not in the program: one that has it knows that it has no such channel.
    pub fn check_web(&self) -> Result<()> {
        let answer = self.get("/widget/none.js")?;
        if answer.contains("no web chat has this key") {
            return Ok(());
        }
        bail!("the widget is not served: {}", answer.lines().last().unwrap_or_default())
    }

    /// Asks it to stop and waits; anything but success is an error.
    pub fn stop(mut self) -> Result<()> {
        process::send_signal("TERM", &self.child.id().to_string())?;
        let until = Instant::now() + STOP;
        while Instant::now() < until {
            match self.child.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(status) => bail!("the server ended with {status}"),
                None => std::thread::sleep(PAUSE),
            }
        }
        bail!("the server did not stop within {} s", STOP.as_secs())
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(STOP))?;
        let host = &self.address;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut answer = String::new();
        stream.take(ANSWER_BYTES).read_to_string(&mut answer)?;
        Ok(answer)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail where it has ended, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
