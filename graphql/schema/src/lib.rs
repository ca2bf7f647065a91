//! The GraphQL schema for operators and integrations. Types are one noun a file; a mutation is one
//! command of the desk; a list is read by one statement per relation, never by one per row.
//!
//! What is absent: HTTP and sockets (the transport has them), SQL, reads and writes around the desk.

#![recursion_limit = "256"]

#[macro_use]
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod types;

mod batch;
mod caller;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod mutation;
mod noun;
mod query;
mod relation;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod subscription;

use async_graphql::{Schema, SchemaBuilder};
use mutation::Mutation;
use query::{Query, chat_filter};
use std::sync::Arc;
use subscription::{FeedCache, SubscriptionRoot};
use switchboard_graphql::{Api, HeadFirst, sdl, serving};
use switchboard_model::{ChatFilter, search::SearchIndex};

/// The schema for operators over a server. Each request carries a `switchboard_desk::Context` in its
/// data, and the `SessionId` where a session was used.
pub fn operator_schema(api: Arc<Api>, search: Arc<dyn SearchIndex>) -> HeadFirst {
    serving(builder().data(search).data(Arc::new(FeedCache::default())), api)
}

/// The filter of chats that a script writes down in the form that the API has for it.
///
/// # Errors
/// What to change, in words for people.
pub fn chat_filter_from_json(given: serde_json::Value) -> Result<ChatFilter, String> {
    chat_filter::read(given)
}

/// A filter of chats in the form that the API has for it.
pub fn chat_filter_to_json(filter: ChatFilter) -> serde_json::Value {
    chat_filter::shown(filter).0
}

/// The text of the operator schema, sorted.
pub fn operator_sdl() -> String {
    sdl(builder())
}

fn builder() -> SchemaBuilder<Query, Mutation, SubscriptionRoot> {
    Schema::build(Query::default(), Mutation::default(), SubscriptionRoot)
}
