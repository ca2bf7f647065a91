//! A note: staff only. The visitor schema has no such type.

use crate::{
    batch::batched,
    noun::{IsTold, Noun, Rows, Visible},
    relation::{ToOne, load},
    types::{chat::Chat, contact::Contact, event::event, operator::Operator, rule::Rule},
};
use async_graphql::{Context, Result};
use switchboard_graphql::{
    api::api,
    choice::NoteKind,
    connection, cost, object,
    scalars::DateTime,
    text_range::{self, TextRange},
};
use switchboard_model::{NoteId, note};

batched!(Note of note::Note, note_id: NoteId, Relations);

#[derive(Default)]
pub struct Relations {
    chats: ToOne<Chat>,
    contacts: ToOne<Contact>,
    operators: ToOne<Operator>,
    mentions: ToOne<Operator>,
    rules: ToOne<Rule>,
}

impl Noun for Note {
    const ROWS: Rows<Self> = |related, ids| related.notes(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_notes(ids);
    const IS_TOLD: IsTold = |event, subscriber| {
        subscriber.operator.visible_chats().is_some()
            && event.event.contact_id.is_some_and(subscriber.sees_contact)
    };
}

event! {
    /// A note was written, edited or deleted.
    NoteEvent {
        /// The note as it is now; absent when it was deleted.
        note: Note
    }
}

/// A note on a chat or on a contact. Customers never see it.
#[object(id = note_id)]
impl Note {
    /// The chat it stands in; absent when it stands on the contact.
    async fn chat(&self, ctx: &Context<'_>) -> Result<Option<Chat>> {
        self.0.one(ctx, |of| &of.chats, |row| row.chat_id).await
    }

    /// The contact it is about.
    async fn contact(&self, ctx: &Context<'_>) -> Result<Option<Contact>> {
        self.0.one(ctx, |of| &of.contacts, |row| row.contact_id).await
    }

    /// The colleague who wrote it; absent where a rule did.
    async fn operator(&self, ctx: &Context<'_>) -> Result<Option<Operator>> {
        self.0.one(ctx, |of| &of.operators, |row| row.operator_id).await
    }

    /// The key of the rule that wrote it; absent for others, and for one that was deleted.
    async fn rule_key(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let rule = self.0.one(ctx, |of| &of.rules, |row| row.rule_id).await?;
        Ok(rule.map(|rule| rule.0.key.clone()))
    }

    /// What it was written for.
    fn kind(&self) -> NoteKind;
    /// The text. A colleague is named in it by `@[operator_…]`, with their id.
    fn body(&self) -> &str;

    /// The colleagues whom it names, each once.
    #[graphql(complexity = "cost::list(1, child_complexity)")]
    async fn mentions(&self, ctx: &Context<'_>) -> Result<Vec<Operator>> {
        let read = || async {
            let ids = self.0.all(note::Note::mentions).into_iter().flatten();
            load(api(ctx)?, ids).await
        };
        let operators = self.0.relations().mentions.get(read).await?;
        let named = self.0.mentions();
        Ok(named.iter().filter_map(|id| operators.get(id).cloned()).collect())
    }

    /// The parts of the text that are links or mention a colleague.
    #[graphql(complexity = "cost::list(5, child_complexity)")]
    async fn ranges(&self) -> Vec<TextRange> {
        text_range::of_note(&self.0.body)
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was written.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

connection!(NoteConnection, NoteEdge, Note, "A page of notes.", "A note in a list.");
