//! Macros: what operators do again and again with a chat, as one. One's own are for nobody else; those of
//! teams and of everybody are made by who may manage them.

mod acts;
mod run;

pub use acts::intents_of;
pub use run::{RunInput, run, run_in};

use crate::chat::names_label::NamesLabel;
use crate::check::{check_limit, check_version, clean_name};
use crate::limits::{MACROS_LISTED, OWN_MACROS_MAX, SHARED_MACROS_MAX};
use crate::read::Reader;
use crate::{Change, Command, Result};
use acts::{checked, stored};
use serde_json::{Value, json};
use switchboard_model::event::EventKind;
use switchboard_model::intent::Intent;
use switchboard_model::macros::Macro;
use switchboard_model::{LabelId, MacroId, Permission, SharingScope, TeamId};
use switchboard_store::{StoreError, macros};

noun!(Macro.macro_id: MacroId in macros, read as macros,
    seen as Owned(|row| (row.owner(), Permission::TemplateManage)));

impl Reader<'_> {
    /// The macros that the operator may use, by their titles.
    pub fn known_macros(&mut self) -> Result<Vec<Macro>> {
        let operator = self.operator()?;
        let own = operator.operator_id;
        let mut rows = macros::own_and_shared(self.related().connection, own, MACROS_LISTED)?;
        rows.retain(|row| row.owner().is_seen_by(operator, Permission::TemplateManage));
        Ok(rows)
    }

    /// Those of these macros that the operator may use.
    pub fn visible_macros(&mut self, ids: &[MacroId]) -> Result<Vec<Macro>> {
        let operator = self.operator()?;
        let mut rows = self.related().macros(ids)?;
        rows.retain(|row| row.owner().is_seen_by(operator, Permission::TemplateManage));
        Ok(rows)
    }
}

/// A new macro.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// Whose it is.
    pub scope: SharingScope,
    /// The team, of a team's.
    pub team_id: Option<TeamId>,
    /// What it does, in words.
    pub title: String,
    /// What it does, in order; none where not exactly one thing was said.
    pub acts: Vec<Option<Intent>>,
}

/// What to change; absent keeps. Whose it is stays.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub macro_id: MacroId,
    /// What it does, in words.
    pub title: Option<String>,
    /// What it does: the whole list.
    pub acts: Option<Vec<Option<Intent>>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(create: create_in(&CreateInput) -> Macro);

/// Adds a macro.
///
/// # Errors
/// `Denied` without `template.manage` for what is not one's own, `Invalid` for what is in it, `Conflict` when
/// there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Macro> {
    let owner = command.owner_for_create(input.scope, input.team_id, Permission::TemplateManage)?;
    let title = clean_name("title", &input.title)?;
    let acts = checked(command, owner, &input.acts)?;
    let max = if owner.is_shared() { SHARED_MACROS_MAX } else { OWN_MACROS_MAX };
    let count = macros::count_of(command, owner.operator_id())?;
    check_limit(count, max, "macros", "delete one")?;
    let now = command.now();
    let created = Macro {
        macro_id: command.id(),
        scope: owner.scope(),
        operator_id: owner.operator_id(),
        team_id: owner.team_id(),
        title,
        acts,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    macros::insert(command, &created)?;
    let change = Change::created(columns(&created)).of_owner(owner);
    command.record((EventKind::MacroCreated, "macro.create"), &created, change)?;
    Ok(created)
}

command!(update: update_in(&UpdateInput) -> Macro);

/// Changes a macro.
///
/// # Errors
/// `NotFound` for one that the actor may not know of, `Denied` without `template.manage` for what is not
/// one's own, `Stale`, `Invalid` for what is in it.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Macro> {
    let before = locked(command, input.macro_id)?;
    check_version(input.expected_version, before.version)?;
    let acts = match &input.acts {
        Some(acts) => checked(command, before.owner(), acts)?,
        None => before.acts.clone(),
    };
    let after = Macro {
        title: clean_name("title", input.title.as_deref().unwrap_or(&before.title))?,
        acts,
        ..before.clone()
    };
    write(command, before, after)
}

impl NamesLabel for Macro {
    type Id = MacroId;

    fn locked(command: &mut Command<'_>, id: MacroId) -> Result<Self, StoreError> {
        macros::lock(command, id)
    }

    fn with_label_replaced(&self, label_id: LabelId, by: LabelId) -> Result<Option<Self>> {
        let Ok(before) = intents_of(self) else { return Ok(None) };
        let replaced = before.iter().map(|intent| intent.with_label_replaced(label_id, by));
        let after: Vec<_> = replaced.collect();
        if after == before {
            return Ok(None);
        }
        Ok(Some(Self { acts: stored(&after)?, ..self.clone() }))
    }

    fn write(command: &mut Command<'_>, before: Self, after: Self) -> Result<Self> {
        write(command, before, after)
    }
}

/// Writes a changed macro.
fn write(command: &mut Command<'_>, before: Macro, after: Macro) -> Result<Macro> {
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    let (version, updated_at) = (before.version + 1, command.now());
    let after = Macro { version, updated_at, ..after };
    macros::update(command, &after)?;
    let change = change.of_owner(after.owner());
    command.record((EventKind::MacroUpdated, "macro.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(MacroId) -> MacroId);

/// Removes a macro. What was done by it stays.
///
/// # Errors
/// `NotFound` for one that the actor may not know of, `Denied` without `template.manage` for what is not
/// one's own.
pub fn delete_in(command: &mut Command<'_>, macro_id: MacroId) -> Result<MacroId> {
    let deleted = locked(command, macro_id)?;
    macros::delete(command, macro_id)?;
    let change = Change::deleted(columns(&deleted)).of_owner(deleted.owner());
    command.record((EventKind::MacroDeleted, "macro.delete"), &deleted, change)?;
    Ok(macro_id)
}

/// A macro to change.
fn locked(command: &mut Command<'_>, id: MacroId) -> Result<Macro> {
    let found = macros::lock(command, id)?;
    command.check_owner(found.owner(), Permission::TemplateManage)?;
    Ok(found)
}

fn columns(row: &Macro) -> Value {
    json!({ "title": row.title, "acts": row.acts })
}
