//! What is done with an API token.

use crate::{
    enums::Right,
    mutation::call::{Call, payload},
    scalars::{DateTime, Id},
    types::token::Token,
};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use std::sync::Arc;
use switchboard_desk::token;
use switchboard_model::{OperatorId, TokenId};

/// A new API token.
#[derive(Clone, InputObject)]
pub struct TokenCreateInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// On whose behalf it acts; absent: on yours.
    operator_id: Option<Id<OperatorId>>,
    /// What it is for.
    name: String,
    /// What it may do, as far as its operator may.
    rights: Vec<Right>,
    /// When it ends by itself; absent: never.
    expires_at: Option<DateTime>,
}

/// The token to revoke.
#[derive(Clone, InputObject)]
pub struct TokenRevokeInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The token.
    token_id: Id<TokenId>,
}

/// A token that was just made.
#[derive(Clone, SimpleObject)]
pub struct CreatedToken {
    /// The token.
    token: Token,
    /// Its secret, for `Authorization: Bearer`. It is told here once and stored only as a hash.
    secret: String,
}

payload!(TokenCreatePayload, "What came of making a token.", created: CreatedToken, "The token with its secret; absent when it was not made.");
payload!(TokenRevokePayload, "What came of revoking a token.", token: Token, "The token as it is now; absent when it was not revoked.");

#[derive(Default)]
pub struct TokenMutation;

/// What is done with an API token.
#[Object]
impl TokenMutation {
    /// Makes an API token.
    async fn token_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: TokenCreateInput,
    ) -> Result<TokenCreatePayload> {
        let call = Call::begin(ctx, "tokenCreate", &input, input.client_mutation_id.as_ref())?;
        let command = token::create::CreateInput {
            operator_id: input.operator_id.map(|id| id.0),
            name: input.name,
            rights: input.rights.into_iter().map(Into::into).collect(),
            expires_at: input.expires_at.map(|at| at.0),
        };
        let done = token::create::create(call.desk, &call.context, command).await;
        let (made, outcome) = call.finish(done)?;
        let created = made.map(|made| CreatedToken {
            token: Token { row: Arc::new(made.token) },
            secret: made.secret,
        });
        Ok(TokenCreatePayload::of(outcome, created))
    }

    /// Revokes an API token: it stops working at once.
    async fn token_revoke(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: TokenRevokeInput,
    ) -> Result<TokenRevokePayload> {
        let call = Call::begin(ctx, "tokenRevoke", &input, input.client_mutation_id.as_ref())?;
        let done = token::revoke::revoke(call.desk, &call.context, input.token_id.0).await;
        let (row, outcome) = call.finish(done)?;
        Ok(TokenRevokePayload::of(outcome, row.map(|row| Token { row: Arc::new(row) })))
    }
}
