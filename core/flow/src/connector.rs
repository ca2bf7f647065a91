//! Finds the connector of a channel.

use std::sync::Arc;
use switchboard_desk::Desk;
use switchboard_model::channel::Channel;
use switchboard_model::connector::{Connector, ConnectorError, ErrorClass};

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
