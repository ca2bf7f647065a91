//! The two GraphQL schemas: one for operators and integrations, one for visitors. Types are one noun
//! a file; a mutation is one command of the desk; a list is read by one statement per relation, never
//! by one per row.
//!
//! What is absent: HTTP and sockets (the transport has them), SQL, writes around the desk. The visitor
//! schema shares no type with the operator schema beyond scalars and enums.

#![recursion_limit = "256"]

mod api;
mod cost;
mod enums;
mod errors;
mod family;
mod feed_cache;
mod head_first;
mod lazy;
pub mod limits;
mod log_reader;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod mutation;
mod page;
mod personal;
mod query;
mod scalars;
mod subscription;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod types;
mod visible;
#[allow(dead_code, reason = "the derive writes a getter for each field of a payload or page")]
mod visitor;

pub use api::{Api, LiveLog, PluginFacts, ServerFacts};
pub use head_first::HeadFirst;
pub use mutation::Mutation;
pub use query::Query;
pub use subscription::SubscriptionRoot;
pub use visitor::{VisitorCaller, VisitorMutation, VisitorQuery, VisitorSubscription};

use async_graphql::{ObjectType, Schema, SchemaBuilder, SubscriptionType};
use std::sync::Arc;

/// The schema for operators and integrations.
pub type OperatorSchema = Schema<Query, Mutation, SubscriptionRoot>;
/// The schema for visitors.
pub type VisitorSchema = Schema<VisitorQuery, VisitorMutation, VisitorSubscription>;

/// The schema for operators over a house. Each request carries a `switchboard_desk::Context` in its
/// data, and the `SessionId` where a session was used.
pub fn operator_schema(api: Arc<Api>) -> HeadFirst<Query, Mutation, SubscriptionRoot> {
    HeadFirst::new(bounded(operator_builder()).data(Arc::clone(&api)).finish(), api)
}

/// The schema for visitors over a house. Each request carries a [`VisitorCaller`] in its data, and a
/// `switchboard_desk::Context` once the visitor has a session.
pub fn visitor_schema(
    api: Arc<Api>,
) -> HeadFirst<VisitorQuery, VisitorMutation, VisitorSubscription> {
    HeadFirst::new(bounded(visitor_builder()).data(Arc::clone(&api)).finish(), api)
}

/// The text of the operator schema, sorted.
pub fn operator_sdl() -> String {
    sdl(operator_builder())
}

/// The text of the visitor schema, sorted.
pub fn visitor_sdl() -> String {
    sdl(visitor_builder())
}

fn operator_builder() -> SchemaBuilder<Query, Mutation, SubscriptionRoot> {
    Schema::build(Query::default(), Mutation::default(), SubscriptionRoot)
}

fn visitor_builder() -> SchemaBuilder<VisitorQuery, VisitorMutation, VisitorSubscription> {
    Schema::build(VisitorQuery, VisitorMutation, VisitorSubscription)
}

/// With the limits: the second line behind the transport's own.
fn bounded<Q, M, S>(builder: SchemaBuilder<Q, M, S>) -> SchemaBuilder<Q, M, S>
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    builder
        .limit_depth(limits::DEPTH_MAX)
        .limit_complexity(limits::COST_MAX)
        .limit_directives(limits::DIRECTIVES_MAX)
        .limit_aliases(limits::ALIASES_MAX)
        .limit_recursive_depth(limits::RECURSION_MAX)
        .with_sorted_fields()
        .with_sorted_enums()
}

fn sdl<Q, M, S>(builder: SchemaBuilder<Q, M, S>) -> String
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    let options = async_graphql::SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by();
    builder.with_sorted_fields().with_sorted_enums().finish().sdl_with_options(options)
}
