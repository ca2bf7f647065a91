//! The table of the inbox: raw requests of platforms.

use crate::schema::inbox;
use crate::{DatabaseConnection, StoreError, limits};
use diesel::prelude::*;
use std::collections::HashSet;
use switchboard_model::connector::{Header, RawRequest};
use switchboard_model::inbox::{InboxRow, InboxState};
use switchboard_model::{ChannelId, InboxId, Timestamp};

#[derive(Queryable)]
pub(crate) struct Row {
    inbox_id: i64,
    channel_id: i64,
    method: String,
    path: String,
    query: String,
    headers: Vec<u8>,
    body: Vec<u8>,
    received_at: i64,
    state: String,
    attempt_count: i32,
    _next_attempt_at: i64,
    _lease_until: Option<i64>,
    _lease_holder: Option<String>,
    error: Option<String>,
    plugin_version: Option<String>,
    settled_at: Option<i64>,
}

/// Headers as `name length, name, value length, value` with lengths of four bytes, little-endian:
/// values need not be UTF-8, and a JSON array of bytes would be four times as long.
fn encode_headers(headers: &[Header]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(
        headers.iter().map(|header| header.name.len() + header.value.len() + 8).sum(),
    );
    for header in headers {
        for part in [header.name.as_bytes(), &header.value] {
            bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(u32::MAX).to_le_bytes());
            bytes.extend_from_slice(part);
        }
    }
    bytes
}

fn decode_headers(bytes: &[u8]) -> Result<Vec<Header>, StoreError> {
    let mut rest = bytes;
    let mut headers = Vec::new();
    while !rest.is_empty() {
        let (name, value) = (take(&mut rest)?, take(&mut rest)?);
        let name = String::from_utf8(name.to_vec()).map_err(|_| damaged())?;
        headers.push(Header { name, value: value.to_vec() });
    }
    Ok(headers)
}

fn take<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], StoreError> {
    let (length, behind) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| damaged())?;
    let (part, behind) = behind.split_at_checked(length).ok_or_else(damaged)?;
    *rest = behind;
    Ok(part)
}

fn damaged() -> StoreError {
    StoreError::Database("the headers of a raw request are damaged".to_owned())
}

impl TryFrom<Row> for InboxRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            inbox_id: InboxId(row.inbox_id),
            channel_id: ChannelId(row.channel_id),
            request: RawRequest {
                method: row.method,
                path: row.path,
                query: row.query,
                headers: decode_headers(&row.headers)?,
                body: row.body,
                received_at: Timestamp(row.received_at),
            },
            state: row.state.parse()?,
            attempt_count: row.attempt_count,
            error: row.error,
            plugin_version: row.plugin_version,
            settled_at: row.settled_at.map(Timestamp),
        })
    }
}

/// The raw request with this id.
pub fn get(connection: &mut DatabaseConnection, id: InboxId) -> Result<InboxRow, StoreError> {
    let row: Row = inbox::table.find(id.0).select(inbox::all_columns).get_result(connection)?;
    row.try_into()
}

/// The raw requests with these ids, oldest first.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[InboxId],
) -> Result<Vec<InboxRow>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> = inbox::table
        .filter(inbox::inbox_id.eq_any(ids))
        .order(inbox::inbox_id)
        .select(inbox::all_columns)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Stores a raw request; it may be claimed at once.
pub fn insert(
    connection: &mut DatabaseConnection,
    id: InboxId,
    channel_id: ChannelId,
    request: &RawRequest,
) -> Result<(), StoreError> {
    diesel::insert_into(inbox::table)
        .values((
            inbox::inbox_id.eq(id.0),
            inbox::channel_id.eq(channel_id.0),
            inbox::method.eq(&request.method),
            inbox::path.eq(&request.path),
            inbox::query.eq(&request.query),
            inbox::headers.eq(encode_headers(&request.headers)),
            inbox::body.eq(&request.body),
            inbox::received_at.eq(request.received_at.0),
            inbox::state.eq(InboxState::Waiting.as_str()),
            inbox::attempt_count.eq(0),
            inbox::next_attempt_at.eq(request.received_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

type Lease = (i64, i64, Option<i64>, Option<String>);

/// Claims waiting requests until `lease_until`, oldest first. A channel of which another process
/// holds an earlier request is left to that process, so that a channel's requests are parsed in
/// their order. Counts the attempt.
pub fn claim(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    lease_until: Timestamp,
    holder: &str,
    limit: i64,
) -> Result<Vec<InboxRow>, StoreError> {
    let waiting: Vec<Lease> = inbox::table
        .filter(inbox::state.eq(InboxState::Waiting.as_str()))
        .filter(inbox::next_attempt_at.le(now.0))
        .order((inbox::next_attempt_at, inbox::inbox_id))
        .select((inbox::inbox_id, inbox::channel_id, inbox::lease_until, inbox::lease_holder))
        .limit(limit + limits::INBOX_LEASED_ROWS)
        .load(connection)?;
    let mut elsewhere = HashSet::new();
    let mut free = Vec::new();
    for (inbox_id, channel_id, lease_until, lease_holder) in waiting {
        let is_leased = lease_until.is_some_and(|until| until > now.0);
        if is_leased && lease_holder.as_deref() != Some(holder) {
            elsewhere.insert(channel_id);
        } else if !is_leased && !elsewhere.contains(&channel_id) {
            free.push(inbox_id);
        }
    }
    free.truncate(usize::try_from(limit).unwrap_or(0));
    if free.is_empty() {
        return Ok(Vec::new());
    }
    let claimed: Vec<i64> = diesel::update(
        inbox::table
            .filter(inbox::inbox_id.eq_any(free))
            .filter(inbox::state.eq(InboxState::Waiting.as_str()))
            .filter(
                inbox::lease_until.is_null().or(inbox::lease_until.le(now.0).assume_not_null()),
            ),
    )
    .set((
        inbox::lease_until.eq(lease_until.0),
        inbox::lease_holder.eq(holder),
        inbox::attempt_count.eq(inbox::attempt_count + 1),
    ))
    .returning(inbox::inbox_id)
    .get_results(connection)?;
    let rows: Vec<Row> = inbox::table
        .filter(inbox::inbox_id.eq_any(claimed))
        .order((inbox::next_attempt_at, inbox::inbox_id))
        .select(inbox::all_columns)
        .load(connection)?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// What is known of a request once it is ingested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finished {
    /// Did an earlier try fail.
    pub has_failed_before: bool,
}

/// The request is ingested; none, changing nothing, when the holder has it no more. `remark` says
/// what was dropped on purpose. An earlier error stays readable.
pub fn finish(
    connection: &mut DatabaseConnection,
    id: InboxId,
    holder: &str,
    plugin_version: &str,
    remark: Option<&str>,
    now: Timestamp,
) -> Result<Option<Finished>, StoreError> {
    let row = inbox::table
        .find(id.0)
        .filter(inbox::state.eq(InboxState::Waiting.as_str()))
        .filter(inbox::lease_holder.eq(holder));
    let done = (
        inbox::state.eq(InboxState::Done.as_str()),
        inbox::lease_until.eq(None::<i64>),
        inbox::lease_holder.eq(None::<String>),
        inbox::plugin_version.eq(plugin_version),
        inbox::settled_at.eq(now.0),
    );
    let error: Option<Option<String>> = match remark {
        None => diesel::update(row)
            .set(done)
            .returning(inbox::error)
            .get_result(connection)
            .optional()?,
        Some(remark) => diesel::update(row)
            .set((done, inbox::error.eq(remark)))
            .returning(inbox::error)
            .get_result(connection)
            .optional()?,
    };
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

/// The request was not ingested; answers false when the holder has it no more.
pub fn fail(
    connection: &mut DatabaseConnection,
    id: InboxId,
    holder: &str,
    failure: &Failure,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let row = inbox::table
        .find(id.0)
        .filter(inbox::state.eq(InboxState::Waiting.as_str()))
        .filter(inbox::lease_holder.eq(holder));
    let told = (
        inbox::lease_until.eq(None::<i64>),
        inbox::lease_holder.eq(None::<String>),
        inbox::error.eq(&failure.error),
        inbox::plugin_version.eq(&failure.plugin_version),
    );
    let count = match failure.next_attempt_at {
        Some(at) => {
            diesel::update(row).set((told, inbox::next_attempt_at.eq(at.0))).execute(connection)?
        }
        None => diesel::update(row)
            .set((told, inbox::state.eq(InboxState::Dead.as_str()), inbox::settled_at.eq(now.0)))
            .execute(connection)?,
    };
    Ok(count == 1)
}

/// Lets go of a request without an error or a counted attempt: it is tried again at `at`.
pub fn postpone(
    connection: &mut DatabaseConnection,
    id: InboxId,
    holder: &str,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let count = diesel::update(
        inbox::table
            .find(id.0)
            .filter(inbox::state.eq(InboxState::Waiting.as_str()))
            .filter(inbox::lease_holder.eq(holder)),
    )
    .set((
        inbox::lease_until.eq(None::<i64>),
        inbox::lease_holder.eq(None::<String>),
        inbox::attempt_count.eq(inbox::attempt_count - 1),
        inbox::next_attempt_at.eq(at.0),
    ))
    .execute(connection)?;
    Ok(count == 1)
}

/// The dead requests of a channel, oldest first, at most `limit`.
pub fn dead_of_channel(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    limit: i64,
) -> Result<Vec<InboxId>, StoreError> {
    let ids: Vec<i64> = inbox::table
        .filter(inbox::state.eq(InboxState::Dead.as_str()))
        .filter(inbox::channel_id.eq(channel_id.0))
        .order(inbox::inbox_id)
        .limit(limit)
        .select(inbox::inbox_id)
        .load(connection)?;
    Ok(ids.into_iter().map(InboxId).collect())
}

/// A dead request waits again, in its old place: before all that came after it. Answers false when
/// it is not dead.
pub fn replay(connection: &mut DatabaseConnection, id: InboxId) -> Result<bool, StoreError> {
    let count =
        diesel::update(inbox::table.find(id.0).filter(inbox::state.eq(InboxState::Dead.as_str())))
            .set((
                inbox::state.eq(InboxState::Waiting.as_str()),
                inbox::attempt_count.eq(0),
                inbox::next_attempt_at.eq(inbox::received_at),
                inbox::settled_at.eq(None::<i64>),
            ))
            .execute(connection)?;
    Ok(count == 1)
}

/// When the next waiting request may be tried, if any waits.
pub fn next_attempt_at(
    connection: &mut DatabaseConnection,
) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<i64> = inbox::table
        .filter(inbox::state.eq(InboxState::Waiting.as_str()))
        .order(inbox::next_attempt_at)
        .select(inbox::next_attempt_at)
        .first(connection)
        .optional()?;
    Ok(at.map(Timestamp))
}

/// Removes ingested requests from before a time, oldest first, at most [`limits::PRUNE_ROWS`]; says
/// how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp) -> Result<usize, StoreError> {
    let old: Vec<i64> = inbox::table
        .filter(inbox::state.eq(InboxState::Done.as_str()))
        .filter(inbox::settled_at.lt(before.0))
        .order(inbox::settled_at)
        .limit(limits::PRUNE_ROWS)
        .select(inbox::inbox_id)
        .load(connection)?;
    Ok(diesel::delete(inbox::table.filter(inbox::inbox_id.eq_any(old))).execute(connection)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_come_back_byte_for_byte() {
        let headers = vec![
            Header { name: "content-type".into(), value: b"application/json".to_vec() },
            Header { name: "x-empty".into(), value: Vec::new() },
            Header { name: "x-bytes".into(), value: vec![0, 255, 10] },
        ];
        assert_eq!(decode_headers(&encode_headers(&headers)), Ok(headers));
        assert_eq!(decode_headers(&[]), Ok(Vec::new()));
    }

    #[test]
    fn damaged_headers_are_refused() {
        for bytes in [&[1][..], &[1, 0, 0, 0][..], &[1, 0, 0, 0, 65][..]] {
            assert!(decode_headers(bytes).is_err(), "{bytes:?} was taken");
        }
    }
}
