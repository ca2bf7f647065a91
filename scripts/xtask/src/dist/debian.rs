//! The Debian package, made by cargo-deb of what `[package.metadata.deb]` of the server says.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::setup::tool::{self, Tool};
use crate::{process, project, report};

const CARGO_DEB: Tool = Tool { name: "cargo-deb", version: "3.8.0", features: &[] };

/// Makes `switchboard_<version>_<architecture>.deb`.
pub fn make(profile: &str) -> Result<PathBuf> {
    let folder = project::target().join("dist");
    let mut command = tool::ensure(&CARGO_DEB)?;
    command.args(["--package", "switchboard-server", "--profile", profile]);
    command.args(["--no-build", "--no-strip", "--locked", "--output"]).arg(&folder);
    let package = process::output(&mut command)?;
    let package = package.lines().last().context("cargo-deb names no package")?.trim();
    report::say(format!("{package} written"));
    Ok(PathBuf::from(package))
}
