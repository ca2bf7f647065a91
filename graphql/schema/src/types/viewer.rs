//! Who asks: the signed-in operator with what they may do.

use crate::{
    batch::batch,
    caller::{operator, read},
    types::{
        draft::Draft, operator::Operator, pending_reply::PendingReply, preferences::Preferences,
        session::Session, token::Token,
    },
};
use async_graphql::{Context, Object, Result};
use switchboard_desk::limits::{OPERATOR_DRAFTS_MAX, OPERATOR_PENDING_REPLIES_MAX};
use switchboard_graphql::{choice::Permission, cost, limits::LIST_MAX};
use switchboard_model::{SessionId, actor::OperatorActor};

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

    /// The address that you sign in with.
    async fn email(&self) -> &str {
        &self.operator.0.email
    }

    /// Does signing in take a code of your authenticator app; absent for an API token.
    async fn has_totp(&self, ctx: &Context<'_>) -> Result<Option<bool>> {
        if !operator(ctx)?.is_interactive() {
            return Ok(None);
        }
        read(ctx, |reader| reader.has_totp()).await.map(Some)
    }

    /// What you may do here: the role's permissions, cut to the token's where a token is used.
    async fn permissions(&self) -> Vec<Permission> {
        self.actor.permissions().iter().map(|permission| (*permission).into()).collect()
    }

    /// What you are writing, saved last first.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn drafts(&self, ctx: &Context<'_>) -> Result<Vec<Draft>> {
        Ok(batch(read(ctx, |reader| reader.own_drafts(OPERATOR_DRAFTS_MAX)).await?))
    }

    /// What you have said and what is not sent yet, the next to be sent first, and what came back.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn pending_replies(&self, ctx: &Context<'_>) -> Result<Vec<PendingReply>> {
        let max = OPERATOR_PENDING_REPLIES_MAX;
        Ok(batch(read(ctx, move |reader| reader.own_pending_replies(max)).await?))
    }

    /// What you prefer on your screens.
    async fn preferences(&self, ctx: &Context<'_>) -> Result<Preferences> {
        Ok(Preferences(read(ctx, |reader| reader.own_preferences()).await?))
    }

    /// Your API tokens, without their secrets; absent for an API token.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn tokens(&self, ctx: &Context<'_>) -> Result<Option<Vec<Token>>> {
        if !operator(ctx)?.is_interactive() {
            return Ok(None);
        }
        let rows = read(ctx, |reader| reader.own_tokens(LIST_MAX)).await?;
        Ok(Some(rows.into_iter().map(Into::into).collect()))
    }

    /// Where you are signed in now, newest first; absent for an API token.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Option<Vec<Session>>> {
        if !operator(ctx)?.is_interactive() {
            return Ok(None);
        }
        let rows = read(ctx, |reader| reader.own_sessions(LIST_MAX)).await?;
        let current = ctx.data_opt::<SessionId>().copied();
        Ok(Some(rows.into_iter().map(|row| Session::of(row, current)).collect()))
    }
}
