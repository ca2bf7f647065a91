//! An operator: a colleague who signs in.

use crate::{
    batch::batched,
    caller::has,
    noun::{IsTold, Noun, Rows, Visible},
    relation::{ToMany, ToOne},
    types::{event::event, role::Role, team::Team},
};
use async_graphql::{Context, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::{
    api::api, choice::OperatorStatus, connection, cost, lazy::Once, object, scalars::DateTime,
};
use switchboard_model::{OperatorId, Permission, operator, presence};

batched!(Operator of operator::Operator, operator_id: OperatorId, Relations);

#[derive(Default)]
pub struct Relations {
    roles: ToOne<Role>,
    teams: ToMany<OperatorId, Team>,
    presences: Once<HashMap<OperatorId, presence::Presence>>,
    open_chats: Once<HashMap<OperatorId, i64>>,
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

impl Operator {
    /// The statuses of all operators of the batch that ever had one.
    async fn presences(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<HashMap<OperatorId, presence::Presence>>> {
        let load = || async {
            let ids = self.0.all(|row| row.operator_id);
            let found = api(ctx)?.read_related(move |related| related.presences(&ids)).await?;
            Ok(found.into_iter().map(|one| (one.operator_id, one)).collect())
        };
        self.0.relations().presences.get(load).await
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

    /// Whether they work now. Only who is online is shown to visitors.
    async fn status(&self, ctx: &Context<'_>) -> Result<OperatorStatus> {
        let presences = self.presences(ctx).await?;
        let offline = presence::OperatorStatus::Offline;
        Ok(presences.get(&self.0.operator_id).map_or(offline, |one| one.status).into())
    }

    /// Since when they have this status; absent where they never had another.
    async fn status_since(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        let presences = self.presences(ctx).await?;
        Ok(presences.get(&self.0.operator_id).map(|one| DateTime(one.since_at)))
    }

    /// What they say beside their status.
    async fn status_message(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let presences = self.presences(ctx).await?;
        Ok(presences.get(&self.0.operator_id).and_then(|one| one.message.clone()))
    }

    /// Do they go offline a minute after their last connection has ended.
    async fn is_auto_offline(&self, ctx: &Context<'_>) -> Result<bool> {
        let presences = self.presences(ctx).await?;
        Ok(presences.get(&self.0.operator_id).is_none_or(|one| one.is_auto_offline))
    }

    /// How many open chats are assigned to them; absent without the permission `CHAT_ASSIGN`.
    async fn open_chat_count(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        if !has(ctx, Permission::ChatAssign) {
            return Ok(None);
        }
        let load = || async {
            let ids = self.0.all(|row| row.operator_id);
            api(ctx)?.read_related(move |related| related.open_chats_of_operators(&ids)).await
        };
        let counts = self.0.relations().open_chats.get(load).await?;
        Ok(Some(counts.get(&self.0.operator_id).copied().unwrap_or_default()))
    }

    /// A link to their picture, a small JPEG, valid for a short time; absent where they have none.
    async fn avatar_url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let api = api(ctx)?;
        let path = switchboard_desk::attachment::link::avatar_link(&api.desk, &self.0);
        Ok(path.map(|path| api.url(&path)))
    }

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
