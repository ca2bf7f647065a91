//! No decay: the last tenth of many writes over the first.

use crate::{filling::Filling, table::Row};

/// The row of a filling.
pub fn row(filling: &Filling) -> Row {
    let first = filling.tenths.first().copied().unwrap_or_default();
    let last = filling.tenths.last().copied().unwrap_or_default();
    Row {
        name: "no decay: last tenth of the writes over the first".to_owned(),
        product: format!("{last:.0} messages/s"),
        limit: format!("{first:.0} messages/s"),
        ratio: format!("{:.2}", last / first),
        budget: "≥ 0.9",
        settings: format!(
            "{} messages in {} chats through the desk's ingest in process, {} a command, 64 at once, \
             SQLite NORMAL; the index then took {:.1} s",
            filling.messages, filling.chats, filling.per_command, filling.index_seconds
        ),
    }
}
