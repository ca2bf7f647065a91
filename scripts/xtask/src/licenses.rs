//! `cargo xtask licenses`: checks every dependency against `deny.toml` by cargo-deny, which is
//! compiled into the target folder first where it is not there yet.

use anyhow::{Context, Result};

use crate::setup::tool::{self, Tool};
use crate::{process, report};

const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2", features: &[] };
/// What needs the packages alone.
const CHECKS: [&str; 3] = ["licenses", "bans", "sources"];

pub fn licenses() -> Result<()> {
    let deny = |arguments: &[&str]| -> Result<_> {
        let mut command = tool::ensure(&CARGO_DENY)?;
        command.args(["--locked", "--log-level", "error"]).args(arguments);
        Ok(command)
    };
    let check = ["check", "--hide-inclusion-graph"];
    process::run(deny(&check)?.args(CHECKS)).context("a dependency is not as deny.toml asks")?;
    if process::succeeds(&mut deny(&["fetch", "db"])?) {
        return process::run(deny(&check)?.args(["--disable-fetch", "advisories"]))
            .context("a dependency has a known vulnerability");
    }
    report::say("known vulnerabilities were not looked up: their database is out of reach");
    Ok(())
}
