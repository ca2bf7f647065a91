//! `cargo xtask dist`: builds the server for others: an archive and a Debian package in
//! `target/dist`. With `--check` both are unpacked into empty folders, started and stopped.

mod archive;
mod debian;
mod licenses;
mod staging;
mod trial;

use std::process::Command;

use anyhow::Result;

use crate::{guests, process, project, report, web};
use staging::Staging;

#[derive(clap::Args)]
pub struct Options {
    /// The profile to build with; another one than `release` is for work on this task
    #[arg(long, default_value = "release")]
    profile: String,
    /// Start what was made: unpacked in an empty folder, without rights on this machine
    #[arg(long)]
    check: bool,
    /// Install the Debian package on this machine (as root), start it as its user, and purge it
    #[arg(long)]
    check_install: bool,
}

pub fn dist(options: &Options) -> Result<()> {
    let plugins = guests::guests()?;
    let archive = project::target().join("web.tar");
    web::pack(&web::build()?, &archive)?;
    report::say(format!("building the server with the profile {}", options.profile));
    let mut build = project::cargo();
    // The server alone: no other package may switch a feature on in what is given away.
    build.args(["build", "--locked", "--package", "switchboard-server", "--bin", "switchboard"]);
    build.args(["--features", "embedded-web"]).env(web::ARCHIVE_VARIABLE, archive);
    process::run(build.args(["--profile", &options.profile]))?;
    let staging = Staging::fill(&options.profile, &plugins)?;
    let archive = archive::make(&staging)?;
    let package = debian::make(&options.profile)?;
    for file in [&archive, &package] {
        process::run(Command::new("sha256sum").arg(file))?;
    }
    if options.check {
        trial::of_archive(&archive)?;
        trial::of_package(&package)?;
    }
    if options.check_install {
        trial::of_installation(&package)?;
    }
    Ok(())
}
