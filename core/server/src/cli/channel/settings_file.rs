//! The TOML file that says what a channel is like.

use crate::cli::toml_file;
use anyhow::Result;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{collections::BTreeMap, path::Path};

/// What the file holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SettingsFile {
    /// The name for operators.
    pub name: String,
    /// The last part of the hook's path.
    pub key: Option<String>,
    /// The settings by the plugin's schema.
    pub settings: Option<Map<String, Value>>,
    /// The secrets by name.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    /// When a contact gets a new chat, in ms after closing.
    pub reopen_within_ms: Option<i64>,
}

impl SettingsFile {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self> {
        toml_file::read(path)
    }
}
