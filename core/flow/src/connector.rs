//! Finds a channel's connector.

use std::sync::Arc;
use switchboard_desk::{Desk, DeskError};
use switchboard_model::ChannelId;
use switchboard_model::channel::Channel;
use switchboard_model::connector::{Connector, ConnectorError, ErrorClass};
use switchboard_store::channel;

/// The channel as it is now.
pub(crate) async fn channel_of(desk: &Desk, id: ChannelId) -> Result<Channel, DeskError> {
    Ok(desk.store().read(move |connection| channel::get(connection, id)).await?)
}

/// The connector of a channel, or the sentence that says what is missing.
pub(crate) async fn connector_of(
    desk: &Desk,
    channel: &Channel,
) -> Result<Arc<dyn Connector>, ConnectorError> {
    desk.connectors()
        .connector(&channel.plugin, channel.channel_id, &channel.settings)
        .await?
        .ok_or_else(|| {
            ConnectorError::new(
                ErrorClass::Transient,
                "plugin.missing",
                format!("the plugin {} is not installed: install it", channel.plugin),
            )
        })
}
