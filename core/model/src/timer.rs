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

/// What becomes of a timer that nobody fired in time, because no server ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// It fires, however late.
    Fire,
    /// Later than this, in milliseconds, it is let pass.
    SkipAfter(i64),
}

impl Late {
    /// Is a timer that was due then let pass now.
    pub fn is_skipped(self, due_at: Timestamp, now: Timestamp) -> bool {
        match self {
            Self::Fire => false,
            Self::SkipAfter(limit_ms) => now.since_ms(due_at) > limit_ms,
        }
    }
}

impl TimerKind {
    /// What becomes of one that is late.
    pub fn late(self) -> Late {
        match self {
            Self::ChatWake | Self::ForwardExpire | Self::ReplyRelease | Self::ReplyUndoEnd => {
                Late::Fire
            }
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_late_fires_or_passes_as_its_rule_says() {
        let (due, hour) = (Timestamp(1_000), 3_600_000);
        let after = |milliseconds: i64| due.plus_ms(milliseconds);
        assert!(!Late::Fire.is_skipped(due, after(1_000 * hour)));
        let rule = Late::SkipAfter(hour);
        let late: Vec<bool> =
            [-1, 0, hour, hour + 1].map(|ms| rule.is_skipped(due, after(ms))).to_vec();
        assert_eq!(late, [false, false, false, true]);
    }
}
