//! The TOML files that say what templates are like.

use crate::cli::toml_file;
use anyhow::Result;
use serde::Deserialize;
use std::path::Path;
use switchboard_desk::template::{CreateInput, LocalText};
use switchboard_model::{SharingScope, TeamId, connector::TextFormat};

/// A template.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateFile {
    /// What is typed behind a slash.
    pub shortcut: String,
    /// What it is about.
    pub title: String,
    /// Where it is kept.
    pub folder: Option<String>,
    /// The name of the team that has it; none: everybody has it.
    pub team: Option<String>,
    /// The language for whom there is no better one; none: the first text's.
    pub default_locale: Option<String>,
    /// The texts, one for each language.
    texts: Vec<TextFile>,
}

/// A text in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TextFile {
    locale: String,
    body: String,
    format: Option<TextFormat>,
}

/// Many templates.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Library {
    /// The templates.
    pub templates: Vec<TemplateFile>,
}

impl TemplateFile {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self> {
        toml_file::read(path)
    }

    /// The template as the desk takes it.
    pub(super) fn into_input(self, team_id: Option<TeamId>) -> CreateInput {
        let text = |text: TextFile| LocalText {
            locale: text.locale,
            body: text.body,
            format: text.format.unwrap_or(TextFormat::Plain),
        };
        CreateInput {
            scope: if team_id.is_some() { SharingScope::Team } else { SharingScope::Everyone },
            team_id,
            shortcut: self.shortcut,
            title: self.title,
            folder: self.folder,
            texts: self.texts.into_iter().map(text).collect(),
            default_locale: self.default_locale,
        }
    }
}

impl Library {
    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Self> {
        toml_file::read(path)
    }
}
