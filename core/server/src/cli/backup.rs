//! `switchboard backup`: one archive of the database, the files and the key, taken while the server
//! serves. The configuration may hold what the archive must not, and is kept beside it.

use super::Output;
use crate::{app::open_store, archive, config::Config};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Write an archive.
#[derive(Debug, Args)]
pub struct Backup {
    /// The archive to write, outside of the data folder; it must not exist.
    #[arg(value_name = "FILE.tar")]
    to: PathBuf,
}

impl Backup {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let store = open_store(&config).await?;
        let progress = output.progress();
        progress.end_on_interrupt();
        let written = archive::write(&config, &store, &self.to, &progress).await?;
        store.close().await;
        output.print(
            format!(
                "{} holds {} files, {} bytes. Keep the configuration file beside it.",
                self.to.display(),
                written.files,
                written.bytes
            ),
            &json!({
                "archive": self.to.display().to_string(),
                "files": written.files,
                "bytes": written.bytes,
            }),
        );
        Ok(())
    }
}
