//! An operator in a chat.

use crate::types::operator::Operator;
use async_graphql::Object;
use switchboard_graphql::scalars::DateTime;
use switchboard_model::Timestamp;

/// An operator in a chat.
#[derive(Clone)]
pub struct Participant {
    pub(crate) operator: Operator,
    pub(crate) joined_at: Timestamp,
}

/// An operator in a chat.
#[Object]
impl Participant {
    /// The operator.
    async fn operator(&self) -> &Operator {
        &self.operator
    }

    /// When they joined, last.
    async fn joined_at(&self) -> DateTime {
        DateTime(self.joined_at)
    }
}
