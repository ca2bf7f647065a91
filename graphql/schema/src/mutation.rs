//! The operator schema's mutations, by their noun. One mutation is one command of the desk.

mod attachment;
pub mod call;
mod channel;
mod chat;
mod close_reason;
mod contact;
mod delivery;
mod inbound_request;
mod message;
mod note;
mod operator;
mod role;
mod search;
mod setting;
mod team;
mod token;
mod typing;

use async_graphql::MergedObject;

/// Everything that can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(
    attachment::AttachmentMutation,
    channel::ChannelMutation,
    chat::ChatMutation,
    close_reason::CloseReasonMutation,
    contact::ContactMutation,
    delivery::DeliveryMutation,
    inbound_request::InboundRequestMutation,
    message::MessageMutation,
    note::NoteMutation,
    operator::OperatorMutation,
    role::RoleMutation,
    search::SearchMutation,
    setting::SettingMutation,
    team::TeamMutation,
    token::TokenMutation,
    typing::TypingMutation,
);
