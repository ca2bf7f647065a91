//! `switchboard restore`: puts an archive into an empty data folder.

use super::{Output, output::shell_word};
use crate::{archive, config::Config};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use std::path::PathBuf;

/// Restore an archive.
#[derive(Debug, Args)]
pub struct Restore {
    /// The archive that `backup` wrote.
    #[arg(value_name = "FILE.tar")]
    from: PathBuf,
    /// Also restore files of customers that were damaged in the archive, as they are.
    #[arg(long)]
    take_damaged_files: bool,
    /// The data folder that this one takes the place of: who was erased there since the backup was made is
    /// erased here again. It is only read.
    #[arg(long, value_name = "DIR")]
    erased_in: Option<PathBuf>,
}

impl Restore {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let from = self.from.clone();
        let data = config.server.data.clone();
        let taken = archive::Taken {
            damaged_files: self.take_damaged_files,
            erased_in: self.erased_in.clone(),
        };
        let progress = output.progress();
        progress.end_on_interrupt();
        let work = move || archive::restore(&config, &from, &taken, &progress);
        let files = tokio::task::spawn_blocking(work).await??;
        output.print(
            format!(
                "{} was restored into {data} ({files} files). Apps start again: cursors from before \
                 the restore are void. It is quiet until `switchboard --data {} resume --confirm`: \
                 nothing is sent to customers, and no platform is asked for news.",
                self.from.display(),
                shell_word(data.display()),
                data = data.display()
            ),
            &json!({ "data": data.display().to_string(), "files": files, "isQuiet": true }),
        );
        Ok(())
    }
}
