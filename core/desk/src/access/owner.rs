//! Whose something may be that operators make for themselves and each other, and who may see and change it.

use crate::check::check_team;
use crate::{Command, DeskError, Result};
use switchboard_model::{Actor, Owner, Permission, SharingScope, TeamId};

/// May the actor know of what this owner has; whoever has `manages` looks after the shared ones. The server
/// knows all views, and nobody's own texts; a rule what is everybody's.
pub(crate) fn is_owned_seen(actor: &Actor, owner: Owner, manages: Permission) -> bool {
    match actor {
        Actor::Operator(operator) => owner.is_seen_by(operator, manages),
        Actor::Visitor { .. } => false,
        Actor::Rule(_) => owner == Owner::Everyone,
        Actor::System => owner.is_shared() || manages == Permission::ViewManage,
    }
}

impl Command<'_> {
    /// Whose something new will be. What is shared needs the permission `manages`.
    pub(crate) fn owner_for_create(
        &mut self,
        scope: SharingScope,
        team_id: Option<TeamId>,
        manages: Permission,
    ) -> Result<Owner> {
        let owner = match (scope, team_id) {
            (SharingScope::Own, None) => Owner::Operator(self.operator()?.operator_id),
            (SharingScope::Team, Some(team_id)) => {
                check_team(self, Some(team_id))?;
                Owner::Team(team_id)
            }
            (SharingScope::Everyone, None) => Owner::Everyone,
            (SharingScope::Team, None) => {
                return Err(DeskError::invalid("teamId", "say which team it is for"));
            }
            (SharingScope::Own | SharingScope::Everyone, Some(_)) => {
                let reason = "leave it out, or choose the scope TEAM";
                return Err(DeskError::invalid("teamId", reason));
            }
        };
        if owner.is_shared() {
            self.require(manages)?;
        }
        Ok(owner)
    }

    /// May the actor change what this owner has: what is shared needs `manages`, one's own no permission.
    pub(crate) fn check_owner(&self, owner: Owner, manages: Permission) -> Result<()> {
        if !is_owned_seen(self.actor(), owner, manages) {
            return Err(DeskError::NotFound);
        }
        if owner.is_shared() { self.require(manages) } else { Ok(()) }
    }
}
