//! What a macro does: a bounded list, of which each can be done by whoever has the macro.

use crate::chat::names_label::hold_label;
use crate::check::check_team;
use crate::close_reason::active;
use crate::limits::{MACRO_ACTS_MAX, SNOOZE_MAX_MS};
use crate::{Command, DeskError, Result};
use serde_json::Value;
use switchboard_model::intent::Intent;
use switchboard_model::macros::Macro;
use switchboard_model::{LabelId, Owner, TemplateId};
use switchboard_store::{label, operator, template};

/// What a macro does, in order.
///
/// # Errors
/// `Unsupported` for something that only a newer version can do.
pub fn intents_of(row: &Macro) -> Result<Vec<Intent>> {
    serde_json::from_value(row.acts.clone()).map_err(|_| {
        DeskError::unsupported(format!(
            "the macro {:?} does something that this version does not know: update the server, or give \
             the macro other acts",
            row.title
        ))
    })
}

/// The acts of a macro as they are stored, if each says something that there is.
pub(super) fn checked(
    command: &mut Command<'_>,
    owner: Owner,
    acts: &[Option<Intent>],
) -> Result<Value> {
    if acts.is_empty() || acts.len() > MACRO_ACTS_MAX {
        let reason = format!("must be 1 to {MACRO_ACTS_MAX} things to do");
        return Err(DeskError::invalid("acts", reason));
    }
    let mut intents = Vec::with_capacity(acts.len());
    for (number, act) in (1..).zip(acts) {
        let Some(intent) = *act else {
            let reason = format!("act {number}: say exactly one thing to do");
            return Err(DeskError::invalid("acts", reason));
        };
        check(command, owner, intent).map_err(|error| match error {
            DeskError::Invalid { reason, .. } => {
                DeskError::invalid("acts", format!("act {number}: {reason}"))
            }
            error => error,
        })?;
        intents.push(intent);
    }
    stored(&intents)
}

/// The acts of a macro as they are stored.
pub(super) fn stored(intents: &[Intent]) -> Result<Value> {
    serde_json::to_value(intents).map_err(|error| DeskError::Internal(error.to_string()))
}

fn check(command: &mut Command<'_>, owner: Owner, intent: Intent) -> Result<()> {
    match intent {
        Intent::Assign { operator_id: None, team_id: None } => {
            Err(DeskError::invalid("acts", "say to whom it is assigned"))
        }
        Intent::Assign { operator_id, team_id } => {
            if let Some(id) = operator_id.flatten()
                && !operator::hold(command, id)?.is_some_and(|found| found.is_active)
            {
                return Err(DeskError::invalid("acts", "no active operator has this id"));
            }
            check_team(command, team_id.flatten())
        }
        Intent::Label(id) => check_label(command, id),
        Intent::Close(id) => active(command, id).map(|_| ()),
        Intent::Reply(id) => check_template(command, owner, id),
        // A label that cannot be put on any more can be taken off.
        Intent::Unlabel(id) => hold_label(command, id, "acts"),
        Intent::Snooze(for_ms) if !(1..=SNOOZE_MAX_MS).contains(&for_ms) => {
            let reason = format!("put it aside for 1 to {SNOOZE_MAX_MS} milliseconds");
            Err(DeskError::invalid("acts", reason))
        }
        Intent::Snooze(_)
        | Intent::Prioritize(_)
        | Intent::Archive
        | Intent::Read
        | Intent::Unread => Ok(()),
    }
}

fn check_label(command: &mut Command<'_>, id: LabelId) -> Result<()> {
    if label::hold(command, id)?.is_some_and(|found| found.is_active) {
        return Ok(());
    }
    Err(DeskError::invalid("acts", "choose one of the active labels"))
}

/// A template that everybody may use who has the macro.
fn check_template(command: &mut Command<'_>, owner: Owner, id: TemplateId) -> Result<()> {
    let found = template::by_ids(command, &[id])?;
    if found.iter().any(|found| owner.is_within(found.owner())) {
        return Ok(());
    }
    let reason = "choose a template of the same owner, or one of everyone";
    Err(DeskError::invalid("acts", reason))
}
