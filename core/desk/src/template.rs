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

use crate::access::is_owned_seen;
use crate::limits::{SHORTCUT_MAX_CHARACTERS, TEMPLATES_LISTED};
use crate::read::{Reader, Related};
use crate::{Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::template::{Template, TemplateText};
use switchboard_model::{Permission, SharingScope, TemplateId};
use switchboard_store::template;

noun!(Template.template_id: TemplateId in template, read as templates,
    seen as Owned(|template| (template.owner(), Permission::TemplateManage)));

impl Reader<'_> {
    /// The templates that the operator may use, of one scope or of all, whose shortcut begins like this; by
    /// their shortcuts, the nearest owner's first.
    pub fn templates(
        &mut self,
        scope: Option<SharingScope>,
        prefix: &str,
    ) -> Result<Vec<Template>> {
        let operator = self.operator()?;
        let own = operator.operator_id;
        let found = template::own_and_shared(self.related().connection, own, TEMPLATES_LISTED)?;
        let is_asked = |one: &Template| {
            scope.is_none_or(|scope| one.scope == scope) && one.shortcut.starts_with(prefix)
        };
        let mut found: Vec<Template> = found
            .into_iter()
            .filter(|one| {
                is_asked(one) && one.owner().is_seen_by(operator, Permission::TemplateManage)
            })
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
        rows.retain(|row| row.owner().is_seen_by(operator, Permission::TemplateManage));
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
    let is_seen =
        |one: &Template| is_owned_seen(command.actor(), one.owner(), Permission::TemplateManage);
    if !found.iter().any(is_seen) {
        return Err(DeskError::invalid("templateId", "no such template"));
    }
    Ok(template::count_use(command, id)?)
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
