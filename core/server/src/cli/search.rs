//! `switchboard search`: makes the index anew.

use super::Output;
use crate::{config::Config, house::open_store};
use anyhow::Result;
use clap::Subcommand;
use serde_json::json;
use switchboard_search::{Search as Index, SearchError, request_rebuild};

/// The search index.
#[derive(Debug, Subcommand)]
pub enum Search {
    /// Make the index anew. A running server does it itself, while it serves.
    Rebuild,
}

impl Search {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let Self::Rebuild = self;
        let folder = config.server.data.join("search");
        let store = open_store(&config).await?;
        match Index::open(folder.clone(), store.clone()).await {
            Ok(index) => {
                let count = index.rebuild().await?;
                output.print(
                    format!("The index was made anew: {count} documents."),
                    &json!({ "documents": count, "isDone": true }),
                );
            }
            Err(SearchError::InUse) => {
                request_rebuild(&folder)?;
                output.print(
                    "A server uses this index: it makes it anew in the background.",
                    &json!({ "isDone": false }),
                );
            }
            Err(error) => return Err(error.into()),
        }
        store.close().await;
        Ok(())
    }
}
