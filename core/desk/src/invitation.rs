//! What is done with an invitation: a one-time link by which a colleague becomes an operator.

pub mod accept;
pub mod create;
pub mod revoke;

use crate::Result;
use crate::limits::INVITATIONS_MAX;
use crate::read::{Reader, Related};
use serde_json::{Value, json};
use switchboard_model::invitation::Invitation;
use switchboard_model::{InvitationId, Permission, TeamId};
use switchboard_store::invitation;

noun!(Invitation.invitation_id: InvitationId in invitation, read as invitations,
    seen as Permission(|_invitation| Permission::OperatorManage));

impl Reader<'_> {
    /// The invitations that are kept, newest first.
    ///
    /// # Errors
    /// `Denied` without `operator.manage`, `Store`.
    pub fn newest_invitations(&mut self) -> Result<Vec<Invitation>> {
        self.require(Permission::OperatorManage)?;
        Ok(invitation::newest(self.related().connection, INVITATIONS_MAX)?)
    }

    /// The invitations with these ids; none without `operator.manage`.
    pub fn visible_invitations(&mut self, ids: &[InvitationId]) -> Result<Vec<Invitation>> {
        match self.require(Permission::OperatorManage) {
            Ok(()) => self.related().invitations(ids),
            Err(_) => Ok(Vec::new()),
        }
    }
}

impl Related<'_> {
    /// The teams that these invitations lead to.
    pub fn teams_of_invitations(
        &mut self,
        ids: &[InvitationId],
    ) -> Result<Vec<(InvitationId, TeamId)>> {
        let found = self.invitations(ids)?;
        let pairs = |one: Invitation| {
            one.team_ids.into_iter().map(move |team_id| (one.invitation_id, team_id))
        };
        Ok(found.into_iter().flat_map(pairs).collect())
    }
}

fn columns(invitation: &Invitation) -> Value {
    json!({
        "email": invitation.email,
        "role_id": invitation.role_id.to_string(),
        "team_ids": invitation.team_ids.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "expires_at": invitation.expires_at,
    })
}
