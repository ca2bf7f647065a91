//! What a visitor may do, by its noun.

mod attachment;
mod chat;
mod message;
pub mod visit;

use async_graphql::MergedObject;

/// What a visitor may do.
#[derive(MergedObject, Default)]
pub struct VisitorMutation(
    attachment::AttachmentMutation,
    chat::ChatMutation,
    message::MessageMutation,
    visit::VisitMutation,
);
