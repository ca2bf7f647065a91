//! Who asks: the signed-in operator with what they may do.

use crate::{
    batch::{Batched, batch, page},
    caller::{operator, read},
    types::{
        draft::Draft,
        notification::{Notification, NotificationConnection},
        operator::Operator,
        pending_reply::PendingReply,
        preferences::Preferences,
        push_subscription::PushSubscription,
        session::Session,
        token::Token,
    },
};
use async_graphql::{Context, Result};
use switchboard_desk::{
    limits::{OPERATOR_DRAFTS_MAX, OPERATOR_PENDING_REPLIES_MAX, PUSH_SUBSCRIPTIONS_MAX},
    push::public_key,
    read::PageRequest,
};
use switchboard_graphql::{
    api::api, choice::Permission, cost, errors::top_level, limits::LIST_MAX, object, page::encode,
};
use switchboard_model::{NotificationId, SessionId, actor::OperatorActor};

#[derive(Clone)]
pub struct Viewer {
    pub(crate) actor: OperatorActor,
    pub(crate) operator: Operator,
}

/// Who is signed in.
#[object]
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

    /// What you are told of, newest first; of the last 30 days, and no more than 1000.
    async fn notifications(
        &self,
        ctx: &Context<'_>,
        wanted: PageRequest<NotificationId>,
    ) -> Result<NotificationConnection> {
        let rows = read(ctx, move |reader| reader.own_notifications(&wanted)).await?;
        Ok(NotificationConnection::of(page(rows), |one: &Notification| encode(&one.key())))
    }

    /// What is unread, as one number: open chats of yours with messages that you have not read, and what else you are
    /// told of. Counted up to 1000 of each.
    #[graphql(complexity = 10)]
    async fn unread_count(&self, ctx: &Context<'_>) -> Result<i64> {
        read(ctx, |reader| reader.unread_count()).await
    }

    /// Your browsers that are told with the console closed, first subscribed first.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn push_subscriptions(&self, ctx: &Context<'_>) -> Result<Vec<PushSubscription>> {
        let max = PUSH_SUBSCRIPTIONS_MAX;
        Ok(batch(read(ctx, move |reader| reader.own_push_subscriptions(max)).await?))
    }

    /// The key with which a browser is subscribed: this server's own, in base64url.
    async fn push_public_key(&self, ctx: &Context<'_>) -> Result<String> {
        public_key(&api(ctx)?.desk).await.map_err(top_level)
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
