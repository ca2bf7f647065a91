//! Clippy while the tests are built: its driver is the compiler with more lints, so that every
//! package is read once. `cargo clippy` would check all dependencies a second time, and each of this
//! workspace's packages twice more.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::setup::toolchain;

/// What cargo has to know for it. What is built so lies beside what is built without.
pub struct Lints {
    driver: PathBuf,
}

impl Lints {
    /// With clippy installed where it is not there.
    pub fn ready() -> Result<Self> {
        toolchain::ensure_component("clippy")?;
        Ok(Self { driver: toolchain::program("clippy-driver")? })
    }

    /// As `cargo clippy -- -D warnings` calls its driver for the packages of the workspace.
    pub fn apply(&self, command: &mut Command) {
        command.env("RUSTC_WORKSPACE_WRAPPER", &self.driver);
        command.env("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__");
    }
}
