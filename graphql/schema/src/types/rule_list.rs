//! Lists of words that rules share.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_desk::rule_list::{delete, save};
use switchboard_graphql::{cost, input, object, payload, scalars::DateTime};
use switchboard_model::{Permission, RuleListId, rule};

batched!(RuleList of rule::RuleList, rule_list_id: RuleListId);

impl Noun for RuleList {
    const ROWS: Rows<Self> = |related, ids| related.rule_lists(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_rule_lists(ids);
    const IS_TOLD: IsTold = |_, subscriber| subscriber.operator.has(Permission::RuleRead);
}

event! {
    /// A list of words was created, changed or deleted.
    RuleListEvent {
        /// The list as it is now; absent when it was deleted.
        rule_list: RuleList
    }
}

/// A list of words that rules share.
#[object(id = rule_list_id)]
impl RuleList {
    /// The name that rules say; unique, for ever.
    fn key(&self) -> &str;
    /// The words and phrases, one a line; `refund*` stands for whatever begins like that.
    fn words(&self) -> &str;
    /// Counts every change, from 1: pass it as `expectedNumber`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct RuleListQuery;

/// The lists of words.
#[Object]
impl RuleListQuery {
    /// The lists of words that rules share, by their keys. Needs the permission `RULE_READ`.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn rule_lists(&self, ctx: &Context<'_>) -> Result<Vec<RuleList>> {
        Ok(batch(read(ctx, |reader| reader.all_rule_lists()).await?))
    }
}

input! {
    /// A list of words.
    RuleListSaveInput into save::SaveInput {
        /// Its key, such as `payment-words`: the list is made where there is none yet.
        key: String,
        /// The words and phrases, one a line.
        words: String,
        /// The version that you began from; 0 for a new list. Another one is refused.
        expected_number: Option<i64>,
    }

    /// The list to delete.
    RuleListDeleteInput of RuleListId {
        /// The list.
        rule_list_id
    }
}

payload!(RuleListSavePayload, "The result of saving a list of words.", rule_list: RuleList, "The list as it is now; absent when it was not saved.");
payload!(RuleListDeletePayload, "The result of deleting a list of words.", deleted_id: ID, "The id of the list; absent when it was not deleted.");

mutations! {
    /// What is done with a list of words.
    RuleListMutation {
        /// Saves a list of words. Rules look for the new ones from the next event on.
        rule_list_save(RuleListSaveInput, "The list.") -> RuleListSavePayload { save::save }
        /// Deletes a list of words. A rule that runs and names it is switched off by the server, which says so.
        rule_list_delete(RuleListDeleteInput, "The list.") -> RuleListDeletePayload { delete::delete }
    }
}
