//! `cargo xtask licenses`: checks every dependency against `deny.toml` by cargo-deny, which is
//! compiled into the target folder first where it is not there yet. Known vulnerabilities are looked up
//! where their database can be had; where it cannot, that is said, or a failure where it was asked for.

use anyhow::{Context, Result, bail};

use crate::setup::tool::{self, Tool};
use crate::{process, report};

const CARGO_DENY: Tool = Tool { name: "cargo-deny", version: "0.20.2", features: &[] };
/// What needs the packages alone.
const CHECKS: [&str; 3] = ["licenses", "bans", "sources"];

#[derive(clap::Args, Default)]
pub struct Options {
    /// Fail where the database of known vulnerabilities is out of reach
    #[arg(long)]
    pub advisories: bool,
}

pub fn licenses(options: &Options) -> Result<()> {
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
    let told = "known vulnerabilities were NOT looked up: their database is out of reach";
    if options.advisories {
        bail!("{told}; without --advisories that is only said");
    }
    report::say(told);
    Ok(())
}
