//! `switchboard channel delete`: asks first, tells the platform, then removes the channel's secrets.

use super::{expected, row};
use crate::{app::Services, cli::Output, limits::CONFIRMATION_BYTES, print};
use anyhow::{Result, ensure};
use clap::Args;
use std::io::{self, BufRead as _, IsTerminal as _};
use switchboard_desk::{
    Context,
    channel::delete::{DeleteInput, delete},
};

/// Delete a channel.
#[derive(Debug, Args)]
pub struct Delete {
    /// The channel's key or id.
    channel: String,
    /// Do not ask.
    #[arg(long)]
    yes: bool,
    /// Delete it also when its platform cannot be told: then take the hook away there yourself.
    #[arg(long)]
    force: bool,
}

impl Delete {
    pub(super) async fn run(self, services: &Services, output: &Output) -> Result<()> {
        let before = expected(services, &self.channel).await?;
        let shown = row(services, &before);
        if !self.yes {
            let input = io::stdin();
            ensure!(
                input.is_terminal(),
                "nobody can be asked here: pass --yes to delete the channel {}",
                before.key
            );
            print::tell(format_args!(
                "The channel {:?} ({}) is told to its platform as gone and loses its secrets. Its chats \
                 stay to be read; what waits to be sent fails.\nType its key {} to delete it:",
                before.name, before.plugin, before.key
            ));
            ensure!(is_confirmed(input.lock(), &before.key)?, "nothing was deleted");
        }
        let input = DeleteInput {
            channel_id: before.channel_id,
            public_url: services.config.server.public_url.clone(),
            is_forced: self.force,
        };
        delete(&services.desk, &Context::system(), input).await?;
        let text = format!("Channel {:?} ({}) was deleted.", before.name, before.plugin);
        output.print(text, &shown);
        Ok(())
    }
}

/// Is the next line this word?
fn is_confirmed(input: impl io::BufRead, word: &str) -> io::Result<bool> {
    let mut line = String::new();
    input.take(CONFIRMATION_BYTES).read_line(&mut line)?;
    Ok(line.trim() == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_itself_confirms() {
        for (typed, is_taken) in [
            ("shop-bot\n", true),
            (" shop-bot \r\n", true),
            ("yes\n", false),
            ("shop\n", false),
            ("", false),
        ] {
            let confirmed = is_confirmed(typed.as_bytes(), "shop-bot").expect("it is read");
            assert_eq!(confirmed, is_taken, "{typed:?}");
        }
    }
}
