//! Node.js and npm packages: those of the web and those of the client tests.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::stamp::{Inputs, Stamp};
use crate::{process, report};

const OLDEST_MAJOR: u32 = 20;

/// Installs what `package-lock.json` in `folder` names; nothing to do without such a file.
pub fn ensure_packages(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    if !lock.exists() {
        report::say("no npm packages are needed");
        return Ok(());
    }
    ensure_node()?;
    let mut inputs = Inputs::default();
    inputs.path(&lock)?;
    let stamp = Stamp::new(folder.join("node_modules/.switchboard-stamp"), &inputs);
    if stamp.is_fresh() {
        report::say("the npm packages are as locked");
        return Ok(());
    }
    report::say(format!("installing the locked npm packages of {}", folder.display()));
    let mut command = Command::new("npm");
    command.args(["ci", "--no-audit", "--no-fund"]).current_dir(folder);
    process::run(&mut command).context("npm packages are missing")?;
    stamp.write()
}

/// Errors with what to install where Node.js is missing or too old.
pub fn ensure_node() -> Result<()> {
    let wanted = format!("Node.js {OLDEST_MAJOR} or newer with npm");
    let Ok(version) = process::output(Command::new("node").arg("--version")) else {
        bail!("{wanted} is missing; install it from https://nodejs.org");
    };
    match major(&version) {
        Some(major) if major >= OLDEST_MAJOR => {}
        _ => bail!("{wanted} is needed, this is {}; see https://nodejs.org", version.trim()),
    }
    if !process::succeeds(Command::new("npm").arg("--version")) {
        bail!("npm is missing; install it with: sudo apt-get install -y npm");
    }
    Ok(())
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("command not found"), None);
    }
}
