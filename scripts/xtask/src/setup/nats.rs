//! The NATS server, which the tests of several nodes start.

use std::process::Command;

use anyhow::Result;

use super::debian;
use crate::{process, report};

/// Where Debian has it, which only root looks for programs by itself.
const DEBIAN_PROGRAM: &str = "/usr/sbin/nats-server";

/// Installs Debian's package where there is none.
pub fn ensure() -> Result<()> {
    let is_there = |program: &str| process::succeeds(Command::new(program).arg("--version"));
    if is_there("nats-server") || is_there(DEBIAN_PROGRAM) {
        return Ok(());
    }
    debian::install(&["nats-server"], "NATS for the tests")?;
    report::say("NATS is installed");
    Ok(())
}
