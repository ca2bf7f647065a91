//! Retention rules: how long what was said is kept.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    query::chat_filter::{ChatFilter, shown},
    types::{contact::Contact, event::event},
};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use switchboard_desk::{
    limits::{DAY_MS, RETENTION_RULES_MAX},
    retention::{CreateInput, UpdateInput, create, delete, filter_of, update},
};
use switchboard_graphql::{
    choice::Choice,
    cost, input, object, payload,
    scalars::{DateTime, Id, Json},
};
use switchboard_model::{
    Permission, RetentionRuleId,
    retention::{self, RetentionAct},
};

batched!(RetentionRule of retention::RetentionRule, retention_rule_id: RetentionRuleId);

impl Noun for RetentionRule {
    const ROWS: Rows<Self> = |related, ids| related.retention_rules(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_retention_rules(ids);
    const IS_TOLD: IsTold = |_, subscriber| subscriber.operator.has(Permission::RetentionManage);
}

event! {
    /// A retention rule was created, changed or deleted.
    RetentionRuleEvent {
        /// The rule as it is now; absent when it was deleted.
        retention_rule: RetentionRule
    }
}

/// A rule that is run every night: so long after the last message, this is done with closed chats like these.
#[object(id = retention_rule_id)]
impl RetentionRule {
    /// The name.
    fn name(&self) -> &str;

    /// What the chats are like, in the form of a `ChatFilter`; absent when a newer version of the server made
    /// the rule and this one cannot read it, and does nothing.
    async fn filter(&self) -> Option<Json> {
        filter_of(&self.0).ok().map(shown)
    }

    /// How long after the last message, in days.
    async fn after_days(&self) -> i64 {
        self.0.after_ms / DAY_MS
    }

    /// What is done.
    fn act(&self) -> Choice<RetentionAct>;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}

/// What a retention rule would do now.
#[derive(Clone, SimpleObject)]
pub struct RetentionPreview {
    /// How many contacts it would erase, or chats it would archive or delete.
    count: i64,
    /// Are these all: no more than 20,000 chats are looked at.
    is_whole: bool,
    /// The first hundred of these contacts, or of those in these chats, as far as you may see them.
    contacts: Vec<Contact>,
}

#[derive(Default)]
pub struct RetentionRuleQuery;

/// The retention rules.
#[Object]
impl RetentionRuleQuery {
    /// The retention rules, by name. Needs the permission `RETENTION_MANAGE`.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn retention_rules(&self, ctx: &Context<'_>) -> Result<Vec<RetentionRule>> {
        Ok(batch(read(ctx, |reader| reader.retention_rules(RETENTION_RULES_MAX)).await?))
    }

    /// What a rule like this would do if it were run now; it changes nothing. Needs the permission
    /// `RETENTION_MANAGE`.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn retention_preview(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the chats are like.")] filter: ChatFilter,
        #[graphql(desc = "How long after the last message, in days.")] after_days: i64,
        #[graphql(desc = "What is done.")] act: Choice<RetentionAct>,
    ) -> Result<RetentionPreview> {
        let filter = filter.checked()?;
        let seen =
            read(ctx, move |reader| reader.retention_preview(&filter, after_days, act.0)).await?;
        Ok(RetentionPreview {
            count: i64::try_from(seen.count).unwrap_or(i64::MAX),
            is_whole: seen.is_whole,
            contacts: batch(seen.contacts),
        })
    }
}

input! {
    /// A new retention rule.
    RetentionRuleCreateInput into CreateInput {
        /// The name.
        name: String,
        /// What the chats are like; nothing in it may ask for what is yours.
        filter: ChatFilter,
        /// How long after the last message, in days.
        after_days: i64,
        /// What is done. You need the permission to do it yourself.
        act: Choice<RetentionAct>,
    }

    /// What to change of a retention rule. Absent keeps.
    RetentionRuleUpdateInput into UpdateInput {
        /// The rule.
        retention_rule_id: Id<RetentionRuleId>,
        /// The name.
        name: Option<String>,
        /// What the chats are like: the whole filter.
        filter: Option<ChatFilter>,
        /// How long after the last message, in days.
        after_days: Option<i64>,
        /// What is done.
        act: Option<Choice<RetentionAct>>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The retention rule to delete.
    RetentionRuleDeleteInput of RetentionRuleId {
        /// The rule.
        retention_rule_id
    }
}

payload!(RetentionRuleCreatePayload, "The result of creating a retention rule.", retention_rule: RetentionRule, "The rule; absent when it was not created.");
payload!(RetentionRuleUpdatePayload, "The result of changing a retention rule.", retention_rule: RetentionRule, "The rule as it is now; absent when it was not changed.");
payload!(RetentionRuleDeletePayload, "The result of deleting a retention rule.", deleted_id: ID, "The id of the rule; absent when it was not deleted.");

mutations! {
    /// What is done with a retention rule.
    RetentionRuleMutation {
        /// Creates a retention rule, which is run from the next night on.
        retention_rule_create(RetentionRuleCreateInput, "The rule.")
            -> RetentionRuleCreatePayload { create }
        /// Changes a retention rule.
        retention_rule_update(RetentionRuleUpdateInput, "What to change.")
            -> RetentionRuleUpdatePayload { update, version of retention_rule_id }
        /// Deletes a retention rule. What it has done stays done.
        retention_rule_delete(RetentionRuleDeleteInput, "The rule.")
            -> RetentionRuleDeletePayload { delete }
    }
}
