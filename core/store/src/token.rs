//! The table of API tokens. Found by the hash of their secret only.

use crate::schema::tokens;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::session::Token;
use switchboard_model::{OperatorId, Timestamp, TokenId};

/// The token with this id, or none.
pub fn find(connection: &mut DatabaseConnection, id: TokenId) -> Result<Option<Token>> {
    Ok(Token::query().find(id).get_result(connection).optional()?)
}

/// The token whose secret has this SHA-256 (hex).
pub fn find_by_secret_hash(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
) -> Result<Option<Token>> {
    let query = Token::query().filter(tokens::secret_hash.eq(secret_hash));
    Ok(query.get_result(connection).optional()?)
}

/// An operator's tokens, the newest first, at most `limit`.
pub fn of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    limit: i64,
) -> Result<Vec<Token>> {
    let query = Token::query().filter(tokens::operator_id.eq(id));
    Ok(query.order(tokens::token_id.desc()).limit(limit).load(connection)?)
}

/// How many tokens of an operator are not revoked.
pub fn count_of_operator(connection: &mut DatabaseConnection, id: OperatorId) -> Result<i64> {
    Ok(tokens::table
        .filter(tokens::operator_id.eq(id))
        .filter(tokens::revoked_at.is_null())
        .count()
        .get_result(connection)?)
}

/// Adds a token with the SHA-256 (hex) of its secret.
pub fn insert(connection: &mut DatabaseConnection, token: &Token, secret_hash: &str) -> Result<()> {
    diesel::insert_into(tokens::table)
        .values((token.clone(), tokens::secret_hash.eq(secret_hash)))
        .execute(connection)?;
    Ok(())
}

/// Writes down that a token was used.
pub fn touch(connection: &mut DatabaseConnection, id: TokenId, at: Timestamp) -> Result<()> {
    diesel::update(tokens::table.find(id)).set(tokens::last_used_at.eq(at)).execute(connection)?;
    Ok(())
}

/// Ends all tokens of an operator; returns how many.
pub fn revoke_of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    at: Timestamp,
) -> Result<usize> {
    let running =
        tokens::table.filter(tokens::operator_id.eq(id)).filter(tokens::revoked_at.is_null());
    Ok(diesel::update(running).set(tokens::revoked_at.eq(at)).execute(connection)?)
}

/// Ends a token; true when it still ran.
pub fn revoke(connection: &mut DatabaseConnection, id: TokenId, at: Timestamp) -> Result<bool> {
    let count = diesel::update(tokens::table.find(id).filter(tokens::revoked_at.is_null()))
        .set(tokens::revoked_at.eq(at))
        .execute(connection)?;
    Ok(count > 0)
}
