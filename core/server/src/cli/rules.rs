//! `switchboard rules`: checks and tests a folder of rules without a server, and keeps those of a server in step with it.

mod base;
mod pull;
mod push;
mod server;

use super::Output;
use anyhow::Result;
use clap::Subcommand;
use serde_json::json;
use std::{path::PathBuf, process::ExitCode};
use switchboard_rules::Folder;

/// Rules: short scripts about chats.
#[derive(Debug, Subcommand)]
pub enum Rules {
    #[command(flatten)]
    Local(Local),
    #[command(flatten)]
    Server(server::Server),
}

/// What needs no server.
#[derive(Debug, Subcommand)]
pub enum Local {
    /// Check every rule of a folder: names, types and words, without a server.
    Check {
        /// The folder.
        folder: PathBuf,
    },
    /// Check a folder and run the cases of its rules, without a server.
    Test {
        /// The folder.
        folder: PathBuf,
    },
    /// Print all that rules can listen to, read and ask for, as tables in Markdown.
    Reference,
}

impl Local {
    /// Succeeds only where nothing is wrong.
    pub fn run(self, output: &Output) -> Result<ExitCode> {
        let is_clean = match self {
            Self::Check { folder } => check(&Folder::read(&folder)?, output),
            Self::Test { folder } => test(&Folder::read(&folder)?, output),
            Self::Reference => {
                let text = switchboard_rules::reference();
                output.print(text.trim_end(), &json!({ "reference": text }));
                true
            }
        };
        Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn check(folder: &Folder, output: &Output) -> bool {
    let json = json!({ "rules": folder.rule_count, "problems": folder.problems });
    output.print(folder.to_string(), &json);
    folder.is_clean()
}

fn test(folder: &Folder, output: &Output) -> bool {
    if !folder.is_clean() {
        return check(folder, output);
    }
    let tested = folder.test();
    output.print(tested.to_string(), &json!(tested));
    tested.failures.is_empty()
}
