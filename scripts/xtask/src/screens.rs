//! `cargo xtask screens`: every screen of console and widget, pictured at a demo that is made for it and removed again.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::setup::chromium;
use crate::{process, project, report, run, web};

/// Where the demo stands, below `target`.
const DATA: &str = "screens-demo";
/// Where the pictures go, below `target`.
const PICTURES: &str = "screens";
/// Enough that every list is longer than a screen.
const CHATS: &str = "200";
/// What `serve` prints before its address once it listens.
const LISTENS: &str = "Switchboard listens on ";

#[derive(clap::Args)]
pub struct Options {
    /// Make the pictures of the README instead, in graphql/web/pictures
    #[arg(long)]
    readme: bool,
}

pub fn screens(options: &Options) -> Result<()> {
    let built = run::build()?;
    if built.web.is_none() {
        bail!("without Node.js there are no screens");
    }
    let chromium = chromium::ensure()?;
    let target = project::target();
    let data = target.join(DATA);
    if data.exists() {
        remove(&built, &data)?;
    }
    let mut demo = Demo::start(&built, &data)?;
    let folder =
        if options.readme { web::folder().join("pictures") } else { target.join(PICTURES) };
    let mut pictures = Command::new("node");
    pictures.arg("scripts/screens.mjs").arg(&demo.address).arg(&folder);
    pictures.args(options.readme.then_some("--readme"));
    pictures.env("CHROMIUM", chromium).current_dir(web::folder());
    process::run(&mut pictures)?;
    demo.stop()?;
    remove(&built, &data)?;
    report::say(format!("the pictures are in {}", folder.display()));
    Ok(())
}

fn remove(built: &run::Built, data: &Path) -> Result<()> {
    process::run(built.command().arg("--data").arg(data).args(["demo", "delete"]))
}

/// A demo that is served; killed where it is not stopped.
struct Demo {
    child: Child,
    address: String,
}

impl Demo {
    fn start(built: &run::Built, data: &Path) -> Result<Self> {
        let mut command = built.command();
        command.arg("--data").arg(data);
        command.args(["serve", "--listen", "127.0.0.1:0", "--demo", "--demo-chats", CHATS]);
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        report::say("making the demo");
        let child = command.spawn().context("the server could not be started")?;
        let mut demo = Self { child, address: String::new() };
        let stdout = demo.child.stdout.take().context("the server has no output")?;
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let line = lines.next().context("the server ended before it listened")?;
        let address = line.strip_prefix(LISTENS);
        demo.address = address.with_context(|| format!("the server said: {line}"))?.to_owned();
        // Read to the end, so that the server is never held up by a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(demo)
    }

    fn stop(&mut self) -> Result<()> {
        process::send_signal("TERM", &self.child.id().to_string())?;
        let status = self.child.wait().context("the server cannot be waited for")?;
        if status.success() { Ok(()) } else { bail!("the server ended with {status}") }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // One that has ended needs nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
