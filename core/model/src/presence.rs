//! Whether operators work now: their status, and the spans that it divides time into.

use crate::{OperatorId, SpanId, Timestamp};

text_enum! {
    /// Whether an operator works now, and who may know it.
    OperatorStatus {
        /// Works; is shown to visitors and given chats.
        Online = "ONLINE",
        /// Comes back soon; is given nothing.
        Away = "AWAY",
        /// Works; is not shown to visitors and given nothing.
        Invisible = "INVISIBLE",
        /// Does not work.
        Offline = "OFFLINE",
    }
}

text_enum! {
    /// Why a span began.
    SpanSource {
        /// The operator said so.
        Operator = "OPERATOR",
        /// A colleague said so.
        Admin = "ADMIN",
        /// The operator was not seen any more.
        Disconnect = "DISCONNECT",
        /// The operator was seen again after that.
        Return = "RETURN",
        /// The server: nobody had said anything yet.
        Server = "SERVER",
    }
}

/// An operator's status now. One who never had one is offline and has no row.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::operator_presences, primary_key(operator_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Presence {
    /// The operator.
    pub operator_id: OperatorId,
    /// The status.
    pub status: OperatorStatus,
    /// Since when.
    pub since_at: Timestamp,
    /// When they were last connected, or said something about their status.
    pub seen_at: Timestamp,
    /// Do they go offline when they are not connected any more. Not so for who works on a phone.
    pub is_auto_offline: bool,
    /// What they say beside the status.
    pub message: Option<String>,
}

/// A time in one status. The spans of an operator follow each other without gap or overlap, from when
/// the operator was created; the last one is open.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::operator_spans, primary_key(span_id)),
    diesel(treat_none_as_default_value = false)
)]
pub struct Span {
    /// The id.
    pub span_id: SpanId,
    /// Whose.
    pub operator_id: OperatorId,
    /// The status in that time.
    pub status: OperatorStatus,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it ended; none for the open one.
    pub ended_at: Option<Timestamp>,
    /// Why it began.
    pub source: SpanSource,
}

impl Span {
    /// How much of a period the span covers, in milliseconds; an open one lasts until its end.
    pub fn within_ms(&self, from: Timestamp, to: Timestamp) -> i64 {
        let end = self.ended_at.map_or(to, |ended_at| ended_at.min(to));
        end.since_ms(self.begun_at.max(from)).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_counts_as_far_as_it_is_in_the_period() {
        let span = |begun_at, ended_at: Option<i64>| Span {
            span_id: SpanId(1),
            operator_id: OperatorId(1),
            status: OperatorStatus::Online,
            begun_at: Timestamp(begun_at),
            ended_at: ended_at.map(Timestamp),
            source: SpanSource::Operator,
        };
        for (span, expected) in [
            (span(0, Some(5)), 0),
            (span(0, Some(15)), 5),
            (span(12, Some(15)), 3),
            (span(15, None), 5),
            (span(0, None), 10),
            (span(25, None), 0),
        ] {
            assert_eq!(span.within_ms(Timestamp(10), Timestamp(20)), expected, "{span:?}");
        }
    }
}
