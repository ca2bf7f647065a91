//! A note: staff only. The visitor schema has no such type.

use crate::{
    api::api,
    family::{self, Family, load},
    lazy::Once,
    page::connection,
    scalars::DateTime,
    types::{chat::Chat, contact::Contact, operator::Operator},
};
use async_graphql::{Context, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{ChatId, ContactId, NoteId, OperatorId, note};
use switchboard_store::{DatabaseConnection, StoreError};

/// A note on a chat or on a contact.
#[derive(Clone)]
pub struct Note {
    pub(crate) row: Arc<note::Note>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<note::Note>>,
    chats: Once<HashMap<ChatId, Chat>>,
    contacts: Once<HashMap<ContactId, Contact>>,
    operators: Once<HashMap<OperatorId, Operator>>,
}

impl Family for Note {
    type Id = NoteId;
    type Row = note::Note;

    fn siblings(rows: Vec<note::Note>) -> Vec<Self> {
        let family = |rows| Siblings {
            rows,
            chats: Once::default(),
            contacts: Once::default(),
            operators: Once::default(),
        };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[NoteId],
    ) -> Result<Vec<note::Note>, StoreError> {
        switchboard_store::note::by_ids(connection, ids)
    }

    fn key(&self) -> NoteId {
        self.row.note_id
    }
}

/// A note on a chat or on a contact. Customers never see it.
#[Object]
impl Note {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.note_id.into()
    }

    /// The chat it stands in; absent when it stands on the contact.
    async fn chat(&self, ctx: &Context<'_>) -> Result<Option<Chat>> {
        let Some(id) = self.row.chat_id else { return Ok(None) };
        let load = || async {
            load(api(ctx)?, self.family.rows.iter().filter_map(|row| row.chat_id)).await
        };
        Ok(self.family.chats.get(load).await?.get(&id).cloned())
    }

    /// The contact it is about.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Contact>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.contact_id)).await };
        Ok(self.family.contacts.get(load).await?.get(&self.row.contact_id).cloned())
    }

    /// Who wrote it.
    async fn operator(&self, ctx: &Context<'_>) -> Result<Option<Operator>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.operator_id)).await };
        Ok(self.family.operators.get(load).await?.get(&self.row.operator_id).cloned())
    }

    /// The text.
    async fn body(&self) -> &str {
        &self.row.body
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// When it was written.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.row.updated_at)
    }
}

connection!(NoteConnection, NoteEdge, Note, "A page of notes.", "A note in a list.");
