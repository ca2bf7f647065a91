//! `switchboard drill`: would this archive bring the installation back? Run it by cron, say once a month.

use super::Output;
use crate::{
    archive::{self, Drilled},
    config::Config,
};
use anyhow::Result;
use clap::Args;
use serde_json::{Map, Value, json};
use std::{path::PathBuf, time::Duration};

/// Try an archive.
#[derive(Debug, Args)]
pub struct Drill {
    /// The archive that `backup` wrote.
    #[arg(value_name = "FILE.tar")]
    from: PathBuf,
    /// The folder in which it is restored for that time; by default the one for temporary files.
    #[arg(long, value_name = "DIR")]
    scratch: Option<PathBuf>,
}

impl Drill {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let scratch = self.scratch.unwrap_or_else(std::env::temp_dir);
        let progress = output.progress();
        progress.end_on_interrupt();
        let drilled = archive::drill(&config, &self.from, &scratch, &progress).await?;
        let archive = self.from.display().to_string();
        output.print(text(&archive, &drilled), &shown(&archive, &drilled));
        Ok(())
    }
}

fn text(archive: &str, drilled: &Drilled) -> String {
    let rows: Vec<String> =
        drilled.rows.iter().map(|(name, count)| format!("{count} {name}")).collect();
    let (asked, found) = drilled.searches;
    let seconds = |time: Duration| format!("{:.1} s", time.as_secs_f64());
    format!(
        "{archive} can be restored: {}.\n\
         Its {} files are whole, the {} files of messages are among them, its key opens {} secrets, and \
         {found} of {asked} searches found their message.\n\
         Restored in {}, checked in {}, indexed in {}. Nothing of it is left.",
        rows.join(", "),
        drilled.files,
        drilled.contents,
        drilled.secrets,
        seconds(drilled.restored_in),
        seconds(drilled.checked_in),
        seconds(drilled.indexed_in),
    )
}

fn shown(archive: &str, drilled: &Drilled) -> Value {
    let rows: Map<String, Value> =
        drilled.rows.iter().map(|(name, count)| ((*name).to_owned(), json!(count))).collect();
    let (asked, found) = drilled.searches;
    let ms = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    json!({
        "archive": archive,
        "files": drilled.files,
        "rows": rows,
        "contents": drilled.contents,
        "secrets": drilled.secrets,
        "searches": { "asked": asked, "found": found },
        "restoredInMs": ms(drilled.restored_in),
        "checkedInMs": ms(drilled.checked_in),
        "indexedInMs": ms(drilled.indexed_in),
    })
}
