//! What rules came to in chats.

use super::{Rule, rules_of};
use crate::{caller::read, relation::load, types::chat::Chat};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use switchboard_desk::{limits::RULE_RUNS_PAGE_MAX, rule::RuleRunFilter};
use switchboard_graphql::{
    api::api,
    choice::Choice,
    cost,
    errors::invalid,
    plain::Plain,
    scalars::{DateTime, Id},
};
use switchboard_model::{
    ChatId, RuleId,
    rule::{self, RuleOutcome},
};

/// What a rule came to in a chat, where that was not nothing. It is known for 90 days.
#[derive(Clone, SimpleObject)]
pub struct RuleRun {
    /// The id.
    id: ID,
    /// The rule.
    rule: Option<Rule>,
    /// The number of the version that ran.
    number: i64,
    /// The chat.
    chat: Option<Chat>,
    /// What started it, as rules name it.
    event: String,
    /// When it ran.
    at: DateTime,
    /// What it came to.
    outcome: Choice<RuleOutcome>,
    /// What it asked for, in order.
    intents: Vec<RuleIntent>,
    /// What the parts of its conditions came to, a line each, and what it noted itself.
    steps: Vec<String>,
    /// The line at which it ended early.
    line: Option<i32>,
    /// Why it ended early, or why not all of it was done.
    problem: Option<String>,
}

/// One thing that a rule asked for.
#[derive(Clone, SimpleObject)]
pub struct RuleIntent {
    /// The line of the script, from 1.
    line: i64,
    /// What, in short.
    text: String,
    /// What became of it: APPLIED, REFUSED, SKIPPED behind what was refused, or SUPERSEDED, because somebody wrote
    /// meanwhile.
    result: String,
}

fn intents_of(row: &rule::RuleRun) -> Vec<RuleIntent> {
    let text = |one: &serde_json::Value, key: &str| {
        one.get(key).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let intent = |one: &serde_json::Value| RuleIntent {
        line: one.get("line").and_then(serde_json::Value::as_i64).unwrap_or_default(),
        text: text(one, "text"),
        result: text(one, "result"),
    };
    row.intents.as_array().into_iter().flatten().map(intent).collect()
}

#[derive(Default)]
pub struct RuleRunQuery;

/// What rules came to.
#[Object]
impl RuleRunQuery {
    /// What rules came to, the newest first, in the chats that you may see. Needs the permission `RULE_READ`.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn rule_runs(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of this rule.")] rule_id: Option<Id<RuleId>>,
        #[graphql(desc = "In this chat.")] chat_id: Option<Id<ChatId>>,
        #[graphql(desc = "Before this time.")] before: Option<DateTime>,
        #[graphql(desc = "How many, 1 to 200; absent: 50.")] count: Option<i64>,
    ) -> Result<Vec<RuleRun>> {
        let count = count.unwrap_or(50);
        if !(1..=RULE_RUNS_PAGE_MAX).contains(&count) {
            return Err(invalid(format!("\"count\" must be 1 to {RULE_RUNS_PAGE_MAX}.")));
        }
        let before = before.map(|at| at.0);
        let filter = RuleRunFilter { rule_id: rule_id.plain(), chat_id: chat_id.plain(), before };
        let rows = read(ctx, move |reader| reader.rule_runs(filter, count)).await?;
        let rules = rules_of(ctx, rows.iter().map(|row| row.rule_id)).await?;
        let chats = load::<Chat>(api(ctx)?, rows.iter().map(|row| row.chat_id)).await?;
        let run = |row: rule::RuleRun| RuleRun {
            id: row.rule_run_id.into(),
            rule: rules.get(&row.rule_id).cloned(),
            number: row.number,
            chat: chats.get(&row.chat_id).cloned(),
            intents: intents_of(&row),
            event: row.event,
            at: DateTime(row.at),
            outcome: row.outcome.into(),
            steps: row.steps,
            line: row.line,
            problem: row.problem,
        };
        Ok(rows.into_iter().map(run).collect())
    }
}
