//! The operator schema's queries, by the noun that they ask about.

mod audit;
mod channel;
mod chat;
mod chat_filter;
mod close_reason;
mod contact;
mod delivery;
mod inbound_request;
mod log;
mod node;
mod operator;
mod plugin;
mod role;
mod search;
mod server;
mod setting;
mod team;
mod viewer;

use async_graphql::MergedObject;

/// Everything that can be asked.
#[derive(MergedObject, Default)]
pub struct Query(
    audit::AuditQuery,
    channel::ChannelQuery,
    chat::ChatQuery,
    close_reason::CloseReasonQuery,
    contact::ContactQuery,
    delivery::DeliveryQuery,
    inbound_request::InboundRequestQuery,
    log::LogQuery,
    node::NodeQuery,
    operator::OperatorQuery,
    plugin::PluginQuery,
    role::RoleQuery,
    search::SearchQuery,
    server::ServerQuery,
    setting::SettingQuery,
    team::TeamQuery,
    viewer::ViewerQuery,
);
