//! The search itself: the current index, and one page of hits from it.

use crate::{
    SearchError,
    chats::Chats,
    compile, document,
    fields::CHAT,
    folder,
    follower::blocking,
    generation::Generation,
    highlight::highlights,
    limits,
    query::{self, Query},
    rank::{self, Cursor, Place},
};
use async_trait::async_trait;
use jiff::tz::TimeZone;
use parking_lot::RwLock;
use std::{
    collections::{HashMap, hash_map::Entry},
    fs::File,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use switchboard_model::{
    ChatId, ChatVisibility, EventCursor, Timestamp,
    search::{DocumentKey, SearchFailure, SearchHit, SearchIndex, SearchPage, SearchRequest},
};
use switchboard_store::{Store, page::board::ChatBoard};
use tantivy::{
    DocAddress, DocId, Score, SegmentReader,
    collector::{Count, TopDocs},
};
use tokio::sync::Mutex;
use tracing::warn;

/// The place in the log up to which the index in `folder` is complete; none where there is no index
/// yet. Reads only, also while a server has it open.
pub fn indexed_through(folder: &Path) -> Result<Option<EventCursor>, SearchError> {
    let current = folder.join(folder::current_name(folder));
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
    /// Knows which chats are like something, where there is one.
    pub(crate) board: Option<Arc<dyn ChatBoard>>,
    /// Held by whoever changes an index.
    pub(crate) turn: Mutex<()>,
    /// A search met a damaged file: the follower makes the index again.
    pub(crate) is_damaged: AtomicBool,
    current: RwLock<(String, Arc<Generation>)>,
    /// No other process changes an index in the folder.
    _taken: File,
}

impl Search {
    /// Opens the index in a folder. One of another version of this code, and one that cannot be
    /// used, is left aside; the follower then makes a new one.
    pub async fn open(folder: PathBuf, store: Store) -> Result<Arc<Self>, SearchError> {
        Self::open_beside(folder, store, None).await
    }

    /// [`Self::open`], beside a board that is asked first which chats are like something.
    pub async fn open_beside(
        folder: PathBuf,
        store: Store,
        board: Option<Arc<dyn ChatBoard>>,
    ) -> Result<Arc<Self>, SearchError> {
        let at = folder.clone();
        let (taken, name) = blocking(move || {
            let taken = folder::take(&at)?;
            let name = folder::current_name(&at);
            folder::remove_others(&at, &name);
            Ok((taken, name))
        })
        .await?;
        let index = folder.join(&name);
        let path = index.clone();
        let generation = match blocking(move || Generation::open(&path)).await {
            Ok(generation) => generation,
            Err(SearchError::InUse) => return Err(SearchError::InUse),
            Err(error) => {
                warn!(%error, "the search index cannot be used: it is moved aside and made again");
                blocking(move || {
                    folder::set_aside(&index)?;
                    Generation::open(&index)
                })
                .await?
            }
        };
        Ok(Arc::new(Self {
            store,
            folder,
            board,
            turn: Mutex::new(()),
            is_damaged: AtomicBool::new(false),
            current: RwLock::new((name, Arc::new(generation))),
            _taken: taken,
        }))
    }

    /// The index that serves now.
    pub(crate) fn current(&self) -> Arc<Generation> {
        Arc::clone(&self.current.read().1)
    }

    /// What a text asks for, with the chats that are meant.
    async fn asked(
        &self,
        text: &str,
        zone: &TimeZone,
        visibility: &ChatVisibility,
    ) -> Result<(Query, Chats), SearchError> {
        let query = Query::parse(text, zone)?;
        let chats = self.chats_of(&query, visibility).await?;
        Ok((query, chats))
    }

    /// The name for the next index.
    pub(crate) fn next_name(&self) -> String {
        folder::name_after(&self.current.read().0)
    }

    /// Makes an index the current one and removes the one before.
    pub(crate) fn switch(&self, name: &str, next: Arc<Generation>) -> Result<(), SearchError> {
        folder::make_current(&self.folder, name)?;
        *self.current.write() = (name.to_owned(), next);
        folder::remove_others(&self.folder, name);
        Ok(())
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
        let zone = query::zone(request.time_zone.as_deref())?;
        let (asked, refusal) = match self.asked(&request.query, &zone, visibility).await {
            Ok(asked) => (asked, None),
            // What somebody pasted is found, whatever its signs would mean.
            Err(SearchError::Query(told)) => match Query::of_text(&request.query) {
                Some(text) => ((text, Chats::default()), Some(told)),
                None => return Err(SearchError::Query(told).into()),
            },
            Err(error) => return Err(error.into()),
        };
        let visibility = visibility.clone();
        let generation = self.current();
        let now = self.store.clock().now();
        let found = blocking(move || page(&generation, &visibility, asked, &request, now)).await;
        if let Err(SearchError::Damaged(_)) = &found {
            self.is_damaged.store(true, Ordering::Relaxed);
        }
        let page = found?;
        match refusal.filter(|_| page.hits.is_empty()) {
            Some(told) => Err(SearchError::Query(told).into()),
            None => Ok(page),
        }
    }

    async fn rebuild(&self) -> Result<(), SearchFailure> {
        Self::rebuild(self).await?;
        Ok(())
    }
}

fn page(
    generation: &Generation,
    visibility: &ChatVisibility,
    (query, chats): (Query, Chats),
    request: &SearchRequest,
    now: Timestamp,
) -> Result<SearchPage, SearchError> {
    let cursor = request.after.as_deref().map(str::parse::<Cursor>).transpose()?;
    let (now, after) = cursor.map_or((now, None), |cursor| (cursor.now, Some(cursor.after)));
    let first = request.first.min(limits::PAGE_HITS);
    let searcher = generation.reader.searcher();
    let fields = &generation.fields;
    let wanted = compile::compile(&searcher, fields, &query, &chats, &request.kinds, visibility);
    let (body, weighs_length) = (fields.body, !query.clauses.is_empty());
    let collector = TopDocs::with_limit(first + 1).tweak_score(move |segment: &SegmentReader| {
        let place_of = rank::of_segment(segment, body, now, weighs_length);
        move |document: DocId, score: Score| -> Option<Place> {
            // What was on the pages before has no place, and comes behind all that has one.
            let place = place_of(document, score);
            after.is_none_or(|after| place < after).then_some(place)
        }
    });
    let found = searcher.search(&wanted, &collector)?;
    let mut found: Vec<(Place, DocAddress)> =
        found.into_iter().filter_map(|(place, address)| Some((place?, address))).collect();
    let has_next = found.len() > first;
    found.truncate(first);
    let count = if request.with_count { Some(searcher.search(&wanted, &Count)?) } else { None };
    let mut hits = Vec::with_capacity(found.len());
    let mut columns = HashMap::new();
    for (place, address) in found {
        let chats = match columns.entry(address.segment_ord) {
            Entry::Occupied(column) => column.into_mut(),
            Entry::Vacant(free) => {
                let fast_fields = searcher.segment_reader(address.segment_ord).fast_fields();
                free.insert(fast_fields.i64(CHAT)?)
            }
        };
        let chat = chats.first(address.doc_id);
        let Some(kind) = document::kind_of(place.kind) else { continue };
        hits.push(SearchHit {
            key: DocumentKey { kind, id: place.id },
            chat_id: chat.filter(|chat| *chat != 0).map(ChatId),
            score: place.score(),
            cursor: Cursor { now, after: place }.to_string(),
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
