//! Cargo's subcommands that a task needs, in the version that the project was tried with: as it is
//! installed, else compiled once into the target folder.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{process, project, report};

/// A package of crates.io with a program of the same name.
pub struct Tool {
    pub name: &'static str,
    pub version: &'static str,
    /// What its program asks for beyond the default.
    pub features: &'static [&'static str],
}

/// The program, ready to be called in the project's folder.
pub fn ensure(tool: &Tool) -> Result<Command> {
    let Tool { name, version, .. } = tool;
    let folder = project::target().join("tools");
    let own = folder.join("bin").join(name);
    let is_wanted = |program: &PathBuf| {
        let told = process::output(Command::new(program).arg("--version"));
        told.is_ok_and(|told| told.split_whitespace().last() == Some(*version))
    };
    let program = [PathBuf::from(name), own.clone()].into_iter().find(is_wanted);
    let program = match program {
        Some(program) => program,
        None => compile(tool, &folder).map(|()| own)?,
    };
    let mut command = Command::new(program);
    command.current_dir(project::root());
    Ok(command)
}

fn compile(tool: &Tool, folder: &PathBuf) -> Result<()> {
    let Tool { name, version, features } = tool;
    report::say(format!("{name} {version} is missing: compiling it once takes some minutes"));
    let mut command = project::cargo();
    command.args(["install", name, "--locked", "--version", version, "--quiet", "--root"]);
    command.arg(folder).args(features.iter().flat_map(|feature| ["--features", *feature]));
    // Used now and then: quickly made is worth more than quick, but unoptimised cargo-about compares
    // licences for many minutes.
    command.env("CARGO_PROFILE_RELEASE_LTO", "off").env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    command.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    let shown = process::show(&command);
    process::run(&mut command).with_context(|| format!("try: {shown}"))
}
