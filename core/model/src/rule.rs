//! Rules that admins write: the nouns, and the port to what checks and tests their scripts.

use crate::attribute_kind::AttributeType;
use crate::{
    ChatId, OperatorId, Permission, RuleId, RuleListId, RuleRunId, RuleTimerId, RuleVersionId,
    ScheduleId, Timestamp,
};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

text_enum! {
    /// Does a rule run.
    RuleState {
        /// It was never switched on.
        Draft = "DRAFT",
        /// It runs.
        Live = "LIVE",
        /// It was switched off.
        Off = "OFF",
        /// The server has switched it off, because it failed or did too much.
        Suspended = "SUSPENDED",
    }
}

text_enum! {
    /// What a rule came to in a chat, where that was not nothing.
    RuleOutcome {
        /// What it asked for was done.
        Fired = "FIRED",
        /// The chat did not allow something of it: what it had asked for before that was done.
        Refused = "REFUSED",
        /// People were faster: what it asked for was over.
        Superseded = "SUPERSEDED",
        /// It fires too often in this chat, and rests there for a while.
        Muted = "MUTED",
        /// It is broken: nothing of it was done.
        Failed = "FAILED",
    }
}

text_enum! {
    /// What ends a rule's timer before it runs out.
    RuleTimerEnd {
        /// The customer writes.
        CustomerWrites = "CUSTOMER_WRITES",
        /// An operator replies.
        OperatorReplies = "OPERATOR_REPLIES",
    }
}

/// A rule. What it says stands in its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::rules, primary_key(rule_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Rule {
    /// The id.
    pub rule_id: RuleId,
    /// The name of its file, without the ending; unique, for ever.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub key: String,
    /// The first line of its newest version.
    pub title: String,
    /// Its place among the others, as its newest version says; equal ones stand by their keys.
    pub position: i64,
    /// Does it run.
    pub state: RuleState,
    /// Why the server has switched it off, and what to do.
    pub state_reason: Option<String>,
    /// The number of its newest version.
    pub newest_number: i64,
    /// The number of the version that runs, or ran last.
    pub live_number: Option<i64>,
    /// Who has switched it on last; none: the machine that the server runs on, or nobody yet.
    pub enabled_by_id: Option<OperatorId>,
    /// What they might do then, as far as the rule asks for it.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<Vec<Permission>>))]
    pub permissions: Vec<Permission>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a rule said at a time. Versions are only added.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::rule_versions),
    diesel(treat_none_as_default_value = false)
)]
pub struct RuleVersion {
    /// The id.
    pub rule_version_id: RuleVersionId,
    /// The rule.
    pub rule_id: RuleId,
    /// Its number, from 1.
    pub number: i64,
    /// The script.
    pub source: String,
    /// Its cases.
    pub tests: String,
    /// Who wrote it; none: the machine that the server runs on.
    pub operator_id: Option<OperatorId>,
    /// What was changed, in its author's words.
    pub comment: Option<String>,
    /// When it was saved.
    pub created_at: Timestamp,
}

/// A list of words that rules share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::rule_lists, primary_key(rule_list_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct RuleList {
    /// The id.
    pub rule_list_id: RuleListId,
    /// The name that rules say; unique, for ever.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub key: String,
    /// The words and phrases, one a line.
    pub words: String,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was made.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a rule came to in a chat.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::rule_runs),
    diesel(treat_none_as_default_value = false)
)]
pub struct RuleRun {
    /// The id.
    pub rule_run_id: RuleRunId,
    /// The rule.
    pub rule_id: RuleId,
    /// Which of its versions ran.
    pub number: i64,
    /// The chat.
    pub chat_id: ChatId,
    /// What started it, as rules name it.
    pub event: String,
    /// When it ran.
    pub at: Timestamp,
    /// What it came to.
    pub outcome: RuleOutcome,
    /// What it asked for, as `RuleRunIntent`s.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub intents: serde_json::Value,
    /// What the parts of its conditions came to, a line each, and what it noted itself.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<Vec<String>>))]
    pub steps: Vec<String>,
    /// The line at which it ended early.
    pub line: Option<i32>,
    /// Why it ended early.
    pub problem: Option<String>,
}

/// Up to which chat a rule was asked about a state that lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::rule_places),
    diesel(treat_none_as_default_value = false)
)]
pub struct RulePlace {
    /// The rule.
    pub rule_id: RuleId,
    /// The state, as rules name it.
    pub start: String,
    /// Which of the rule's times it is, from 1.
    pub step: i64,
    /// The schedule by which business time is counted; 0 where time is counted by the clock.
    pub schedule_id: ScheduleId,
    /// When the state of the last chat that was looked at began.
    pub since: Timestamp,
    /// That chat.
    pub chat_id: ChatId,
}

/// A timer that a rule has started in a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::rule_timers),
    diesel(treat_none_as_default_value = false)
)]
pub struct RuleTimer {
    /// The id.
    pub rule_timer_id: RuleTimerId,
    /// The rule.
    pub rule_id: RuleId,
    /// The chat.
    pub chat_id: ChatId,
    /// Its name, unique for the rule in the chat.
    pub name: String,
    /// The chat's round: it ends with it.
    pub round: i64,
    /// What ends it before it runs out.
    pub until: Option<RuleTimerEnd>,
    /// When it was started.
    pub set_at: Timestamp,
    /// When it runs out.
    pub due_at: Timestamp,
}

/// The names that rules may say. A folder of rules has them in its `names.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuleNames {
    /// The keys of teams.
    pub teams: Vec<String>,
    /// The email addresses of operators.
    pub operators: Vec<String>,
    /// The names of roles.
    pub roles: Vec<String>,
    /// The keys of contact roles.
    pub contact_roles: Vec<String>,
    /// The names of labels.
    pub labels: Vec<String>,
    /// The shortcuts of templates of everyone.
    pub templates: Vec<String>,
    /// The names of close reasons.
    pub close_reasons: Vec<String>,
    /// The keys of kinds of references.
    pub reference_kinds: Vec<String>,
    /// The names of views of everyone.
    pub views: Vec<String>,
    /// The kinds of channels, by the channels' keys.
    pub channels: BTreeMap<String, String>,
    /// The types of contacts' attributes, by their keys.
    pub attributes: BTreeMap<String, AttributeType>,
}

/// A problem of a script, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProblem {
    /// The line, from 1.
    pub line: i32,
    /// The column, from 1.
    pub column: i32,
    /// What is wrong, and what to do.
    pub message: String,
    /// Does the rule run all the same.
    pub is_warning: bool,
}

/// What is known of a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCheck {
    /// The first line.
    pub title: String,
    /// The place among the other rules.
    pub position: i64,
    /// What should be changed in the script.
    pub problems: Vec<RuleProblem>,
    /// What should be changed in its cases, or which of them came to something else.
    pub failures: Vec<RuleProblem>,
    /// What somebody needs who has it do what it asks for.
    pub permissions: Vec<Permission>,
    /// The states that it waits for.
    pub waits: Vec<RuleWait>,
}

/// A rule is asked when a state has lasted for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleWait {
    /// The state, as rules name it.
    pub start: String,
    /// Which of the rule's times it is, from 1.
    pub step: i64,
    /// The time, in milliseconds.
    pub ms: i64,
    /// Is time counted while it is open.
    pub is_business: bool,
}

impl RuleCheck {
    /// May it run.
    pub fn is_clean(&self) -> bool {
        self.problems.iter().chain(&self.failures).all(|problem| problem.is_warning)
    }
}

/// The port to what knows the language of rules.
pub trait RuleLanguage: Send + Sync {
    /// Looks at a script and runs its cases. `lists` are the lists of words by their keys.
    fn check(
        &self,
        script: RuleScript<'_>,
        names: &RuleNames,
        lists: &BTreeMap<String, String>,
    ) -> RuleCheck;

    /// What is wrong with a list of words, if something is.
    fn check_list(&self, words: &str) -> Option<String>;
}

/// A script with its cases.
#[derive(Clone, Copy, Debug)]
pub struct RuleScript<'a> {
    /// The rule's key.
    pub key: &'a str,
    /// The script.
    pub source: &'a str,
    /// Its cases.
    pub tests: &'a str,
}
