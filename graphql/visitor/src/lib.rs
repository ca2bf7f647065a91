//! The visitor schema: what a customer in the web chat may ask, do and follow. Its types are its own:
//! none leads to an operator's data.

mod access;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod chat;
mod cursor;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod mutation;
mod query;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod subscription;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod timeline;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod types;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod typing;

pub use access::VisitorCaller;

use async_graphql::{Schema, SchemaBuilder};
use mutation::VisitorMutation;
use query::VisitorQuery;
use std::sync::Arc;
use subscription::VisitorSubscription;
use switchboard_graphql::{Api, HeadFirst, sdl, serving};

/// The schema for visitors over a server. Each request carries a [`VisitorCaller`] in its data, and a
/// `switchboard_desk::Context` once the visitor has a session.
pub fn visitor_schema(api: Arc<Api>) -> HeadFirst {
    serving(builder(), api)
}

/// The text of the visitor schema, sorted.
pub fn visitor_sdl() -> String {
    sdl(builder())
}

fn builder() -> SchemaBuilder<VisitorQuery, VisitorMutation, VisitorSubscription> {
    Schema::build(VisitorQuery, VisitorMutation::default(), VisitorSubscription)
}
