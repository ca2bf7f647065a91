//! The operator schema's queries, by the noun that they ask about; those of small nouns stand with their types.

mod audit;
mod channel;
mod chat;
pub mod chat_filter;
pub mod contact;
mod delivery;
mod inbound_request;
mod log;
mod node;
mod operator;
mod plugin;
mod search;
mod server;
mod setting;
mod viewer;
mod visit;
mod why_not;

use crate::types::NounQuery;
use async_graphql::MergedObject;

/// Everything that can be asked.
#[derive(MergedObject, Default)]
pub struct Query(
    audit::AuditQuery,
    channel::ChannelQuery,
    chat::ChatQuery,
    contact::ContactQuery,
    delivery::DeliveryQuery,
    inbound_request::InboundRequestQuery,
    log::LogQuery,
    node::NodeQuery,
    NounQuery,
    operator::OperatorQuery,
    plugin::PluginQuery,
    search::SearchQuery,
    server::ServerQuery,
    setting::SettingQuery,
    viewer::ViewerQuery,
    visit::VisitQuery,
    why_not::WhyNotQuery,
);
