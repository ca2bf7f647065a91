//! Templates: what operators write again and again, in several languages. One's own are for nobody else;
//! those of teams and of everybody are made by who may manage them.

mod create;
mod fill;
mod render;
mod texts;
mod update;

pub use create::{CreateInput, create, create_in};
pub(crate) use fill::{of_writer, unfilled};
pub use render::{RenderInput, Rendered};
pub(crate) use render::{render, render_to};
pub use texts::LocalText;
pub use update::{UpdateInput, delete, delete_in, update, update_in};

use crate::access::is_text_seen;
use crate::limits::{OWN_TEMPLATES_MAX, SHARED_TEMPLATES_MAX, SHORTCUT_MAX_CHARACTERS};
use crate::read::{Reader, Related};
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::template::{Template, TemplateText, TextOwner};
use switchboard_model::{SharingScope, TemplateId};
use switchboard_store::template;

noun!(Template.template_id: TemplateId in template, read as templates,
    seen as Text(|template| template.owner()));

impl Reader<'_> {
    /// The templates that the operator may use, of one scope or of all, whose shortcut begins like this; by
    /// their shortcuts, the nearest owner's first.
    pub fn templates(
        &mut self,
        scope: Option<SharingScope>,
        prefix: &str,
    ) -> Result<Vec<Template>> {
        let operator = self.operator()?;
        let limit = OWN_TEMPLATES_MAX.max(SHARED_TEMPLATES_MAX);
        let found =
            template::shared_or_own(self.related().connection, Some(operator.operator_id), limit)?;
        let is_asked = |one: &Template| {
            scope.is_none_or(|scope| one.scope == scope) && one.shortcut.starts_with(prefix)
        };
        let mut found: Vec<Template> = found
            .into_iter()
            .filter(|one| is_asked(one) && one.owner().is_seen_by(operator))
            .collect();
        found.sort_by(|one, other| {
            (&one.shortcut, one.scope, one.template_id).cmp(&(
                &other.shortcut,
                other.scope,
                other.template_id,
            ))
        });
        Ok(found)
    }

    /// Those of these templates that the operator may use.
    pub fn visible_templates(&mut self, ids: &[TemplateId]) -> Result<Vec<Template>> {
        let operator = self.operator()?;
        let mut rows = self.related().templates(ids)?;
        rows.retain(|row| row.owner().is_seen_by(operator));
        Ok(rows)
    }
}

impl Related<'_> {
    /// The texts of these templates, those of one by their languages.
    pub fn texts_of_templates(&mut self, ids: &[TemplateId]) -> Result<Vec<TemplateText>> {
        Ok(template::texts(self.connection, ids)?)
    }
}

/// Counts that a reply was made of a template, which has to be one that the author may use.
pub(crate) fn count_use(command: &mut Command<'_>, id: Option<TemplateId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let found = template::by_ids(command, &[id])?;
    if !found.iter().any(|one| is_text_seen(command.actor(), one.owner())) {
        return Err(DeskError::invalid("templateId", "no such template"));
    }
    Ok(template::count_use(command, id)?)
}

/// What an event about something of this owner tells: who is told of it.
pub(crate) fn owner_detail(owner: TextOwner, detail: EventDetail) -> EventDetail {
    EventDetail {
        operator_id: owner.operator_id().map(|id| id.0),
        team_id: owner.team_id().map(|id| id.0),
        ..detail
    }
}

/// Something that is typed to mean something else: short, and without spaces.
pub(crate) fn clean_shortcut(field: &'static str, word: &str) -> Result<String> {
    let word = word.trim();
    if word.is_empty() || word.chars().count() > SHORTCUT_MAX_CHARACTERS {
        let reason = format!("must be 1 to {SHORTCUT_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid(field, reason));
    }
    if word.chars().any(|letter| letter.is_whitespace() || letter.is_control()) {
        return Err(DeskError::invalid(field, "must be one word without spaces"));
    }
    Ok(word.to_owned())
}

fn record(
    command: &mut Command<'_>,
    event: (EventKind, &str),
    template: &Template,
    change: Change,
) -> Result<()> {
    let detail = owner_detail(template.owner(), change.detail.clone());
    Ok(command.record(event, template, Change { detail, ..change })?)
}

/// A template as the audit log tells it. Of the texts it tells the languages.
fn columns(template: &Template, texts: &[TemplateText]) -> Value {
    let locales: Vec<&str> = texts.iter().map(|text| text.locale.as_str()).collect();
    json!({
        "shortcut": template.shortcut,
        "title": template.title,
        "folder": template.folder,
        "default_locale": template.default_locale,
        "locales": locales,
    })
}
