//! Replacements: something short that is typed, and what the console puts in its place. Whose they are, and
//! who makes them, is as with templates.

use crate::check::{check_limit, check_version, field_taken};
use crate::limits::{
    OWN_REPLACEMENTS_MAX, REPLACEMENT_TEXT_MAX_CHARACTERS, REPLACEMENTS_LISTED,
    SHARED_REPLACEMENTS_MAX,
};
use crate::read::Reader;
use crate::template::clean_shortcut;
use crate::{Change, Command, DeskError, Result, text};
use serde_json::{Value, json};
use switchboard_model::event::EventKind;
use switchboard_model::template::Replacement;
use switchboard_model::{Permission, ReplacementId, SharingScope, TeamId};
use switchboard_store::{StoreError, replacement};

noun!(Replacement.replacement_id: ReplacementId in replacement, read as replacements,
    seen as Owned(|replacement| (replacement.owner(), Permission::TemplateManage)));

impl Reader<'_> {
    /// The replacements that are for the operator, by their tokens, the nearest owner's first: the first of
    /// a token is the one that is meant.
    pub fn replacements(&mut self) -> Result<Vec<Replacement>> {
        let operator = self.operator()?;
        let own = operator.operator_id;
        let connection = &mut *self.related().connection;
        let mut found = replacement::own_and_shared(connection, own, REPLACEMENTS_LISTED)?;
        found.retain(|one| one.owner().is_seen_by(operator, Permission::TemplateManage));
        found.sort_by(|one, other| {
            (&one.token, one.scope, one.replacement_id).cmp(&(
                &other.token,
                other.scope,
                other.replacement_id,
            ))
        });
        Ok(found)
    }

    /// Those of these replacements that are for the operator.
    pub fn visible_replacements(&mut self, ids: &[ReplacementId]) -> Result<Vec<Replacement>> {
        let operator = self.operator()?;
        let mut rows = self.related().replacements(ids)?;
        rows.retain(|row| row.owner().is_seen_by(operator, Permission::TemplateManage));
        Ok(rows)
    }
}

/// A new replacement.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// Whose it is.
    pub scope: SharingScope,
    /// The team, of a team's.
    pub team_id: Option<TeamId>,
    /// What is typed, unique among its owner's.
    pub token: String,
    /// What is put in its place.
    pub text: String,
}

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub replacement_id: ReplacementId,
    /// What is typed, unique among its owner's.
    pub token: Option<String>,
    /// What is put in its place.
    pub text: Option<String>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(create: create_in(&CreateInput) -> Replacement);

/// Adds a replacement.
///
/// # Errors
/// `Denied` without `template.manage` for what is not one's own, `Invalid` for what is in it, `Conflict` for
/// a token that is taken and when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Replacement> {
    let owner = command.owner_for_create(input.scope, input.team_id, Permission::TemplateManage)?;
    let max = if owner.is_shared() { SHARED_REPLACEMENTS_MAX } else { OWN_REPLACEMENTS_MAX };
    let count = replacement::count_of(command, owner.operator_id())?;
    check_limit(count, max, "replacements", "delete one")?;
    let created = Replacement {
        replacement_id: command.id(),
        scope: owner.scope(),
        operator_id: owner.operator_id(),
        team_id: owner.team_id(),
        token: clean_shortcut("token", &input.token)?,
        text: cleaned_text(&input.text)?,
        version: 1,
        created_at: command.now(),
    };
    replacement::insert(command, &created).map_err(|error| token_taken(error, &created))?;
    let change = Change::created(columns(&created)).of_owner(owner);
    command.record((EventKind::ReplacementCreated, "replacement.create"), &created, change)?;
    Ok(created)
}

command!(update: update_in(&UpdateInput) -> Replacement);

/// Changes a replacement. Whose it is stays.
///
/// # Errors
/// `NotFound` for one that the actor may not know of, `Denied` without `template.manage` for what is not
/// one's own, `Stale`, `Invalid` for what is in it, `Taken` for a token that is taken.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Replacement> {
    let before = replacement::lock(command, input.replacement_id)?;
    command.check_owner(before.owner(), Permission::TemplateManage)?;
    check_version(input.expected_version, before.version)?;
    let after = Replacement {
        token: clean_shortcut("token", input.token.as_deref().unwrap_or(&before.token))?,
        text: cleaned_text(input.text.as_deref().unwrap_or(&before.text))?,
        version: before.version + 1,
        ..before.clone()
    };
    let mut change = Change::between(columns(&before), columns(&after));
    if before.text != after.text {
        change.detail.changed.push("text".to_owned());
    }
    if change.is_nothing() {
        return Ok(before);
    }
    replacement::update(command, &after).map_err(|error| token_taken(error, &after))?;
    let change = change.of_owner(after.owner());
    command.record((EventKind::ReplacementUpdated, "replacement.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(ReplacementId) -> ReplacementId);

/// Removes a replacement.
///
/// # Errors
/// `NotFound` for one that the actor may not know of, `Denied` without `template.manage` for what is not
/// one's own.
pub fn delete_in(command: &mut Command<'_>, id: ReplacementId) -> Result<ReplacementId> {
    let deleted = replacement::lock(command, id)?;
    command.check_owner(deleted.owner(), Permission::TemplateManage)?;
    replacement::delete(command, id)?;
    let change = Change::deleted(columns(&deleted)).of_owner(deleted.owner());
    command.record((EventKind::ReplacementDeleted, "replacement.delete"), &deleted, change)?;
    Ok(id)
}

fn cleaned_text(given: &str) -> Result<String> {
    let cleaned = text::clean(given);
    let count = cleaned.chars().count();
    if cleaned.trim().is_empty() || count > REPLACEMENT_TEXT_MAX_CHARACTERS {
        let reason = format!("must be 1 to {REPLACEMENT_TEXT_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid("text", reason));
    }
    Ok(cleaned)
}

fn token_taken(error: StoreError, replacement: &Replacement) -> DeskError {
    field_taken(error, "token", || {
        format!("{:?} is replaced already: choose another token", replacement.token)
    })
}

/// A replacement as the audit log tells it: without its text, which may be one's own.
fn columns(replacement: &Replacement) -> Value {
    json!({ "token": replacement.token })
}
