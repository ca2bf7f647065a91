//! What the machine can do at all: the least that each row could cost.

pub mod commits;
pub mod fan_out;
pub mod hello;
pub mod search;

use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A limit that serves in a process of its own, so that only its own time is counted.
pub struct Limit {
    child: Child,
    address: String,
}

impl Limit {
    /// Starts one by its name.
    pub fn start(name: &str) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["limit", name])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("its output is piped")?;
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address)?;
        let address = address.trim().to_owned();
        let limit = Self { child, address };
        if limit.address.is_empty() {
            bail!("the limit {name} did not start");
        }
        Ok(limit)
    }

    /// Host and port.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// An address below its root.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        // One that is gone already needs nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves as the limit with this name, until the process is ended.
pub async fn serve(name: &str) -> Result<()> {
    // Its sockets are as many as those of the server, which raises its bound as well.
    switchboard_server::process::raise_open_files();
    let router = match name {
        "hello" => hello::router(),
        "fan-out" => fan_out::router(),
        _ => bail!("no limit is called {name}"),
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}
