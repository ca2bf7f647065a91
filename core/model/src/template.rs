//! What operators write again and again: templates with their languages, and replacements of what is typed.

use crate::connector::TextFormat;
use crate::{OperatorId, Owner, ReplacementId, SharingScope, TeamId, TemplateId, Timestamp};
use serde::{Deserialize, Serialize};

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
    pub fn owner(&self) -> Owner {
        Owner::of(self.operator_id, self.team_id)
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
    pub fn owner(&self) -> Owner {
        Owner::of(self.operator_id, self.team_id)
    }
}
