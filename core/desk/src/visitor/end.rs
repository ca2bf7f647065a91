//! A visitor leaves: the session they came by ends, and with it every live connection of it.

use super::acting::visitor_of;
use crate::{CommandResult, Context, Desk, DeskError};
use switchboard_model::SessionId;
use switchboard_model::session::SessionOwner;
use switchboard_store::{Lane, session};

/// Ends one session of the visitor. Ending it twice is fine; also who is blocked may leave.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, `NotFound` for a session that is not theirs.
pub async fn end(desk: &Desk, context: &Context, session_id: SessionId) -> CommandResult<()> {
    let visitor = visitor_of(&context.actor)?.clone();
    let contact_id = visitor.contact_id;
    let done = desk
        .command(context, Lane::Any, move |command| {
            let owner = session::find(command, session_id)?.ok_or(DeskError::NotFound)?.owner;
            let is_own = matches!(&owner, SessionOwner::Visitor(begun)
                if begun.channel_id == visitor.channel_id
                    && begun.platform_id == visitor.platform_id);
            if !is_own {
                return Err(DeskError::NotFound);
            }
            let now = command.now();
            session::revoke(command, session_id, now)?;
            Ok(())
        })
        .await?;
    desk.sessions().visits_changed(contact_id);
    Ok(done)
}
