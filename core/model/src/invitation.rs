//! Invitations: one-time links by which colleagues become operators.

use crate::{InvitationId, OperatorId, RoleId, TeamId, Timestamp};

/// An invitation. Its secret is stored only as a hash.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::invitations, primary_key(invitation_id)),
    diesel(treat_none_as_default_value = false)
)]
pub struct Invitation {
    /// The id.
    pub invitation_id: InvitationId,
    /// The address that the operator will sign in with, lower case.
    pub email: String,
    /// The role that they will have.
    pub role_id: RoleId,
    /// The teams that they will be in.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<Vec<TeamId>>))]
    pub team_ids: Vec<TeamId>,
    /// Who invited them; none: the machine that the server runs on.
    pub created_by: Option<OperatorId>,
    /// When.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was used.
    pub accepted_at: Option<Timestamp>,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
}

impl Invitation {
    /// Can it be used.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.accepted_at.is_none() && self.revoked_at.is_none() && self.expires_at > now
    }
}
