//! Presence: told as it happens, never stored.

use crate::{relation::load, types::operator::Operator};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_desk::signals::Ephemeral;
use switchboard_graphql::{Api, scalars::DateTime};

/// An operator came or went.
#[derive(Clone, SimpleObject)]
pub struct PresenceChange {
    /// The operator.
    operator: Operator,
    /// Is there.
    is_online: bool,
    /// Until when this is true, unless it is told again.
    expires_at: DateTime,
}

/// Which operators come and go.
pub fn presence(api: Arc<Api>) -> impl Stream<Item = Result<PresenceChange>> + use<> {
    let listener = api.desk.signals().listen();
    stream::try_unfold((api, listener), |(api, mut listener)| async move {
        loop {
            let Some(signal) = listener.next().await else { return Ok(None) };
            let Ephemeral::Presence { operator_id, is_online } = signal.ephemeral else { continue };
            let found = load::<Operator>(&api, [operator_id]).await?.remove(&operator_id);
            let Some(operator) = found else { continue };
            let expires_at = DateTime(signal.expires_at);
            return Ok(Some((PresenceChange { operator, is_online, expires_at }, (api, listener))));
        }
    })
}
