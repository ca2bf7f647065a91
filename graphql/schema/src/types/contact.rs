//! A contact (a customer) as operators see it.

use crate::{
    batch::{Batched, batched, pages},
    caller::{chat_reader, has, read},
    noun::{IsTold, Noun, Rows, StandsFor, Visible},
    relation::ToMany,
    types::{
        chat::{Chat, ChatConnection},
        event::event,
        identity::Identity,
        message::{Message, MessageConnection},
        note::{Note, NoteConnection},
        united::{ContactAddress, ContactUnite, Unites},
    },
};
use async_graphql::{Context, Result};
use std::collections::{HashMap, HashSet};
use switchboard_desk::read::{ChatKey, MessageKey, Page, PageRequest};
use switchboard_graphql::{
    connection, cost,
    lazy::{Memo, Once},
    object,
    page::{empty, encode},
    scalars::{DateTime, Json},
};
use switchboard_model::{
    ChatOrder, ContactId, NoteId, OperatorId, Permission, contact, name_order::NameKey,
};

batched!(Contact of contact::Contact, contact_id: ContactId, Relations);

#[derive(Default)]
pub struct Relations {
    identities: ToMany<ContactId, Identity>,
    chats: Memo<(OperatorId, PageRequest<ChatKey>), HashMap<ContactId, Page<Chat>>>,
    history: Memo<(OperatorId, PageRequest<MessageKey>), HashMap<ContactId, Page<Message>>>,
    notes: Memo<(OperatorId, PageRequest<NoteId>), HashMap<ContactId, Page<Note>>>,
    with_open_chat: Memo<OperatorId, HashSet<ContactId>>,
    pub(super) addresses: Once<Vec<contact::ContactAddress>>,
    pub(super) duplicates: Memo<OperatorId, HashMap<ContactId, Vec<Contact>>>,
    pub(super) unites: Once<Unites>,
}

impl Noun for Contact {
    const ROWS: Rows<Self> = |related, ids| related.contacts(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_contacts(ids);
    const IS_TOLD: IsTold = |event, subscriber| {
        // Of one that was pulled into another is told to whoever sees that.
        let of = event.event.contact_id.unwrap_or(ContactId(event.event.subject_id));
        (subscriber.sees_contact)(of)
    };
    const STANDS_FOR: Option<StandsFor<Self>> = Some(|related, ids| related.united_contacts(ids));
    const IS_GONE: fn(&contact::Contact) -> bool = |row| row.united_into_id.is_some();
}

impl Contact {
    /// What of it is told with the permission to see contacts alone. A chat shows its contact to whoever
    /// may read the chat: by name, and whether they may write.
    fn told<'a, T>(
        &'a self,
        ctx: &Context<'_>,
        detail: impl FnOnce(&'a contact::Contact) -> Option<T>,
    ) -> Option<T> {
        let row: &contact::Contact = &self.0;
        if has(ctx, Permission::ContactRead) { detail(row) } else { None }
    }
}

event! {
    /// A contact was first seen, changed, united with another one or erased.
    ContactEvent {
        /// The contact as it is now; absent when it was pulled into another one or erased: take it off your
        /// lists.
        contact: Contact
    }
}

/// A customer. Whoever may read one of its chats sees its name, and whether it is blocked; all else needs the
/// permission `CONTACT_READ` and is absent without it.
#[object(id = contact_id)]
impl Contact {
    /// The name to show; for a visitor who told none a placeholder that stays, such as "Visitor 4127".
    async fn name(&self) -> String {
        self.0.display_name().into_owned()
    }

    /// The email address; absent when it is not known, and without the permission `CONTACT_READ`.
    async fn email(&self, ctx: &Context<'_>) -> Option<&str> {
        self.told(ctx, |row| row.email.as_deref())
    }

    /// The phone number, E.164 where it could be read as one; absent when it is not known, and without the
    /// permission `CONTACT_READ`.
    async fn phone(&self, ctx: &Context<'_>) -> Option<&str> {
        self.told(ctx, |row| row.phone.as_deref())
    }

    /// The company's own kind of user, such as "merchant": the key of one of the `contactRoles`, where the
    /// company lists it. Absent when none was told, and without the permission `CONTACT_READ`.
    async fn role(&self, ctx: &Context<'_>) -> Option<&str> {
        self.told(ctx, |row| row.role.as_deref())
    }

    /// The language (BCP 47); absent when it is not known, and without the permission `CONTACT_READ`.
    async fn locale(&self, ctx: &Context<'_>) -> Option<&str> {
        self.told(ctx, |row| row.locale.as_deref())
    }

    /// The time zone (IANA name); absent when it is not known, and without the permission `CONTACT_READ`.
    async fn time_zone(&self, ctx: &Context<'_>) -> Option<&str> {
        self.told(ctx, |row| row.time_zone.as_deref())
    }

    /// The company's own attributes: a JSON object by the keys of the `attributeKinds` and any others; absent
    /// without the permission `CONTACT_READ`.
    async fn attributes(&self, ctx: &Context<'_>) -> Option<Json> {
        self.told(ctx, |row| Some(Json(row.attributes.clone())))
    }

    /// A host page has signed them in and vouched for who they are. What exactly it vouched for stands in
    /// the identity's `verifiedName` and its neighbours: the contact's own name, email address, phone number
    /// and role may come from visitors and operators as well.
    fn is_verified(&self) -> bool;
    /// May not write any more.
    fn is_blocked(&self) -> bool;

    /// Its addresses on channels, oldest first; absent without the permission `CONTACT_READ`.
    #[graphql(complexity = "cost::list(3, child_complexity)")]
    async fn identities(&self, ctx: &Context<'_>) -> Result<Option<Vec<Identity>>> {
        if !has(ctx, Permission::ContactRead) {
            return Ok(None);
        }
        let identities = self
            .0
            .many(
                ctx,
                |of| &of.identities,
                |row| row.contact_id,
                |related, ids| related.identities_of_contacts(ids),
            )
            .await?;
        Ok(Some(identities))
    }

    /// Its email addresses and phone numbers, with those of contacts that were pulled into it; none without the
    /// permission `CONTACT_READ`.
    #[graphql(complexity = "cost::list(2, child_complexity)")]
    async fn addresses(&self, ctx: &Context<'_>) -> Result<Vec<ContactAddress>> {
        if has(ctx, Permission::ContactRead) { self.all_addresses(ctx).await } else { Ok(vec![]) }
    }

    /// Which contacts were pulled into it, the newest unite first; none without the permission `CONTACT_READ`.
    #[graphql(complexity = "cost::list(2, child_complexity)")]
    async fn unites(&self, ctx: &Context<'_>) -> Result<Vec<ContactUnite>> {
        if has(ctx, Permission::ContactRead) { self.all_unites(ctx).await } else { Ok(vec![]) }
    }

    /// Contacts that you may see with the same email address or phone number, at most 10: perhaps the same
    /// person. None without the permission `CONTACT_READ`.
    #[graphql(complexity = "cost::list(2, child_complexity)")]
    async fn duplicates(&self, ctx: &Context<'_>) -> Result<Vec<Contact>> {
        self.visible_duplicates(ctx).await
    }

    /// What was said in all of its chats that you may read, together, oldest first.
    async fn history(
        &self,
        ctx: &Context<'_>,
        page: PageRequest<MessageKey>,
    ) -> Result<MessageConnection> {
        let key = (chat_reader(ctx)?.operator_id, page);
        let load = || async {
            let (ids, page) = (self.0.all(|row| row.contact_id), key.1.clone());
            Ok(pages(read(ctx, move |reader| reader.history_of_contacts(&ids, &page)).await?))
        };
        let pages = self.0.relations().history.get(key.clone(), load).await?;
        let page = pages.get(&self.0.contact_id).cloned().unwrap_or_else(empty);
        Ok(MessageConnection::of(page, Message::cursor))
    }

    /// Is one of the chats that you may read open. Where none is, `chatOpen` begins one at one of the identities.
    async fn has_open_chat(&self, ctx: &Context<'_>) -> Result<bool> {
        let load = || async {
            let ids = self.0.all(|row| row.contact_id);
            read(ctx, move |reader| reader.contacts_with_open_chat(&ids)).await
        };
        let operator_id = chat_reader(ctx)?.operator_id;
        let open = self.0.relations().with_open_chat.get(operator_id, load).await?;
        Ok(open.contains(&self.0.contact_id))
    }

    /// Its chats that you may read, newest message first.
    async fn chats(&self, ctx: &Context<'_>, page: PageRequest<ChatKey>) -> Result<ChatConnection> {
        let key = (chat_reader(ctx)?.operator_id, page);
        let load = || async {
            let (ids, page) = (self.0.all(|row| row.contact_id), key.1.clone());
            Ok(pages(read(ctx, move |reader| reader.chats_of_contacts(&ids, &page)).await?))
        };
        let pages = self.0.relations().chats.get(key.clone(), load).await?;
        let page = pages.get(&self.0.contact_id).cloned().unwrap_or_else(empty);
        let key = |chat: &Chat| ChatKey::of(&chat.0, ChatOrder::LastMessage, NameKey::default());
        Ok(ChatConnection::of(page, |chat| encode(&key(chat))))
    }

    /// The notes about it that you may read, oldest first; none without the permission `CONTACT_READ`.
    async fn notes(&self, ctx: &Context<'_>, page: PageRequest<NoteId>) -> Result<NoteConnection> {
        let key = (chat_reader(ctx)?.operator_id, page);
        let load = || async {
            let (ids, page) = (self.0.all(|row| row.contact_id), key.1.clone());
            Ok(pages(read(ctx, move |reader| reader.notes_of_contacts(&ids, &page)).await?))
        };
        let pages = self.0.relations().notes.get(key.clone(), load).await?;
        let page = pages.get(&self.0.contact_id).cloned().unwrap_or_else(empty);
        Ok(NoteConnection::of(page, |note| encode(&note.key())))
    }

    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was first seen.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

connection!(ContactConnection, ContactEdge, Contact, "A page of contacts.", "A contact in a list.");
