//! Why an operator sees a chat, or why not.

use crate::caller::read;
use async_graphql::{Context, Object, Result, SimpleObject};
use switchboard_graphql::{choice::Choice, cost, scalars::Id};
use switchboard_model::{ChatId, OperatorId, TextEnum, visibility};

/// Why an operator sees a chat, or why not.
#[derive(Clone, SimpleObject)]
pub struct WhyNot {
    /// Do they see it.
    is_allowed: bool,
    /// What was looked at: the first two must hold, and one of the others.
    checks: Vec<VisibilityCheck>,
    /// What would let them see it; empty where they do.
    remedies: Vec<String>,
}

/// One thing that was looked at.
#[derive(Clone, SimpleObject)]
pub struct VisibilityCheck {
    /// What it is.
    arm: Choice<visibility::VisibilityArm>,
    /// Does it speak for them.
    is_passed: bool,
    /// The same in a sentence.
    text: String,
}

impl From<visibility::VisibilityCheck> for VisibilityCheck {
    fn from(check: visibility::VisibilityCheck) -> Self {
        let described = visibility::VisibilityArm::DESCRIBED.iter();
        let text = described.filter(|(arm, _)| *arm == check.arm).map(|(_, text)| text.trim());
        let text = text.collect();
        Self { arm: check.arm.into(), is_passed: check.is_passed, text }
    }
}

#[derive(Default)]
pub struct WhyNotQuery;

/// Why an operator sees a chat, or why not.
#[Object]
impl WhyNotQuery {
    /// Why an operator sees a chat, or why not, by the rule itself. Needs the permission `OPERATOR_MANAGE`,
    /// and that you see the chat.
    #[graphql(complexity = "cost::list(7, child_complexity)")]
    async fn why_not(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The operator.")] operator_id: Id<OperatorId>,
        #[graphql(desc = "The chat.")] chat_id: Id<ChatId>,
    ) -> Result<WhyNot> {
        let (operator_id, chat_id) = (operator_id.0, chat_id.0);
        let found = read(ctx, move |reader| reader.why_not(operator_id, chat_id)).await?;
        Ok(WhyNot {
            is_allowed: found.is_allowed,
            checks: found.checks.into_iter().map(Into::into).collect(),
            remedies: found.remedies,
        })
    }
}
