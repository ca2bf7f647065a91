//! A virtual environment with the Python packages of the client tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use super::stamp::{Inputs, Stamp};
use crate::{process, project, report};

/// Makes the environment for `requirements` and returns its interpreter; `None` without the file.
pub fn ensure_environment(requirements: &Path) -> Result<Option<PathBuf>> {
    if !requirements.exists() {
        report::say("no Python packages are needed");
        return Ok(None);
    }
    let folder = project::target().join("python");
    let interpreter = folder.join("bin/python");
    let mut inputs = Inputs::default();
    inputs.path(requirements)?;
    let stamp = Stamp::new(folder.join("switchboard-stamp"), &inputs);
    if stamp.is_fresh() && process::succeeds(Command::new(&interpreter).arg("--version")) {
        report::say("the Python packages are as required");
        return Ok(Some(interpreter));
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)
            .with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    create(&folder)?;
    report::say("installing the Python packages");
    let mut command = Command::new(&interpreter);
    command.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    command.arg("--requirement").arg(requirements);
    process::run(&mut command).context("the Python packages of the client tests are missing")?;
    stamp.write()?;
    Ok(Some(interpreter))
}

fn create(folder: &Path) -> Result<()> {
    let attempt = || process::output(Command::new("python3").args(["-m", "venv"]).arg(folder));
    if attempt().is_ok() {
        return Ok(());
    }
    debian::install(&["python3", "python3-venv"], "Python 3 with venv")?;
    attempt().map(drop).context("a virtual environment could not be made")
}
