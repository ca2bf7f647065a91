//! System packages by Debian's apt-get; only root may install them.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{process, report};

/// Installs the packages, or errors with the command that somebody with the rights has to type.
pub fn install(packages: &[&str], purpose: &str) -> Result<()> {
    let by_hand = format!("sudo apt-get install -y {}", packages.join(" "));
    if !process::succeeds(Command::new("apt-get").arg("--version")) {
        bail!(
            "{purpose} needs the packages {}, and this system has no apt-get",
            packages.join(", ")
        );
    }
    if !is_root()? {
        bail!("{purpose} is missing; install it with: {by_hand}");
    }
    report::say(format!("{purpose} is missing, installing: {}", packages.join(" ")));
    let attempt = apt_get(packages);
    if attempt.is_ok() {
        return Ok(());
    }
    report::say("the package lists may be old, reading them again");
    process::run(command().args(["-qq", "update"])).context("the package lists cannot be read")?;
    apt_get(packages).with_context(|| format!("{purpose} could not be installed; try: {by_hand}"))
}

/// Whether the task runs as user 0.
pub fn is_root() -> Result<bool> {
    Ok(process::output(Command::new("id").arg("-u"))?.trim() == "0")
}

fn apt_get(packages: &[&str]) -> Result<()> {
    process::run(command().args(["-qq", "install", "-y", "--no-install-recommends"]).args(packages))
}

fn command() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}
