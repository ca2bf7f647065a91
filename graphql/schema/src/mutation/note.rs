//! What is done with a note.

use crate::{
    mutation::call::{if_stale, mutate, mutations, run},
    types::note::Note,
};
use async_graphql::{Context, ID, Result};
use switchboard_desk::{
    Context as DeskContext, Desk,
    note::{create, delete, update},
};
use switchboard_graphql::{errors::invalid, input, payload, scalars::Id};
use switchboard_model::{ChatId, ContactId, NoteId};

input! {
    /// A new note: on a chat or on a contact.
    NoteCreateInput {
        /// The chat. Pass this or the contact.
        chat_id: Option<Id<ChatId>>,
        /// The contact. Pass this or the chat.
        contact_id: Option<Id<ContactId>>,
        /// The text. Name a colleague who sees the chat or contact by `@[operator_…]`, with their id.
        body: String,
    }

    /// The new text of a note.
    NoteUpdateInput into update::UpdateInput {
        /// The note.
        note_id: Id<NoteId>,
        /// The text.
        body: String,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The note to delete.
    NoteDeleteInput into delete::DeleteInput {
        /// The note.
        note_id: Id<NoteId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }
}

payload!(NoteCreatePayload, "The result of writing a note.", note: Note, "The note; absent when it was not taken.");
payload!(NoteUpdatePayload, "The result of editing a note.", note: Note, "The note as it is now; absent when it was not edited.");
payload!(
    NoteDeletePayload, "The result of deleting a note.",
    deleted_id: ID, "The id of the note; absent when it was not deleted.",
    note: Note, "The note as it is now; only when it changed since you read it."
);

async fn note_create(ctx: &Context<'_>, input: NoteCreateInput) -> Result<NoteCreatePayload> {
    let on = match (&input.chat_id, &input.contact_id) {
        (Some(chat), None) => create::NoteOn::Chat(chat.0),
        (None, Some(contact)) => create::NoteOn::Contact(contact.0),
        _ => return Err(invalid("Pass either \"chatId\" or \"contactId\".")),
    };
    let command = async |desk: &Desk, context: &DeskContext, input: NoteCreateInput| {
        create::create(desk, context, create::CreateInput { on, body: input.body }).await
    };
    mutate(ctx, input, command).await
}

async fn note_delete(ctx: &Context<'_>, input: NoteDeleteInput) -> Result<NoteDeletePayload> {
    let id = input.note_id.0;
    let command = async |desk: &Desk, context: &DeskContext, input: NoteDeleteInput| {
        delete::delete(desk, context, input.into()).await
    };
    let (deleted, outcome) = run(ctx, input, command).await?;
    let note = if_stale(ctx, &outcome, id).await?;
    Ok(NoteDeletePayload::of(outcome, deleted.map(Into::into), note))
}

mutations! {
    /// What is done with a note.
    NoteMutation {
        /// Writes a note. Customers never see it.
        note_create(NoteCreateInput, "The note.") -> NoteCreatePayload { by note_create }
        /// Edits a note.
        note_update(NoteUpdateInput, "The new text.")
            -> NoteUpdatePayload { update::update, version of note_id }
        /// Deletes a note.
        note_delete(NoteDeleteInput, "The note.") -> NoteDeletePayload { by note_delete }
    }
}
