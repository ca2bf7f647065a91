//! Makes the index again beside the old one, which serves until the new one takes its place.

use crate::{
    Search, SearchError, folder, follower::blocking, generation::Generation, limits, rows::Changed,
};
use std::sync::Arc;
use switchboard_model::{ChatId, ContactId, MessageId, NoteId};
use switchboard_store::{DatabaseConnection, StoreError, log, page::scan};
use tracing::info;

impl Search {
    /// [`Self::rebuild_telling`] nobody how far it is.
    pub async fn rebuild(&self) -> Result<usize, SearchError> {
        self.rebuild_telling(&|_, _| ()).await
    }

    /// Reads all rows into a new index, then switches to it and removes the old. Returns how many
    /// documents it read, and tells after each page how many they are, of all that there were when it
    /// began. What changes meanwhile is in the log behind the new index's position.
    pub async fn rebuild_telling(
        &self,
        tell: &(dyn Fn(u64, u64) + Send + Sync),
    ) -> Result<usize, SearchError> {
        let _turn = self.turn.lock().await;
        let epoch = self.store.epoch();
        let head = self.store.read(move |connection| log::head(connection, epoch)).await?;
        let total = u64::try_from(self.store.read(scan::count).await?).unwrap_or_default();
        let tell = |done: usize| tell(u64::try_from(done).unwrap_or(u64::MAX), total);
        let name = self.next_name();
        let index = self.folder.join(&name);
        let opening = blocking(move || {
            folder::remove(&index)?;
            Generation::open(&index)
        });
        let generation = Arc::new(opening.await?);
        let mut count = 0;

        let mut after = MessageId(0);
        while let Some(page) =
            self.page(move |c| scan::messages_after(c, after, limits::ROWS)).await?
        {
            after = page.last;
            count += page.ids.len();
            let messages = page.ids.into_iter().collect();
            self.replace(&generation, Changed { messages, ..Changed::default() }).await?;
            tell(count);
        }
        let mut after = NoteId(0);
        while let Some(page) = self.page(move |c| scan::notes_after(c, after, limits::ROWS)).await?
        {
            after = page.last;
            count += page.ids.len();
            let notes = page.ids.into_iter().collect();
            self.replace(&generation, Changed { notes, ..Changed::default() }).await?;
            tell(count);
        }
        let mut after = ContactId(0);
        while let Some(page) =
            self.page(move |c| scan::contacts_after(c, after, limits::ROWS)).await?
        {
            after = page.last;
            count += page.ids.len();
            let contacts = page.ids.into_iter().collect();
            self.replace(&generation, Changed { contacts, ..Changed::default() }).await?;
            tell(count);
        }
        let mut after = ChatId(0);
        while let Some(page) = self.page(move |c| scan::chats_after(c, after, limits::ROWS)).await?
        {
            after = page.last;
            count += page.ids.len();
            let chats = page.ids.into_iter().collect();
            self.replace(&generation, Changed { chats, ..Changed::default() }).await?;
            tell(count);
        }

        let committing = Arc::clone(&generation);
        blocking(move || committing.commit(head)).await?;
        self.switch(&name, generation)?;
        info!(documents = count, "the search index was made again");
        Ok(count)
    }

    /// One page of ids; none behind the last.
    async fn page<Id: Copy + Send + 'static>(
        &self,
        read: impl FnOnce(&mut DatabaseConnection) -> Result<Vec<Id>, StoreError> + Send + 'static,
    ) -> Result<Option<IdPage<Id>>, SearchError> {
        let ids = self.store.read(read).await?;
        Ok(ids.last().copied().map(|last| IdPage { ids, last }))
    }
}

struct IdPage<Id> {
    ids: Vec<Id>,
    last: Id,
}
