//! Ends an API token.

use crate::access::{InteractiveSession, OperatorForChange, operator_for_change};
use crate::change::changed;
use crate::idempotent::Answer;
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::event::EventKind;
use switchboard_model::session::Token;
use switchboard_model::{Actor, TokenId};
use switchboard_store::{DatabaseConnection, token};

impl Answer for Token {
    fn id(&self) -> i64 {
        self.token_id.0
    }

    fn load(connection: &mut DatabaseConnection, actor: &Actor, id: i64) -> Result<Self> {
        InteractiveSession::of(actor)?;
        let found = token::find(connection, TokenId(id))?.ok_or(DeskError::NotFound)?;
        owner_of(connection, actor, &found)?;
        Ok(found)
    }
}

/// Whose owner may not be changed is not told of: not even that it is there.
fn owner_of(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    token: &Token,
) -> Result<OperatorForChange> {
    operator_for_change(connection, actor, token.operator_id).map_err(|error| match error {
        error if error.is_refusal() => DeskError::NotFound,
        error => error,
    })
}

command!(revoke: revoke_in(TokenId) -> Token);

/// Ends the token: the own one, or that of an operator whom the actor may change. Ending it twice changes
/// nothing.
///
/// # Errors
/// `NotFound`, also for a token of somebody else; `Forbidden` for an API token, which ends no others.
pub fn revoke_in(command: &mut Command<'_>, token_id: TokenId) -> Result<Token> {
    let session = command.interactive()?;
    let mut token = token::find(command, token_id)?.ok_or(DeskError::NotFound)?;
    let actor = command.actor();
    let owner = owner_of(command, actor, &token)?;
    if !owner.end_token(command, session, &token)? {
        return Ok(token);
    }
    token.revoked_at = Some(command.now());
    let before = json!({ "token_id": token_id.to_string(), "name": token.name });
    let change = Change { detail: changed(&["tokens"]), before: Some(before), after: None };
    command.record((EventKind::OperatorUpdated, "token.revoke"), token.operator_id, change)?;
    Ok(token)
}
