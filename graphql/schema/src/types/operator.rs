//! An operator: a colleague who signs in.

use crate::{
    batch::batched,
    caller::has,
    noun::{IsTold, Noun, Rows, Visible},
    relation::{ToMany, ToOne},
    types::{event::event, role::Role, team::Team},
};
use async_graphql::{Context, Result};
use switchboard_graphql::{connection, cost, object, scalars::DateTime};
use switchboard_model::{OperatorId, Permission, operator};

batched!(Operator of operator::Operator, operator_id: OperatorId, Relations);

#[derive(Default)]
pub struct Relations {
    roles: ToOne<Role>,
    teams: ToMany<OperatorId, Team>,
}

impl Noun for Operator {
    const ROWS: Rows<Self> = |related, ids| related.operators(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().operators(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// An operator was created or changed.
    OperatorEvent {
        /// The operator as they are now.
        operator: Operator
    }
}

/// A colleague who signs in.
#[object(id = operator_id)]
impl Operator {
    /// The name that customers see.
    fn name(&self) -> &str;
    /// The address to sign in with; absent without the permission `OPERATOR_MANAGE`. Your own is told by
    /// `viewer`.
    async fn email(&self, ctx: &Context<'_>) -> Option<&str> {
        has(ctx, Permission::OperatorManage).then_some(self.0.email.as_str())
    }

    /// The role; absent without the permission `OPERATOR_MANAGE`. What you may do yourself is told by
    /// `viewer`.
    async fn role(&self, ctx: &Context<'_>) -> Result<Option<Role>> {
        if !has(ctx, Permission::OperatorManage) {
            return Ok(None);
        }
        self.0.one(ctx, |of| &of.roles, |row| row.role_id).await
    }

    /// The teams they are in.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn teams(&self, ctx: &Context<'_>) -> Result<Vec<Team>> {
        self.0
            .many_to_many(
                ctx,
                |of| &of.teams,
                |row| row.operator_id,
                |related, ids| related.teams_of_operators(ids),
            )
            .await
    }

    /// May sign in.
    fn is_active(&self) -> bool;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When they were created.
    fn created_at(&self) -> DateTime;
    /// When they last changed.
    fn updated_at(&self) -> DateTime;
}

connection!(
    OperatorConnection,
    OperatorEdge,
    Operator,
    "A page of operators.",
    "An operator in a list."
);
