//! Saves a list of words. Rules look for the new words from the next event on.

use crate::check::{check_limit, check_version, taken};
use crate::limits::RULE_LISTS_MAX;
use crate::rule::check::language;
use crate::rule::clean_key;
use crate::{Change, Command, CommandResult, Context, Desk, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::Permission;
use switchboard_model::event::EventKind;
use switchboard_model::rule::RuleList;
use switchboard_store::{Lane, rule_list};

/// A list.
#[derive(Clone, Debug)]
pub struct SaveInput {
    /// Its key: the list is made where there is none yet.
    pub key: String,
    /// The words and phrases, one a line; `refund*` stands for whatever begins like that.
    pub words: String,
    /// The version the caller has seen; 0 for a new list.
    pub expected_number: Option<i64>,
}

/// Saves a list.
///
/// # Errors
/// `Denied` without `rule.update`, `Invalid` for the key and for words that cannot be looked for, `Stale`, `Conflict`
/// where there are too many lists.
pub async fn save(desk: &Desk, context: &Context, input: SaveInput) -> CommandResult<RuleList> {
    if let Some(reason) = language(desk)?.check_list(&input.words) {
        return Err(DeskError::invalid("words", reason));
    }
    desk.command(context, Lane::Any, move |command| save_in(command, &input)).await
}

/// Saves a list that was looked at.
///
/// # Errors
/// As [`save`].
pub fn save_in(command: &mut Command<'_>, input: &SaveInput) -> Result<RuleList> {
    command.require(Permission::RuleUpdate)?;
    let key = clean_key(&input.key)?;
    let words = input.words.clone();
    let now = command.now();
    let Some(known) = rule_list::by_key(command, &key)? else {
        if input.expected_number.is_some_and(|version| version != 0) {
            return Err(DeskError::Stale);
        }
        check_limit(rule_list::count(command)?, RULE_LISTS_MAX, "lists of words", "delete one")?;
        let rule_list_id = command.id();
        let created =
            RuleList { rule_list_id, key, words, version: 1, created_at: now, updated_at: now };
        rule_list::insert(command, &created).map_err(|error| {
            taken(error, || "somebody has just made this list: read it, then save yours".into())
        })?;
        let change = Change::created(columns(&created));
        command.record((EventKind::RuleListCreated, "rule_list.save"), &created, change)?;
        return Ok(created);
    };
    let before = rule_list::lock(command, known.rule_list_id)?;
    check_version(input.expected_number, before.version)?;
    let after = RuleList { words, version: before.version + 1, updated_at: now, ..before.clone() };
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    rule_list::update(command, &after)?;
    command.record((EventKind::RuleListUpdated, "rule_list.save"), &after, change)?;
    Ok(after)
}

pub(super) fn columns(list: &RuleList) -> Value {
    json!({ "key": list.key, "words": list.words })
}
