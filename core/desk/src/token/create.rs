//! Makes an API token.

use crate::change::changed;
use crate::check::clean_name;
use crate::idempotent::Answer;
use crate::limits::OPERATOR_TOKENS_MAX;
use crate::role::sorted;
use crate::session::{SecretKind, hash, new_secret};
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::event::EventKind;
use switchboard_model::session::Token;
use switchboard_model::{Actor, OperatorId, Permission, Timestamp};
use switchboard_store::{DatabaseConnection, role, token};

/// A new token.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// On whose behalf it acts; none: the actor's own. Another's needs `operator.manage` and all that the
    /// other may do.
    pub operator_id: Option<OperatorId>,
    /// What it is for.
    pub name: String,
    /// What it may do: some of the owner's permissions, at least one.
    pub permissions: Vec<Permission>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}

/// A token with its secret, which is shown once.
#[derive(Clone)]
pub struct Created {
    pub token: Token,
    /// The secret (`sbt_…`). Stored only as a hash.
    pub secret: String,
}

impl Answer for Created {
    fn id(&self) -> i64 {
        self.token.token_id.0
    }

    /// The secret was told once and is stored as a hash only: it cannot be told again.
    fn load(connection: &mut DatabaseConnection, actor: &Actor, id: i64) -> Result<Self> {
        let made = Token::load(connection, actor, id)?;
        Err(DeskError::conflict(format!(
            "the token {} was made by an earlier call with this key, and its secret is told only once: \
             use that one, or revoke it and make another with a new key",
            made.name
        )))
    }
}

command!(create: create_in(&CreateInput) -> Created);

/// Makes the token.
///
/// # Errors
/// `Denied` for another's token or for permissions that the owner or the actor lacks, `Forbidden` for an API
/// token, which makes no others, `NotFound`,
/// `Invalid` for the name, the permissions or the time, `Conflict` beyond the number of tokens and for a
/// repeated call, whose secret was told already.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Created> {
    let session = command.interactive()?;
    let name = clean_name("name", &input.name)?;
    let owner_id = match (input.operator_id, command.operator()) {
        (Some(id), _) => id,
        (None, Ok(actor)) => actor.operator_id,
        (None, Err(_)) => return Err(DeskError::invalid("operatorId", "name the token's owner")),
    };
    let permissions = sorted(&input.permissions);
    if permissions.is_empty() {
        return Err(DeskError::invalid("permissions", "name at least one permission"));
    }
    let now = command.now();
    if input.expires_at.is_some_and(|expires_at| expires_at <= now) {
        return Err(DeskError::invalid("expiresAt", "is in the past"));
    }
    let owner = command.operator_for_change(owner_id)?;
    command.require_all(&permissions)?;
    let owned = role::get(command, owner.role_id)?.permissions;
    if let Some(lacking) = permissions.iter().find(|permission| !owned.contains(permission)) {
        return Err(DeskError::Denied(*lacking));
    }
    if token::count_of_operator(command, owner_id)? >= OPERATOR_TOKENS_MAX {
        let reason = format!("there are {OPERATOR_TOKENS_MAX} tokens already: revoke one first");
        return Err(DeskError::conflict(reason));
    }
    let token = Token {
        token_id: command.id(),
        operator_id: owner_id,
        name,
        permissions,
        created_at: now,
        last_used_at: None,
        expires_at: input.expires_at,
        revoked_at: None,
    };
    let secret = new_secret(SecretKind::Token);
    owner.add_token(command, session, &token, &hash(&secret))?;
    let after = json!({
        "token_id": token.token_id.to_string(), "name": token.name, "permissions": token.permissions,
        "expires_at": token.expires_at, "is_own": command.is_self(owner_id),
    });
    let change = Change { detail: changed(&["tokens"]), before: None, after: Some(after) };
    command.record((EventKind::OperatorUpdated, "token.create"), owner_id, change)?;
    Ok(Created { token, secret })
}
