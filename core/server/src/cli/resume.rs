//! `switchboard resume`: shows what waits in a restored installation, and sets it to work.

use super::Output;
use crate::{app::Services, config::Config};
use anyhow::Result;
use clap::Args;
use serde_json::json;
use switchboard_desk::{
    Context,
    outward::{Held, held, resume},
};

/// Show what waits in a restored installation, which sends nothing until it is told to.
#[derive(Debug, Args)]
pub struct Resume {
    /// Set it to work: from now on customers talk to this server, and no other copy runs.
    #[arg(long)]
    confirm: bool,
    /// Also send what waited when the backup was made. What was sent from there since, customers get
    /// twice.
    #[arg(long, requires = "confirm")]
    send_queued: bool,
}

impl Resume {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        match held(&services.desk).await? {
            None => output.print("This server is not quiet.", &json!({ "isQuiet": false })),
            Some(held) if !self.confirm => output.print(show(held), &shown(held, true)),
            Some(held) => {
                let count = resume(&services.desk, &Context::system(), self.send_queued).await?;
                let text = format!(
                    "This server talks to customers again. {count} messages are marked as maybe sent: \
                     see deliveries. Connect the channels again if the public address has changed."
                );
                output.print(text, &shown(held, false));
            }
        }
        services.close().await;
        Ok(())
    }
}

fn show(held: Held) -> String {
    format!(
        "This server was restored and is quiet: it sends nothing and asks no platform for news.\n\
         {} messages waited when the backup was made; the original may have sent them since.\n\
         {} messages were written here since; they are sent when it resumes.\n\
         When no other copy of it runs: this command with `--confirm` sets it to work and marks the first \
         as maybe sent, with `--confirm --send-queued` it sends them.",
        held.old_count, held.new_count
    )
}

fn shown(held: Held, is_quiet: bool) -> serde_json::Value {
    json!({
        "isQuiet": is_quiet,
        "quietSince": held.since.0,
        "queuedAtBackup": held.old_count,
        "queuedSince": held.new_count,
    })
}
