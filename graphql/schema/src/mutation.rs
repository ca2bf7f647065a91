//! The operator schema's mutations, by their noun. One mutation is one command of the desk.

mod attachment;
pub mod call;
mod channel;
mod chat;
mod contact;
mod delivery;
mod house;
mod inbox;
mod message;
mod note;
mod operator;
mod role;
mod team;
mod token;

use async_graphql::MergedObject;

/// Everything that can be done.
#[derive(MergedObject, Default)]
pub struct Mutation(
    chat::ChatMutation,
    message::MessageMutation,
    delivery::DeliveryMutation,
    note::NoteMutation,
    contact::ContactMutation,
    channel::ChannelMutation,
    operator::OperatorMutation,
    team::TeamMutation,
    role::RoleMutation,
    token::TokenMutation,
    attachment::AttachmentMutation,
    inbox::InboxMutation,
    house::HouseMutation,
);
