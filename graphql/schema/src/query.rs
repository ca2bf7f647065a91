//! The operator schema's queries, by what they ask about.

mod admin;
mod chats;
mod house;
mod lookup;

use async_graphql::MergedObject;

/// Everything that can be asked.
#[derive(MergedObject, Default)]
pub struct Query(chats::ChatQuery, lookup::LookupQuery, house::HouseQuery, admin::AdminQuery);
