//! Makes an API token.

use crate::admin::{append, clean_name, is_self, operator_for_access, require_all};
use crate::idempotent::Answer;
use crate::limits::OPERATOR_TOKENS_MAX;
use crate::session::{SecretKind, hash, new_secret};
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::session::Token;
use switchboard_model::{OperatorId, Right, Timestamp, TokenId};
use switchboard_store::{DatabaseConnection, Lane, role, token};

/// A new token.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// On whose behalf it acts; none: the actor's own. Another's needs `operator.manage`.
    pub operator_id: Option<OperatorId>,
    /// What it is for.
    pub name: String,
    /// What it may do: some of the owner's rights, at least one.
    pub rights: Vec<Right>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}

/// A token with its secret, which is shown once.
#[derive(Clone)]
pub struct Created {
    /// The token.
    pub token: Token,
    /// The secret (`sbt_…`). Stored only as a hash.
    pub secret: String,
}

impl Answer for Created {
    fn id(&self) -> i64 {
        self.token.token_id.0
    }

    /// The secret was told once and is stored as a hash only: it cannot be told again.
    fn load(connection: &mut DatabaseConnection, id: i64) -> Result<Self, DeskError> {
        let made = token::find(connection, TokenId(id))?.ok_or(DeskError::NotFound)?;
        Err(DeskError::conflict(format!(
            "the token {} was made by an earlier call with this key, and its secret is told only once: \
             use that one, or revoke it and make another with a new key",
            made.name
        )))
    }
}

/// Makes the token.
///
/// # Errors
/// `Denied` for another's token or for rights that the owner or the actor lacks, `NotFound`,
/// `Invalid` for the name, the rights or the time, `Conflict` beyond the number of tokens and for a
/// repeated call, whose secret was told already.
pub async fn create(
    desk: &Desk,
    context: &Context,
    input: CreateInput,
) -> Result<Done<Created>, DeskError> {
    let name = clean_name("name", &input.name)?;
    let owner_id = match (input.operator_id, &context.actor) {
        (Some(id), _) => id,
        (None, switchboard_model::Actor::Operator(actor)) => actor.operator_id,
        (None, _) => return Err(DeskError::invalid("operatorId", "name the token's owner")),
    };
    let mut rights = input.rights.clone();
    rights.sort_unstable();
    rights.dedup();
    if rights.is_empty() {
        return Err(DeskError::invalid("rights", "name at least one right"));
    }
    let acting = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let context = &acting;
        let now = transaction.now();
        if input.expires_at.is_some_and(|expires_at| expires_at <= now) {
            return Err(DeskError::invalid("expiresAt", "is in the past"));
        }
        let owner = operator_for_access(transaction, &context.actor, owner_id)?;
        require_all(&context.actor, &rights)?;
        let owned = role::get(transaction, owner.role_id)?.rights;
        if !rights.iter().all(|right| owned.contains(right)) {
            return Err(DeskError::Denied);
        }
        if token::count_of_operator(transaction, owner_id)? >= OPERATOR_TOKENS_MAX {
            let reason =
                format!("there are {OPERATOR_TOKENS_MAX} tokens already: revoke one first");
            return Err(DeskError::conflict(reason));
        }
        let made = Token {
            token_id: transaction.id(),
            operator_id: owner_id,
            name: name.clone(),
            rights: rights.clone(),
            created_at: now,
            last_used_at: None,
            expires_at: input.expires_at,
            revoked_at: None,
        };
        let secret = new_secret(SecretKind::Token);
        token::insert(transaction, &made, &hash(&secret))?;
        let subject = (SubjectKind::Operator, owner_id.0);
        let after = json!({
            "token_id": made.token_id.to_string(), "name": made.name, "rights": made.rights,
            "expires_at": made.expires_at, "is_own": is_self(&context.actor, owner_id),
        });
        audit::record(transaction, context, "token.create", subject, None, Some(after))?;
        append(transaction, context, EventKind::OperatorEdited, subject, &["tokens"])?;
        Ok(Created { token: made, secret })
    })
    .await
}
