//! The table of API tokens. Found by the hash of their secret only.

use crate::role::{read_rights, write_rights};
use crate::schema::tokens;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::session::Token;
use switchboard_model::{OperatorId, Timestamp, TokenId};

type Columns = (
    tokens::token_id,
    tokens::operator_id,
    tokens::name,
    tokens::rights,
    tokens::created_at,
    tokens::last_used_at,
    tokens::expires_at,
    tokens::revoked_at,
);
const COLUMNS: Columns = (
    tokens::token_id,
    tokens::operator_id,
    tokens::name,
    tokens::rights,
    tokens::created_at,
    tokens::last_used_at,
    tokens::expires_at,
    tokens::revoked_at,
);
type Row = (i64, i64, String, String, i64, Option<i64>, Option<i64>, Option<i64>);

fn from_row(row: Row) -> Result<Token, StoreError> {
    let (token_id, operator_id, name, rights, created_at, last_used_at, expires_at, revoked_at) =
        row;
    Ok(Token {
        token_id: TokenId(token_id),
        operator_id: OperatorId(operator_id),
        name,
        rights: read_rights(&rights)?,
        created_at: Timestamp(created_at),
        last_used_at: last_used_at.map(Timestamp),
        expires_at: expires_at.map(Timestamp),
        revoked_at: revoked_at.map(Timestamp),
    })
}

/// The token with this id, or none.
pub fn find(connection: &mut DatabaseConnection, id: TokenId) -> Result<Option<Token>, StoreError> {
    let row: Option<Row> =
        tokens::table.find(id.0).select(COLUMNS).get_result(connection).optional()?;
    row.map(from_row).transpose()
}

/// The token whose secret has this SHA-256 (hex).
pub fn find_by_secret_hash(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
) -> Result<Option<Token>, StoreError> {
    let row: Option<Row> = tokens::table
        .filter(tokens::secret_hash.eq(secret_hash))
        .select(COLUMNS)
        .get_result(connection)
        .optional()?;
    row.map(from_row).transpose()
}

/// An operator's tokens, the newest first, at most `limit`.
pub fn of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    limit: i64,
) -> Result<Vec<Token>, StoreError> {
    let rows: Vec<Row> = tokens::table
        .filter(tokens::operator_id.eq(id.0))
        .order(tokens::token_id.desc())
        .select(COLUMNS)
        .limit(limit)
        .load(connection)?;
    rows.into_iter().map(from_row).collect()
}

/// How many tokens of an operator are not revoked.
pub fn count_of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
) -> Result<i64, StoreError> {
    Ok(tokens::table
        .filter(tokens::operator_id.eq(id.0))
        .filter(tokens::revoked_at.is_null())
        .count()
        .get_result(connection)?)
}

/// Adds a token with the SHA-256 (hex) of its secret.
pub fn insert(
    connection: &mut DatabaseConnection,
    token: &Token,
    secret_hash: &str,
) -> Result<(), StoreError> {
    diesel::insert_into(tokens::table)
        .values((
            tokens::token_id.eq(token.token_id.0),
            tokens::secret_hash.eq(secret_hash),
            tokens::operator_id.eq(token.operator_id.0),
            tokens::name.eq(&token.name),
            tokens::rights.eq(write_rights(&token.rights)?),
            tokens::created_at.eq(token.created_at.0),
            tokens::last_used_at.eq(token.last_used_at.map(|at| at.0)),
            tokens::expires_at.eq(token.expires_at.map(|at| at.0)),
            tokens::revoked_at.eq(token.revoked_at.map(|at| at.0)),
        ))
        .execute(connection)?;
    Ok(())
}

/// Writes down that a token was used.
pub fn touch(
    connection: &mut DatabaseConnection,
    id: TokenId,
    at: Timestamp,
) -> Result<(), StoreError> {
    diesel::update(tokens::table.find(id.0))
        .set(tokens::last_used_at.eq(at.0))
        .execute(connection)?;
    Ok(())
}

/// Ends a token; true when it still ran.
pub fn revoke(
    connection: &mut DatabaseConnection,
    id: TokenId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let count = diesel::update(tokens::table.find(id.0).filter(tokens::revoked_at.is_null()))
        .set(tokens::revoked_at.eq(at.0))
        .execute(connection)?;
    Ok(count > 0)
}
