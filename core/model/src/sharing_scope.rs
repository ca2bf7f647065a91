//! With whom something is shared that operators make for themselves and for each other, and who sees it.

use crate::actor::OperatorActor;
use crate::{OperatorId, Permission, TeamId};

text_enum! {
    /// Whose a view, a template or a replacement is.
    SharingScope {
        /// The operator's who has made it: nobody else knows of it.
        Own = "OWN",
        /// A team's: its operators have it.
        Team = "TEAM",
        /// Everybody's.
        Everyone = "EVERYONE",
    }
}

/// Whose a view, a text or a macro is: it never changes, so that whoever was told of one is told of its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// One operator's alone.
    Operator(OperatorId),
    /// A team's.
    Team(TeamId),
    /// Everybody's.
    Everyone,
}

impl Owner {
    /// Of the two columns that say it.
    pub fn of(operator_id: Option<OperatorId>, team_id: Option<TeamId>) -> Self {
        match (operator_id, team_id) {
            (Some(id), _) => Self::Operator(id),
            (None, Some(id)) => Self::Team(id),
            (None, None) => Self::Everyone,
        }
    }

    /// The word for it.
    pub fn scope(self) -> SharingScope {
        match self {
            Self::Operator(_) => SharingScope::Own,
            Self::Team(_) => SharingScope::Team,
            Self::Everyone => SharingScope::Everyone,
        }
    }

    /// The operator, of one's own.
    pub fn operator_id(self) -> Option<OperatorId> {
        if let Self::Operator(id) = self { Some(id) } else { None }
    }

    /// The team, of a team's.
    pub fn team_id(self) -> Option<TeamId> {
        if let Self::Team(id) = self { Some(id) } else { None }
    }

    /// Have several people it.
    pub fn is_shared(self) -> bool {
        !matches!(self, Self::Operator(_))
    }

    /// Has whoever may use what this owner has also what the other one has.
    pub fn is_within(self, other: Self) -> bool {
        other == Self::Everyone || self == other
    }

    /// May this operator know of it. Who looks after the shared ones, by the permission `manages`, sees
    /// those of all teams.
    pub fn is_seen_by(self, operator: &OperatorActor, manages: Permission) -> bool {
        match self {
            Self::Operator(id) => id == operator.operator_id,
            Self::Team(id) => operator.is_in(id) || operator.has(manages),
            Self::Everyone => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SessionId;
    use crate::actor::Credential;

    fn operator(id: i64, permissions: &[Permission], teams: &[TeamId]) -> OperatorActor {
        let credential = Credential::Session(SessionId(1));
        let (permissions, teams) = (permissions.to_vec(), teams.to_vec());
        OperatorActor::new(OperatorId(id), credential, permissions, teams, Vec::new())
    }

    #[test]
    fn ones_own_is_for_nobody_else_and_a_teams_for_the_team_and_who_manages() {
        let manager = operator(1, &[Permission::ViewManage], &[]);
        let member = operator(2, &[], &[TeamId(7)]);
        let stranger = operator(3, &[Permission::TemplateManage], &[TeamId(8)]);
        let seen = |owner: Owner| {
            [&manager, &member, &stranger]
                .map(|operator| owner.is_seen_by(operator, Permission::ViewManage))
        };
        assert_eq!(seen(Owner::Operator(OperatorId(2))), [false, true, false]);
        assert_eq!(seen(Owner::Team(TeamId(7))), [true, true, false]);
        assert_eq!(seen(Owner::Everyone), [true, true, true]);
    }
}
