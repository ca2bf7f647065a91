//! What an actor is permitted to: asked here, so that who is refused is told which permission is missing.

use crate::{DeskError, Result};
use switchboard_model::actor::OperatorActor;
use switchboard_model::{Actor, ChatVisibility, Permission};

/// That the actor has this permission.
pub(crate) fn require(actor: &Actor, permission: Permission) -> Result<()> {
    if actor.has(permission) { Ok(()) } else { Err(DeskError::Denied(permission)) }
}

/// The chats that the operator may see.
pub(crate) fn visible_chats(operator: &OperatorActor) -> Result<&ChatVisibility> {
    operator.visible_chats().ok_or(DeskError::Denied(Permission::ChatRead))
}

/// The chats whose contacts the operator may see.
pub(crate) fn visible_contacts(operator: &OperatorActor) -> Result<&ChatVisibility> {
    operator.visible_contacts().ok_or(DeskError::Denied(Permission::ContactRead))
}

/// The chats whose channels' visits the operator may see.
pub(crate) fn visible_visits(operator: &OperatorActor) -> Result<&ChatVisibility> {
    operator.visible_visits().ok_or(DeskError::Denied(Permission::VisitRead))
}
