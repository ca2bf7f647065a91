//! Hits of the search: ids from the index, rows read again as far as the searcher may see them.

use crate::{
    caller::chat_reader,
    noun::visible,
    types::{chat::Chat, contact::Contact, message::Message, note::Note},
};
use async_graphql::{Context, Enum, Result, SimpleObject, Union};
use std::sync::Arc;
use switchboard_graphql::{
    api::api,
    errors::{coded, invalid, lacking},
    limits::{HIGHLIGHTS_MAX, PAGE_DEFAULT, SEARCH_TEXT_MAX_BYTES},
    page::{PageInfo, PageSize},
    scalars::EventCursor,
};
use switchboard_model::{
    ChatId, ContactId, MessageId, NoteId, Permission,
    search::{DocumentKind, SearchFailure, SearchHit, SearchIndex, SearchRequest},
};

/// What can be searched.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum SearchKind {
    /// Messages.
    Message,
    /// Notes.
    Note,
    /// Contacts.
    Contact,
    /// Chats themselves: number, title, references, and what they are examples of.
    Chat,
}

/// What was found.
#[derive(Clone, Union)]
pub enum SearchResult {
    /// A message.
    Message(Message),
    /// A note.
    Note(Note),
    /// A contact.
    Contact(Contact),
    /// A chat itself, and not what is said in it.
    Chat(Chat),
}

/// A part of a text that the query matches, in UTF-16 units.
#[derive(Clone, SimpleObject)]
pub struct SearchHighlight {
    /// The first unit, from 0.
    start: i64,
    /// How many units.
    length: i64,
}

/// A hit.
#[derive(Clone, SimpleObject)]
pub struct SearchResultEdge {
    /// The place of the hit; pass it as `after`.
    cursor: String,
    /// What was found.
    node: SearchResult,
    /// Its rank; comparable within one answer only.
    score: f64,
    /// The parts of the body (of a contact its name, of a chat its title) that match, in order.
    highlights: Vec<SearchHighlight>,
}

/// A page of hits, best first.
#[derive(Clone, SimpleObject)]
pub struct SearchResultConnection {
    /// The hits with their cursors.
    edges: Vec<SearchResultEdge>,
    /// What was found alone.
    nodes: Vec<SearchResult>,
    /// Where this page stands.
    page_info: PageInfo,
    /// How many hits there are; absent when it was not asked for.
    total_count: Option<i64>,
    /// The place in the log up to which everything can be found; absent before the first.
    indexed_through: Option<EventCursor>,
}

fn refused(failure: SearchFailure) -> async_graphql::Error {
    match failure {
        SearchFailure::Invalid(text) => invalid(text),
        SearchFailure::Unavailable(error) => {
            tracing::error!(error, "the search failed");
            coded("UNAVAILABLE", "The search does not work now; it was logged. Try again later.")
        }
    }
}

/// Searches.
pub(crate) async fn search(
    ctx: &Context<'_>,
    text: &str,
    time_zone: Option<String>,
    kinds: Option<Vec<SearchKind>>,
    first: Option<PageSize>,
    after: Option<String>,
) -> Result<SearchResultConnection> {
    let reader = chat_reader(ctx)?;
    if text.len() > SEARCH_TEXT_MAX_BYTES {
        return Err(invalid(format!("\"query\" is longer than {SEARCH_TEXT_MAX_BYTES} bytes.")));
    }
    let api = api(ctx)?;
    let sees_contacts = reader.visible_contacts().is_some();
    let kinds: Vec<DocumentKind> = match kinds {
        None => DocumentKind::ALL.to_vec(),
        Some(kinds) => kinds
            .iter()
            .map(|kind| match kind {
                SearchKind::Message => DocumentKind::Message,
                SearchKind::Note => DocumentKind::Note,
                SearchKind::Contact => DocumentKind::Contact,
                SearchKind::Chat => DocumentKind::Chat,
            })
            .collect(),
    };
    let kinds =
        kinds.into_iter().filter(|kind| sees_contacts || *kind != DocumentKind::Contact).collect();
    let size = first.map_or(PAGE_DEFAULT, |size| size.0);
    let is_later_page = after.is_some();
    let request = SearchRequest {
        query: text.to_owned(),
        time_zone,
        kinds,
        first: usize::try_from(size).unwrap_or(0),
        after,
        with_count: ctx.look_ahead().field("totalCount").exists(),
    };
    let visibility = reader.visible_chats().ok_or_else(|| lacking(Permission::ChatRead))?;
    let search = ctx.data::<Arc<dyn SearchIndex>>()?;
    let page = search.search(visibility, request).await.map_err(refused)?;
    let ids = |wanted: DocumentKind| {
        page.hits.iter().filter(move |hit| hit.key.kind == wanted).map(|hit| hit.key.id)
    };
    let messages =
        visible::<Message>(api, reader, ids(DocumentKind::Message).map(MessageId)).await?;
    let notes = visible::<Note>(api, reader, ids(DocumentKind::Note).map(NoteId)).await?;
    let contacts =
        visible::<Contact>(api, reader, ids(DocumentKind::Contact).map(ContactId)).await?;
    let chats = visible::<Chat>(api, reader, ids(DocumentKind::Chat).map(ChatId)).await?;
    let edge = |hit: &SearchHit| {
        let id = hit.key.id;
        let (node, text) = match hit.key.kind {
            DocumentKind::Message => {
                let message = messages.get(&MessageId(id))?.clone();
                let text = message.0.body.clone();
                (SearchResult::Message(message), text)
            }
            DocumentKind::Note => {
                let note = notes.get(&NoteId(id))?.clone();
                let text = note.0.body.clone();
                (SearchResult::Note(note), text)
            }
            DocumentKind::Contact => {
                let contact = contacts.get(&ContactId(id))?.clone();
                let text = contact.0.display_name().into_owned();
                (SearchResult::Contact(contact), text)
            }
            DocumentKind::Chat => {
                let chat = chats.get(&ChatId(id))?.clone();
                let text = chat.0.subject.clone().unwrap_or_default();
                (SearchResult::Chat(chat), text)
            }
        };
        let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let ranges = (page.highlights)(&text).into_iter().take(HIGHLIGHTS_MAX);
        let highlights = ranges
            .map(|range| SearchHighlight { start: whole(range.start), length: whole(range.length) })
            .collect();
        Some(SearchResultEdge {
            cursor: hit.cursor.clone(),
            node,
            score: f64::from(hit.score),
            highlights,
        })
    };
    let edges: Vec<SearchResultEdge> = page.hits.iter().filter_map(edge).collect();
    let cursors = page.hits.iter().map(|hit| &hit.cursor);
    Ok(SearchResultConnection {
        page_info: PageInfo::of(is_later_page, page.has_next, cursors),
        nodes: edges.iter().map(|edge| edge.node.clone()).collect(),
        edges,
        total_count: page.count.map(|count| i64::try_from(count).unwrap_or(i64::MAX)),
        indexed_through: page.indexed_through.map(EventCursor),
    })
}
