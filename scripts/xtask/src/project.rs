//! Where the project lies and how cargo is called in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// The folder of the root `Cargo.toml`.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package).to_path_buf()
}

/// Where cargo puts what it builds; follows `CARGO_TARGET_DIR`.
pub fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// The cargo that started this task, without the variables that it set for the task alone:
/// build scripts that watch them would otherwise run again and again.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        if is_set_for_the_task_alone(&name) {
            command.env_remove(name);
        }
    }
    command.current_dir(root());
    command
}

fn is_set_for_the_task_alone(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_", "CARGO_PRIMARY_"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

/// The packages of the workspace, as `cargo metadata --no-deps` lists them.
pub fn members() -> Result<Vec<Package>> {
    let mut command = cargo();
    command.args(["metadata", "--no-deps", "--locked", "--format-version", "1"]);
    let metadata: Value =
        serde_json::from_str(&process::output(&mut command)?).context("cargo metadata")?;
    Ok(list(&metadata["packages"]).map(Package::parse).collect())
}

/// One package of `cargo metadata`.
#[derive(Clone, Debug)]
pub struct Package {
    pub name: String,
    pub version: String,
    pub manifest_path: PathBuf,
    /// Whether `[package.metadata.switchboard] guest = true` stands in its manifest.
    pub is_guest: bool,
    pub dependencies: Vec<Dependency>,
}

/// One entry of a package's dependency tables.
#[derive(Clone, Debug)]
pub struct Dependency {
    pub name: String,
    pub is_dev: bool,
    pub is_optional: bool,
}

impl Package {
    pub fn parse(package: &Value) -> Self {
        let dependency = |one: &Value| Dependency {
            name: text(&one["name"]),
            is_dev: one["kind"] == "dev",
            is_optional: one["optional"] == true,
        };
        Self {
            name: text(&package["name"]),
            version: text(&package["version"]),
            manifest_path: text(&package["manifest_path"]).into(),
            is_guest: package["metadata"]["switchboard"]["guest"] == true,
            dependencies: list(&package["dependencies"]).map(dependency).collect(),
        }
    }

    /// The folder that holds the package's `Cargo.toml`.
    pub fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(&self.manifest_path)
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}
