//! What keeps rules from doing too much: one that fires again and again in a chat rests there, one that does so in
//! several chats or fails in several is switched off, and rules do not go on talking to a customer who is silent.

use super::suspend::suspend_in;
use crate::limits::{
    RULE_BUSY_MS, RULE_FAILED_CHATS_MAX, RULE_FAILED_MS, RULE_FIRES_IN_CHAT_MAX,
    RULE_MUTED_CHATS_MAX, RULE_MUTED_MS, RULE_RUNS_COUNTED,
};
use crate::{Command, Result};
use switchboard_model::ChatId;
use switchboard_model::rule::{Rule, RuleOutcome};
use switchboard_store::rule_run;

/// May a rule act in a chat now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pass {
    /// It may.
    Free,
    /// It rests, and that is told already.
    Resting,
    /// It has fired too often, and rests from now on.
    Muted,
}

/// May the rule act in the chat now.
pub(super) fn pass(command: &mut Command<'_>, rule: &Rule, chat_id: ChatId) -> Result<Pass> {
    let (of, now) = ((rule.rule_id, chat_id), command.now());
    let muted_since = now.plus_ms(-RULE_MUTED_MS);
    if rule_run::count_in_chat(command, of, RuleOutcome::Muted, muted_since)? > 0 {
        return Ok(Pass::Resting);
    }
    let busy_since = now.plus_ms(-RULE_BUSY_MS);
    let fired = rule_run::count_in_chat(command, of, RuleOutcome::Fired, busy_since)?;
    Ok(if fired >= RULE_FIRES_IN_CHAT_MAX { Pass::Muted } else { Pass::Free })
}

/// Switches a rule off that has come to this in too many chats.
pub(super) fn check_outcome(
    command: &mut Command<'_>,
    rule: &Rule,
    outcome: RuleOutcome,
) -> Result<()> {
    let (most, since_ms, what) = match outcome {
        RuleOutcome::Muted => (RULE_MUTED_CHATS_MAX, RULE_MUTED_MS, "fired too often"),
        RuleOutcome::Failed => (RULE_FAILED_CHATS_MAX, RULE_FAILED_MS, "failed"),
        RuleOutcome::Fired | RuleOutcome::Refused | RuleOutcome::Superseded => return Ok(()),
    };
    let since = command.now().plus_ms(-since_ms);
    let chats = rule_run::count_chats(command, rule.rule_id, outcome, since, RULE_RUNS_COUNTED)?;
    if chats < most {
        return Ok(());
    }
    let reason = format!(
        "it {what} in {chats} chats within {} minutes: look at its runs, mend it and switch it on again",
        since_ms / 60_000
    );
    Ok(suspend_in(command, rule.rule_id, &reason)?)
}
