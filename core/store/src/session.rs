//! The table of sessions, of operators and visitors. Found by the hash of their secret only.

use crate::schema::sessions;
use crate::{DatabaseConnection, StoreError, limits};
use diesel::prelude::*;
use switchboard_model::session::{Session, SessionOwner};
use switchboard_model::{ChannelId, ContactId, OperatorId, SessionId, Timestamp};

type Columns = (
    sessions::session_id,
    sessions::operator_id,
    sessions::contact_id,
    sessions::channel_id,
    sessions::created_at,
    sessions::expires_at,
    sessions::revoked_at,
);
const COLUMNS: Columns = (
    sessions::session_id,
    sessions::operator_id,
    sessions::contact_id,
    sessions::channel_id,
    sessions::created_at,
    sessions::expires_at,
    sessions::revoked_at,
);
type Row = (i64, Option<i64>, Option<i64>, Option<i64>, i64, i64, Option<i64>);

fn from_row(row: Row) -> Result<Session, StoreError> {
    let (session_id, operator_id, contact_id, channel_id, created_at, expires_at, revoked_at) = row;
    let owner = match (operator_id, contact_id, channel_id) {
        (Some(operator_id), None, _) => SessionOwner::Operator(OperatorId(operator_id)),
        (None, Some(contact_id), Some(channel_id)) => {
            SessionOwner::Visitor(ContactId(contact_id), ChannelId(channel_id))
        }
        _ => return Err(StoreError::Database("a stored session has no owner".into())),
    };
    Ok(Session {
        session_id: SessionId(session_id),
        owner,
        created_at: Timestamp(created_at),
        expires_at: Timestamp(expires_at),
        revoked_at: revoked_at.map(Timestamp),
    })
}

/// The session with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: SessionId,
) -> Result<Option<Session>, StoreError> {
    let row: Option<Row> =
        sessions::table.find(id.0).select(COLUMNS).get_result(connection).optional()?;
    row.map(from_row).transpose()
}

/// The session whose secret has this SHA-256 (hex).
pub fn find_by_secret_hash(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
) -> Result<Option<Session>, StoreError> {
    let row: Option<Row> = sessions::table
        .filter(sessions::secret_hash.eq(secret_hash))
        .select(COLUMNS)
        .get_result(connection)
        .optional()?;
    row.map(from_row).transpose()
}

/// An operator's sessions that still run at `now`, the newest first, at most `limit`.
pub fn of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Row> = sessions::table
        .filter(sessions::operator_id.eq(id.0))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now.0))
        .order(sessions::session_id.desc())
        .select(COLUMNS)
        .limit(limit)
        .load(connection)?;
    rows.into_iter().map(from_row).collect()
}

/// Adds a session with the SHA-256 (hex) of its secret.
pub fn insert(
    connection: &mut DatabaseConnection,
    session: &Session,
    secret_hash: &str,
) -> Result<(), StoreError> {
    let (operator_id, contact_id, channel_id) = match session.owner {
        SessionOwner::Operator(operator_id) => (Some(operator_id.0), None, None),
        SessionOwner::Visitor(contact_id, channel_id) => {
            (None, Some(contact_id.0), Some(channel_id.0))
        }
    };
    diesel::insert_into(sessions::table)
        .values((
            sessions::session_id.eq(session.session_id.0),
            sessions::secret_hash.eq(secret_hash),
            sessions::operator_id.eq(operator_id),
            sessions::contact_id.eq(contact_id),
            sessions::channel_id.eq(channel_id),
            sessions::created_at.eq(session.created_at.0),
            sessions::expires_at.eq(session.expires_at.0),
            sessions::revoked_at.eq(session.revoked_at.map(|at| at.0)),
        ))
        .execute(connection)?;
    Ok(())
}

/// Lets a session run longer.
pub fn extend(
    connection: &mut DatabaseConnection,
    id: SessionId,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    diesel::update(sessions::table.find(id.0))
        .set(sessions::expires_at.eq(expires_at.0))
        .execute(connection)?;
    Ok(())
}

/// Ends a session; true when it still ran.
pub fn revoke(
    connection: &mut DatabaseConnection,
    id: SessionId,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let count = diesel::update(sessions::table.find(id.0).filter(sessions::revoked_at.is_null()))
        .set(sessions::revoked_at.eq(at.0))
        .execute(connection)?;
    Ok(count > 0)
}

/// Ends all sessions of an operator except one; returns how many.
pub fn revoke_of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    except: Option<SessionId>,
    at: Timestamp,
) -> Result<usize, StoreError> {
    let count = diesel::update(
        sessions::table
            .filter(sessions::operator_id.eq(id.0))
            .filter(sessions::session_id.ne(except.map_or(0, |id| id.0)))
            .filter(sessions::revoked_at.is_null()),
    )
    .set(sessions::revoked_at.eq(at.0))
    .execute(connection)?;
    Ok(count)
}

/// Ends the oldest sessions of an owner that still run, so that at most `keep` are left; returns how
/// many.
pub fn revoke_beyond(
    connection: &mut DatabaseConnection,
    owner: SessionOwner,
    keep: i64,
    at: Timestamp,
) -> Result<usize, StoreError> {
    let running = sessions::table
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(at.0))
        .order(sessions::session_id.desc())
        .select(sessions::session_id)
        .offset(keep)
        .limit(limits::PRUNE_ROWS)
        .into_boxed();
    let running = match owner {
        SessionOwner::Operator(id) => running.filter(sessions::operator_id.eq(id.0)),
        SessionOwner::Visitor(id, _) => running.filter(sessions::contact_id.eq(id.0)),
    };
    let ids: Vec<i64> = running.load(connection)?;
    if ids.is_empty() {
        return Ok(0);
    }
    let oldest = sessions::table.filter(sessions::session_id.eq_any(ids));
    Ok(diesel::update(oldest).set(sessions::revoked_at.eq(at.0)).execute(connection)?)
}

/// Removes sessions that ended by themselves before `before`, at most `limit`; returns how many.
pub fn prune(
    connection: &mut DatabaseConnection,
    before: Timestamp,
    limit: i64,
) -> Result<usize, StoreError> {
    let ids: Vec<i64> = sessions::table
        .filter(sessions::expires_at.lt(before.0))
        .order(sessions::expires_at)
        .select(sessions::session_id)
        .limit(limit)
        .load(connection)?;
    Ok(diesel::delete(sessions::table.filter(sessions::session_id.eq_any(ids)))
        .execute(connection)?)
}
