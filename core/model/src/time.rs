//! A point in time: Unix milliseconds, UTC.

use serde::{Deserialize, Serialize};

/// Unix milliseconds, UTC.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)
)]
#[cfg_attr(feature = "sql", diesel(sql_type = diesel::sql_types::BigInt))]
pub struct Timestamp(pub i64);

#[cfg(feature = "sql")]
crate::sql::stored_as_number!(Timestamp);

impl Timestamp {
    /// The time this many milliseconds later; saturates at the ends of time.
    #[must_use]
    pub fn plus_ms(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this time; negative when `earlier` is later.
    #[must_use]
    pub fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }
}
