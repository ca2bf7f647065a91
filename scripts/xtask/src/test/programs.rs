//! The test programs: built once with everything else, and started one after the other. `cargo test`
//! would resolve the workspace again for it and compile a part of it a second time.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::lints::Lints;
use crate::{process, project};

/// One test program.
#[derive(Debug, PartialEq, Eq)]
pub struct Program {
    path: PathBuf,
    /// Its package's folder, in which it runs as under `cargo test`.
    folder: PathBuf,
    /// Such as `core/store: all`.
    pub name: String,
}

impl Program {
    pub fn command(&self, filter: Option<&str>) -> Command {
        let mut command = Command::new(&self.path);
        command.current_dir(&self.folder).args(filter);
        command
    }
}

/// Builds everything at once, with lints where they are given, and returns the test programs. The
/// server's program is among what is built, for the tests that start it.
pub fn build(lints: Option<&Lints>) -> Result<Vec<Program>> {
    let mut command = project::cargo();
    // Not `--all-targets`, which makes a harness also of what has no tests of its own.
    command.args(["build", "--workspace", "--locked"]);
    command.args(["--lib", "--bins", "--examples", "--tests"]);
    command.args(["--message-format", "json-render-diagnostics"]);
    if let Some(lints) = lints {
        lints.apply(&mut command);
    }
    let mut programs = Vec::new();
    process::stream(&mut command, |line| {
        programs.extend(program(line)?);
        Ok(())
    })
    .and_then(|status| process::expect_success(&command, status))?;
    programs.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(programs)
}

/// The test program that a line of cargo's tells of, if it tells of one.
fn program(line: &str) -> Result<Option<Program>> {
    let told: Value = serde_json::from_str(line).context("cargo's messages")?;
    let (Some(path), true) = (told["executable"].as_str(), told["profile"]["test"] == true) else {
        return Ok(None);
    };
    let manifest = Path::new(told["manifest_path"].as_str().context("cargo names no manifest")?);
    let folder = manifest.parent().context("a manifest lies in no folder")?;
    let place = folder.strip_prefix(project::root()).unwrap_or(folder);
    let target = told["target"]["name"].as_str().unwrap_or_default();
    let name = format!("{}: {target}", place.display());
    Ok(Some(Program { path: path.into(), folder: folder.to_owned(), name }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_programs_alone_are_started_each_in_its_packages_folder() {
        let line = |executable: &str, test: bool| {
            let manifest = project::root().join("core/store/Cargo.toml");
            serde_json::json!({
                "reason": "compiler-artifact", "manifest_path": manifest,
                "target": { "name": "all", "kind": ["test"] },
                "profile": { "test": test }, "executable": executable,
            })
            .to_string()
        };
        let found = program(&line("/built/all-1", true)).unwrap().unwrap();
        assert_eq!(found.name, "core/store: all");
        assert_eq!(found.folder, project::root().join("core/store"));
        assert_eq!(program(&line("/built/all", false)).unwrap(), None);
        assert_eq!(program("{\"reason\":\"build-finished\",\"success\":true}").unwrap(), None);
        assert!(program("no message").is_err());
    }
}
