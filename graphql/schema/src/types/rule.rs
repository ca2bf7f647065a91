//! Rules: what admins write, who switched it on, and what it came to.

mod run;
mod version;

pub use run::RuleRunQuery;

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    relation::{ToOne, load},
    types::{event::event, operator::Operator},
};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::{
    limits::RULE_VERSIONS_PAGE_MAX,
    rule::{check::check, delete, disable, enable, save},
};
use switchboard_graphql::{
    api::{api, caller},
    choice::{Choice, Permission},
    cost,
    errors::{invalid, top_level},
    input,
    lazy::Once,
    object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{
    Permission as Allowed, RuleId,
    rule::{self, RuleState},
};
use version::RuleVersion;

batched!(Rule of rule::Rule, rule_id: RuleId, Relations);

#[derive(Default)]
pub struct Relations {
    enablers: ToOne<Operator>,
    versions: Once<HashMap<(RuleId, i64), RuleVersion>>,
}

impl Noun for Rule {
    const ROWS: Rows<Self> = |related, ids| related.rules(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_rules(ids);
    const IS_TOLD: IsTold = |_, subscriber| subscriber.operator.has(Allowed::RuleRead);
}

event! {
    /// A rule was created, saved, switched on or off, or deleted.
    RuleEvent {
        /// The rule as it is now; absent when it was deleted.
        rule: Rule
    }
}

/// A rule: a short script that an admin wrote, about one chat and one event.
#[object(id = rule_id)]
impl Rule {
    /// The name of its file without the ending; unique, for ever.
    fn key(&self) -> &str;
    /// What it does: the first line of its newest version.
    fn title(&self) -> &str;
    /// Its place among the others, as its newest version says; equal ones stand by their keys.
    fn position(&self) -> i64;
    /// Does it run.
    fn state(&self) -> Choice<RuleState>;
    /// Why the server has switched it off, and what to do; absent otherwise.
    fn state_reason(&self) -> Option<&str>;

    /// What it says by its newest version.
    async fn newest(&self, ctx: &Context<'_>) -> Result<Option<RuleVersion>> {
        self.version_of(ctx, Some(self.0.newest_number)).await
    }

    /// What it says by the version that runs, or ran last; absent where none ever did.
    async fn live(&self, ctx: &Context<'_>) -> Result<Option<RuleVersion>> {
        self.version_of(ctx, self.0.live_number).await
    }

    /// Who switched it on last, in whose name it acts; absent where nobody has, or the server's own machine.
    async fn enabled_by(&self, ctx: &Context<'_>) -> Result<Option<Operator>> {
        self.0.one(ctx, |of| &of.enablers, |row| row.enabled_by_id).await
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

impl Rule {
    /// One of its versions, read with those of all rules of its batch.
    async fn version_of(
        &self,
        ctx: &Context<'_>,
        number: Option<i64>,
    ) -> Result<Option<RuleVersion>> {
        let Some(number) = number else { return Ok(None) };
        let load = || async {
            let of_row = |row: &rule::Rule| {
                let numbers = [Some(row.newest_number), row.live_number];
                numbers.into_iter().flatten().map(|number| (row.rule_id, number)).collect()
            };
            let wanted: Vec<Vec<(RuleId, i64)>> = self.0.all(of_row);
            let wanted = wanted.concat();
            let read = move |related: &mut switchboard_desk::read::Related<'_>| {
                related.versions_of_rules(&wanted)
            };
            let rows = api(ctx)?.read_related(read).await?;
            let keys: Vec<(RuleId, i64)> =
                rows.iter().map(|row| (row.rule_id, row.number)).collect();
            let versions = version::with_authors(ctx, rows).await?;
            Ok(keys.into_iter().zip(versions).collect())
        };
        let versions = self.0.relations().versions.get(load).await?;
        Ok(versions.get(&(self.0.rule_id, number)).cloned())
    }
}

/// Something about a script that its author should change.
#[derive(Clone, SimpleObject)]
pub struct RuleProblem {
    /// The line, from 1.
    line: i32,
    /// The column, from 1.
    column: i32,
    /// What is wrong, and what to do.
    message: String,
    /// Does the rule run all the same.
    is_warning: bool,
}

impl From<rule::RuleProblem> for RuleProblem {
    fn from(problem: rule::RuleProblem) -> Self {
        let rule::RuleProblem { line, column, message, is_warning } = problem;
        Self { line, column, message, is_warning }
    }
}

/// What is known of a script.
#[derive(Clone, SimpleObject)]
pub struct RuleCheck {
    /// What it does: its first line.
    title: String,
    /// What should be changed in the script.
    problems: Vec<RuleProblem>,
    /// What should be changed in its cases, or which of them came to something else; each at the line of the cases.
    failures: Vec<RuleProblem>,
    /// May it be switched on.
    is_clean: bool,
    /// What whoever switches it on must be allowed to do.
    permissions: Vec<Permission>,
}

#[derive(Default)]
pub struct RuleQuery;

/// The rules.
#[Object]
impl RuleQuery {
    /// The rules in their order. Needs the permission `RULE_READ`.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn rules(&self, ctx: &Context<'_>) -> Result<Vec<Rule>> {
        Ok(batch(read(ctx, |reader| reader.all_rules()).await?))
    }

    /// What a rule has said, the newest version first. Needs the permission `RULE_READ`.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn rule_versions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The rule.")] rule_id: Id<RuleId>,
        #[graphql(desc = "Below this number.")] before_number: Option<i64>,
        #[graphql(desc = "How many, 1 to 100; absent: 20.")] count: Option<i64>,
    ) -> Result<Vec<RuleVersion>> {
        let count = count.unwrap_or(20);
        if !(1..=RULE_VERSIONS_PAGE_MAX).contains(&count) {
            return Err(invalid(format!("\"count\" must be 1 to {RULE_VERSIONS_PAGE_MAX}.")));
        }
        let id = rule_id.0;
        let read = read(ctx, move |reader| reader.rule_versions(id, before_number, count));
        version::with_authors(ctx, read.await?).await
    }

    /// What is known of a script with the names of this server; nothing is saved. Needs the permission `RULE_READ`.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn rule_check(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The script.")] source: String,
        #[graphql(desc = "Its cases; none: they are not run.")] tests: Option<String>,
    ) -> Result<RuleCheck> {
        let actor = caller(ctx)?.actor.clone();
        let texts = (source, tests.unwrap_or_default());
        let checked = check(&api(ctx)?.desk, actor, "rule".to_owned(), texts).await;
        let checked = checked.map_err(top_level)?;
        Ok(RuleCheck {
            is_clean: checked.is_clean(),
            title: checked.title,
            problems: checked.problems.into_iter().map(Into::into).collect(),
            failures: checked.failures.into_iter().map(Into::into).collect(),
            permissions: checked.permissions.into_iter().map(Into::into).collect(),
        })
    }
}

input! {
    /// What a rule is to say.
    RuleSaveInput into save::SaveInput {
        /// Its key, such as `20-payment`: the rule is made where there is none yet.
        key: String,
        /// The script.
        source: String,
        /// Its cases.
        tests: String,
        /// What was changed, in a line.
        comment: Option<String>,
        /// The number of the version that you began from; 0 for a new rule. Another one is refused.
        expected_number: Option<i64>,
    }

    /// The rule to switch on.
    RuleEnableInput into enable::EnableInput {
        /// The rule.
        rule_id: Id<RuleId>,
        /// The number of the version; absent: the newest.
        number: Option<i64>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The rule to switch off.
    RuleDisableInput into disable::DisableInput {
        /// The rule.
        rule_id: Id<RuleId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The rule to delete.
    RuleDeleteInput of RuleId {
        /// The rule.
        rule_id
    }
}

payload!(RuleSavePayload, "The result of saving a rule.", rule: Rule, "The rule as it is now; absent when it was not saved.");
payload!(RuleEnablePayload, "The result of switching a rule on.", rule: Rule, "The rule as it is now; absent when it was not switched on.");
payload!(RuleDisablePayload, "The result of switching a rule off.", rule: Rule, "The rule as it is now; absent when it was not switched off.");
payload!(RuleDeletePayload, "The result of deleting a rule.", deleted_id: ID, "The id of the rule; absent when it was not deleted.");

mutations! {
    /// What is done with a rule.
    RuleMutation {
        /// Saves what a rule says as a new version of it, right or not. What runs stays as it is.
        rule_save(RuleSaveInput, "What it is to say.") -> RuleSavePayload { save::save }
        /// Switches a version of a rule on, which acts in your name from then on, as far as it asks for something. It
        /// has to be right, and its cases have to come to what they expect. What waits already is left alone.
        rule_enable(RuleEnableInput, "The rule.")
            -> RuleEnablePayload { enable::enable, version of rule_id }
        /// Switches a rule off; its timers end.
        rule_disable(RuleDisableInput, "The rule.")
            -> RuleDisablePayload { disable::disable, version of rule_id }
        /// Deletes a rule that does not run, with its versions and what is known of its runs. What it did stays.
        rule_delete(RuleDeleteInput, "The rule.") -> RuleDeletePayload { delete::delete }
    }
}

/// Rules by their ids, as far as rows name them.
pub async fn rules_of(
    ctx: &Context<'_>,
    ids: impl IntoIterator<Item = RuleId>,
) -> Result<HashMap<RuleId, Rule>> {
    load(api(ctx)?, ids).await
}
