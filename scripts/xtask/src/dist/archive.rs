//! The archive for every Linux: one folder, which runs where it is unpacked.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use super::staging::Staging;
use crate::setup::toolchain;
use crate::{process, project, report};

/// Makes `switchboard-<version>-<target>.tar.gz`.
pub fn make(staging: &Staging) -> Result<PathBuf> {
    let name = format!("switchboard-{}-{}", version()?, toolchain::host_triple()?);
    let folder = project::target().join("dist");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("{} cannot be made", folder.display()))?;
    let archive = folder.join(format!("{name}.tar.gz"));
    let mut tar = Command::new("tar");
    // Neither who built it nor in which order the disk lists files shows in the archive.
    tar.args(["--create", "--gzip", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.arg("--file").arg(&archive);
    tar.arg(format!("--transform=s,^\\.,{name},"));
    tar.arg("--directory").arg(&staging.folder).arg(".");
    tar.arg("--directory").arg(staging.program.parent().unwrap_or(&folder)).arg("./switchboard");
    process::run(&mut tar)?;
    report::say(format!("{} written", archive.display()));
    Ok(archive)
}

/// The version of the server's package.
fn version() -> Result<String> {
    let members = project::members()?;
    let server = members.into_iter().find(|package| package.name == "switchboard-server");
    Ok(server.context("the workspace has no package switchboard-server")?.version)
}
