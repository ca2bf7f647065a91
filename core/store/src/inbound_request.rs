//! The table of the inbound requests: inbound requests of platforms.

mod headers;

use crate::dialect::{direct, kept};
use crate::schema::inbound_requests;
use crate::{DatabaseConnection, Result, StoreError, limits};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use switchboard_model::connector::RawRequest;
use switchboard_model::inbound_request::{InboundRequest, InboundRequestState};
use switchboard_model::{ChannelId, IdentityId, InboundRequestId, Timestamp};

#[derive(HasQuery, QueryableByName)]
#[diesel(table_name = inbound_requests)]
struct Row {
    inbound_request_id: InboundRequestId,
    channel_id: ChannelId,
    method: String,
    path: String,
    query: String,
    headers: Vec<u8>,
    body: Vec<u8>,
    received_at: Timestamp,
    state: InboundRequestState,
    attempt_count: i32,
    error: Option<String>,
    plugin_version: Option<String>,
    settled_at: Option<Timestamp>,
}

impl TryFrom<Row> for InboundRequest {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            inbound_request_id: row.inbound_request_id,
            channel_id: row.channel_id,
            request: RawRequest {
                method: row.method,
                path: row.path,
                query: row.query,
                headers: headers::decode(&row.headers)?,
                body: row.body,
                received_at: row.received_at,
            },
            state: row.state,
            attempt_count: row.attempt_count,
            error: row.error,
            plugin_version: row.plugin_version,
            settled_at: row.settled_at,
        })
    }
}

/// The inbound request with this id.
pub fn get(connection: &mut DatabaseConnection, id: InboundRequestId) -> Result<InboundRequest> {
    Row::query().find(id).get_result::<Row>(connection)?.try_into()
}

/// The inbound requests with these ids, oldest first.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[InboundRequestId],
) -> Result<Vec<InboundRequest>> {
    let rows: Vec<Row> = Row::query()
        .filter(inbound_requests::inbound_request_id.eq_any(ids))
        .order(inbound_requests::inbound_request_id)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores an inbound request; it may be claimed at once.
pub fn insert(
    connection: &mut DatabaseConnection,
    id: InboundRequestId,
    channel_id: ChannelId,
    request: &RawRequest,
) -> Result<()> {
    let insert = diesel::insert_into(inbound_requests::table).values((
        inbound_requests::inbound_request_id.eq(id),
        inbound_requests::channel_id.eq(channel_id),
        inbound_requests::method.eq(&request.method),
        inbound_requests::path.eq(&request.path),
        inbound_requests::query.eq(&request.query),
        inbound_requests::headers.eq(headers::encode(&request.headers)),
        inbound_requests::body.eq(&request.body),
        inbound_requests::received_at.eq(request.received_at),
        inbound_requests::state.eq(InboundRequestState::Waiting),
        inbound_requests::attempt_count.eq(0),
        inbound_requests::next_attempt_at.eq(request.received_at),
    ));
    direct!(connection => insert.execute(connection))?;
    Ok(())
}

/// A claimed request beside its place in the order.
#[derive(QueryableByName)]
#[diesel(table_name = inbound_requests)]
struct ClaimedRow {
    #[diesel(embed)]
    request: Row,
    next_attempt_at: Timestamp,
}

/// Claims waiting requests until `lease_until`, oldest first. A channel of which another process
/// holds an earlier request is left to that process, so that a channel's requests are parsed in
/// their order. Counts the attempt. What another process claims at the same moment is left to it.
pub fn claim(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    lease_until: Timestamp,
    worker_id: &str,
    limit: i64,
) -> Result<Vec<InboundRequest>> {
    let claim = diesel::sql_query(
        "WITH waiting AS MATERIALIZED (\
         SELECT inbound_request_id, channel_id, next_attempt_at, lease_until, worker_id \
         FROM inbound_requests WHERE state = 'WAITING' AND next_attempt_at <= $1 \
         ORDER BY next_attempt_at, inbound_request_id LIMIT $2), \
         elsewhere AS MATERIALIZED (\
         SELECT inbound_request_id, channel_id, next_attempt_at \
         FROM waiting WHERE lease_until > $1 AND worker_id <> $3) \
         UPDATE inbound_requests \
         SET lease_until = $4, worker_id = $3, attempt_count = attempt_count + 1 \
         WHERE state = 'WAITING' AND COALESCE(lease_until, 0) <= $1 AND inbound_request_id IN (\
         SELECT waiting.inbound_request_id FROM waiting \
         WHERE COALESCE(waiting.lease_until, 0) <= $1 AND NOT EXISTS (SELECT 1 FROM elsewhere \
         WHERE elsewhere.channel_id = waiting.channel_id \
         AND (elsewhere.next_attempt_at, elsewhere.inbound_request_id) \
         < (waiting.next_attempt_at, waiting.inbound_request_id)) \
         ORDER BY waiting.next_attempt_at, waiting.inbound_request_id LIMIT $5) \
         RETURNING inbound_request_id, channel_id, method, path, query, headers, body, received_at, \
         state, attempt_count, next_attempt_at, error, plugin_version, settled_at",
    )
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(limit + limits::INBOUND_REQUEST_LEASED_ROWS)
    .bind::<Text, _>(worker_id)
    .bind::<BigInt, _>(lease_until)
    .bind::<BigInt, _>(limit);
    let mut claimed: Vec<ClaimedRow> = direct!(connection => kept!(claim).load(connection))?;
    claimed.sort_unstable_by_key(|one| (one.next_attempt_at, one.request.inbound_request_id));
    claimed.into_iter().map(|one| one.request.try_into()).collect()
}

/// What is known of a request once it is ingested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Did an earlier try fail.
    pub has_failed_before: bool,
}

/// Of whom a request tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Concerned {
    /// Nobody who is known.
    #[default]
    Nobody,
    /// One.
    One(IdentityId),
    /// Several: it could not be erased with one of them.
    Several,
}

impl Concerned {
    /// It tells of this one as well.
    #[must_use]
    pub fn and(self, id: IdentityId) -> Self {
        match self {
            Self::Nobody => Self::One(id),
            Self::One(known) if known == id => self,
            Self::One(_) | Self::Several => Self::Several,
        }
    }
}

/// Takes out of a request what it says, because of several people one may be erased.
fn empty(connection: &mut DatabaseConnection, id: InboundRequestId) -> Result<()> {
    let nothing: &[u8] = &[];
    diesel::update(inbound_requests::table.find(id))
        .set((
            inbound_requests::query.eq(""),
            inbound_requests::headers.eq(headers::encode(&[])),
            inbound_requests::body.eq(nothing),
        ))
        .execute(connection)?;
    Ok(())
}

/// The request is ingested; none, changing nothing, when the worker_id has it no more. `remark` says
/// what was dropped on purpose; `concerned` of whom it tells. An earlier error stays readable.
pub fn finish(
    connection: &mut DatabaseConnection,
    id: InboundRequestId,
    worker_id: &str,
    plugin_version: &str,
    remark: Option<&str>,
    (concerned, now): (Concerned, Timestamp),
) -> Result<Option<Finished>> {
    let identity_id = match concerned {
        Concerned::One(id) => Some(id),
        Concerned::Nobody => None,
        Concerned::Several => {
            empty(connection, id)?;
            None
        }
    };
    let row = inbound_requests::table
        .find(id)
        .filter(inbound_requests::state.eq(InboundRequestState::Waiting))
        .filter(inbound_requests::worker_id.eq(worker_id));
    let done = (
        inbound_requests::state.eq(InboundRequestState::Done),
        released!(inbound_requests),
        inbound_requests::plugin_version.eq(plugin_version),
        inbound_requests::identity_id.eq(identity_id),
        inbound_requests::settled_at.eq(now),
    );
    let error: Option<Option<String>> = match remark {
        None => {
            let finish = diesel::update(row).set(done).returning(inbound_requests::error);
            direct!(connection => kept!(finish).get_result(connection))
        }
        Some(remark) => {
            let done = (done, inbound_requests::error.eq(remark));
            let finish = diesel::update(row).set(done).returning(inbound_requests::error);
            direct!(connection => kept!(finish).get_result(connection))
        }
    }
    .optional()?;
    Ok(error.map(|error| Finished { has_failed_before: remark.is_none() && error.is_some() }))
}

/// Why a request was not ingested, and what becomes of it.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The error.
    pub error: String,
    /// Which version of the plugin tried.
    pub plugin_version: Option<String>,
    /// When it is tried again; none: it is dead.
    pub next_attempt_at: Option<Timestamp>,
}

/// The request was not ingested; answers false when the worker_id has it no more.
pub fn fail(
    connection: &mut DatabaseConnection,
    id: InboundRequestId,
    worker_id: &str,
    failure: &Failure,
    now: Timestamp,
) -> Result<bool> {
    let row = inbound_requests::table
        .find(id)
        .filter(inbound_requests::state.eq(InboundRequestState::Waiting))
        .filter(inbound_requests::worker_id.eq(worker_id));
    let told = (
        released!(inbound_requests),
        inbound_requests::error.eq(&failure.error),
        inbound_requests::plugin_version.eq(&failure.plugin_version),
    );
    let count = match failure.next_attempt_at {
        Some(at) => diesel::update(row)
            .set((told, inbound_requests::next_attempt_at.eq(at)))
            .execute(connection)?,
        None => diesel::update(row)
            .set((
                told,
                inbound_requests::state.eq(InboundRequestState::Dead),
                inbound_requests::settled_at.eq(now),
            ))
            .execute(connection)?,
    };
    Ok(count == 1)
}

/// Lets go of a request without an error or a counted attempt: it is tried again at `at`.
pub fn postpone(
    connection: &mut DatabaseConnection,
    id: InboundRequestId,
    worker_id: &str,
    at: Timestamp,
) -> Result<bool> {
    let count = diesel::update(
        inbound_requests::table
            .find(id)
            .filter(inbound_requests::state.eq(InboundRequestState::Waiting))
            .filter(inbound_requests::worker_id.eq(worker_id)),
    )
    .set((
        released!(inbound_requests),
        inbound_requests::attempt_count.eq(inbound_requests::attempt_count - 1),
        inbound_requests::next_attempt_at.eq(at),
    ))
    .execute(connection)?;
    Ok(count == 1)
}

/// The dead requests of a channel, oldest first, at most `limit`.
pub fn dead_of_channel(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    limit: i64,
) -> Result<Vec<InboundRequestId>> {
    Ok(inbound_requests::table
        .filter(inbound_requests::state.eq(InboundRequestState::Dead))
        .filter(inbound_requests::channel_id.eq(channel_id))
        .order(inbound_requests::inbound_request_id)
        .limit(limit)
        .select(inbound_requests::inbound_request_id)
        .load(connection)?)
}

/// A dead request waits again, in its old place: before all that came after it. Answers false when
/// it is not dead.
pub fn replay(connection: &mut DatabaseConnection, id: InboundRequestId) -> Result<bool> {
    let count = diesel::update(
        inbound_requests::table
            .find(id)
            .filter(inbound_requests::state.eq(InboundRequestState::Dead)),
    )
    .set((
        inbound_requests::state.eq(InboundRequestState::Waiting),
        inbound_requests::attempt_count.eq(0),
        inbound_requests::next_attempt_at.eq(inbound_requests::received_at),
        inbound_requests::settled_at.eq(None::<Timestamp>),
    ))
    .execute(connection)?;
    Ok(count == 1)
}

/// When the next waiting request may be tried, if any waits.
pub fn next_attempt_at(connection: &mut DatabaseConnection) -> Result<Option<Timestamp>> {
    let query = inbound_requests::table
        .filter(inbound_requests::state.eq(InboundRequestState::Waiting))
        .order(inbound_requests::next_attempt_at)
        .select(inbound_requests::next_attempt_at);
    Ok(direct!(connection => query.first(connection)).optional()?)
}

/// Removes ingested requests from before a time, oldest first, at most [`limits::PRUNE_ROWS`]; says
/// how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp) -> Result<usize> {
    let old: Vec<InboundRequestId> = inbound_requests::table
        .filter(inbound_requests::state.eq(InboundRequestState::Done))
        .filter(inbound_requests::settled_at.lt(before))
        .order(inbound_requests::settled_at)
        .limit(limits::PRUNE_ROWS)
        .select(inbound_requests::inbound_request_id)
        .load(connection)?;
    Ok(diesel::delete(
        inbound_requests::table.filter(inbound_requests::inbound_request_id.eq_any(old)),
    )
    .execute(connection)?)
}
