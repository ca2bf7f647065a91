//! The order of hits, and the cursor that names a place in it. A rank depends on the query, the
//! document and the time of the first page, and on nothing that other documents change: a page
//! begins behind a hit, not at a number of hits.

use crate::{SearchError, limits};
use std::{str::FromStr, sync::Arc};
use switchboard_model::Timestamp;
use tantivy::{DocId, Score, SegmentReader, columnar::ColumnValues, schema::Field};

/// A hit's place: its rank, then its id, so that the newer of two comes first. Greater ones come
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The bits of a number that is not negative, which have its order.
    rank: u64,
    /// The row.
    pub id: i64,
    /// The number of its kind.
    pub kind: i64,
}

impl Place {
    /// The rank as the API tells it.
    pub fn score(self) -> f32 {
        #[allow(clippy::cast_possible_truncation)]
        let score = f64::from_bits(self.rank) as f32;
        score
    }
}

/// Where the next page goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the first page was asked for: the age of a hit counts from then.
    pub now: Timestamp,
    /// The last hit of the page before.
    pub after: Place,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Place { rank, id, kind } = self.after;
        write!(formatter, "{:x}-{rank:x}-{id:x}-{kind:x}", self.now.0)
    }
}

impl FromStr for Cursor {
    type Err = SearchError;

    fn from_str(text: &str) -> Result<Self, SearchError> {
        let parts: Vec<&str> = text.split('-').collect();
        let [now, rank, id, kind] = parts.as_slice() else { return Err(SearchError::Cursor) };
        let number = |part: &str| {
            let number = i64::from_str_radix(part, 16).ok().filter(|number| *number >= 0);
            number.ok_or(SearchError::Cursor)
        };
        let rank = u64::from_str_radix(rank, 16).map_err(|_| SearchError::Cursor)?;
        let after = Place { rank, id: number(id)?, kind: number(kind)? };
        Ok(Self { now: Timestamp(number(now)?), after })
    }
}

/// Ranks the documents of a segment: what matched counts first, then short texts and new ones.
pub fn of_segment(
    segment: &SegmentReader,
    body: Field,
    now: Timestamp,
    weighs_length: bool,
) -> impl Fn(DocId, Score) -> Place + use<> {
    let column = |name: &str| -> Option<Column> {
        segment.fast_fields().i64(name).map(|column| column.first_or_default_col(0)).ok()
    };
    let (at, id, kind) = (column("at"), column("id"), column("kind"));
    let lengths = segment.get_fieldnorms_reader(body).ok().filter(|_| weighs_length);
    move |document: DocId, score: Score| {
        let read = |column: &Option<Column>| -> i64 {
            column.as_ref().map_or(0, |values| values.get_val(document))
        };
        let age = now.since_ms(Timestamp(read(&at)));
        let words = lengths.as_ref().map_or(0, |lengths| lengths.fieldnorm(document));
        let rank = f64::from(score) * recency(age) * shortness(words);
        Place { rank: rank.to_bits(), id: read(&id), kind: read(&kind) }
    }
}

type Column = Arc<dyn ColumnValues<i64>>;

fn recency(age_ms: i64) -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let age = age_ms.max(0) as f64;
    0.75 + 0.25 * (-age / limits::RECENCY_MS).exp()
}

fn shortness(words: u32) -> f64 {
    1.0 / (1.0 + f64::from(words).ln_1p() / limits::LENGTH_WEIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back() {
        let after = Place { rank: 2.5_f64.to_bits(), id: i64::MAX, kind: 3 };
        let cursor = Cursor { now: Timestamp(1_769_904_000_000), after };
        assert_eq!(cursor.to_string().parse::<Cursor>().ok(), Some(cursor));
    }

    #[test]
    fn what_is_no_cursor_is_refused() {
        for text in
            ["", "20", "1-2-3", "1-2-3-4-5", "1-2--3-4", "x-2-3-4", "1-fffffffffffffffff-3-4"]
        {
            assert!(matches!(text.parse::<Cursor>(), Err(SearchError::Cursor)), "{text}");
        }
    }

    #[test]
    fn better_newer_and_shorter_come_first() {
        assert!(2.0_f64.to_bits() > 0.125_f64.to_bits() && 0.0_f64.to_bits() == 0);
        assert!(recency(0) > recency(86_400_000) && recency(i64::MAX) >= 0.75);
        assert!(shortness(3) > shortness(300));
        assert_eq!(recency(-5), recency(0));
    }
}
