//! A visitor who is already in is signed in by the host page: gets a session of that identity.

use super::profile::visitor;
use super::start::{Started, begin};
use crate::channel::web::IDENTITY_SECRET;
use crate::{CommandResult, Context, Desk};
use switchboard_store::{StoreError, channel, channel_secret};

/// Begins a session of the signed identity (JWT, HS256); the client drops the one it had.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, `Invalid` for an identity that is forged, expired or
/// signed otherwise, `TooMany` for too many starts by one peer or of one channel.
pub async fn identify(desk: &Desk, context: &Context, identity: String) -> CommandResult<Started> {
    let (_, channel_id) = visitor(&context.actor)?;
    let (channel, sealed) = desk
        .store()
        .read(move |connection| -> Result<_, StoreError> {
            let found = channel::get(connection, channel_id)?;
            Ok((found, channel_secret::find(connection, channel_id, IDENTITY_SECRET)?))
        })
        .await?;
    begin(desk, context, channel, sealed, Some(identity)).await
}
