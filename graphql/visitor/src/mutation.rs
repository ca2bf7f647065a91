//! What a visitor may do, by its noun.

mod attachment;
mod chat;
pub mod visit;

use async_graphql::MergedObject;

/// What a visitor may do.
#[derive(MergedObject, Default)]
pub struct VisitorMutation(
    attachment::AttachmentMutation,
    chat::ChatMutation,
    visit::VisitMutation,
);
