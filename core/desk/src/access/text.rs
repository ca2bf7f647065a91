//! Whose a template or a replacement may be, and who may see and change it.

use crate::check::check_team;
use crate::{Command, DeskError, Result};
use switchboard_model::template::TextOwner;
use switchboard_model::{Actor, Permission, SharingScope, TeamId};

/// May the actor know of what this owner has.
pub(crate) fn is_text_seen(actor: &Actor, owner: TextOwner) -> bool {
    match actor {
        Actor::Operator(operator) => owner.is_seen_by(operator),
        Actor::Visitor { .. } => false,
        Actor::System => owner.is_shared(),
    }
}

impl Command<'_> {
    /// Whose something new will be.
    pub(crate) fn owner_for_create(
        &mut self,
        scope: SharingScope,
        team_id: Option<TeamId>,
    ) -> Result<TextOwner> {
        let owner = match (scope, team_id) {
            (SharingScope::Own, None) => TextOwner::Operator(self.operator()?.operator_id),
            (SharingScope::Team, Some(team_id)) => {
                check_team(self, Some(team_id))?;
                TextOwner::Team(team_id)
            }
            (SharingScope::Everyone, None) => TextOwner::Everyone,
            (SharingScope::Team, None) => {
                return Err(DeskError::invalid("teamId", "say which team it is for"));
            }
            (SharingScope::Own | SharingScope::Everyone, Some(_)) => {
                let reason = "leave it out, or choose the scope TEAM";
                return Err(DeskError::invalid("teamId", reason));
            }
        };
        if owner.is_shared() {
            self.require(Permission::TemplateManage)?;
        }
        Ok(owner)
    }

    /// May the actor change what this owner has: one's own needs no permission.
    pub(crate) fn check_owner(&self, owner: TextOwner) -> Result<()> {
        if !is_text_seen(self.actor(), owner) {
            return Err(DeskError::NotFound);
        }
        if owner.is_shared() { self.require(Permission::TemplateManage) } else { Ok(()) }
    }
}
