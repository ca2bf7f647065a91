//! The port of the full-text search: what is asked of it and what it finds. Implemented over an
//! index that nobody here knows; a hit is an id, and whoever shows it reads the row again.

use crate::{ChatId, ChatVisibility, EventCursor};
use async_trait::async_trait;

/// What a document of the search is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// A message.
    Message,
    /// A note.
    Note,
    /// A contact.
    Contact,
    /// A chat itself: its number, title, references and solution.
    Chat,
}

impl DocumentKind {
    /// All kinds.
    pub const ALL: &'static [Self] = &[Self::Message, Self::Note, Self::Contact, Self::Chat];
}

/// The key of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocumentKey {
    /// What it is about.
    pub kind: DocumentKind,
    /// The row's id.
    pub id: i64,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// What a person typed.
    pub query: String,
    /// The zone in which the days of the query begin, by its IANA name; none: UTC.
    pub time_zone: Option<String>,
    /// Which kinds of documents.
    pub kinds: Vec<DocumentKind>,
    /// How many hits; the search gives no more than its limit.
    pub first: usize,
    /// The cursor of the hit before the first one wanted.
    pub after: Option<String>,
    /// Also count all hits.
    pub with_count: bool,
}

/// A hit.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchHit {
    /// What was found.
    pub key: DocumentKey,
    /// The chat it belongs to.
    pub chat_id: Option<ChatId>,
    /// Its rank: text first, then recency. Comparable within one answer only.
    pub score: f32,
    /// Where the next page goes on.
    pub cursor: String,
}

/// Says which parts of a text a query matches, in order.
pub type Highlighter = Box<dyn Fn(&str) -> Vec<Highlight> + Send + Sync>;

/// A page of hits.
pub struct SearchPage {
    /// The hits, best first.
    pub hits: Vec<SearchHit>,
    /// Is there another page.
    pub has_next: bool,
    /// How many there are in all, where it was asked for.
    pub count: Option<usize>,
    /// The place in the log up to which everything can be found.
    pub indexed_through: Option<EventCursor>,
    /// Marks what the query matches.
    pub highlights: Highlighter,
}

/// A part of a text, in UTF-16 units as the clients' languages count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// The first unit, from 0.
    pub start: usize,
    /// How many units.
    pub length: usize,
}

/// Why nothing could be searched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SearchFailure {
    /// The request cannot be understood; the text says what to change.
    #[error("{0}")]
    Invalid(String),
    /// The index does not answer; the text is for the log.
    #[error("{0}")]
    Unavailable(String),
}

/// The full-text search.
#[async_trait]
pub trait SearchIndex: Send + Sync + 'static {
    /// One page of the hits among what is visible.
    async fn search(
        &self,
        visibility: &ChatVisibility,
        request: SearchRequest,
    ) -> Result<SearchPage, SearchFailure>;

    /// Makes the index again while the old one serves.
    async fn rebuild(&self) -> Result<(), SearchFailure>;
}
