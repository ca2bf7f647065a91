//! What a folder of rules began from: the numbers and versions that the server had when it was pulled or pushed last, so
//! that nobody's change is written over.

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::Path};

const FILE: &str = ".switchboard.json";

/// What a folder began from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Base {
    /// The numbers of the newest versions, by the rules' keys.
    pub rules: BTreeMap<String, i64>,
    /// The versions of lists of words, by their keys.
    pub lists: BTreeMap<String, i64>,
}

impl Base {
    /// What stands in the folder; nothing, where it was neither pulled nor pushed yet.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path)?;
        serde_json::from_str(&text).with_context(|| {
            format!("{} is damaged: remove it, then pull into another folder", path.display())
        })
    }

    /// Puts it into the folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        Ok(fs::write(folder.join(FILE), text + "\n")?)
    }
}
