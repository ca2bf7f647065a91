//! Whether what is kept is so: counts against counts from nothing, and chats against their rows. A difference is
//! a fault of this program, is counted, and mended.

use crate::{Board, limits};
use std::collections::HashSet;
use std::sync::atomic::Ordering;
use switchboard_model::ChatId;
use switchboard_store::page::standing::{self, Standing};
use switchboard_store::{StoreError, log};

impl Board {
    /// Holds the next counts against the sets they were counted from, and the next chats against their rows;
    /// answers how many differences there were.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn check(&self) -> Result<u64, StoreError> {
        let _turn = self.turn.lock().await;
        let kept = self.check_counts();
        let rows = self.check_rows().await?;
        if kept + rows > 0 {
            tracing::error!(kept, rows, "the board was not as it should be, and was mended");
            self.metrics().drift.inc_by(kept + rows);
        }
        Ok(kept + rows)
    }

    fn check_counts(&self) -> u64 {
        let from = *self.checked_watchers.lock();
        let found = self
            .state
            .read()
            .as_ref()
            .map(|state| state.counts.differences(&state.sets, from, limits::CHECKED_COUNTS));
        let (differences, looked) = found.unwrap_or_default();
        // Behind the last of them it begins again.
        *self.checked_watchers.lock() = if looked == 0 { 0 } else { from + looked };
        if differences > 0
            && let Some(state) = self.state.write().as_mut()
        {
            state.counts.clear();
        }
        differences
    }

    async fn check_rows(&self) -> Result<u64, StoreError> {
        let Some(position) = self.position() else { return Ok(0) };
        let after = *self.checked.lock();
        let read = self.store.read(move |connection| {
            let rows = standing::after(connection, after, limits::CHECKED_ROWS)?;
            // Asked behind the rows: where nothing has happened by now, they are as of this place.
            Ok::<_, StoreError>((rows, log::is_end(connection, position)?))
        });
        let (rows, is_comparable) = read.await?;
        let last = rows.last().map(|row| row.chat.chat_id);
        *self.checked.lock() = last.unwrap_or(ChatId(0));
        if !is_comparable || self.is_beyond.load(Ordering::Relaxed) {
            return Ok(0);
        }
        Ok(self.hold_against(&rows, after, last))
    }

    /// Holds the chats behind one, up to another or the last, against all rows there.
    fn hold_against(&self, rows: &[Standing], after: ChatId, last: Option<ChatId>) -> u64 {
        let ids: HashSet<ChatId> = rows.iter().map(|row| row.chat.chat_id).collect();
        let mut guard = self.state.write();
        let Some(state) = guard.as_mut() else { return 0 };
        let wrong = rows.iter().filter(|row| !state.sets.is_as(row));
        let wrong: Vec<&Standing> = wrong.collect();
        let gone: Vec<ChatId> =
            state.sets.between(after, last).filter(|id| !ids.contains(id)).collect();
        for row in wrong.iter().copied() {
            state.take_in(row.chat.chat_id, Some(row));
        }
        for id in &gone {
            state.take_in(*id, None);
        }
        (wrong.len() + gone.len()) as u64
    }
}
