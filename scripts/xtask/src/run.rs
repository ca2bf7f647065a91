//! `cargo xtask run`: sets the machine up, builds guests, web and server for a quick start and serves.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::setup::disk;
use crate::{guests, process, project, report, web};

/// Builds in a third of the time of `release`; `cargo xtask dist` makes what is given away.
const PROFILE: &str = "serve";
const DATA: &str = "./data";
/// Where a demo stands, beside no real desk.
const DEMO_DATA: &str = "./target/demo";
const LISTEN: &str = "127.0.0.1:8080";

#[derive(clap::Args)]
pub struct Options {
    /// Handed to `switchboard serve`, for instance `--listen 0.0.0.0:80`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<String>,
}

/// What is started.
pub struct Built {
    plugins: PathBuf,
    /// The folder of the built web, where there is Node.js.
    pub web: Option<PathBuf>,
}

impl Built {
    /// The program, with all that it takes from the tree.
    pub fn command(&self) -> Command {
        let mut server = Command::new(project::target().join(PROFILE).join("switchboard"));
        server.env(guests::FOLDER_VARIABLE, &self.plugins).current_dir(project::root());
        server.envs(self.web.as_ref().map(|folder| (web::FOLDER_VARIABLE, folder)));
        server
    }
}

/// Sets the machine up and builds guests, web and server.
pub fn build() -> Result<Built> {
    disk::expect_room_for_server();
    let plugins = guests::guests()?;
    let ((), web) = process::beside(build_server, web::build_if_possible)?;
    Ok(Built { plugins, web })
}

fn build_server() -> Result<()> {
    report::say("building the server; the first time takes some minutes");
    let mut build = project::cargo();
    build.args(["build", "--profile", PROFILE, "--locked"]);
    build.args(["--package", "switchboard-server", "--bin", "switchboard"]);
    process::run(&mut build)
}

pub fn run(options: &Options) -> Result<()> {
    let built = build()?;
    let arguments = with_defaults(&options.arguments);
    report::say(format!("starting: switchboard {}", arguments.join(" ")));
    if let Some(address) = value_of(&arguments, "--listen") {
        report::say(format!("it will listen on http://{address}"));
    }
    process::check_interrupted()?;
    let mut server = built.command();
    Err(server.args(arguments).exec()).context("the server could not be started")
}

/// `serve` with a data folder and an address, unless the caller gave other ones.
fn with_defaults(given: &[String]) -> Vec<String> {
    let mut arguments = vec!["serve".to_owned()];
    let is_demo = given.iter().any(|argument| argument == "--demo");
    let data = if is_demo { DEMO_DATA } else { DATA };
    for (name, value) in [("--data", data), ("--listen", LISTEN)] {
        if value_of(given, name).is_none() && value_of(given, "--config").is_none() {
            arguments.extend([name.to_owned(), value.to_owned()]);
        }
    }
    arguments.extend(given.iter().cloned());
    arguments
}

/// The value of `--name value` or `--name=value`.
fn value_of<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    arguments.iter().enumerate().find_map(|(place, argument)| {
        let rest = argument.strip_prefix(name)?;
        if rest.is_empty() {
            arguments.get(place + 1).map(String::as_str)
        } else {
            rest.strip_prefix('=')
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn defaults_fill_what_the_caller_leaves_open() {
        assert_eq!(with_defaults(&[]), words("serve --data ./data --listen 127.0.0.1:8080"));
        assert_eq!(
            with_defaults(&words("--listen=127.0.0.1:9")),
            words("serve --data ./data --listen=127.0.0.1:9")
        );
        assert_eq!(with_defaults(&words("--config a.toml")), words("serve --config a.toml"));
        assert_eq!(
            with_defaults(&words("--demo")),
            words("serve --data ./target/demo --listen 127.0.0.1:8080 --demo")
        );
    }

    #[test]
    fn a_value_is_found_in_both_spellings() {
        assert_eq!(value_of(&words("--listen a --data b"), "--data"), Some("b"));
        assert_eq!(value_of(&words("--data=c"), "--data"), Some("c"));
        assert_eq!(value_of(&words("--database c"), "--data"), None);
    }
}
