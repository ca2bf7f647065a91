//! The contacts of broadcasts, and what became of each.

use crate::{
    batch::by_id,
    caller::read,
    types::{contact::Contact, message::Message},
};
use async_graphql::{Context, Result, SimpleObject};
use std::collections::HashMap;
use switchboard_desk::read::{Page, PageRequest};
use switchboard_graphql::{choice::Choice, connection, page::encode, scalars::DateTime};
use switchboard_model::{
    BroadcastId, ContactId,
    broadcast::{self, LeftOutReason, RecipientState},
};

/// A contact of a broadcast.
#[derive(Clone, SimpleObject)]
pub struct BroadcastRecipient {
    #[graphql(skip)]
    contact_id: ContactId,
    /// The contact; absent for one that you may not see, and for one that was pulled into another.
    contact: Option<Contact>,
    /// How far it is.
    state: Choice<RecipientState>,
    /// Why the contact is not written to; absent for others.
    reason: Option<Choice<LeftOutReason>>,
    /// What they were written; absent before, and where you may not read it.
    message: Option<Message>,
    /// When they were written to or left out; absent before.
    settled_at: Option<DateTime>,
}

connection!(
    BroadcastRecipientConnection,
    BroadcastRecipientEdge,
    BroadcastRecipient,
    "A page of the contacts of a broadcast.",
    "A contact in the list of a broadcast."
);

/// A page of the contacts of each of these broadcasts, with all that is shown of them.
pub async fn recipients(
    ctx: &Context<'_>,
    ids: Vec<BroadcastId>,
    states: Option<Vec<RecipientState>>,
    page_request: PageRequest<ContactId>,
) -> Result<HashMap<BroadcastId, BroadcastRecipientConnection>> {
    let load = read(ctx, move |reader| {
        reader.recipients_of_broadcasts(&ids, states.as_deref(), &page_request)
    });
    let found = load.await?;
    let contacts = by_id::<Contact>(found.contacts);
    let messages = by_id::<Message>(found.messages);
    let item = |row: broadcast::BroadcastRecipient| BroadcastRecipient {
        contact_id: row.contact_id,
        contact: contacts.get(&row.contact_id).cloned(),
        state: Choice(row.state),
        reason: row.reason.map(Choice),
        message: row.message_id.and_then(|id| messages.get(&id).cloned()),
        settled_at: row.settled_at.map(DateTime),
    };
    let connection = |(id, page): (BroadcastId, Page<broadcast::BroadcastRecipient>)| {
        let Page { items, has_previous, has_next } = page;
        let page = Page { items: items.into_iter().map(item).collect(), has_previous, has_next };
        (id, BroadcastRecipientConnection::of(page, |one| encode(&one.contact_id)))
    };
    Ok(found.pages.into_iter().map(connection).collect())
}
