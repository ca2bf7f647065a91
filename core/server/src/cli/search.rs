//! `switchboard search`: makes the index again.

use super::Output;
use crate::{app::open_store, config::Config, progress::Length};
use anyhow::Result;
use clap::Subcommand;
use serde_json::json;
use switchboard_search::{Search as Index, SearchError, request_rebuild};

/// The search index.
#[derive(Debug, Subcommand)]
pub enum Search {
    /// Make the index again. A running server does it itself, while it serves.
    Rebuild,
}

impl Search {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let Self::Rebuild = self;
        let folder = config.server.data.join("search");
        let store = open_store(&config).await?;
        match Index::open(folder.clone(), store.clone()).await {
            Ok(index) => {
                // Broken off, the index from before goes on to serve.
                let progress = output.progress();
                progress.begin("Reading messages, notes and contacts", Length::Documents);
                let told = progress.clone();
                let tell = move |done, total| told.reach(done, total);
                let count = index.rebuild_telling(&tell).await?;
                progress.finish();
                output.print(
                    format!("The index was made again: {count} documents."),
                    &json!({ "documents": count, "isDone": true }),
                );
            }
            Err(SearchError::InUse) => {
                request_rebuild(&folder)?;
                output.print(
                    "A server uses this index: it makes it again in the background.",
                    &json!({ "isDone": false }),
                );
            }
            Err(error) => return Err(error.into()),
        }
        store.close().await;
        Ok(())
    }
}
