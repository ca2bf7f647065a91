//! A timer: something that is to happen at a time, once.

use crate::{TimerId, Timestamp};

text_enum! {
    /// What happens when a timer is due. Its subject is the chat, the forward or the pending reply.
    TimerKind {
        /// A chat that was put aside comes back.
        ChatWake = "chat.wake",
        /// An offer of a chat has waited for too long.
        ForwardExpire = "forward.expire",
        /// A reply leaves at the time that its author chose.
        ReplyRelease = "reply.release",
        /// A reply can be taken back no more, and leaves.
        ReplyUndoEnd = "reply.undo_end",
    }
}

impl TimerKind {
    /// Does it run for a span from when it was set, and not to a time that somebody chose. The span is
    /// kept when a clock that was ahead is set right.
    pub fn is_span(self) -> bool {
        match self {
            Self::ChatWake | Self::ReplyRelease => false,
            Self::ForwardExpire | Self::ReplyUndoEnd => true,
        }
    }
}

/// A timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::timers),
    diesel(treat_none_as_default_value = false)
)]
pub struct Timer {
    /// The id.
    pub timer_id: TimerId,
    /// When it is due.
    pub due_at: Timestamp,
    /// What happens then.
    pub kind: TimerKind,
    /// The id of what it happens to.
    pub subject_id: i64,
    /// When it was set, last.
    pub set_at: Timestamp,
}
