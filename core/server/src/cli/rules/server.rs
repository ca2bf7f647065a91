//! The rules of a server: which there are, which run, what they came to.

use super::{pull::Pull, push::Push};
use crate::{
    app::Services,
    cli::{Output, named},
    config::Config,
};
use anyhow::{Result, ensure};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use switchboard_desk::{
    Context, Desk,
    limits::RULE_RUNS_PAGE_MAX,
    rule::{
        RuleRunFilter,
        delete::delete,
        disable::{DisableInput, disable},
        enable::{EnableInput, enable},
    },
};
use switchboard_model::{
    Actor, ChatId, RuleId, Timestamp,
    rule::{Rule, RuleRun},
};

/// What looks after the rules of a server.
#[derive(Debug, Subcommand)]
pub enum Server {
    /// List the rules of the server in their order: whether they run, and by which version.
    List,
    /// Save what has changed in a folder as new versions on the server. They run when they are switched on.
    Push(Push),
    /// Write the rules of the server, their cases and lists into a folder.
    Pull(Pull),
    /// Switch a rule on: it is checked and tested with the names of the server, and begins with what happens then.
    Live(Live),
    /// Switch a rule off: its timers end.
    Off(One),
    /// Delete a rule that does not run, with its versions.
    Delete(One),
    /// Show what rules came to, the newest first, and why.
    Log(Log),
}

/// Switch a rule on.
#[derive(Debug, Args)]
pub struct Live {
    /// Its key, such as 20-payment.
    rule: String,
    /// The number of the version; the newest, where none is named.
    #[arg(long)]
    number: Option<i64>,
}

/// A rule.
#[derive(Debug, Args)]
pub struct One {
    /// Its key, such as 20-payment.
    rule: String,
}

/// Show what rules came to.
#[derive(Debug, Args)]
pub struct Log {
    /// Of this rule alone.
    rule: Option<String>,
    /// In the chat of this number or id alone.
    #[arg(long)]
    chat: Option<String>,
    /// How many.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(i64).range(1..=RULE_RUNS_PAGE_MAX))]
    first: i64,
}

impl Server {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let desk = &services.desk;
        let done = match self {
            Self::List => list(desk).await,
            Self::Push(input) => input.run(desk).await,
            Self::Pull(input) => input.run(desk).await,
            Self::Live(input) => input.run(desk).await,
            Self::Off(One { rule }) => off(desk, &rule).await,
            Self::Delete(One { rule }) => remove(desk, &rule).await,
            Self::Log(input) => input.run(desk).await,
        };
        services.close().await;
        let (text, value) = done?;
        output.print(text, &value);
        Ok(())
    }
}

impl Live {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let rule_id = found(desk, &self.rule).await?.rule_id;
        let input = EnableInput { rule_id, number: self.number, expected_version: None };
        let after = enable(desk, &Context::system(), input).await?.value;
        let number = after.live_number.unwrap_or_default();
        Ok((format!("{} runs, version {number}.", after.key), row(&after)))
    }
}

impl Log {
    async fn run(self, desk: &Desk) -> Result<(String, Value)> {
        let rule_id = match &self.rule {
            Some(key) => Some(found(desk, key).await?.rule_id),
            None => None,
        };
        let chat_id: Option<ChatId> = match &self.chat {
            Some(word) => Some(named::chat_id(desk, word).await?),
            None => None,
        };
        let filter = RuleRunFilter { rule_id, chat_id, before: None };
        let first = self.first;
        let read = move |reader: &mut switchboard_desk::read::Reader<'_>| {
            let runs = reader.rule_runs(filter, first)?;
            Ok((runs, reader.all_rules()?))
        };
        let (runs, rules) = desk.read(Actor::System, read).await?;
        let key = |id: RuleId| {
            let known = rules.iter().find(|rule| rule.rule_id == id);
            known.map_or_else(|| id.to_string(), |rule| rule.key.clone())
        };
        let lines: Vec<String> = runs.iter().map(|run| shown_run(&key(run.rule_id), run)).collect();
        let rows: Vec<Value> = runs.iter().map(|run| run_row(&key(run.rule_id), run)).collect();
        Ok((lines.join("\n"), json!({ "runs": rows })))
    }
}

async fn list(desk: &Desk) -> Result<(String, Value)> {
    let rules = desk.read(Actor::System, |reader| reader.all_rules()).await?;
    let lines: Vec<String> = rules.iter().map(line).collect();
    let rows: Vec<Value> = rules.iter().map(row).collect();
    Ok((lines.join("\n"), json!({ "rules": rows })))
}

async fn off(desk: &Desk, key: &str) -> Result<(String, Value)> {
    let rule_id = found(desk, key).await?.rule_id;
    let input = DisableInput { rule_id, expected_version: None };
    let after = disable(desk, &Context::system(), input).await?.value;
    Ok((format!("{} does not run.", after.key), row(&after)))
}

async fn remove(desk: &Desk, key: &str) -> Result<(String, Value)> {
    let before = found(desk, key).await?;
    delete(desk, &Context::system(), before.rule_id).await?;
    Ok((format!("{} was deleted; what it did stays.", before.key), row(&before)))
}

/// The rule of a key.
async fn found(desk: &Desk, key: &str) -> Result<Rule> {
    let wanted = key.to_owned();
    let read = move |reader: &mut switchboard_desk::read::Reader<'_>| reader.rule_by_key(&wanted);
    let known = desk.read(Actor::System, read).await?;
    ensure!(known.is_some(), "there is no rule {key}: `switchboard rules list` shows them");
    known.ok_or_else(|| anyhow::anyhow!("there is no rule {key}"))
}

fn line(rule: &Rule) -> String {
    let newest = rule.newest_number;
    let version = match rule.live_number {
        Some(live) if live != newest => format!("version {live}, newest {newest}"),
        Some(_) | None => format!("version {newest}"),
    };
    let reason = rule.state_reason.as_ref().map(|reason| format!("\n    {reason}"));
    format!(
        "{:>3}  {}  {}  {version}  {}{}",
        rule.position,
        rule.key,
        rule.state,
        rule.title,
        reason.unwrap_or_default()
    )
}

pub(super) fn row(rule: &Rule) -> Value {
    json!({
        "ruleId": rule.rule_id.to_string(),
        "key": rule.key,
        "title": rule.title,
        "position": rule.position,
        "state": rule.state.as_str(),
        "stateReason": rule.state_reason,
        "newestNumber": rule.newest_number,
        "liveNumber": rule.live_number,
    })
}

/// A time, in UTC.
fn shown_at(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_millisecond(at.0);
    at.map(|at| at.to_string()).unwrap_or_default()
}

fn shown_run(key: &str, run: &RuleRun) -> String {
    let asked = run.intents.as_array().into_iter().flatten().map(|one| {
        let text = one.get("text").and_then(Value::as_str).unwrap_or_default();
        match one.get("result").and_then(Value::as_str) {
            Some("APPLIED") | None => text.to_owned(),
            Some(result) => format!("{text} ({})", result.to_lowercase()),
        }
    });
    let asked: Vec<String> = asked.collect();
    let asked = if asked.is_empty() { "nothing".to_owned() } else { asked.join(", ") };
    let mut text = format!(
        "{}  {key} v{}  {}  {}  {}: {}",
        shown_at(run.at),
        run.number,
        run.chat_id,
        run.event,
        run.outcome.as_str().to_lowercase(),
        asked
    );
    let at = run.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    if let Some(problem) = &run.problem {
        text.push_str(&format!("\n    {at}{problem}"));
    }
    for step in &run.steps {
        text.push_str(&format!("\n    {step}"));
    }
    text
}

fn run_row(key: &str, run: &RuleRun) -> Value {
    json!({
        "rule": key,
        "number": run.number,
        "chatId": run.chat_id.to_string(),
        "event": run.event,
        "at": shown_at(run.at),
        "outcome": run.outcome.as_str(),
        "intents": run.intents,
        "steps": run.steps,
        "line": run.line,
        "problem": run.problem,
    })
}
