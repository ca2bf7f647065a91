//! `switchboard config`: what can be set, and what is.

use super::Output;
use crate::config::{Config, KEYS, print};
use clap::Subcommand;
use serde_json::json;

/// The configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// List all keys with their environment variables and defaults.
    Keys,
    /// Show what is set, secrets hidden.
    Show,
}

impl ConfigCommand {
    pub fn run(self, config: &Config, output: &Output) {
        match self {
            Self::Keys => {
                let line = |key: &crate::config::Key| {
                    let default = key.default.map_or("(unset)", |default| default);
                    format!("{:30} {:44} {default}\n    {}", key.path, key.variable(), key.help)
                };
                let text: Vec<String> = KEYS.iter().map(line).collect();
                let keys: Vec<_> = KEYS
                    .iter()
                    .map(|key| {
                        json!({
                            "key": key.path,
                            "variable": key.variable(),
                            "default": key.default,
                            "isSecret": key.is_secret,
                            "help": key.help,
                        })
                    })
                    .collect();
                output.print(text.join("\n"), &json!({ "keys": keys }));
            }
            Self::Show => {
                let text = print(config);
                output.print(
                    text.trim_end(),
                    &json!({ "settings": text.lines().collect::<Vec<_>>() }),
                );
            }
        }
    }
}
