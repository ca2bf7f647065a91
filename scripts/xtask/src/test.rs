//! `cargo xtask test`: everything a fresh machine needs and every check and test, cheapest first;
//! stops at the first step that fails, but a failed story keeps no test back, and closes with the
//! steps' durations and the totals.

mod lints;
mod programs;
mod totals;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::postgres::{self, Durability};
use crate::report::{self, Steps};
use crate::setup::{disk, nats, node, python};
use crate::{format, guests, licenses, process, project, tidy, web};
use lints::Lints;
use programs::Program;
use totals::Totals;

/// Where the tests that drive other people's clients keep their package lists.
const CLIENTS: &str = "tests/clients";

/// What makes the suites run whole of which a part is run by default.
const SAMPLED: [&str; 10] = [
    "SWITCHBOARD_ATTACKS",
    "SWITCHBOARD_BOARD",
    "SWITCHBOARD_BROADCASTS",
    "SWITCHBOARD_CHAOS",
    "SWITCHBOARD_HOURS",
    "SWITCHBOARD_INTERLEAVINGS",
    "SWITCHBOARD_SEARCH",
    "SWITCHBOARD_SPOILED",
    "SWITCHBOARD_TIMERS",
    "SWITCHBOARD_UNITES",
];

#[derive(clap::Args)]
pub struct Options {
    /// Run only the tests whose name contains this; the checks before them are left out
    pub filter: Option<String>,
    /// Let the throwaway PostgreSQL wait for the disk at each commit
    #[arg(long)]
    pub postgres_fsync: bool,
    /// Run whole what is only sampled otherwise: attacks, bad input, board, broadcasts, chaos, hours, interleavings,
    /// search, timers, unites
    #[arg(long)]
    pub full: bool,
}

pub fn test(options: &Options) -> ExitCode {
    let mut steps = Steps::default();
    let mut totals = Totals::default();
    let outcome = run(options, &mut steps, &mut totals);
    println!("\n{}", steps.table());
    for name in totals.failed_names() {
        println!("failed: {name}");
    }
    let code = match &outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report::failure(error),
    };
    println!("{totals}");
    code
}

fn run(options: &Options, steps: &mut Steps, totals: &mut Totals) -> Result<()> {
    disk::expect_room_for_tests();
    match &options.filter {
        None => checks(steps)?,
        Some(filter) => {
            report::say(format!("only tests named like `{filter}`: the checks are left out"));
        }
    }
    let plugins = steps.run("guests", guests::guests)?;
    let durability = if options.postgres_fsync { Durability::Flushed } else { Durability::Relaxed };
    let database = steps.run("PostgreSQL", || postgres::for_tests(durability))?;
    steps.run("NATS", nats::ensure)?;
    let is_whole = options.filter.is_none();
    let lints = if is_whole { Some(Lints::ready()?) } else { None };
    let name = if is_whole { "clippy, build and the web's pages" } else { "build" };
    let aside = || -> Result<_> {
        let python = client_packages()?;
        Ok((python, if is_whole { Some(web::pages()?) } else { None }))
    };
    let (programs, python) = steps.run(name, || {
        let built = process::beside(|| programs::build(lints.as_ref()), aside);
        let (programs, (python, pages)) = built?;
        if let Some(pages) = pages {
            println!("\n-- the web's pages\n{pages}");
        }
        Ok((programs, python))
    })?;
    let stories = if is_whole {
        let server = project::target().join("debug/switchboard");
        steps.run("the web's stories", || {
            web::stories(&server, &plugins, database.url(), |line| {
                totals.see_story(line);
                pass_on(line)
            })
        })
    } else {
        Ok(())
    };
    let (postgres, is_full) = (database.url().to_owned(), options.full);
    let around = Surroundings { plugins, postgres, python, is_full };
    let filter = options.filter.as_deref();
    stories.and(steps.run("tests", || run_tests(&programs, filter, &around, totals)))
}

/// The npm packages of the web, the npm and Python packages of the client tests; gives the interpreter that has the
/// latter.
fn client_packages() -> Result<Option<PathBuf>> {
    node::ensure_packages(&web::folder())?;
    let clients = project::root().join(CLIENTS);
    node::ensure_packages(&clients)?;
    python::ensure_environment(&clients.join("requirements.txt"))
}

fn checks(steps: &mut Steps) -> Result<()> {
    steps.run("format", || format::format(&format::Options { check: true }))?;
    steps.run("tidy", tidy::tidy)?;
    steps.run("licences", || licenses::licenses(&licenses::Options::default()))
}

struct Surroundings {
    plugins: PathBuf,
    postgres: String,
    python: Option<PathBuf>,
    is_full: bool,
}

impl Surroundings {
    fn apply(&self, command: &mut Command) {
        command.env(guests::FOLDER_VARIABLE, &self.plugins);
        command.env(postgres::VARIABLE, &self.postgres);
        // A snapshot that differs is a failure here; nothing is written beside the tests.
        command.env("INSTA_UPDATE", "no").env("INSTA_WORKSPACE_ROOT", project::root());
        command.env("SWITCHBOARD_BIN", project::target().join("debug/switchboard"));
        if let Some(python) = &self.python {
            command.env("SWITCHBOARD_PYTHON", python);
        }
        if self.is_full {
            command.envs(SAMPLED.map(|name| (name, "full")));
        }
    }
}

fn run_tests(
    programs: &[Program],
    filter: Option<&str>,
    around: &Surroundings,
    totals: &mut Totals,
) -> Result<()> {
    let mut failures = Vec::new();
    for program in programs {
        println!("\n-- {}", program.name);
        failures.extend(run_program(&mut program.command(filter), &program.name, around, totals)?);
    }
    if let Some(mut command) = doc_tests(filter)? {
        println!("\n-- documentation");
        failures.extend(run_program(&mut command, "documentation", around, totals)?);
    }
    if !failures.is_empty() {
        bail!("these did not end well: {}", failures.join("; "));
    }
    if totals.ran() == 0 {
        bail!("no test {}", filter.map_or("ran".into(), |name| format!("is named like `{name}`")));
    }
    Ok(())
}

/// What to say of the program if it fails.
fn run_program(
    command: &mut Command,
    name: &str,
    around: &Surroundings,
    totals: &mut Totals,
) -> Result<Option<String>> {
    around.apply(command);
    let status = process::stream(command, |line| {
        totals.see(line);
        pass_on(line)
    })?;
    Ok((!status.success()).then(|| format!("{name} ({status})")))
}

fn pass_on(line: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{line}").context("the output cannot be passed on")
}

/// Tests the documentation of the packages that have code in it: cargo would let rustdoc read all the
/// others as well, only to find nothing in them.
fn doc_tests(filter: Option<&str>) -> Result<Option<Command>> {
    let mut packages = Vec::new();
    for package in project::members()? {
        let mut grep = Command::new("grep");
        grep.args(["-rqE", "--include=*.rs", "^ *//[/!] *```"]).arg(package.folder().join("src"));
        if process::succeeds(&mut grep) {
            packages.extend(["--package".to_owned(), package.name]);
        }
    }
    if packages.is_empty() {
        return Ok(None);
    }
    let mut command = project::cargo();
    command.args(["test", "--locked", "--no-fail-fast", "--doc"]).args(packages);
    if let Some(filter) = filter {
        command.args(["--", filter]);
    }
    Ok(Some(command))
}
