//! What a feed tells: events in their order, or that something is missing.

use crate::subscription::event::Event;
use async_graphql::{Enum, SimpleObject};
use switchboard_graphql::scalars::EventCursor;

/// Why a client must read its state again.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum ResetReason {
    /// The cursor is older than what is kept.
    CursorExpired,
    /// The database was restored from a backup since.
    EpochChanged,
    /// What you may see has changed.
    PermissionsChanged,
}

/// Read your state again: events before this place are not told.
#[derive(Clone, Copy, Debug, SimpleObject)]
pub struct FeedReset {
    /// Why.
    pub(crate) reason: ResetReason,
    /// Where the feed goes on.
    pub(crate) head: EventCursor,
}

/// Events in the order in which they happened.
#[derive(Clone, SimpleObject)]
pub struct EventBatch {
    /// The events.
    pub(crate) events: Vec<Event>,
    /// The place after these events: pass it as `after` to go on from here.
    pub(crate) cursor: EventCursor,
    /// Set when something is missing: read your state again. Absent otherwise.
    pub(crate) reset: Option<FeedReset>,
}
