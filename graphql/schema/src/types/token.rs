//! An API token, without its secret.

use switchboard_graphql::{choice::Permission, object, scalars::DateTime};
use switchboard_model::session;

#[derive(Clone)]
pub struct Token(session::Token);

impl From<session::Token> for Token {
    fn from(row: session::Token) -> Self {
        Self(row)
    }
}

/// An API token. Its secret is told once, when it is made.
#[object(id = token_id)]
impl Token {
    /// What it is for.
    fn name(&self) -> &str;
    /// What it may do, as far as its operator still may.
    fn permissions(&self) -> Vec<Permission>;
    /// When it was made.
    fn created_at(&self) -> DateTime;
    /// When it was last used, to the minute; absent when it never was.
    fn last_used_at(&self) -> Option<DateTime>;
    /// When it ends by itself; absent when it does not.
    fn expires_at(&self) -> Option<DateTime>;
    /// When it was revoked; absent while it works.
    fn revoked_at(&self) -> Option<DateTime>;
}
