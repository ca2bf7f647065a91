//! Ends an API token.

use crate::admin::{append, place, token_for_revoke};
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use switchboard_model::TokenId;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::session::Token;
use switchboard_store::{Lane, token};

/// Ends the token: the own one, or anybody's with `operator.manage`. Ending it twice changes nothing.
///
/// # Errors
/// `NotFound`.
pub async fn revoke(
    desk: &Desk,
    context: &Context,
    token_id: TokenId,
) -> Result<Done<Token>, DeskError> {
    let (context, epoch) = (context.clone(), desk.store().epoch());
    let done = desk
        .store()
        .write(Lane::Any, move |transaction| {
            let mut found = token_for_revoke(transaction, &context.actor, token_id)?;
            let now = transaction.now();
            if !token::revoke(transaction, token_id, now)? {
                return Ok(Done { value: found, cursor: place(transaction, epoch)? });
            }
            found.revoked_at = Some(now);
            let subject = (SubjectKind::Operator, found.operator_id.0);
            let before = json!({ "token_id": token_id.to_string(), "name": found.name });
            audit::record(transaction, &context, "token.revoke", subject, Some(before), None)?;
            let kind = EventKind::OperatorEdited;
            let cursor = append(transaction, &context, kind, subject, &["tokens"])?;
            Ok::<_, DeskError>(Done { value: found, cursor })
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}
