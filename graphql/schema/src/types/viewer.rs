//! Who asks: the signed-in operator with what they may do.

use crate::{
    api::api,
    enums::Right,
    types::{operator::Operator, session::Session, token::Token},
};
use async_graphql::{Context, Object, Result};
use std::sync::Arc;
use switchboard_model::{SessionId, actor::OperatorActor};

/// Who is signed in.
#[derive(Clone)]
pub struct Viewer {
    pub(crate) actor: OperatorActor,
    pub(crate) operator: Operator,
}

/// Who is signed in.
#[Object]
impl Viewer {
    /// The operator.
    async fn operator(&self) -> &Operator {
        &self.operator
    }

    /// What you may do here: the role's rights, cut to the token's where a token is used.
    async fn rights(&self) -> Vec<Right> {
        self.actor.rights.iter().map(|right| (*right).into()).collect()
    }

    /// Your API tokens, without their secrets.
    #[graphql(complexity = "crate::cost::list(5, child_complexity)")]
    async fn tokens(&self, ctx: &Context<'_>) -> Result<Vec<Token>> {
        let id = self.actor.operator_id;
        let rows = api(ctx)?
            .read(move |connection| {
                switchboard_store::token::of_operator(connection, id, crate::limits::LIST_MAX)
            })
            .await?;
        Ok(rows.into_iter().map(|row| Token { row: Arc::new(row) }).collect())
    }

    /// Where you are signed in now, newest first.
    #[graphql(complexity = "crate::cost::list(5, child_complexity)")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let id = self.actor.operator_id;
        let api = api(ctx)?;
        let now = api.desk.store().clock().now();
        let rows = api
            .read(move |connection| {
                let most = crate::limits::LIST_MAX;
                switchboard_store::session::of_operator(connection, id, now, most)
            })
            .await?;
        let current = ctx.data_opt::<SessionId>().copied();
        let session = |row: switchboard_model::session::Session| Session {
            is_current: current == Some(row.session_id),
            row: Arc::new(row),
        };
        Ok(rows.into_iter().map(session).collect())
    }
}
