//! How the chat of a page begins: what anybody may know of a web channel before there is a visit.

use super::Related;
use crate::channel::web::WebSettings;
use crate::limits::WIDGET_OPERATORS;
use crate::schedule::hours_of_channel;
use crate::visitor::check_origin;
use crate::{DeskError, Result, setting};
use switchboard_model::channel::{ChannelState, WEB_PLUGIN};
use switchboard_model::{ChannelId, Timestamp};
use switchboard_store::{channel, page::directory};

/// What a page shows of the company.
#[derive(Clone, Debug)]
pub struct Widget {
    /// The channel.
    pub channel_id: ChannelId,
    /// The channel's settings.
    pub settings: WebSettings,
    /// The company's own language (BCP 47).
    pub default_language: String,
    /// The names of those who are online and answer on the channel, at most [`WIDGET_OPERATORS`].
    pub operator_names: Vec<String>,
    /// Is it open, by the business hours of the channel. Without any it always is.
    pub is_open: bool,
    /// When it opens next; none while it is open, and where it does not open in the next ten years.
    pub next_open_at: Option<Timestamp>,
}

impl Related<'_> {
    /// How the chat of a page begins.
    ///
    /// # Errors
    /// `NotFound` for a key of no active web channel, `Forbidden` for a page that is not allowed, `Store`.
    pub fn widget(
        &mut self,
        channel_key: &str,
        origin: Option<&str>,
        now: Timestamp,
    ) -> Result<Widget> {
        let found = channel::find_by_key(self.connection, channel_key)?
            .filter(|found| found.plugin == WEB_PLUGIN && found.state == ChannelState::Active)
            .ok_or(DeskError::NotFound)?;
        check_origin(&found, origin)?;
        let names = directory::online_names(self.connection, found.team_id, WIDGET_OPERATORS)?;
        let hours = hours_of_channel(self.connection, found.schedule_id)?;
        let opens_at = hours.map_or(Some(now), |hours| hours.next_open(now));
        Ok(Widget {
            channel_id: found.channel_id,
            settings: WebSettings::read(&found.settings)?,
            default_language: setting::load(self.connection)?.default_language,
            operator_names: names,
            is_open: opens_at == Some(now),
            next_open_at: opens_at.filter(|at| *at != now),
        })
    }
}
