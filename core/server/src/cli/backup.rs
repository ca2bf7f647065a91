//! `switchboard backup`: one archive of the database, the files, the key and the configuration,
//! taken while the server serves.

use super::Output;
use crate::{app::open_store, archive, config::Config};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Write an archive.
#[derive(Debug, Args)]
pub struct Backup {
    /// The archive to write; it must not exist.
    #[arg(value_name = "FILE.tar")]
    to: PathBuf,
}

impl Backup {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let store = open_store(&config).await?;
        let written = archive::write(&config, &store, &self.to).await?;
        store.close().await;
        output.print(
            format!(
                "{} holds {} files, {} bytes.",
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
