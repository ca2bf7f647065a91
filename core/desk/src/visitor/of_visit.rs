//! Whom a visit is of, for an operator who begins a chat from it: their address on the channel, made where they
//! have not written yet.

use super::consent::may_record;
use super::profile::{Profile, ensure, identity_of};
use crate::channel::web::WebSettings;
use crate::{Command, DeskError, Result};
use switchboard_model::actor::VisitorActor;
use switchboard_model::contact::Identity;
use switchboard_model::{Permission, VisitId};
use switchboard_store::visit;

/// The address that a visit is of.
///
/// # Errors
/// `NotFound` for a visit that is over or not to be seen, `NotAllowed` for an actor that is no operator, `Conflict`
/// for a channel that was deleted and a visitor who has not agreed to be recorded.
pub(crate) fn identity_of_visit(command: &mut Command<'_>, id: VisitId) -> Result<Identity> {
    let operator = command.operator()?;
    let found = match command.live_visit(id) {
        Some(live) => live,
        None => visit::get(command, id)?,
    };
    if !operator.sees_visits_of(found.channel_id) {
        return Err(DeskError::NotFound);
    }
    command.require(Permission::ChatReply)?;
    let channel = command.channel_to_write(found.channel_id)?;
    let settings = WebSettings::read(&channel.settings)?;
    if !may_record(command, &settings, found.channel_id, &found.platform_id)? {
        return Err(DeskError::conflict(
            "this visitor has not agreed to be recorded: they can write first",
        ));
    }
    let visitor = VisitorActor {
        channel_id: found.channel_id,
        platform_id: found.platform_id,
        contact_id: found.first_contact_id,
    };
    ensure(command, &visitor, &Profile::default())?;
    let known = identity_of(command, &visitor)?;
    known.map(|(identity, _)| identity).ok_or(DeskError::NotFound)
}
