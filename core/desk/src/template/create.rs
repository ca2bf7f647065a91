//! Adds a template.

use super::texts::{LocalText, checked, checked_default};
use super::{clean_shortcut, columns};
use crate::check::{check_limit, clean_name, field_taken};
use crate::limits::{OWN_TEMPLATES_MAX, SHARED_TEMPLATES_MAX};
use crate::{Change, Command, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::template::Template;
use switchboard_model::{Permission, SharingScope, TeamId, TemplateId};
use switchboard_store::{StoreError, template};

/// A new template.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// Whose it is.
    pub scope: SharingScope,
    /// The team, of a team's.
    pub team_id: Option<TeamId>,
    /// What is typed behind a slash, unique among its owner's.
    pub shortcut: String,
    /// What it is about.
    pub title: String,
    /// Where it is kept.
    pub folder: Option<String>,
    /// The texts, one for each language.
    pub texts: Vec<LocalText>,
    /// The language for whom there is no better one; none: the first text's.
    pub default_locale: Option<String>,
}

command!(create: create_in(&CreateInput) -> Template);

/// Adds a template.
///
/// # Errors
/// `Denied` without `template.manage` for what is not one's own, `Invalid` for what is in it, `Conflict` for
/// a shortcut that is taken and when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Template> {
    let owner = command.owner_for_create(input.scope, input.team_id, Permission::TemplateManage)?;
    let template_id: TemplateId = command.id();
    let texts = checked(template_id, &input.texts)?;
    let first = input.texts.first().map_or("", |text| text.locale.as_str());
    let max = if owner.is_shared() { SHARED_TEMPLATES_MAX } else { OWN_TEMPLATES_MAX };
    let count = template::count_of(command, owner.operator_id())?;
    check_limit(count, max, "templates", "delete one")?;
    let now = command.now();
    let created = Template {
        template_id,
        scope: owner.scope(),
        operator_id: owner.operator_id(),
        team_id: owner.team_id(),
        shortcut: clean_shortcut("shortcut", input.shortcut.trim_start_matches('/'))?,
        title: clean_name("title", &input.title)?,
        folder: cleaned_folder(input.folder.as_deref())?,
        default_locale: checked_default(input.default_locale.as_deref().unwrap_or(first), &texts)?,
        use_count: 0,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    template::insert(command, &created).map_err(|error| shortcut_taken(error, &created))?;
    template::set_texts(command, template_id, &texts)?;
    let change = Change::created(columns(&created, &texts)).of_owner(owner);
    command.record((EventKind::TemplateCreated, "template.create"), &created, change)?;
    Ok(created)
}

pub(super) fn cleaned_folder(folder: Option<&str>) -> Result<Option<String>> {
    folder.map(|folder| clean_name("folder", folder)).transpose()
}

pub(super) fn shortcut_taken(error: StoreError, template: &Template) -> DeskError {
    let reason = || format!("there is a template /{}: choose another shortcut", template.shortcut);
    field_taken(error, "shortcut", reason)
}
