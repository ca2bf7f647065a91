//! `switchboard demo`: removes what `switchboard serve --demo` has made.

use super::Output;
use crate::{config::Config, demo};
use anyhow::Result;
use clap::Subcommand;
use serde_json::json;

/// The demo.
#[derive(Debug, Subcommand)]
pub enum Demo {
    /// Remove the demo of the data folder, and the folder. Nothing else is removed.
    Delete,
}

impl Demo {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let Self::Delete = self;
        let data = config.server.data;
        let shown = data.display().to_string();
        tokio::task::spawn_blocking(move || demo::remove(&data)).await??;
        output.print(format!("The demo in {shown} is removed."), &json!({ "data": shown }));
        Ok(())
    }
}
