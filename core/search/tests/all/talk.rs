//! A chat with given messages, its index, and what a search finds in it.

use crate::rows::{add_channel, add_contact, add_identity, add_message, plain_chat};
use crate::visibility::follow;
use std::path::Path;
use std::sync::Arc;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind, NewEvent, SubjectKind};
use switchboard_model::search::{DocumentKind, SearchIndex, SearchPage, SearchRequest};
use switchboard_model::{AuthorKind, ChatVisibility, MessageId};
use switchboard_search::Search;
use switchboard_store::{Lane, Store, StoreError, chat, log};

/// Messages that are written at once.
const AT_ONCE: usize = 500;

/// A store with one chat, and its search.
pub struct Talk {
    pub store: Store,
    pub search: Arc<Search>,
    pub chat: Chat,
}

impl Talk {
    /// An empty chat.
    pub async fn new(store: &Store, folder: &Path) -> Self {
        let made = store.write(Lane::Any, |transaction| {
            let channel = add_channel(transaction, 0)?;
            let contact = add_contact(transaction)?;
            let identity = add_identity(transaction, contact, channel, "talk")?;
            let row = plain_chat(transaction, &identity, 1);
            chat::insert_or_ignore(transaction, &row)?;
            Ok::<_, StoreError>(row)
        });
        let chat = made.await.expect("a chat is made");
        let search = open(store, folder).await;
        Self { store: store.clone(), search, chat }
    }

    /// Writes messages and lets the index follow.
    pub async fn say(&self, bodies: &[String]) -> Vec<MessageId> {
        let mut ids = Vec::new();
        for bodies in bodies.chunks(AT_ONCE) {
            let (bodies, chat) = (bodies.to_vec(), self.chat.clone());
            let said = self.store.write(Lane::Any, move |transaction| {
                let mut ids = Vec::new();
                for body in &bodies {
                    let id = add_message(transaction, &chat, body)?;
                    log::append(transaction, &created(&chat, id))?;
                    ids.push(id);
                }
                Ok::<_, StoreError>(ids)
            });
            ids.extend(said.await.expect("messages are written"));
        }
        follow(&self.search, &self.store).await;
        ids
    }

    /// A page of messages.
    pub async fn page(&self, query: &str, first: usize, after: Option<String>) -> SearchPage {
        page(&self.search, query, first, after).await
    }

    /// The ten best messages.
    pub async fn found(&self, query: &str) -> Vec<MessageId> {
        ids(&self.page(query, 10, None).await)
    }
}

/// Opens the index in a folder.
pub async fn open(store: &Store, folder: &Path) -> Arc<Search> {
    Search::open(folder.to_owned(), store.clone()).await.expect("an index")
}

/// A page of messages.
pub async fn page(search: &Search, query: &str, first: usize, after: Option<String>) -> SearchPage {
    let kinds = vec![DocumentKind::Message];
    let query = query.to_owned();
    let request = SearchRequest { query, time_zone: None, kinds, first, after, with_count: false };
    let asked = request.query.clone();
    match search.search(&ChatVisibility::everything(), request).await {
        Ok(page) => page,
        Err(error) => panic!("{asked}: {error}"),
    }
}

/// The messages of a page.
pub fn ids(page: &SearchPage) -> Vec<MessageId> {
    page.hits.iter().map(|hit| MessageId(hit.key.id)).collect()
}

fn created(chat: &Chat, id: MessageId) -> NewEvent {
    NewEvent {
        kind: EventKind::MessageCreated,
        author_kind: AuthorKind::Contact,
        author_id: Some(chat.contact_id.0),
        subject_kind: SubjectKind::Message,
        subject_id: id.0,
        chat_id: Some(chat.chat_id),
        contact_id: Some(chat.contact_id),
        channel_id: Some(chat.channel_id),
        detail: EventDetail::default(),
    }
}
