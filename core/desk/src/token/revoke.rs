//! Ends an API token.

use crate::admin::{append, token_for_revoke};
use crate::idempotent::Answer;
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use switchboard_model::TokenId;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::session::Token;
use switchboard_store::{DatabaseConnection, Lane, token};

impl Answer for Token {
    fn id(&self) -> i64 {
        self.token_id.0
    }

    fn load(connection: &mut DatabaseConnection, id: i64) -> Result<Self, DeskError> {
        token::find(connection, TokenId(id))?.ok_or(DeskError::NotFound)
    }
}

/// Ends the token: the own one, or anybody's with `operator.manage`. Ending it twice changes nothing.
///
/// # Errors
/// `NotFound`.
pub async fn revoke(
    desk: &Desk,
    context: &Context,
    token_id: TokenId,
) -> Result<Done<Token>, DeskError> {
    let acting = context.clone();
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            let mut found = token_for_revoke(transaction, &acting.actor, token_id)?;
            let now = transaction.now();
            if !token::revoke(transaction, token_id, now)? {
                return Ok(found);
            }
            found.revoked_at = Some(now);
            let subject = (SubjectKind::Operator, found.operator_id.0);
            let before = json!({ "token_id": token_id.to_string(), "name": found.name });
            audit::record(transaction, &acting, "token.revoke", subject, Some(before), None)?;
            append(transaction, &acting, EventKind::OperatorEdited, subject, &["tokens"])?;
            Ok(found)
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}
