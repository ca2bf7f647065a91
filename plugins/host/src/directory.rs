//! Loads all plugins of a folder: one file that is broken must not keep the others out.

use crate::{
    error::HostError, grant::Grant, host::PluginHost, limits, manifest::Manifest, package::Package,
    plugin::PluginStatus,
};
use std::path::{Path, PathBuf};

/// The end of a plugin file's name.
pub const FILE_SUFFIX: &str = ".plugin.wasm";

/// What became of the files of a folder.
#[derive(Debug, Default)]
pub struct DirectoryReport {
    pub loaded: Vec<PluginStatus>,
    /// The files that are not, with the reason.
    pub refused: Vec<(PathBuf, HostError)>,
}

impl PluginHost {
    /// Loads every `*.plugin.wasm` of a folder, in the order of names, with what `grant` gives each,
    /// unless it refuses it.
    ///
    /// # Errors
    /// When the folder cannot be read. What is wrong with one file stands in the report.
    pub async fn load_directory(
        &self,
        folder: &Path,
        grant: impl Fn(&Manifest) -> Result<Grant, HostError>,
    ) -> Result<DirectoryReport, HostError> {
        let mut report = DirectoryReport::default();
        for path in plugin_files(folder)? {
            let loaded = match Package::read(&path) {
                Ok(package) => match grant(&package.manifest) {
                    Ok(grant) => self.load(package, &grant).await,
                    Err(error) => Err(error),
                },
                Err(error) => Err(error),
            };
            match loaded {
                Ok(status) => report.loaded.push(status),
                Err(error) => report.refused.push((path, error)),
            }
        }
        Ok(report)
    }
}

fn plugin_files(folder: &Path) -> Result<Vec<PathBuf>, HostError> {
    let failed = |source| HostError::File { path: folder.to_owned(), source };
    let mut files = std::fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    files.retain(|path| path.to_str().is_some_and(|name| name.ends_with(FILE_SUFFIX)));
    if files.len() > limits::PLUGINS_MAX {
        return Err(HostError::TooMany(format!(
            "{} has {} plugins: at most {} can be loaded",
            folder.display(),
            files.len(),
            limits::PLUGINS_MAX
        )));
    }
    files.sort();
    Ok(files)
}
