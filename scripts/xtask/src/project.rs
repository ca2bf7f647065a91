//! Where the project lies and how cargo is called in it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

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

/// The packages of the workspace, as `cargo metadata --no-deps` tells them.
pub fn members() -> Result<Vec<Package>> {
    let mut command = cargo();
    command.args(["metadata", "--no-deps", "--locked", "--format-version", "1"]);
    parse_metadata(&process::output(&mut command)?)
}

/// Members and dependencies as they are resolved for `triple`.
pub fn packages_for(triple: &str) -> Result<Vec<Package>> {
    let mut command = cargo();
    command.args(["metadata", "--locked", "--format-version", "1", "--filter-platform", triple]);
    let text = process::output(&mut command)?;
    let all = parse_metadata(&text)?;
    let resolved: Resolved = serde_json::from_str(&text).context("cargo metadata, resolve")?;
    let used: std::collections::BTreeSet<_> =
        resolved.resolve.nodes.into_iter().map(|node| node.id).collect();
    Ok(all.into_iter().filter(|package| used.contains(&package.id)).collect())
}

fn parse_metadata(text: &str) -> Result<Vec<Package>> {
    #[derive(Deserialize)]
    struct Metadata {
        packages: Vec<Package>,
    }
    let metadata: Metadata = serde_json::from_str(text).context("cargo metadata")?;
    Ok(metadata.packages)
}

#[derive(Deserialize)]
struct Resolved {
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
}

/// One package of `cargo metadata`.
#[derive(Clone, Debug, Deserialize)]
pub struct Package {
    pub id: String,
    pub name: String,
    pub version: String,
    pub license: Option<String>,
    /// `None` for the packages of this workspace.
    pub source: Option<String>,
    pub manifest_path: PathBuf,
    #[serde(default)]
    pub metadata: serde_json::Value,
    pub dependencies: Vec<Dependency>,
}

impl Package {
    /// The folder that holds the package's `Cargo.toml`.
    pub fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(&self.manifest_path)
    }

    /// Whether `[package.metadata.switchboard] guest = true` stands in its manifest.
    pub fn is_guest(&self) -> bool {
        self.metadata["switchboard"]["guest"] == serde_json::Value::Bool(true)
    }
}

/// One entry of a package's dependency tables.
#[derive(Clone, Debug, Deserialize)]
pub struct Dependency {
    pub name: String,
    /// `None` for an ordinary one, else `dev` or `build`.
    pub kind: Option<String>,
}
