//! An operator: a colleague who signs in.

use crate::{
    api::api,
    cost,
    family::{self, Family, load},
    lazy::Once,
    page::connection,
    scalars::DateTime,
    types::{role::Role, team::Team},
};
use async_graphql::{Context, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{OperatorId, RoleId, TeamId, operator};
use switchboard_store::{DatabaseConnection, StoreError, page::batch};

/// A colleague who signs in.
#[derive(Clone)]
pub struct Operator {
    pub(crate) row: Arc<operator::Operator>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<operator::Operator>>,
    roles: Once<HashMap<RoleId, Role>>,
    teams: Once<HashMap<OperatorId, Vec<Team>>>,
}

impl Family for Operator {
    type Id = OperatorId;
    type Row = operator::Operator;

    fn siblings(rows: Vec<operator::Operator>) -> Vec<Self> {
        let family = |rows| Siblings { rows, roles: Once::default(), teams: Once::default() };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[OperatorId],
    ) -> Result<Vec<operator::Operator>, StoreError> {
        switchboard_store::operator::by_ids(connection, ids)
    }

    fn key(&self) -> OperatorId {
        self.row.operator_id
    }
}

/// A colleague who signs in.
#[Object]
impl Operator {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.operator_id.into()
    }

    /// The name that customers see.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// The address to sign in with.
    async fn email(&self) -> &str {
        &self.row.email
    }

    /// The role.
    async fn role(&self, ctx: &Context<'_>) -> Result<Option<Role>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.role_id)).await };
        Ok(self.family.roles.get(load).await?.get(&self.row.role_id).cloned())
    }

    /// The teams they are in.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn teams(&self, ctx: &Context<'_>) -> Result<Vec<Team>> {
        let ids: Vec<OperatorId> = self.family.rows.iter().map(|row| row.operator_id).collect();
        let load = || async {
            let read =
                move |connection: &mut DatabaseConnection| batch::operator_teams(connection, &ids);
            let pairs = api(ctx)?.read(read).await?;
            let teams = load::<Team>(api(ctx)?, pairs.iter().map(|(team, _)| *team)).await?;
            let mut lists: HashMap<OperatorId, Vec<Team>> = HashMap::new();
            for (team, operator) in pairs {
                lists.entry(operator).or_default().extend(teams.get(&TeamId(team.0)).cloned());
            }
            Ok(lists)
        };
        let lists = self.family.teams.get(load).await?;
        Ok(lists.get(&self.row.operator_id).cloned().unwrap_or_default())
    }

    /// May sign in.
    async fn is_active(&self) -> bool {
        self.row.is_active
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// When they were added.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When they last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.row.updated_at)
    }
}

connection!(
    OperatorConnection,
    OperatorEdge,
    Operator,
    "A page of operators.",
    "An operator in a list."
);
