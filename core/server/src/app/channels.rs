//! Channels by the key of their hook, remembered for a moment: a webhook costs no query for its
//! channel, and a change in any process is seen within a second.

use super::App;
use switchboard_bounds::Recent;
use switchboard_desk::DeskError;
use switchboard_model::channel::Channel;
use switchboard_store::channel;

/// Channels by key; none of an unknown key.
pub type ChannelCache = Recent<String, Option<Channel>>;

impl App {
    /// The channel with this key.
    pub async fn channel_by_key(&self, key: &str) -> Result<Option<Channel>, DeskError> {
        let now = self.clock.now();
        if let Some(found) = self.channels.find(key, now.0) {
            return Ok(found);
        }
        let wanted = key.to_owned();
        let found = self
            .desk
            .store()
            .read(move |connection| channel::find_by_key(connection, &wanted))
            .await?;
        self.channels.keep(key.to_owned(), found.clone(), now.0);
        Ok(found)
    }
}
