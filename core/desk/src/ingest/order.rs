//! Where a message stands among the others: in the platform's order where it tells one.

use crate::limits::{ORDER_MAX_BYTES, REORDER_WINDOW_MS};
use switchboard_model::chat::Chat;
use switchboard_model::{AuthorKind, MessageId};
use switchboard_store::{StoreError, Transaction, message};

/// Digits of a padded number: as many as the largest 64-bit one has.
const NUMBER_DIGITS: usize = 20;

/// The platform's sequence as text that compares like it: numbers are padded.
pub(super) fn comparable(order: &str) -> Option<String> {
    let is_number = !order.is_empty() && order.bytes().all(|byte| byte.is_ascii_digit());
    if order.is_empty() || order.len() > ORDER_MAX_BYTES || order.contains('\0') {
        None
    } else if is_number {
        Some(format!("{order:0>NUMBER_DIGITS$}"))
    } else {
        Some(order.to_owned())
    }
}

/// The message's place: its id, or in front of those of the same author that the platform orders
/// after it and that came a little earlier.
pub(super) fn position(
    transaction: &mut Transaction<'_>,
    chat: &Chat,
    message_id: MessageId,
    author: (AuthorKind, Option<i64>),
    platform_order: Option<&str>,
) -> Result<i64, StoreError> {
    let (Some(order), (kind, Some(author_id)), Some(_)) =
        (platform_order, author, chat.last_message_id)
    else {
        return Ok(message_id.0);
    };
    let chat_id = chat.chat_id;
    let since = transaction.now().plus_ms(-REORDER_WINDOW_MS);
    match message::first_after(transaction, chat_id, (kind, author_id), order, since)? {
        Some(first) => message::free_place_before(transaction, chat_id, first),
        None => Ok(message_id.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_as_numbers() {
        assert!(comparable("9") < comparable("10"));
        assert_eq!(comparable("10").map(|word| word.len()), Some(NUMBER_DIGITS));
        assert_eq!(comparable("a.10"), Some("a.10".to_owned()));
        assert_eq!(comparable(""), None);
    }
}
