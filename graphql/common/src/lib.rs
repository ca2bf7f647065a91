//! What both GraphQL schemas are made with: scalars, errors, pages, what mutations have in common, the
//! way through the log, and the bounds.
//!
//! What is absent: the types of nouns, HTTP and sockets, SQL, reads and writes around the desk.

pub mod api;
pub mod choice;
pub mod cost;
mod cursor;
pub mod errors;
pub mod head_first;
pub mod lazy;
pub mod limits;
pub mod log_reader;
pub mod mutation;
pub mod page;
pub mod personal;
pub mod plain;
pub mod scalars;
pub mod shape;
pub mod show;
pub mod text_range;

pub use api::{Api, LiveLog, ServerFacts};
pub use head_first::HeadFirst;
pub use switchboard_graphql_macros::object;

use async_graphql::{ObjectType, SDLExportOptions, SchemaBuilder, SubscriptionType};
use std::sync::Arc;
use switchboard_meter::Metered;

/// The schema over a server, with the limits: the second line behind the transport's own.
pub fn serving<Q, M, S>(builder: SchemaBuilder<Q, M, S>, api: Arc<Api>) -> HeadFirst
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    let schema = builder
        .limit_depth(limits::DEPTH_MAX)
        .limit_complexity(limits::COST_MAX)
        .limit_directives(limits::DIRECTIVES_MAX)
        .limit_aliases(limits::ALIASES_MAX)
        .limit_recursive_depth(limits::RECURSION_MAX)
        .with_sorted_fields()
        .with_sorted_enums()
        .extension(Metered)
        .data(Arc::clone(&api))
        .finish();
    HeadFirst::new(schema, api)
}

/// The text of a schema, sorted.
pub fn sdl<Q, M, S>(builder: SchemaBuilder<Q, M, S>) -> String
where
    Q: ObjectType + 'static,
    M: ObjectType + 'static,
    S: SubscriptionType + 'static,
{
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items()
        .include_specified_by();
    builder.with_sorted_fields().with_sorted_enums().finish().sdl_with_options(options)
}
