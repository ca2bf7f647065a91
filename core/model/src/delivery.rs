//! A delivery: one message on its way to one identity. States only move forward.

use crate::connector::ReceiptState;
use crate::{ChannelId, ChatId, DeliveryId, IdentityId, MessageId, Timestamp};

text_enum! {
    /// How far a delivery got.
    DeliveryState {
        /// Waits for its turn or for the next try.
        Queued = "QUEUED",
        /// The platform has it.
        Sent = "SENT",
        /// The customer's device has it.
        Delivered = "DELIVERED",
        /// The customer has seen it.
        Read = "READ",
        /// It will not arrive; the reason stands beside it.
        Failed = "FAILED",
        /// Bytes left and no answer came: an operator decides.
        MaybeSent = "MAYBE_SENT",
    }
}

text_enum! {
    /// What a delivery does on the platform.
    DeliveryOperation {
        /// A new message.
        Send = "SEND",
        /// A change of a sent one.
        Edit = "EDIT",
        /// The deletion of a sent one.
        Delete = "DELETE",
    }
}

impl DeliveryState {
    fn rank(self) -> u8 {
        match self {
            Self::Queued => 0,
            Self::MaybeSent => 1,
            Self::Failed => 2,
            Self::Sent => 3,
            Self::Delivered => 4,
            Self::Read => 5,
        }
    }

    /// The state after a receipt: never backwards, and a failure after the arrival says nothing
    /// (platforms send receipts in any order).
    #[must_use]
    pub fn after(self, receipt: ReceiptState) -> Self {
        let told = match receipt {
            ReceiptState::Accepted => Self::Sent,
            ReceiptState::Delivered => Self::Delivered,
            ReceiptState::Read => Self::Read,
            ReceiptState::Failed => Self::Failed,
        };
        if told.rank() > self.rank() { told } else { self }
    }
}

/// One message on its way to one identity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::QueryableByName, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::deliveries, primary_key(delivery_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Delivery {
    /// The id.
    pub delivery_id: DeliveryId,
    /// The message.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub message_id: MessageId,
    /// Its chat: deliveries of one chat leave in order.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub chat_id: ChatId,
    /// The channel it leaves by.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub channel_id: ChannelId,
    /// The address it goes to.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub identity_id: IdentityId,
    /// What is done.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub operation: DeliveryOperation,
    /// How far it got.
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempt_count: i32,
    /// When it may be tried next.
    pub next_attempt_at: Timestamp,
    /// A stable code of the last error.
    pub error_code: Option<String>,
    /// The last error in a sentence.
    pub error_message: Option<String>,
    /// When the platform took it.
    pub sent_at: Option<Timestamp>,
    /// When it was delivered.
    pub delivered_at: Option<Timestamp>,
    /// When it was read.
    pub read_at: Option<Timestamp>,
    /// When it was queued.
    #[cfg_attr(feature = "sql", diesel(skip_update))]
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_only_move_forward() {
        use ReceiptState::{Accepted, Delivered, Failed, Read};
        for state in DeliveryState::ALL {
            for receipt in [Accepted, Delivered, Read, Failed] {
                assert!(state.after(receipt).rank() >= state.rank(), "{state} + {receipt:?}");
            }
        }
        assert_eq!(DeliveryState::Read.after(Delivered), DeliveryState::Read);
        assert_eq!(DeliveryState::Delivered.after(Failed), DeliveryState::Delivered);
        assert_eq!(DeliveryState::Queued.after(Read), DeliveryState::Read);
        assert_eq!(DeliveryState::MaybeSent.after(Accepted), DeliveryState::Sent);
    }
}
