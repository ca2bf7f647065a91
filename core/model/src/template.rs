//! What operators write again and again: templates with their languages, and replacements of what is typed.

use crate::actor::OperatorActor;
use crate::connector::TextFormat;
use crate::{OperatorId, Permission, ReplacementId, SharingScope, TeamId, TemplateId, Timestamp};
use serde::{Deserialize, Serialize};

/// Whose a template or a replacement is: it never changes, so that whoever was told of one is told of its
/// end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextOwner {
    /// One operator's alone.
    Operator(OperatorId),
    /// A team's.
    Team(TeamId),
    /// Everybody's.
    Everyone,
}

impl TextOwner {
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

    /// May this operator know of it.
    pub fn is_seen_by(self, operator: &OperatorActor) -> bool {
        match self {
            Self::Operator(id) => id == operator.operator_id,
            Self::Team(id) => operator.is_in(id) || operator.has(Permission::TemplateManage),
            Self::Everyone => true,
        }
    }
}

/// A text that is written again and again (F48).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::templates, primary_key(template_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Template {
    /// The id.
    pub template_id: TemplateId,
    /// Whose it is.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub scope: SharingScope,
    /// The operator, of one's own.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operator_id: Option<OperatorId>,
    /// The team, of a team's.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub team_id: Option<TeamId>,
    /// What is typed behind a slash, unique among its owner's.
    pub shortcut: String,
    /// What it is about.
    pub title: String,
    /// Where it is kept.
    pub folder: Option<String>,
    /// The language for whom there is no better one: BCP 47.
    pub default_locale: String,
    /// How often a reply was made of it.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub use_count: i64,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Template {
    /// Whose it is.
    pub fn owner(&self) -> TextOwner {
        TextOwner::of(self.operator_id, self.team_id)
    }
}

/// A template in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::template_texts)
)]
pub struct TemplateText {
    /// The template.
    pub template_id: TemplateId,
    /// The language: BCP 47, as `locale::canonical` writes it.
    pub locale: String,
    /// The text with its variables.
    pub body: String,
    /// How the text is marked up.
    pub format: TextFormat,
}

/// What is put in the place of something typed (F49).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::replacements, primary_key(replacement_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Replacement {
    /// The id.
    pub replacement_id: ReplacementId,
    /// Whose it is.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub scope: SharingScope,
    /// The operator, of one's own.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operator_id: Option<OperatorId>,
    /// The team, of a team's.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub team_id: Option<TeamId>,
    /// What is typed, unique among its owner's.
    pub token: String,
    /// What is put in its place.
    pub text: String,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
}

impl Replacement {
    /// Whose it is.
    pub fn owner(&self) -> TextOwner {
        TextOwner::of(self.operator_id, self.team_id)
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
        let manager = operator(1, Permission::ALL, &[]);
        let member = operator(2, &[], &[TeamId(7)]);
        let stranger = operator(3, &[Permission::ChatReadAll], &[TeamId(8)]);
        let seen = |owner: TextOwner| {
            [&manager, &member, &stranger].map(|operator| owner.is_seen_by(operator))
        };
        assert_eq!(seen(TextOwner::Operator(OperatorId(2))), [false, true, false]);
        assert_eq!(seen(TextOwner::Team(TeamId(7))), [true, true, false]);
        assert_eq!(seen(TextOwner::Everyone), [true, true, true]);
    }
}
