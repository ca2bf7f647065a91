//! The table of sessions, of operators and visitors. Found by the hash of their secret only.

use crate::schema::sessions;
use crate::{DatabaseConnection, Result, StoreError, limits};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::actor::VisitorActor;
use switchboard_model::session::{Session, SessionOwner};
use switchboard_model::{ChannelId, ContactId, OperatorId, SessionId, Timestamp};

/// A session as its row: whose it is stands in four columns.
#[derive(HasQuery, Insertable)]
#[diesel(table_name = sessions, treat_none_as_default_value = false)]
struct Row {
    session_id: SessionId,
    operator_id: Option<OperatorId>,
    contact_id: Option<ContactId>,
    channel_id: Option<ChannelId>,
    platform_id: Option<String>,
    secret_generation: Option<i64>,
    user_agent: Option<String>,
    remote_network: Option<String>,
    created_at: Timestamp,
    last_used_at: Timestamp,
    expires_at: Timestamp,
    revoked_at: Option<Timestamp>,
}

impl TryFrom<Row> for Session {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        let visitor = row.contact_id.zip(row.channel_id).zip(row.platform_id);
        let owner = match (row.operator_id, visitor) {
            (Some(operator_id), None) => SessionOwner::Operator(operator_id),
            (None, Some(((contact_id, channel_id), platform_id))) => {
                SessionOwner::Visitor(VisitorActor { channel_id, platform_id, contact_id })
            }
            _ => return Err(StoreError::Database("a stored session has no owner".into())),
        };
        Ok(Self {
            session_id: row.session_id,
            owner,
            secret_generation: row.secret_generation,
            user_agent: row.user_agent,
            remote_network: row.remote_network,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        })
    }
}

impl From<&Session> for Row {
    fn from(session: &Session) -> Self {
        let (operator_id, visitor) = match &session.owner {
            SessionOwner::Operator(operator_id) => (Some(*operator_id), None),
            SessionOwner::Visitor(visitor) => (None, Some(visitor)),
        };
        Self {
            session_id: session.session_id,
            operator_id,
            contact_id: visitor.map(|visitor| visitor.contact_id),
            channel_id: visitor.map(|visitor| visitor.channel_id),
            platform_id: visitor.map(|visitor| visitor.platform_id.clone()),
            secret_generation: session.secret_generation,
            user_agent: session.user_agent.clone(),
            remote_network: session.remote_network.clone(),
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            expires_at: session.expires_at,
            revoked_at: session.revoked_at,
        }
    }
}

/// The session with this id, or none.
pub fn find(connection: &mut DatabaseConnection, id: SessionId) -> Result<Option<Session>> {
    let row: Option<Row> = Row::query().find(id).get_result(connection).optional()?;
    row.map(TryInto::try_into).transpose()
}

/// The session whose secret has this SHA-256 (hex).
pub fn find_by_secret_hash(
    connection: &mut DatabaseConnection,
    secret_hash: &str,
) -> Result<Option<Session>> {
    let query = Row::query().filter(sessions::secret_hash.eq(secret_hash));
    let row: Option<Row> = query.get_result(connection).optional()?;
    row.map(TryInto::try_into).transpose()
}

/// An operator's sessions that still run at `now`, the newest first, at most `limit`.
pub fn of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Session>> {
    let rows: Vec<Row> = Row::query()
        .filter(sessions::operator_id.eq(id))
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(now))
        .order(sessions::session_id.desc())
        .limit(limit)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Adds a session with the SHA-256 (hex) of its secret.
pub fn insert(
    connection: &mut DatabaseConnection,
    session: &Session,
    secret_hash: &str,
) -> Result<()> {
    diesel::insert_into(sessions::table)
        .values((Row::from(session), sessions::secret_hash.eq(secret_hash)))
        .execute(connection)?;
    Ok(())
}

/// Lets a session run longer.
pub fn extend(
    connection: &mut DatabaseConnection,
    id: SessionId,
    expires_at: Timestamp,
) -> Result<()> {
    diesel::update(sessions::table.find(id))
        .set(sessions::expires_at.eq(expires_at))
        .execute(connection)?;
    Ok(())
}

/// Notes when a session was last used.
pub fn touch(connection: &mut DatabaseConnection, id: SessionId, at: Timestamp) -> Result<()> {
    diesel::update(sessions::table.find(id))
        .set(sessions::last_used_at.eq(at))
        .execute(connection)?;
    Ok(())
}

/// Ends a session; true when it still ran.
pub fn revoke(connection: &mut DatabaseConnection, id: SessionId, at: Timestamp) -> Result<bool> {
    let count = diesel::update(sessions::table.find(id).filter(sessions::revoked_at.is_null()))
        .set(sessions::revoked_at.eq(at))
        .execute(connection)?;
    Ok(count > 0)
}

/// Ends all sessions of an operator except one; returns how many.
pub fn revoke_of_operator(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    except: Option<SessionId>,
    at: Timestamp,
) -> Result<usize> {
    let count = diesel::update(
        sessions::table
            .filter(sessions::operator_id.eq(id))
            .filter(sessions::session_id.ne(except.unwrap_or(SessionId(0))))
            .filter(sessions::revoked_at.is_null()),
    )
    .set(sessions::revoked_at.eq(at))
    .execute(connection)?;
    Ok(count)
}

/// Ends all sessions of a contact's identities, on whichever channel; returns how many.
pub fn revoke_of_contact(
    connection: &mut DatabaseConnection,
    id: ContactId,
    at: Timestamp,
) -> Result<usize> {
    let revoke = diesel::sql_query(
        "UPDATE sessions SET revoked_at = $1 WHERE revoked_at IS NULL AND expires_at > $1 \
         AND (channel_id, platform_id) IN \
         (SELECT channel_id, platform_id FROM identities WHERE contact_id = $2)",
    );
    Ok(revoke.bind::<BigInt, _>(at).bind::<BigInt, _>(id).execute(connection)?)
}

/// Ends the oldest sessions of an owner that still run, so that at most `keep` are left; returns how
/// many.
pub fn revoke_beyond(
    connection: &mut DatabaseConnection,
    owner: &SessionOwner,
    keep: i64,
    at: Timestamp,
) -> Result<usize> {
    let running = sessions::table
        .filter(sessions::revoked_at.is_null())
        .filter(sessions::expires_at.gt(at))
        .order(sessions::session_id.desc())
        .select(sessions::session_id)
        .offset(keep)
        .limit(limits::PRUNE_ROWS)
        .into_boxed();
    let running = match owner {
        SessionOwner::Operator(id) => running.filter(sessions::operator_id.eq(*id)),
        SessionOwner::Visitor(visitor) => running
            .filter(sessions::channel_id.eq(visitor.channel_id))
            .filter(sessions::platform_id.eq(&visitor.platform_id)),
    };
    let ids: Vec<SessionId> = running.load(connection)?;
    if ids.is_empty() {
        return Ok(0);
    }
    let oldest = sessions::table.filter(sessions::session_id.eq_any(ids));
    Ok(diesel::update(oldest).set(sessions::revoked_at.eq(at)).execute(connection)?)
}

/// Removes sessions that ended by themselves before `before`, at most `limit`; returns how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp, limit: i64) -> Result<usize> {
    let ids: Vec<SessionId> = sessions::table
        .filter(sessions::expires_at.lt(before))
        .order(sessions::expires_at)
        .select(sessions::session_id)
        .limit(limit)
        .load(connection)?;
    Ok(diesel::delete(sessions::table.filter(sessions::session_id.eq_any(ids)))
        .execute(connection)?)
}
