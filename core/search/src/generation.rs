//! One index on disk with its reader and writer. A rebuild makes a new one beside the old.

use crate::{
    SearchError,
    document::{self, Document},
    fields::Fields,
    limits,
};
use parking_lot::Mutex;
use std::path::Path;
use switchboard_model::search::DocumentKey;
use switchboard_model::{ChatId, EventCursor};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term};

/// An index.
pub struct Generation {
    pub(crate) fields: Fields,
    pub(crate) reader: IndexReader,
    /// Read once: the files of an index that serves its last searches may be gone already.
    position: Mutex<Option<EventCursor>>,
    index: Index,
    /// None after an error, until the next use.
    writer: Mutex<Option<Writer>>,
}

struct Writer {
    inner: IndexWriter<TantivyDocument>,
    /// Documents that were added since the last commit: as they come, in memory.
    pending: usize,
}

impl Writer {
    fn open(index: &Index) -> Result<Self, SearchError> {
        Ok(Self { inner: index.writer_with_num_threads(1, limits::WRITER_BYTES)?, pending: 0 })
    }

    /// Commits at this place in the log.
    fn commit(&mut self, position: Option<EventCursor>) -> Result<(), SearchError> {
        let mut prepared = self.inner.prepare_commit()?;
        if let Some(position) = position {
            prepared.set_payload(&position.to_string());
        }
        prepared.commit()?;
        self.pending = 0;
        Ok(())
    }
}

/// Changes to the documents of an index.
#[derive(Debug, Default)]
pub struct Change {
    /// Documents that were there and are replaced or gone.
    pub removed: Vec<DocumentKey>,
    /// Documents as they are now.
    pub added: Vec<Document>,
}

impl Generation {
    /// Opens the index in a folder, making it where there is none.
    pub fn open(folder: &Path) -> Result<Self, SearchError> {
        std::fs::create_dir_all(folder).map_err(|error| SearchError::file(folder, error))?;
        let (schema, fields) = Fields::schema();
        let directory = tantivy::directory::MmapDirectory::open(folder)
            .map_err(|error| SearchError::Index(error.to_string()))?;
        let index = Index::open_or_create(directory, schema)?;
        Fields::register(&index);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let writer = Mutex::new(Some(Writer::open(&index)?));
        let position = index.load_metas()?.payload.and_then(|payload| payload.parse().ok());
        Ok(Self { fields, reader, position: Mutex::new(position), index, writer })
    }

    /// The place in the log up to which this index is complete: it stands in the last commit.
    pub fn position(&self) -> Option<EventCursor> {
        *self.position.lock()
    }

    /// Replaces documents. Of many, those before are committed at the place of the last commit, from where the
    /// log is read again; searchers see none of them before [`Self::commit`].
    pub fn apply(&self, change: Change) -> Result<(), SearchError> {
        let position = self.position();
        self.write(|writer| {
            if writer.pending + change.added.len() > limits::PENDING_DOCUMENTS {
                writer.commit(position)?;
            }
            writer.pending += change.added.len();
            let keys = change.removed.iter().copied().chain(change.added.iter().map(|one| one.key));
            for key in keys {
                let term = Term::from_field_text(self.fields.key, &document::word(key));
                writer.inner.delete_term(term);
            }
            for document in change.added {
                writer.inner.add_document(document.into_index(&self.fields))?;
            }
            Ok(())
        })
    }

    /// Commits with the place in the log, and shows the result to searchers.
    pub fn commit(&self, position: EventCursor) -> Result<(), SearchError> {
        self.write(|writer| writer.commit(Some(position)))?;
        *self.position.lock() = Some(position);
        self.reader.reload()?;
        Ok(())
    }

    /// Removes all documents of these chats without committing.
    pub fn remove_chats(&self, ids: &[ChatId]) -> Result<(), SearchError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.write(|writer| {
            for id in ids {
                writer.inner.delete_term(Term::from_field_i64(self.fields.chat, id.0));
            }
            Ok(())
        })
    }

    /// Makes the files of the index again that still have something of removed documents, and removes the old
    /// ones. What was removed until now is committed at the place of the last commit: whoever is interrupted
    /// reads the log again from there.
    pub fn expunge(&self) -> Result<(), SearchError> {
        let position = self.position();
        self.take_writer(|mut writer| {
            writer.commit(position)?;
            // What is merged at this moment cannot be merged again.
            writer.inner.wait_merging_threads()?;
            let mut writer = Writer::open(&self.index)?;
            for segment in self.index.searchable_segment_metas()? {
                if segment.has_deletes() {
                    writer.inner.merge(&[segment.id()]).wait()?;
                }
            }
            // Searchers let go of the old files first.
            self.reader.reload()?;
            writer.inner.garbage_collect_files().wait()?;
            Ok(writer)
        })
    }

    /// Works with the writer.
    fn write(
        &self,
        work: impl FnOnce(&mut Writer) -> Result<(), SearchError>,
    ) -> Result<(), SearchError> {
        self.take_writer(|mut writer| work(&mut writer).map(|()| writer))
    }

    /// Takes the writer and puts back what comes of it. One that met an error, such as a full disk, refuses all
    /// that follows: it is given up, and the next one begins at the last commit, from where the log is read again.
    fn take_writer(
        &self,
        work: impl FnOnce(Writer) -> Result<Writer, SearchError>,
    ) -> Result<(), SearchError> {
        let mut place = self.writer.lock();
        let writer = match place.take() {
            Some(writer) => writer,
            None => Writer::open(&self.index)?,
        };
        *place = Some(work(writer)?);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_model::Timestamp;
    use switchboard_model::search::DocumentKind;

    fn document(id: i64) -> Document {
        Document {
            key: DocumentKey { kind: DocumentKind::Message, id },
            chat_id: Some(ChatId(1)),
            access: Vec::new(),
            from: None,
            has: Vec::new(),
            at: Timestamp(1),
            texts: vec![format!("line {id}")],
        }
    }

    #[test]
    fn many_documents_are_committed_in_between_and_seen_at_the_end() {
        let folder = tempfile::tempdir().expect("a folder");
        let generation = Generation::open(folder.path()).expect("an index");
        let in_files = || {
            let metas = generation.index.searchable_segment_metas().expect("segments");
            metas.iter().map(|meta| meta.num_docs()).sum::<u32>() as usize
        };
        let page = limits::PENDING_DOCUMENTS / 2;
        for first in [0, page, 2 * page, 3 * page, 4 * page] {
            let ids = i64::try_from(first).expect("small")..;
            let added = ids.take(page).map(document).collect();
            generation.apply(Change { removed: Vec::new(), added }).expect("taken");
            let waiting = first + page - in_files();
            assert!(waiting <= limits::PENDING_DOCUMENTS, "{waiting} wait in memory");
        }
        assert_eq!(generation.position(), None);
        assert_eq!(generation.reader.searcher().num_docs(), 0, "a part of it is found");
        let end = EventCursor { epoch: 1, transaction: 0, sequence: 7 };
        generation.commit(end).expect("committed");
        assert_eq!(in_files(), 5 * page);
        assert_eq!(generation.reader.searcher().num_docs() as usize, 5 * page);
        drop(generation);
        let again = Generation::open(folder.path()).expect("an index");
        assert_eq!(again.position(), Some(end));
    }
}
