//! Saves what a rule says as a new version of it. What runs stays as it is until somebody switches the version on.

use super::check::{KnownNames, check_against};
use super::{clean_key, columns};
use crate::check::{check_limit, check_version, taken};
use crate::limits::{NAME_MAX_CHARACTERS, RULE_COMMENT_MAX_CHARACTERS, RULES_MAX};
use crate::{Change, Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::rule::{Rule, RuleCheck, RuleState, RuleVersion};
use switchboard_model::{OperatorId, Permission};
use switchboard_store::{Lane, rule};

/// What a rule is to say.
#[derive(Clone, Debug)]
pub struct SaveInput {
    /// Its key: the rule is made where there is none yet.
    pub key: String,
    /// The script.
    pub source: String,
    /// Its cases.
    pub tests: String,
    /// What was changed, in a line.
    pub comment: Option<String>,
    /// The number of the version that its author began from; 0 for a new rule.
    pub expected_number: Option<i64>,
}

/// Saves a version. One that says the same as the newest changes nothing.
///
/// # Errors
/// `Denied` without `rule.update`, `Invalid` for the key and for what is too long, `Stale` where somebody has saved
/// another version meanwhile, `Conflict` where there are too many rules.
pub async fn save(desk: &Desk, context: &Context, input: SaveInput) -> CommandResult<Rule> {
    let known = desk.read(context.actor.clone(), |reader| {
        reader.require(Permission::RuleUpdate)?;
        reader.rule_names()
    });
    let known: KnownNames = known.await?;
    let key = clean_key(&input.key)?;
    let texts = (input.source.clone(), input.tests.clone());
    let checked = check_against(desk, known, key.clone(), texts).await?;
    desk.command(context, Lane::Any, move |command| save_in(command, &key, &input, &checked)).await
}

/// Saves a version that was looked at.
///
/// # Errors
/// As [`save`].
pub fn save_in(
    command: &mut Command<'_>,
    key: &str,
    input: &SaveInput,
    checked: &RuleCheck,
) -> Result<Rule> {
    command.require(Permission::RuleUpdate)?;
    let comment = clean_comment(input.comment.as_deref())?;
    let author = command.operator().ok().map(|operator| operator.operator_id);
    let Some(known) = rule::by_key(command, key)? else {
        if input.expected_number.is_some_and(|number| number != 0) {
            return Err(DeskError::Stale);
        }
        return create(command, key, (input, comment, author), checked);
    };
    let before = rule::lock(command, known.rule_id)?;
    check_version(input.expected_number, before.newest_number)?;
    let newest = rule::find_version(command, before.rule_id, before.newest_number)?;
    if newest.is_some_and(|one| one.source == input.source && one.tests == input.tests) {
        return Ok(before);
    }
    let after = Rule {
        title: title_of(checked, &before.key),
        position: checked.position,
        newest_number: before.newest_number + 1,
        version: before.version + 1,
        updated_at: command.now(),
        ..before.clone()
    };
    rule::update(command, &after)?;
    add_version(command, &after, (input, comment, author))?;
    let change = Change::between(columns(&before), columns(&after));
    command.record((EventKind::RuleUpdated, "rule.save"), &after, change)?;
    Ok(after)
}

type Said<'a> = (&'a SaveInput, Option<String>, Option<OperatorId>);

fn create(
    command: &mut Command<'_>,
    key: &str,
    said: Said<'_>,
    checked: &RuleCheck,
) -> Result<Rule> {
    check_limit(rule::count(command)?, RULES_MAX, "rules", "delete one that is not needed")?;
    let now = command.now();
    let created = Rule {
        rule_id: command.id(),
        key: key.to_owned(),
        title: title_of(checked, key),
        position: checked.position,
        state: RuleState::Draft,
        state_reason: None,
        newest_number: 1,
        live_number: None,
        enabled_by_id: None,
        permissions: Vec::new(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    rule::insert(command, &created).map_err(|error| {
        taken(error, || format!("somebody has just made a rule {key}: read it, then save yours"))
    })?;
    add_version(command, &created, said)?;
    let change = Change::created(columns(&created));
    command.record((EventKind::RuleCreated, "rule.save"), &created, change)?;
    Ok(created)
}

/// The first line of a script, cut to what a title may be; of one without such a line the key.
fn title_of(checked: &RuleCheck, key: &str) -> String {
    let title: String = checked.title.chars().take(NAME_MAX_CHARACTERS).collect();
    if title.trim().is_empty() { key.to_owned() } else { title }
}

fn add_version(
    command: &mut Command<'_>,
    rule: &Rule,
    (input, comment, operator_id): Said<'_>,
) -> Result<()> {
    let version = RuleVersion {
        rule_version_id: command.id(),
        rule_id: rule.rule_id,
        number: rule.newest_number,
        source: input.source.clone(),
        tests: input.tests.clone(),
        operator_id,
        comment,
        created_at: command.now(),
    };
    Ok(rule::insert_version(command, &version)?)
}

fn clean_comment(comment: Option<&str>) -> Result<Option<String>> {
    let Some(comment) = comment.map(str::trim).filter(|comment| !comment.is_empty()) else {
        return Ok(None);
    };
    if comment.chars().count() > RULE_COMMENT_MAX_CHARACTERS {
        let reason = format!("is longer than {RULE_COMMENT_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid("comment", reason));
    }
    Ok(Some(crate::text::clean(comment).trim().to_owned()))
}
