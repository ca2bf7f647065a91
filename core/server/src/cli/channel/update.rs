//! `switchboard channel update`: changes a channel by its settings file and connects it again.

use super::{connected, create::rewritten, expected, report, settings_file::SettingsFile};
use crate::{app::Services, cli::Output};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use std::path::PathBuf;

/// Change a channel.
#[derive(Debug, Args)]
pub struct Update {
    /// The channel's key or id.
    channel: String,
    /// A TOML file as `create` takes it; what it leaves out stays as it is.
    #[arg(long, value_name = "FILE")]
    settings: PathBuf,
    /// Only store it: do not test the credentials nor register the webhook.
    #[arg(long)]
    no_connect: bool,
}

impl Update {
    pub(super) async fn run(self, services: &Services, output: &Output) -> Result<()> {
        let before = expected(services, &self.channel).await?;
        let file = SettingsFile::read(&self.settings)?;
        if file.key.as_ref().is_some_and(|key| *key != before.key) {
            bail!("the key of a channel cannot be changed: write {:?} or leave it out", before.key);
        }
        let mut channel = rewritten(services, before.channel_id, file).await?;
        if !self.no_connect {
            channel = connected(services, channel).await.with_context(|| {
                format!(
                    "the channel {key} is changed, but not connected: mend the cause, then run \
                     `switchboard channel connect {key}`",
                    key = before.key
                )
            })?;
        }
        report(services, output, &channel, "was changed");
        Ok(())
    }
}
