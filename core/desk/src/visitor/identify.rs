//! A visitor who is already in is signed in by the host page: gets a session of that identity.

use super::acting::{check_at_work, visitor_of};
use super::start::{Arrival, Started, begin};
use crate::channel::web::IDENTITY_SECRET;
use crate::{CommandResult, Context, Desk};
use switchboard_model::SessionId;
use switchboard_store::{StoreError, channel, channel_secret};

/// A visitor whom the host page signs in.
#[derive(Clone)]
pub struct IdentifyInput {
    /// The identity that the host page signed (JWT, HS256).
    pub identity: String,
    /// The session that the visitor came by, which ends with this.
    pub session_id: Option<SessionId>,
}

/// Begins a session of the signed identity and ends the one that the visitor had.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, `Invalid` for an identity that is forged, expired or
/// signed otherwise, `Conflict` when the channel is not at work, `TooMany` for too many starts by one peer or
/// of one channel.
pub async fn identify(
    desk: &Desk,
    context: &Context,
    input: IdentifyInput,
) -> CommandResult<Started> {
    let visitor = visitor_of(&context.actor)?;
    let (channel_id, contact_id) = (visitor.channel_id, visitor.contact_id);
    let (channel, secret) = desk
        .store()
        .read(move |connection| -> Result<_, StoreError> {
            let found = channel::get(connection, channel_id)?;
            let secret =
                channel_secret::find_with_generation(connection, channel_id, IDENTITY_SECRET)?;
            Ok((found, secret))
        })
        .await?;
    check_at_work(&channel)?;
    let replaces = input.session_id.map(|session_id| (session_id, contact_id));
    let arrival = Arrival { channel, secret, identity: Some(input.identity), replaces };
    begin(desk, context, arrival).await
}
