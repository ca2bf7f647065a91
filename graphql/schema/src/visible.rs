//! Objects by id as far as the operator may know of them: whatever else exists is left out.

use crate::{
    api::{Api, reads_chats},
    family::{Family, by_id, load},
    types::{
        attachment::Attachment, chat::Chat, contact::Contact, delivery::Delivery,
        identity::Identity, inbox::InboxDelivery, message::Message, note::Note,
    },
};
use async_graphql::Result;
use std::collections::{HashMap, HashSet};
use switchboard_model::{ChatId, ContactId, Right, actor::OperatorActor};
use switchboard_store::{
    DatabaseConnection,
    page::{chats::in_reach, contacts},
};

/// Which of these chats the operator may read.
async fn reach(
    api: &Api,
    operator: &OperatorActor,
    ids: impl IntoIterator<Item = ChatId>,
) -> Result<HashSet<ChatId>> {
    let ids = crate::family::unique(ids);
    if ids.is_empty() || !reads_chats(operator) {
        return Ok(HashSet::new());
    }
    let scope = operator.scope.clone();
    let found = api.read(move |connection| in_reach(connection, &scope, &ids)).await?;
    Ok(found.into_iter().collect())
}

async fn rows<T: Family>(api: &Api, ids: Vec<T::Id>) -> Result<Vec<T::Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    api.read(move |connection: &mut DatabaseConnection| T::rows(connection, &ids)).await
}

/// Rows of chats: those whose chat is in reach.
async fn in_chats<T: Family>(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<T::Id>,
    chat_of: impl Fn(&T::Row) -> Option<ChatId>,
) -> Result<HashMap<T::Id, T>> {
    let rows = rows::<T>(api, ids).await?;
    let reach = reach(api, operator, rows.iter().filter_map(&chat_of)).await?;
    let keep = |row: &T::Row| chat_of(row).is_some_and(|chat| reach.contains(&chat));
    Ok(by_id(T::siblings(rows.into_iter().filter(keep).collect())))
}

/// Chats in reach.
pub async fn chats(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<ChatId>,
) -> Result<HashMap<ChatId, Chat>> {
    let reach = reach(api, operator, ids).await?;
    load(api, reach).await
}

/// Messages of chats in reach.
pub async fn messages(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<Message as Family>::Id>,
) -> Result<HashMap<<Message as Family>::Id, Message>> {
    in_chats::<Message>(api, operator, ids, |row| Some(row.chat_id)).await
}

/// Attachments of chats in reach.
pub async fn attachments(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<Attachment as Family>::Id>,
) -> Result<HashMap<<Attachment as Family>::Id, Attachment>> {
    in_chats::<Attachment>(api, operator, ids, |row| Some(row.chat_id)).await
}

/// Deliveries of chats in reach.
pub async fn deliveries(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<Delivery as Family>::Id>,
) -> Result<HashMap<<Delivery as Family>::Id, Delivery>> {
    in_chats::<Delivery>(api, operator, ids, |row| Some(row.chat_id)).await
}

/// Notes in chats in reach, and those on contacts that the operator may see.
pub async fn notes(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<Note as Family>::Id>,
) -> Result<HashMap<<Note as Family>::Id, Note>> {
    let rows = rows::<Note>(api, ids).await?;
    let reach = reach(api, operator, rows.iter().filter_map(|row| row.chat_id)).await?;
    let on_contacts = rows.iter().filter(|row| row.chat_id.is_none() && reads_chats(operator));
    let contacts = contact_reach(api, operator, on_contacts.map(|row| row.contact_id)).await?;
    let keep = |row: &<Note as Family>::Row| match row.chat_id {
        Some(chat) => reach.contains(&chat),
        None => contacts.contains(&row.contact_id),
    };
    Ok(by_id(Note::siblings(rows.into_iter().filter(keep).collect())))
}

/// Which of these contacts the operator may see: with the right to, those with a chat in reach.
async fn contact_reach(
    api: &Api,
    operator: &OperatorActor,
    ids: impl IntoIterator<Item = ContactId>,
) -> Result<HashSet<ContactId>> {
    let ids = crate::family::unique(ids);
    if ids.is_empty() || !operator.rights.contains(&Right::ContactRead) {
        return Ok(HashSet::new());
    }
    let scope = operator.scope.clone();
    let read =
        move |connection: &mut DatabaseConnection| contacts::in_reach(connection, &scope, &ids);
    Ok(api.read(read).await?.into_iter().collect())
}

/// Contacts with a chat in reach, with the right to see contacts.
pub async fn contacts(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<ContactId>,
) -> Result<HashMap<ContactId, Contact>> {
    let reach = contact_reach(api, operator, ids).await?;
    load(api, reach).await
}

/// Identities of contacts that the operator may see.
pub async fn identities(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<Identity as Family>::Id>,
) -> Result<HashMap<<Identity as Family>::Id, Identity>> {
    let rows = rows::<Identity>(api, ids).await?;
    let reach = contact_reach(api, operator, rows.iter().map(|row| row.contact_id)).await?;
    let keep = |row: &<Identity as Family>::Row| reach.contains(&row.contact_id);
    Ok(by_id(Identity::siblings(rows.into_iter().filter(keep).collect())))
}

/// Raw requests, with the right to see channels.
pub async fn inbox(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<InboxDelivery as Family>::Id>,
) -> Result<HashMap<<InboxDelivery as Family>::Id, InboxDelivery>> {
    if operator.rights.contains(&Right::ChannelRead) {
        load(api, ids).await
    } else {
        Ok(HashMap::new())
    }
}
