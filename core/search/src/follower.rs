//! Follows the log: reads what changed, replaces the documents, commits with the place in the log.
//! After a crash it goes on where the last commit says.

use crate::{
    Search, SearchError, folder, generation::Change, generation::Generation, limits, rows,
    rows::Changed,
};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};
use switchboard_model::{
    ChatId, ContactId, EventCursor, MessageId, NoteId,
    event::{Event, EventKind, SubjectKind},
};
use switchboard_store::{
    DatabaseConnection, StoreError,
    log::{self, LogPage},
    page::scan,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::warn;

/// What a page of the log asks for.
#[derive(Default)]
struct Work {
    changed: Changed,
    /// Chats whose visibility changed: all their documents are made again.
    chats: Vec<ChatId>,
    /// Chats that were deleted: their documents go by the chat, whose rows may be gone already.
    deleted: Vec<ChatId>,
    /// Contacts whose visibility changed: their notes are made again with them.
    contacts: Vec<ContactId>,
    /// Was somebody erased: nothing of them may stay in the index's files.
    is_erasing: bool,
}

impl Work {
    fn of(events: &[Event]) -> Self {
        let mut work = Self::default();
        for event in events.iter().map(|event| &event.event) {
            match event.subject_kind {
                SubjectKind::Message => {
                    work.changed.messages.insert(MessageId(event.subject_id));
                }
                SubjectKind::Note => {
                    work.changed.notes.insert(NoteId(event.subject_id));
                }
                SubjectKind::Contact => {
                    work.changed.contacts.insert(ContactId(event.subject_id));
                }
                _ => {}
            }
            work.changed.chats.extend(event.chat_id.filter(|_| is_of_chat_itself(event.kind)));
            work.is_erasing |= event.kind == EventKind::ContactErased;
            if event.kind == EventKind::ChatDeleted {
                work.deleted.extend(event.chat_id);
            }
            let is_moved = event.may_change_readers();
            work.chats.extend(event.chat_id.filter(|_| is_moved));
            // Who sees a chat sees its contact.
            let is_shared = matches!(
                event.kind,
                EventKind::ChatOpened | EventKind::ContactUnited | EventKind::ContactUniteUndone
            );
            if is_moved || is_shared {
                work.contacts.extend(event.contact_id);
            }
        }
        work.chats.sort_unstable();
        work.chats.dedup();
        work.chats.retain(|id| !work.deleted.contains(id));
        work.contacts.sort_unstable();
        work.contacts.dedup();
        work.changed.contacts.extend(&work.contacts);
        work.changed.chats.extend(&work.chats);
        work
    }
}

/// Does it change what is found of a chat itself.
fn is_of_chat_itself(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::ChatOpened
            | EventKind::ChatUpdated
            | EventKind::ChatReferenceSet
            | EventKind::ChatReferenceCleared
            | EventKind::ChatExampleSet
            | EventKind::ChatExampleCleared
    )
}

impl Search {
    /// Reads one page of the log into the index; returns how many events it held. A damaged index
    /// is made again: the rest of it serves until then.
    pub async fn advance(&self) -> Result<usize, SearchError> {
        if folder::is_rebuild_requested(&self.folder) {
            self.rebuild().await?;
            folder::rebuild_is_done(&self.folder)?;
            return Ok(1);
        }
        let followed = if self.is_damaged.swap(false, Ordering::Relaxed) {
            Err(SearchError::Damaged("a search met it".to_owned()))
        } else {
            self.follow().await
        };
        match followed {
            Err(SearchError::Damaged(error)) => {
                warn!(error, "the search index is damaged: it is made again");
                self.rebuild().await?;
                Ok(1)
            }
            followed => followed,
        }
    }

    async fn follow(&self) -> Result<usize, SearchError> {
        let turn = self.turn.lock().await;
        let generation = self.current();
        let epoch = self.store.epoch();
        let position = generation.position().filter(|cursor| cursor.epoch == epoch);
        let Some(position) = position else {
            drop(turn);
            self.rebuild().await?;
            return Ok(1);
        };
        let page =
            self.store.read(move |connection| log::after(connection, position, limits::EVENTS));
        match page.await? {
            LogPage::Events(events) => {
                if let Some(last) = events.last() {
                    self.apply(&generation, Work::of(&events), last.cursor).await?;
                }
                Ok(events.len())
            }
            LogPage::Unknown(place) => {
                self.apply(&generation, Work::default(), place).await?;
                Ok(1)
            }
            LogPage::Gone => {
                drop(turn);
                self.rebuild().await?;
                Ok(1)
            }
        }
    }

    async fn apply(
        &self,
        generation: &Arc<Generation>,
        work: Work,
        position: EventCursor,
    ) -> Result<(), SearchError> {
        if work.changed.len() > 0 {
            self.replace(generation, work.changed).await?;
        }
        for contact_id in work.contacts {
            self.replace_notes(generation, move |connection, after| {
                scan::notes_of_contact(connection, contact_id, after, limits::ROWS)
            })
            .await?;
        }
        for chat_id in work.chats {
            self.replace_chat(generation, chat_id).await?;
        }
        let generation = Arc::clone(generation);
        blocking(move || {
            generation.remove_chats(&work.deleted)?;
            if work.is_erasing {
                generation.expunge()?;
            }
            generation.commit(position)
        })
        .await
    }

    pub(crate) async fn replace(
        &self,
        generation: &Arc<Generation>,
        changed: Changed,
    ) -> Result<(), SearchError> {
        let removed = changed.keys();
        let added =
            self.store.read(move |connection| rows::documents(connection, &changed)).await?;
        let generation = Arc::clone(generation);
        blocking(move || generation.apply(Change { removed, added })).await
    }

    /// Makes the documents of notes again, page by page.
    async fn replace_notes(
        &self,
        generation: &Arc<Generation>,
        read: impl Fn(&mut DatabaseConnection, NoteId) -> Result<Vec<NoteId>, StoreError>
        + Copy
        + Send
        + 'static,
    ) -> Result<(), SearchError> {
        let mut after = NoteId(0);
        loop {
            let page = self.store.read(move |connection| read(connection, after)).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = *last;
            let notes = page.into_iter().collect();
            self.replace(generation, Changed { notes, ..Changed::default() }).await?;
        }
    }

    async fn replace_chat(
        &self,
        generation: &Arc<Generation>,
        chat_id: ChatId,
    ) -> Result<(), SearchError> {
        self.replace_notes(generation, move |connection, after| {
            scan::notes_of_chat(connection, chat_id, after, limits::ROWS)
        })
        .await?;
        let mut after = (i64::MIN, MessageId(0));
        loop {
            let page = self.store.read(move |connection| {
                scan::messages_of_chat(connection, chat_id, after, limits::ROWS)
            });
            let page = page.await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = *last;
            let messages = page.into_iter().map(|(_, id)| id).collect();
            self.replace(generation, Changed { messages, ..Changed::default() }).await?;
        }
    }

    /// Follows the log until `stop`.
    pub fn spawn(self: &Arc<Self>, tasks: &TaskTracker, stop: CancellationToken) {
        let search = Arc::clone(self);
        tasks.spawn(async move {
            let mut bell = search.store.bell();
            while !stop.is_cancelled() {
                let begun = tokio::time::Instant::now();
                let pause = match search.advance().await {
                    Ok(0) => limits::IDLE,
                    Ok(events) => {
                        // A commit costs the same for one document as for a thousand: under load
                        // the pause lets the next one hold more.
                        let pause = begun.elapsed().saturating_mul(limits::COMMIT_PAUSE_FACTOR);
                        wait(&stop, pause.min(limits::COMMIT_PAUSE_MAX)).await;
                        // Behind a page that was not full is nothing that no bell has rung for since.
                        if i64::try_from(events).is_ok_and(|events| events >= limits::EVENTS) {
                            continue;
                        }
                        limits::IDLE
                    }
                    Err(error) => {
                        warn!(%error, "the search index could not follow the log");
                        wait(&stop, limits::FAILED_PAUSE).await;
                        continue;
                    }
                };
                tokio::select! {
                    () = stop.cancelled() => {}
                    _ = bell.changed() => {}
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
    }
}

async fn wait(stop: &CancellationToken, pause: Duration) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = tokio::time::sleep(pause) => {}
    }
}

/// Runs index work off the async threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SearchError> + Send + 'static,
) -> Result<T, SearchError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| Err(SearchError::Index(error.to_string())))
}
