//! Finds a plugin's component: a `.wasm` file, or the folder of a plugin whose component was built
//! into `target/plugins` of its workspace.

use crate::limits::SEARCH_LEVELS;
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The component of what an author names.
pub(crate) fn component(plugin: &Path) -> Result<PathBuf> {
    if plugin.is_file() {
        return Ok(plugin.to_owned());
    }
    if !plugin.is_dir() {
        bail!("{}: there is no plugin; name its folder or its .wasm file", plugin.display());
    }
    let id = id(plugin)?;
    let file = format!("{id}.plugin.wasm");
    let folder = fs::canonicalize(plugin).with_context(|| plugin.display().to_string())?;
    folder
        .ancestors()
        .take(SEARCH_LEVELS)
        .map(|folder| folder.join("target/plugins").join(&file))
        .find(|path| path.is_file())
        .with_context(|| format!("{id} is not built yet: run `cargo xtask guests` first"))
}

fn id(folder: &Path) -> Result<String> {
    let path = folder.join("plugin.toml");
    let text = fs::read_to_string(&path)
        .with_context(|| format!("{}: a plugin's folder holds its manifest", path.display()))?;
    let manifest: toml::Table =
        toml::from_str(&text).with_context(|| format!("{} is no TOML", path.display()))?;
    let id = manifest.get("id").and_then(toml::Value::as_str);
    Ok(id.with_context(|| format!("{}: `id` is missing", path.display()))?.to_owned())
}
