//! What is done with an API token.

use crate::{
    mutation::call::{Returned, mutations},
    types::token::Token,
};
use async_graphql::{Context, Result, SimpleObject};
use switchboard_desk::token::{create, revoke};
use switchboard_graphql::{
    choice::Permission,
    input, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{OperatorId, TokenId, session};

input! {
    /// A new API token.
    TokenCreateInput into create::CreateInput {
        /// On whose behalf it acts; absent: on yours.
        operator_id: Option<Id<OperatorId>>,
        /// What it is for.
        name: String,
        /// What it may do, as far as its operator may.
        permissions: Vec<Permission>,
        /// When it ends by itself; absent: never.
        expires_at: Option<DateTime>,
    }

    /// The token to revoke.
    TokenRevokeInput of TokenId {
        /// The token.
        token_id
    }
}

/// A token that was just made.
#[derive(Clone, SimpleObject)]
pub struct CreatedToken {
    /// The token.
    token: Token,
    /// Its secret, for `Authorization: Bearer`. It is told here once and stored only as a hash.
    secret: String,
}

payload!(TokenCreatePayload, "The result of making a token.", created: CreatedToken, "The token with its secret; absent when it was not made.");
payload!(TokenRevokePayload, "The result of revoking a token.", token: Token, "The token as it is now; absent when it was not revoked.");

impl Returned<create::Created> for CreatedToken {
    async fn returned(_: &Context<'_>, made: create::Created) -> Result<Option<Self>> {
        Ok(Some(Self { token: made.token.into(), secret: made.secret }))
    }
}

impl Returned<session::Token> for Token {
    async fn returned(_: &Context<'_>, row: session::Token) -> Result<Option<Self>> {
        Ok(Some(row.into()))
    }
}

mutations! {
    /// What is done with an API token.
    TokenMutation {
        /// Makes an API token. Not for API tokens: sign in.
        token_create(TokenCreateInput, "The token.") -> TokenCreatePayload { create::create }
        /// Revokes an API token: it stops working at once. Not for API tokens: sign in.
        token_revoke(TokenRevokeInput, "The token.") -> TokenRevokePayload { revoke::revoke }
    }
}
