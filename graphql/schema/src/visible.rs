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
use switchboard_model::{ChatId, Right, actor::OperatorActor};
use switchboard_store::{DatabaseConnection, page::chats::in_reach};

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

/// Notes in chats in reach, and with the right to see contacts those on contacts.
pub async fn notes(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<Note as Family>::Id>,
) -> Result<HashMap<<Note as Family>::Id, Note>> {
    let rows = rows::<Note>(api, ids).await?;
    let reach = reach(api, operator, rows.iter().filter_map(|row| row.chat_id)).await?;
    let sees_contacts = reads_chats(operator) && operator.rights.contains(&Right::ContactRead);
    let keep = |row: &<Note as Family>::Row| match row.chat_id {
        Some(chat) => reach.contains(&chat),
        None => sees_contacts,
    };
    Ok(by_id(Note::siblings(rows.into_iter().filter(keep).collect())))
}

/// Contacts, with the right to see them.
pub async fn contacts(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<Contact as Family>::Id>,
) -> Result<HashMap<<Contact as Family>::Id, Contact>> {
    if operator.rights.contains(&Right::ContactRead) {
        load(api, ids).await
    } else {
        Ok(HashMap::new())
    }
}

/// Identities, with the right to see contacts.
pub async fn identities(
    api: &Api,
    operator: &OperatorActor,
    ids: Vec<<Identity as Family>::Id>,
) -> Result<HashMap<<Identity as Family>::Id, Identity>> {
    if operator.rights.contains(&Right::ContactRead) {
        load(api, ids).await
    } else {
        Ok(HashMap::new())
    }
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
