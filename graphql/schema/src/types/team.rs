//! A team: operators that channels and chats are assigned to.

use crate::{
    api::api,
    cost,
    family::{self, Family, load},
    lazy::Once,
    scalars::DateTime,
    types::operator::Operator,
};
use async_graphql::{Context, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{TeamId, operator};
use switchboard_store::{DatabaseConnection, StoreError, page::batch};

/// A group of operators that channels and chats are assigned to.
#[derive(Clone)]
pub struct Team {
    pub(crate) row: Arc<operator::Team>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<operator::Team>>,
    operators: Once<HashMap<TeamId, Vec<Operator>>>,
}

impl Family for Team {
    type Id = TeamId;
    type Row = operator::Team;

    fn siblings(rows: Vec<operator::Team>) -> Vec<Self> {
        let family = |rows| Siblings { rows, operators: Once::default() };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[TeamId],
    ) -> Result<Vec<operator::Team>, StoreError> {
        switchboard_store::team::by_ids(connection, ids)
    }

    fn key(&self) -> TeamId {
        self.row.team_id
    }
}

/// A group of operators that channels and chats are assigned to.
#[Object]
impl Team {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.team_id.into()
    }

    /// The name, unique.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// Who is in it.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn operators(&self, ctx: &Context<'_>) -> Result<Vec<Operator>> {
        let ids: Vec<TeamId> = self.family.rows.iter().map(|row| row.team_id).collect();
        let load = || async {
            let read =
                move |connection: &mut DatabaseConnection| batch::team_members(connection, &ids);
            let pairs = api(ctx)?.read(read).await?;
            let found = load::<Operator>(api(ctx)?, pairs.iter().map(|(_, id)| *id)).await?;
            let mut lists: HashMap<TeamId, Vec<Operator>> = HashMap::new();
            for (team, operator) in pairs {
                lists.entry(team).or_default().extend(found.get(&operator).cloned());
            }
            Ok(lists)
        };
        let lists = self.family.operators.get(load).await?;
        Ok(lists.get(&self.row.team_id).cloned().unwrap_or_default())
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }
}
