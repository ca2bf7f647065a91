//! Ends an API token.

use crate::change::changed;
use crate::idempotent::Answer;
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::TokenId;
use switchboard_model::event::EventKind;
use switchboard_model::session::Token;
use switchboard_store::{DatabaseConnection, token};

impl Answer for Token {
    fn id(&self) -> i64 {
        self.token_id.0
    }

    fn load(connection: &mut DatabaseConnection, id: i64) -> Result<Self> {
        token::find(connection, TokenId(id))?.ok_or(DeskError::NotFound)
    }
}

command!(revoke: revoke_in(TokenId) -> Token);

/// Ends the token: the own one, or anybody's with `operator.manage`. Ending it twice changes nothing.
///
/// # Errors
/// `NotFound`.
pub fn revoke_in(command: &mut Command<'_>, token_id: TokenId) -> Result<Token> {
    let mut token = command.token_for_revoke(token_id)?;
    let now = command.now();
    if !token::revoke(command, token_id, now)? {
        return Ok(token);
    }
    token.revoked_at = Some(now);
    let before = json!({ "token_id": token_id.to_string(), "name": token.name });
    let change = Change { detail: changed(&["tokens"]), before: Some(before), after: None };
    command.record((EventKind::OperatorUpdated, "token.revoke"), token.operator_id, change)?;
    Ok(token)
}
