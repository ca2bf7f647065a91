//! Makes the calls that a platform expects in return for what it told, such as the answer to a pressed
//! button. Called after the commit; best effort, because nothing that is stored depends on them.

use crate::limits;
use serde_json::Value;
use switchboard_model::connector::{Connector, InboundItem};
use tracing::info;

/// The calls that the items ask for, in order.
pub(crate) fn calls_of(items: &[InboundItem]) -> Vec<Value> {
    items.iter().filter_map(|item| item.follow_up.clone()).collect()
}

/// Makes the calls, one after the other; one that fails is told in the log and not tried again.
pub(crate) async fn make(connector: &dyn Connector, calls: Vec<Value>) {
    for call in calls {
        match tokio::time::timeout(limits::FOLLOW_UP, connector.follow_up(&call)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => info!(%error, "a platform could not be answered"),
            Err(_) => info!("a platform could not be answered in time"),
        }
    }
}
