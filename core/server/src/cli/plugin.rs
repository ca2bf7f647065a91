//! `switchboard plugin`: runs cases for plugin authors, lists what is installed.

use super::Output;
use crate::{app::Services, config::Config};
use anyhow::Result;
use clap::{Args, Subcommand};
use serde_json::json;
use std::{path::PathBuf, process::ExitCode};

/// Tools for plugin authors, and what is installed.
#[derive(Debug, Subcommand)]
pub enum Plugin {
    /// Run every case of a folder against a plugin, without a server.
    Test(Test),
    /// List the installed plugins with what they did.
    List,
}

/// Run cases.
#[derive(Debug, Args)]
pub struct Test {
    /// The plugin's folder or `.wasm` file.
    plugin: PathBuf,
    /// The folder of cases.
    #[arg(long, value_name = "FOLDER")]
    cases: PathBuf,
}

impl Test {
    /// Prints a line per failing case and closes with `N passed, M failed`.
    pub async fn run(self) -> Result<ExitCode> {
        let report = switchboard_kit::test(&self.plugin, &self.cases).await?;
        println!("{report}");
        Ok(if report.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl Plugin {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let plugins = services.plugins.status();
        let lines: Vec<String> =
            plugins.iter().map(|plugin| format!("{} {}", plugin.id, plugin.version)).collect();
        let rows: Vec<_> = plugins
            .iter()
            .map(|plugin| json!({ "id": plugin.id, "version": plugin.version }))
            .collect();
        output.print(lines.join("\n"), &json!({ "plugins": rows }));
        services.close().await;
        Ok(())
    }
}
