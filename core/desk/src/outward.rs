//! Whether anything may leave this server. One that was restored is quiet: it sends nothing and asks no
//! platform until an admin says that it is the one that customers talk to, because the original, or
//! another copy, may still be at work.

use crate::change::changed;
use crate::limits::RESUME_DELIVERIES;
use crate::setting;
use crate::{Change, Command, Context, Desk, Result};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use switchboard_model::Timestamp;
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_model::event::EventKind;
use switchboard_store::{DatabaseConnection, Lane, Store, StoreError, chat, delivery, quiet};

/// The one question before anything leaves: asked by the plugins' way to the network, by the workers that
/// would send or ask, and by the hooks. Cheap to clone.
#[derive(Clone)]
pub struct OutwardPermit {
    store: Store,
    /// Given once, it stays as long as the process: only a restore takes it back, and a restore has no
    /// process beside it.
    is_given: Arc<AtomicBool>,
}

impl OutwardPermit {
    /// The permit of the installation on this database.
    pub fn new(store: Store) -> Self {
        Self { store, is_given: Arc::default() }
    }

    /// May anything leave? While it may not, each question looks again: another process resumes.
    ///
    /// # Errors
    /// When the database does not answer: then nothing may leave either.
    pub async fn is_given(&self) -> Result<bool, StoreError> {
        if self.is_given.load(Ordering::Relaxed) {
            return Ok(true);
        }
        let is_live = self.store.read(quiet::since).await?.is_none();
        self.is_given.store(is_live, Ordering::Relaxed);
        Ok(is_live)
    }
}

/// What waits in a quiet installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Since when nothing leaves.
    pub since: Timestamp,
    /// Deliveries that waited already when the copy was made: the original may have sent them.
    pub old_count: i64,
    /// Deliveries that were queued since: nobody else has them.
    pub new_count: i64,
}

/// What waits; none in an installation that is live.
///
/// # Errors
/// `Store`.
pub async fn held(desk: &Desk) -> Result<Option<Held>> {
    let work = |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
        let Some(since) = quiet::since(connection)? else { return Ok(None) };
        let (old_count, new_count) = delivery::count_queued_around(connection, since)?;
        Ok(Some(Held { since, old_count, new_count }))
    };
    Ok(desk.store().read(work).await?)
}

/// Makes a quiet installation live. What waited when the copy was made is sent, or becomes maybe-sent:
/// then an operator decides about each (`message::retry`). Returns how many became that.
///
/// # Errors
/// `Store`. What was done until then stays, and the next call goes on.
pub async fn resume(desk: &Desk, context: &Context, sends_old: bool) -> Result<usize> {
    let Some(Held { since, .. }) = held(desk).await? else { return Ok(0) };
    let mut count = 0;
    if !sends_old {
        loop {
            let work = move |command: &mut Command<'_>| hold_back(command, since);
            match desk.transact(context, Lane::Any, work).await? {
                0 => break,
                some => count += some,
            }
        }
    }
    desk.transact(context, Lane::Any, move |command| go_live(command, since)).await?;
    Ok(count)
}

/// Some of the deliveries that waited when the copy was made: nobody repeats them blindly.
fn hold_back(command: &mut Command<'_>, since: Timestamp) -> Result<usize> {
    let waiting = delivery::queued_until(command, since, RESUME_DELIVERIES)?;
    let now = command.now();
    for before in &waiting {
        let chat = chat::lock(command, before.chat_id)?;
        let reason = "it waited when the backup was made, and may have been sent from there since: \
            look on the platform before sending it again";
        let after = Delivery {
            state: DeliveryState::MaybeSent,
            error_code: Some("restore.queued".to_owned()),
            error_message: Some(reason.to_owned()),
            updated_at: now,
            ..before.clone()
        };
        delivery::update_and_release(command, &after)?;
        command.event(EventKind::DeliveryChanged, (&chat, &after), changed(&["state"]))?;
    }
    Ok(waiting.len())
}

fn go_live(command: &mut Command<'_>, since: Timestamp) -> Result<()> {
    quiet::end(command)?;
    let settings = setting::load(command)?;
    let change = Change::between(json!({ "quiet_since": since.0 }), json!({ "quiet_since": null }));
    command.record((EventKind::SettingUpdated, "server.resume"), &settings, change)?;
    Ok(())
}
