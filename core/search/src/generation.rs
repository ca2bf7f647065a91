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

type Writer = IndexWriter<TantivyDocument>;

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
        let writer = Mutex::new(Some(writer_of(&index)?));
        let position = index.load_metas()?.payload.and_then(|payload| payload.parse().ok());
        Ok(Self { fields, reader, position: Mutex::new(position), index, writer })
    }

    /// The place in the log up to which this index is complete: it stands in the last commit.
    pub fn position(&self) -> Option<EventCursor> {
        *self.position.lock()
    }

    /// Replaces documents without committing.
    pub fn apply(&self, change: Change) -> Result<(), SearchError> {
        self.write(|writer| {
            let keys = change.removed.iter().copied().chain(change.added.iter().map(|one| one.key));
            for key in keys {
                writer.delete_term(Term::from_field_text(self.fields.key, &document::word(key)));
            }
            for document in change.added {
                writer.add_document(document.into_index(&self.fields))?;
            }
            Ok(())
        })
    }

    /// Commits with the place in the log, and shows the result to searchers.
    pub fn commit(&self, position: EventCursor) -> Result<(), SearchError> {
        self.write(|writer| {
            let mut prepared = writer.prepare_commit()?;
            prepared.set_payload(&position.to_string());
            prepared.commit()?;
            Ok(())
        })?;
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
                writer.delete_term(Term::from_field_i64(self.fields.chat, id.0));
            }
            Ok(())
        })
    }

    /// Makes the files of the index again that still have something of removed documents, and removes the old
    /// ones. What was removed until now is committed at the place of the last commit: whoever is interrupted
    /// reads the log again from there.
    pub fn expunge(&self) -> Result<(), SearchError> {
        let position = self.position();
        let mut place = self.writer.lock();
        let mut writer = match place.take() {
            Some(writer) => writer,
            None => writer_of(&self.index)?,
        };
        let mut prepared = writer.prepare_commit()?;
        if let Some(position) = position {
            prepared.set_payload(&position.to_string());
        }
        prepared.commit()?;
        // What is merged at this moment cannot be merged again.
        writer.wait_merging_threads()?;
        let mut writer = writer_of(&self.index)?;
        for segment in self.index.searchable_segment_metas()? {
            if segment.has_deletes() {
                writer.merge(&[segment.id()]).wait()?;
            }
        }
        // Searchers let go of the old files first.
        self.reader.reload()?;
        writer.garbage_collect_files().wait()?;
        *place = Some(writer);
        Ok(())
    }

    /// Works with the writer. One that met an error, such as a full disk, refuses all that follows: it
    /// is given up, and the next one begins at the last commit, from where the log is read again.
    fn write(
        &self,
        work: impl FnOnce(&mut Writer) -> Result<(), SearchError>,
    ) -> Result<(), SearchError> {
        let mut place = self.writer.lock();
        let mut writer = match place.take() {
            Some(writer) => writer,
            None => writer_of(&self.index)?,
        };
        work(&mut writer)?;
        *place = Some(writer);
        Ok(())
    }
}

fn writer_of(index: &Index) -> Result<Writer, SearchError> {
    Ok(index.writer_with_num_threads(1, limits::WRITER_BYTES)?)
}
