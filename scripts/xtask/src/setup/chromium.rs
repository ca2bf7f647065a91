//! Chromium, in which the web's parts and stories are seen.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::report;

/// What it is called, by distribution.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Names another one.
const VARIABLE: &str = "CHROMIUM";

/// The program: as `CHROMIUM` names it, as it is installed, or else Debian's package.
pub fn ensure() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE) {
        return Ok(named.into());
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    debian::install(&["chromium"], "Chromium for the tests of the web")?;
    report::say("Chromium is installed");
    find().with_context(|| format!("it is still not found; {VARIABLE} may name it"))
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    let in_folders = |name: &&str| {
        folders.iter().map(|folder| folder.join(name)).find(|program| program.is_file())
    };
    NAMES.iter().find_map(in_folders)
}
