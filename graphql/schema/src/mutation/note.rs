//! What is done with a note.

use crate::{
    errors::invalid,
    family::single,
    mutation::call::{Call, payload},
    scalars::Id,
    types::note::Note,
    visible,
};
use async_graphql::{Context, ID, InputObject, Object, Result};
use switchboard_desk::note;
use switchboard_model::{ChatId, ContactId, NoteId};

/// A new note: on a chat or on a contact.
#[derive(Clone, InputObject)]
pub struct NoteCreateInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The chat. Pass this or the contact.
    chat_id: Option<Id<ChatId>>,
    /// The contact. Pass this or the chat.
    contact_id: Option<Id<ContactId>>,
    /// The text.
    body: String,
}

/// The new text of a note.
#[derive(Clone, InputObject)]
pub struct NoteEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The note.
    note_id: Id<NoteId>,
    /// The text.
    body: String,
    /// The version you have seen.
    expected_version: Option<i64>,
}

/// The note to delete.
#[derive(Clone, InputObject)]
pub struct NoteDeleteInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The note.
    note_id: Id<NoteId>,
    /// The version you have seen.
    expected_version: Option<i64>,
}

payload!(NoteCreatePayload, "What came of writing a note.", note: Note, "The note; absent when it was not taken.");
payload!(NoteEditPayload, "What came of editing a note.", note: Note, "The note as it is now; absent when it was not edited.");
payload!(
    NoteDeletePayload, "What came of deleting a note.",
    deleted_id: ID, "The id of the note; absent when it was not deleted.",
    note: Note, "The note as it is now; only when it changed since you read it."
);

#[derive(Default)]
pub struct NoteMutation;

/// What is done with a note.
#[Object]
impl NoteMutation {
    /// Writes a note. Customers never see it.
    async fn note_create(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note.")] input: NoteCreateInput,
    ) -> Result<NoteCreatePayload> {
        let call = Call::begin(ctx, "noteCreate", &input, input.client_mutation_id.as_ref())?;
        let on = match (input.chat_id, input.contact_id) {
            (Some(chat), None) => note::create::NoteOn::Chat(chat.0),
            (None, Some(contact)) => note::create::NoteOn::Contact(contact.0),
            _ => return Err(invalid("Pass either \"chatId\" or \"contactId\".")),
        };
        let command = note::create::CreateInput { on, body: input.body };
        let done = note::create::create(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(NoteCreatePayload::of(outcome, row.and_then(single)))
    }

    /// Edits a note.
    async fn note_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new text.")] input: NoteEditInput,
    ) -> Result<NoteEditPayload> {
        let call = Call::begin(ctx, "noteEdit", &input, input.client_mutation_id.as_ref())?;
        let (api, operator, id) = (call.api, call.operator, input.note_id.0);
        let command = note::edit::EditInput {
            note_id: id,
            body: input.body,
            expected_version: input.expected_version,
        };
        let done = note::edit::edit(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let note = if outcome.is_stale() {
            visible::notes(api, operator, vec![id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(NoteEditPayload::of(outcome, note))
    }

    /// Deletes a note.
    async fn note_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The note.")] input: NoteDeleteInput,
    ) -> Result<NoteDeletePayload> {
        let call = Call::begin(ctx, "noteDelete", &input, input.client_mutation_id.as_ref())?;
        let (api, operator, id) = (call.api, call.operator, input.note_id.0);
        let command =
            note::delete::DeleteInput { note_id: id, expected_version: input.expected_version };
        let done = note::delete::delete(call.desk, &call.context, command).await;
        let (deleted, outcome) = call.finish(done)?;
        let note = if outcome.is_stale() {
            visible::notes(api, operator, vec![id]).await?.remove(&id)
        } else {
            None
        };
        Ok(NoteDeletePayload::of(outcome, deleted.map(Into::into), note))
    }
}
