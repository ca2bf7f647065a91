//! Pulls in what waits for a far future, which only a clock that was ahead has set. Called by the flow
//! every minute.

use crate::change::changed;
use crate::limits::{CLAIM_MAX, FAR_FUTURE_MS};
use crate::{Command, Context, Desk, Result};
use switchboard_model::delivery::Delivery;
use switchboard_model::event::EventKind;
use switchboard_model::timer::TimerKind;
use switchboard_store::{Lane, StoreError, chat, delivery, far_future, timer};

/// Makes due whatever would be tried later than any try is put off, one portion; returns how much.
///
/// # Errors
/// `Store`.
pub async fn pull_in(desk: &Desk) -> Result<usize> {
    desk.transact(&Context::system(), Lane::Any, |command| {
        let now = command.now();
        let latest = now.plus_ms(FAR_FUTURE_MS);
        let far = far_future::queued(command, latest, CLAIM_MAX)?;
        for before in &far {
            pull_in_delivery(command, before)?;
        }
        let mut count = far.len() + far_future::pull_in(command, now, latest)?;
        for kind in TimerKind::ALL.iter().filter(|kind| kind.is_span()) {
            count += timer::pull_in(command, *kind, now, latest)?;
        }
        Ok::<_, StoreError>(count)
    })
    .await
    .map_err(Into::into)
}

fn pull_in_delivery(command: &mut Command<'_>, before: &Delivery) -> Result<(), StoreError> {
    let chat = chat::lock(command, before.chat_id)?;
    let now = command.now();
    let after = Delivery { next_attempt_at: now, updated_at: now, ..before.clone() };
    delivery::update(command, &after)?;
    command.event(EventKind::DeliveryChanged, (&chat, &after), changed(&["next_attempt_at"]))
}
