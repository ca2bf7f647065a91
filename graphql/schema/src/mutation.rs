//! The operator schema's mutations, by their noun; those of small nouns stand with their types. One
//! mutation is one command of the desk.

mod attachment;
pub mod bulk;
pub mod call;
mod channel;
mod channel_test;
mod chat;
mod contact;
mod delivery;
mod export;
mod handover;
mod inbound_request;
mod message;
mod note;
mod open_as;
mod operator;
mod search;
mod setting;
mod token;
mod typing;

use crate::types::NounMutation;
use async_graphql::MergedObject;

/// Everything that can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(
    attachment::AttachmentMutation,
    bulk::BulkMutation,
    channel::ChannelMutation,
    channel_test::ChannelTestMutation,
    chat::ChatMutation,
    contact::ContactMutation,
    delivery::DeliveryMutation,
    export::ExportMutation,
    handover::HandoverMutation,
    inbound_request::InboundRequestMutation,
    message::MessageMutation,
    note::NoteMutation,
    NounMutation,
    open_as::OpenAsMutation,
    operator::OperatorMutation,
    search::SearchMutation,
    setting::SettingMutation,
    token::TokenMutation,
    typing::TypingMutation,
);
