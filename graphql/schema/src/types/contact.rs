//! A contact (a customer) as operators see it.

use crate::{
    api::{api, chat_reader},
    cost,
    family::{self, Family},
    lazy::{Memo, Once},
    page::{Arguments, PageSize, connection, encode, filled},
    scalars::{DateTime, Json},
    types::{
        chat::{Chat, ChatConnection},
        identity::Identity,
        note::{Note, NoteConnection},
    },
};
use async_graphql::{Context, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{ChatId, ContactId, IdentityId, NoteId, OperatorId, contact};
use switchboard_store::{
    DatabaseConnection, StoreError,
    page::{
        self, Page, Slice,
        chats::{ChatKey, ChatOrder},
        contacts::ContactKey,
    },
};

/// A customer.
#[derive(Clone)]
pub struct Contact {
    pub(crate) row: Arc<contact::Contact>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<contact::Contact>>,
    identities: Once<HashMap<ContactId, Vec<Identity>>>,
    chats: Memo<(OperatorId, Slice<ChatKey>), HashMap<i64, Page<Chat>>>,
    notes: Memo<(OperatorId, Slice<NoteId>), HashMap<i64, Page<Note>>>,
}

impl Siblings {
    fn ids(&self) -> Vec<ContactId> {
        self.rows.iter().map(|row| row.contact_id).collect()
    }
}

impl Contact {
    /// Its place in the list of contacts.
    pub fn cursor(&self) -> String {
        encode(&ContactKey { name: self.row.name.clone(), contact_id: self.row.contact_id.0 })
    }
}

impl Family for Contact {
    type Id = ContactId;
    type Row = contact::Contact;

    fn siblings(rows: Vec<contact::Contact>) -> Vec<Self> {
        let family = |rows| Siblings {
            rows,
            identities: Once::default(),
            chats: Memo::default(),
            notes: Memo::default(),
        };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[ContactId],
    ) -> Result<Vec<contact::Contact>, StoreError> {
        switchboard_store::contact::by_ids(connection, ids)
    }

    fn key(&self) -> ContactId {
        self.row.contact_id
    }
}

/// A customer.
#[Object]
impl Contact {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.contact_id.into()
    }

    /// The name to show.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// The email address; absent when it is not known.
    async fn email(&self) -> Option<&str> {
        self.row.email.as_deref()
    }

    /// The phone number, E.164 where it could be read as one; absent when it is not known.
    async fn phone(&self) -> Option<&str> {
        self.row.phone.as_deref()
    }

    /// The company's own kind of user, such as "merchant"; absent when none was told.
    async fn role(&self) -> Option<&str> {
        self.row.role.as_deref()
    }

    /// The language (BCP 47); absent when it is not known.
    async fn locale(&self) -> Option<&str> {
        self.row.locale.as_deref()
    }

    /// The time zone (IANA name); absent when it is not known.
    async fn time_zone(&self) -> Option<&str> {
        self.row.time_zone.as_deref()
    }

    /// The company's own attributes: a JSON object.
    async fn attributes(&self) -> Json {
        Json(self.row.attributes.clone())
    }

    /// May not write any more.
    async fn is_blocked(&self) -> bool {
        self.row.is_blocked
    }

    /// Its addresses on channels, oldest first.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn identities(&self, ctx: &Context<'_>) -> Result<Vec<Identity>> {
        let ids = self.family.ids();
        let load = || async {
            let read = move |connection: &mut DatabaseConnection| {
                let pairs = page::batch::identity_ids(connection, &ids)?;
                let ids: Vec<IdentityId> = pairs.iter().map(|(_, id)| *id).collect();
                Ok((pairs, Identity::rows(connection, &ids)?))
            };
            let (pairs, rows) = api(ctx)?.read(read).await?;
            let found = family::by_id(Identity::siblings(rows));
            let mut lists: HashMap<ContactId, Vec<Identity>> = HashMap::new();
            for (contact, identity) in pairs {
                lists.entry(contact).or_default().extend(found.get(&identity).cloned());
            }
            Ok(lists)
        };
        let lists = self.family.identities.get(load).await?;
        Ok(lists.get(&self.row.contact_id).cloned().unwrap_or_default())
    }

    /// Its chats that you may read, newest message first.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn chats(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<ChatConnection> {
        let reader = chat_reader(ctx)?;
        let slice: Slice<ChatKey> = Arguments { first, after, last, before }.slice()?;
        let (ids, scope, wanted) = (self.family.ids(), reader.scope.clone(), slice.clone());
        let load = || async {
            let read = move |connection: &mut DatabaseConnection| {
                let pages = page::chats::of_contacts(connection, &scope, &ids, &wanted)?;
                let ids: Vec<ChatId> = pages
                    .values()
                    .flat_map(|page| page.items.iter().copied().map(ChatId))
                    .collect();
                Ok((pages, Chat::rows(connection, &ids)?))
            };
            let (pages, rows) = api(ctx)?.read(read).await?;
            let found = family::by_id(Chat::siblings(rows));
            let fill = |(id, page)| (id, filled(page, |id| found.get(&ChatId(id)).cloned()));
            Ok(pages.into_iter().map(fill).collect())
        };
        let key = (reader.operator_id, slice);
        let pages: Arc<HashMap<i64, Page<Chat>>> = self.family.chats.get(key, load).await?;
        let page = pages.get(&self.row.contact_id.0).cloned().unwrap_or_else(empty);
        Ok(ChatConnection::of(page, |chat| encode(&ChatOrder::LastMessage.key(&chat.row))))
    }

    /// The notes about it that you may read, oldest first.
    #[graphql(complexity = "cost::page(child_complexity)")]
    async fn notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How many from the beginning, at most 100.")] first: Option<PageSize>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, at most 100.")] last: Option<PageSize>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<NoteConnection> {
        let reader = chat_reader(ctx)?;
        let slice: Slice<NoteId> = Arguments { first, after, last, before }.slice()?;
        let (ids, scope, wanted) = (self.family.ids(), reader.scope.clone(), slice.clone());
        let load = || async {
            let read = move |connection: &mut DatabaseConnection| {
                let pages = page::notes::of_contacts(connection, &scope, &ids, &wanted)?;
                let ids: Vec<NoteId> = pages
                    .values()
                    .flat_map(|page| page.items.iter().copied().map(NoteId))
                    .collect();
                Ok((pages, Note::rows(connection, &ids)?))
            };
            let (pages, rows) = api(ctx)?.read(read).await?;
            let found = family::by_id(Note::siblings(rows));
            let fill = |(id, page)| (id, filled(page, |id| found.get(&NoteId(id)).cloned()));
            Ok(pages.into_iter().map(fill).collect())
        };
        let key = (reader.operator_id, slice);
        let pages: Arc<HashMap<i64, Page<Note>>> = self.family.notes.get(key, load).await?;
        let page = pages.get(&self.row.contact_id.0).cloned().unwrap_or_else(empty);
        Ok(NoteConnection::of(page, |note| encode(&note.key())))
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    async fn version(&self) -> i64 {
        self.row.version
    }

    /// When it was first seen.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.row.updated_at)
    }
}

fn empty<T>() -> Page<T> {
    Page { items: Vec::new(), has_previous: false, has_next: false }
}

connection!(ContactConnection, ContactEdge, Contact, "A page of contacts.", "A contact in a list.");
