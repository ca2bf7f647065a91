//! Raw requests that could not be parsed, newest first, without their bodies.

use super::{Page, Slice};
use crate::{DatabaseConnection, StoreError, schema::inbox};
use diesel::prelude::*;
use switchboard_model::{ChannelId, InboxId, Timestamp, inbox::InboxState};

/// What is told of a raw request without its headers and body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxSummary {
    /// The id.
    pub inbox_id: InboxId,
    /// The channel it came to.
    pub channel_id: ChannelId,
    /// `GET` or `POST`.
    pub method: String,
    /// The path that was called.
    pub path: String,
    /// When it came.
    pub received_at: Timestamp,
    /// What became of it.
    pub state: InboxState,
    /// How often it was tried.
    pub attempt_count: i32,
    /// The last error.
    pub error: Option<String>,
    /// Which version of the plugin tried last.
    pub plugin_version: Option<String>,
    /// When it was ingested or given up.
    pub settled_at: Option<Timestamp>,
}

type Row =
    (i64, i64, String, String, i64, String, i32, Option<String>, Option<String>, Option<i64>);

fn summary(row: Row) -> Result<InboxSummary, StoreError> {
    let (id, channel_id, method, path, received_at, state, attempt_count, error, version, settled) =
        row;
    Ok(InboxSummary {
        inbox_id: InboxId(id),
        channel_id: ChannelId(channel_id),
        method,
        path,
        received_at: Timestamp(received_at),
        state: state.parse()?,
        attempt_count,
        error,
        plugin_version: version,
        settled_at: settled.map(Timestamp),
    })
}

macro_rules! columns {
    () => {
        (
            inbox::inbox_id,
            inbox::channel_id,
            inbox::method,
            inbox::path,
            inbox::received_at,
            inbox::state,
            inbox::attempt_count,
            inbox::error,
            inbox::plugin_version,
            inbox::settled_at,
        )
    };
}

/// A page of the raw requests in a state.
pub fn page(
    connection: &mut DatabaseConnection,
    state: InboxState,
    channel_id: Option<ChannelId>,
    slice: &Slice<InboxId>,
) -> Result<Page<InboxSummary>, StoreError> {
    let mut query =
        inbox::table.select(columns!()).filter(inbox::state.eq(state.as_str())).into_boxed();
    if let Some(id) = channel_id {
        query = query.filter(inbox::channel_id.eq(id.0));
    }
    if let Some(key) = slice.after {
        query = query.filter(inbox::inbox_id.lt(key.0));
    }
    if let Some(key) = slice.before {
        query = query.filter(inbox::inbox_id.gt(key.0));
    }
    query = if slice.is_from_end {
        query.order(inbox::inbox_id.asc())
    } else {
        query.order(inbox::inbox_id.desc())
    };
    let rows: Vec<Row> = query.limit(slice.count.saturating_add(1)).load(connection)?;
    let items: Vec<InboxSummary> = rows.into_iter().map(summary).collect::<Result<_, _>>()?;
    Ok(Page::of(items, slice))
}

/// The raw requests with these ids.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[InboxId],
) -> Result<Vec<InboxSummary>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let rows: Vec<Row> =
        inbox::table.select(columns!()).filter(inbox::inbox_id.eq_any(ids)).load(connection)?;
    rows.into_iter().map(summary).collect()
}
