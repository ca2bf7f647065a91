//! The search itself: the current index, and one page of hits from it.

use crate::{
    SearchError, compile, document, fields, follower::blocking, generation::Generation,
    highlight::highlights, label::Labels, limits, query::Query,
};
use async_trait::async_trait;
use parking_lot::RwLock;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use switchboard_model::{
    ChatId, ChatVisibility, EventCursor, Timestamp,
    search::{DocumentKey, SearchFailure, SearchHit, SearchIndex, SearchPage, SearchRequest},
};
use switchboard_store::Store;
use tantivy::{
    DocId, Score, SegmentReader,
    collector::{Count, TopDocs},
};
use tokio::sync::Mutex;

/// The file that names the folder of the current index.
const CURRENT: &str = "current";

/// The file that asks the process that has the index open to make it again.
const REQUEST: &str = "rebuild";

/// Asks the process that has the index in `folder` open to make it again while it serves.
pub fn request_rebuild(folder: &Path) -> Result<(), SearchError> {
    Ok(std::fs::write(folder.join(REQUEST), "")?)
}

/// The place in the log up to which the index in `folder` is complete; none where there is no index
/// yet. Reads only, also while a server has it open.
pub fn indexed_through(folder: &Path) -> Result<Option<EventCursor>, SearchError> {
    let current = folder.join(current_name(folder));
    if !current.is_dir() {
        return Ok(None);
    }
    let payload = tantivy::Index::open_in_dir(current)?.load_metas()?.payload;
    Ok(payload.and_then(|payload| payload.parse().ok()))
}

/// The search of this process.
pub struct Search {
    pub(crate) store: Store,
    pub(crate) folder: PathBuf,
    /// Held by whoever changes an index.
    pub(crate) turn: Mutex<()>,
    current: RwLock<(String, Arc<Generation>)>,
}

impl Search {
    /// Opens the index in a folder. An index of another version of this code is left aside; the
    /// follower then makes a new one.
    pub async fn open(folder: PathBuf, store: Store) -> Result<Arc<Self>, SearchError> {
        let at = folder.clone();
        let (name, generation) = blocking(move || {
            std::fs::create_dir_all(&at)?;
            let name = current_name(&at);
            let generation = Generation::open(&at.join(&name))?;
            remove_others(&at, &name)?;
            Ok((name, generation))
        })
        .await?;
        let current = RwLock::new((name, Arc::new(generation)));
        Ok(Arc::new(Self { store, folder, turn: Mutex::new(()), current }))
    }

    /// The index that serves now.
    pub(crate) fn current(&self) -> Arc<Generation> {
        Arc::clone(&self.current.read().1)
    }

    /// The name for the next index.
    pub(crate) fn next_name(&self) -> String {
        let current = self.current.read();
        let number = current.0.rsplit('-').next().and_then(|number| number.parse::<u64>().ok());
        name(number.unwrap_or(0) + 1)
    }

    /// Makes an index the current one and removes the one before.
    pub(crate) fn switch(&self, name: &str, next: Arc<Generation>) -> Result<(), SearchError> {
        let pending = self.folder.join("current.new");
        std::fs::write(&pending, name)?;
        std::fs::rename(&pending, self.folder.join(CURRENT))?;
        *self.current.write() = (name.to_owned(), next);
        remove_others(&self.folder, name)
    }

    pub(crate) fn is_rebuild_requested(&self) -> bool {
        self.folder.join(REQUEST).exists()
    }

    pub(crate) fn rebuild_is_done(&self) -> Result<(), SearchError> {
        Ok(std::fs::remove_file(self.folder.join(REQUEST))?)
    }

    /// The place in the log up to which everything can be found.
    pub fn position(&self) -> Result<Option<EventCursor>, SearchError> {
        Ok(self.current().position())
    }
}

#[async_trait]
impl SearchIndex for Search {
    async fn search(
        &self,
        visibility: &ChatVisibility,
        request: SearchRequest,
    ) -> Result<SearchPage, SearchFailure> {
        let query = Query::parse(&request.query)?;
        let labels = Labels::of(&self.store, &query).await?;
        let visibility = visibility.clone();
        let generation = self.current();
        let now = self.store.clock().now();
        Ok(blocking(move || page(&generation, &visibility, (query, labels), &request, now)).await?)
    }

    async fn rebuild(&self) -> Result<(), SearchFailure> {
        Self::rebuild(self).await?;
        Ok(())
    }
}

fn page(
    generation: &Generation,
    visibility: &ChatVisibility,
    (query, labels): (Query, Labels),
    request: &SearchRequest,
    now: Timestamp,
) -> Result<SearchPage, SearchError> {
    let offset = match &request.after {
        Some(cursor) => offset(cursor)?,
        None => 0,
    };
    let first = request.first.min(limits::PAGE_HITS);
    if offset + first > limits::DEEPEST_HIT {
        return Err(SearchError::Query(format!(
            "no more than {} hits can be paged through: narrow the query",
            limits::DEEPEST_HIT
        )));
    }
    let searcher = generation.reader.searcher();
    let wanted = compile::compile(&generation.fields, &query, &labels, &request.kinds, visibility);
    let collector = TopDocs::with_limit(first + 1).and_offset(offset).tweak_score(
        move |segment: &SegmentReader| {
            let at = segment.fast_fields().i64("at").map(|column| column.first_or_default_col(0));
            move |document: DocId, score: Score| {
                let at = at.as_ref().map_or(0, |column| column.get_val(document));
                score * recency(now.since_ms(Timestamp(at)))
            }
        },
    );
    let mut found = searcher.search(&wanted, &collector)?;
    let has_next = found.len() > first;
    found.truncate(first);
    let count = if request.with_count { Some(searcher.search(&wanted, &Count)?) } else { None };
    let mut hits = Vec::with_capacity(found.len());
    for (place, (score, address)) in found.into_iter().enumerate() {
        let columns = searcher.segment_reader(address.segment_ord).fast_fields();
        let read = |name: &str| columns.i64(name).map(|column| column.first(address.doc_id));
        let kind = read("kind")?.and_then(document::kind_of);
        let (Some(kind), Some(id), chat) = (kind, read("id")?, read("chat")?) else { continue };
        hits.push(SearchHit {
            key: DocumentKey { kind, id },
            chat_id: chat.filter(|chat| *chat != 0).map(ChatId),
            score,
            cursor: (offset + place + 1).to_string(),
        });
    }
    Ok(SearchPage {
        hits,
        has_next,
        count,
        indexed_through: generation.position(),
        highlights: Box::new(move |text| highlights(&query, text)),
    })
}

fn recency(age_ms: i64) -> f32 {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    let weight = (-(age_ms.max(0) as f64) / limits::RECENCY_MS).exp() as f32;
    0.75 + 0.25 * weight
}

fn offset(cursor: &str) -> Result<usize, SearchError> {
    cursor
        .parse::<usize>()
        .ok()
        .filter(|offset| *offset <= limits::DEEPEST_HIT)
        .ok_or(SearchError::Cursor)
}

fn name(number: u64) -> String {
    format!("index-v{}-{number}", fields::VERSION)
}

fn current_name(folder: &Path) -> String {
    let prefix = format!("index-v{}-", fields::VERSION);
    std::fs::read_to_string(folder.join(CURRENT))
        .ok()
        .map(|name| name.trim().to_owned())
        .filter(|name| name.starts_with(&prefix) && folder.join(name).is_dir())
        .unwrap_or_else(|| name(0))
}

/// Removes indexes that nothing points to: old ones, and new ones that a crash left half made.
fn remove_others(folder: &Path, keep: &str) -> Result<(), SearchError> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("index-") && name != keep {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
