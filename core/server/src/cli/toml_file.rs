//! TOML files that an admin writes for a command.

use anyhow::{Context as _, Result};
use serde::de::DeserializeOwned;
use std::path::Path;

/// What a file says.
pub fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{} could not be read", path.display()))?;
    toml::from_str(&text).with_context(|| format!("{} is not as expected", path.display()))
}
