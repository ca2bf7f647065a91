//! `switchboard plugin`: runs cases for plugin authors, lists what is installed.

use super::Output;
use crate::{app::Services, config::Config, print};
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde_json::json;
use std::{path::PathBuf, process::ExitCode};
use switchboard_desk::{
    Context,
    plugin::{GrantInput, grant, grants},
};
use switchboard_host::{Grant, PluginStatus};

/// Tools for plugin authors, and what is installed.
#[derive(Debug, Subcommand)]
pub enum Plugin {
    /// Run every case of a folder against a plugin, without a server.
    Test(Test),
    /// List the installed plugins with what they ask for and what of it is not granted.
    List,
    /// Grant a plugin all that it asks for, from the next start of the server on.
    Grant {
        /// The plugin's id.
        plugin: String,
    },
    /// Take back what a plugin was granted, from the next start of the server on.
    Revoke {
        /// The plugin's id.
        plugin: String,
    },
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
        print::line(&report)?;
        Ok(if report.failed() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl Plugin {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let done = match self {
            Self::Test(_) | Self::List => {
                list(&services, output);
                Ok(())
            }
            Self::Grant { plugin } => give(&services, plugin, output).await,
            Self::Revoke { plugin } => take_back(&services, plugin, output).await,
        };
        services.close().await;
        done
    }
}

fn list(services: &Services, output: &Output) {
    let plugins = services.plugins.status();
    let lines: Vec<String> = plugins.iter().map(shown).collect();
    let rows: Vec<_> = plugins
        .iter()
        .map(|plugin| {
            json!({
                "id": plugin.id, "version": plugin.version,
                "asked": plugin.asked, "missing": plugin.missing
            })
        })
        .collect();
    output.print(lines.join("\n"), &json!({ "plugins": rows }));
}

fn shown(plugin: &PluginStatus) -> String {
    let mut text = format!("{} {}", plugin.id, plugin.version);
    for line in &plugin.asked {
        let state = if plugin.missing.contains(line) { "not granted" } else { "granted" };
        text += &format!("\n    {line}: {state}");
    }
    text
}

async fn give(services: &Services, plugin: String, output: &Output) -> Result<()> {
    let asked = services.plugins.asked(&plugin).with_context(|| {
        format!("the plugin {plugin} is not installed: see `switchboard plugin list`")
    })?;
    let lines = asked.beyond(&Grant::default());
    let text =
        format!("From the next start of the server on, {plugin}:\n    {}", lines.join("\n    "));
    let shown = json!({ "id": plugin, "granted": lines });
    let input = GrantInput { plugin, grant: serde_json::to_value(asked)? };
    grant(&services.desk, &Context::system(), input).await?;
    output.print(text, &shown);
    Ok(())
}

async fn take_back(services: &Services, plugin: String, output: &Output) -> Result<()> {
    let known = services.desk.store().read(grants).await?;
    if !known.contains_key(&plugin) {
        bail!("nothing was granted to {plugin}: see `switchboard plugin list`");
    }
    let text = format!("From the next start of the server on, {plugin} may only read and compute.");
    let shown = json!({ "id": plugin, "granted": [] });
    let input = GrantInput { plugin, grant: serde_json::to_value(Grant::default())? };
    grant(&services.desk, &Context::system(), input).await?;
    output.print(text, &shown);
    Ok(())
}
