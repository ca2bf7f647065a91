//! The tools for plugin authors. [`test`] runs a folder of recorded cases through the real plugin
//! host, with a scripted network, a clock that stands still, and no server.

mod folder;
mod limits;
mod matching;
mod plugin;
mod ports;
mod report;
mod rig;
mod run;
mod seen;

#[cfg(test)]
mod tests;

pub use matching::Difference;
pub use report::{Report, Verdict};

use anyhow::Result;
use std::path::Path;

/// Runs every case of a folder through a plugin: its `.wasm` file, or its folder once it is built.
/// The report prints a line per failing case with expected and actual, and the sums at its end.
///
/// # Errors
/// The plugin or the folder cannot be read. A case that cannot be run is a failed case.
pub async fn test(plugin: &Path, cases: &Path) -> Result<Report> {
    let component = plugin::component(plugin)?;
    let folder = folder::Folder::read(cases)?;
    let rig = rig::Rig::new(&component, &folder)?;
    Ok(run::folder(&rig, &folder).await)
}
