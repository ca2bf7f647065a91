//! Changes a template, or removes it. Whose it is stays.

use super::create::{cleaned_folder, shortcut_taken};
use super::texts::{LocalText, checked, checked_default};
use super::{clean_shortcut, columns};
use crate::check::{check_version, clean_name};
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::template::{Template, TemplateText};
use switchboard_model::{Permission, TemplateId};
use switchboard_store::template;

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub template_id: TemplateId,
    /// What is typed behind a slash, unique among its owner's.
    pub shortcut: Option<String>,
    /// What it is about.
    pub title: Option<String>,
    /// Where it is kept; none inside takes it out of its folder.
    pub folder: Option<Option<String>>,
    /// The texts: the whole list.
    pub texts: Option<Vec<LocalText>>,
    /// The language for whom there is no better one.
    pub default_locale: Option<String>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Template);

/// Changes a template.
///
/// # Errors
/// `NotFound` for one that the actor may not know of, `Denied` without `template.manage` for what is not
/// one's own, `Stale`, `Invalid` for what is in it, `Taken` for a shortcut that is taken.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Template> {
    let (before, texts_before) = locked(command, input.template_id)?;
    check_version(input.expected_version, before.version)?;
    let texts = match &input.texts {
        Some(given) => checked(before.template_id, given)?,
        None => texts_before.clone(),
    };
    let default_locale = input.default_locale.as_deref().unwrap_or(&before.default_locale);
    let shortcut = input.shortcut.as_deref().unwrap_or(&before.shortcut);
    let after = Template {
        shortcut: clean_shortcut("shortcut", shortcut.trim_start_matches('/'))?,
        title: clean_name("title", input.title.as_deref().unwrap_or(&before.title))?,
        folder: match &input.folder {
            Some(folder) => cleaned_folder(folder.as_deref())?,
            None => before.folder.clone(),
        },
        default_locale: checked_default(default_locale, &texts)?,
        version: before.version + 1,
        updated_at: command.now(),
        ..before.clone()
    };
    let mut change = Change::between(columns(&before, &texts_before), columns(&after, &texts));
    if texts != texts_before {
        change.detail.changed.push("texts".to_owned());
    }
    if change.is_nothing() {
        return Ok(before);
    }
    template::update(command, &after).map_err(|error| shortcut_taken(error, &after))?;
    if texts != texts_before {
        template::set_texts(command, after.template_id, &texts)?;
    }
    let change = change.of_owner(after.owner());
    command.record((EventKind::TemplateUpdated, "template.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(TemplateId) -> TemplateId);

/// Removes a template. What was written with it stays.
///
/// # Errors
/// `NotFound` for one that the actor may not know of, `Denied` without `template.manage` for what is not
/// one's own.
pub fn delete_in(command: &mut Command<'_>, template_id: TemplateId) -> Result<TemplateId> {
    let (deleted, texts) = locked(command, template_id)?;
    template::delete(command, template_id)?;
    let change = Change::deleted(columns(&deleted, &texts)).of_owner(deleted.owner());
    command.record((EventKind::TemplateDeleted, "template.delete"), &deleted, change)?;
    Ok(template_id)
}

/// A template to change, with its texts.
fn locked(command: &mut Command<'_>, id: TemplateId) -> Result<(Template, Vec<TemplateText>)> {
    let found = template::lock(command, id)?;
    command.check_owner(found.owner(), Permission::TemplateManage)?;
    let texts = template::texts(command, &[id])?;
    Ok((found, texts))
}
