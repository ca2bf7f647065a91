//! Walks whole tables by id, for those who copy everything: the search index.

use crate::{
    DatabaseConnection, Result,
    schema::{chats, contacts, messages, notes, participants},
};
use diesel::prelude::*;
use switchboard_model::{ChannelId, ChatId, ContactId, MessageId, NoteId, OperatorId, TeamId};

/// `messages_after` gives the ids that come next behind one.
macro_rules! walks {
    ($($name:ident: $table:ident by $key:ident: $id:ident;)+) => { $(
        #[doc = concat!("The next ", stringify!($table), " behind an id.")]
        pub fn $name(
            connection: &mut DatabaseConnection,
            after: $id,
            limit: i64,
        ) -> Result<Vec<$id>> {
            let behind = $table::table.filter($table::$key.gt(after)).order($table::$key);
            Ok(behind.select($table::$key).limit(limit).load(connection)?)
        }
    )+ };
}

walks! {
    messages_after: messages by message_id: MessageId;
    notes_after: notes by note_id: NoteId;
    contacts_after: contacts by contact_id: ContactId;
    chats_after: chats by chat_id: ChatId;
}

/// How many messages, notes, contacts and chats there are to walk.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64> {
    let messages: i64 = messages::table.count().get_result(connection)?;
    let notes: i64 = notes::table.count().get_result(connection)?;
    let contacts: i64 = contacts::table.count().get_result(connection)?;
    let chats: i64 = chats::table.count().get_result(connection)?;
    Ok(messages + notes + contacts + chats)
}

/// The next messages of a chat, in its order, behind a place in it.
pub fn messages_of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    after: (i64, MessageId),
    limit: i64,
) -> Result<Vec<(i64, MessageId)>> {
    let (position, message_id) = after;
    let behind = messages::position
        .gt(position)
        .or(messages::position.eq(position).and(messages::message_id.gt(message_id)));
    Ok(messages::table
        .filter(messages::chat_id.eq(chat_id))
        .filter(behind)
        .order((messages::position, messages::message_id))
        .select((messages::position, messages::message_id))
        .limit(limit)
        .load(connection)?)
}

/// The next notes of a chat behind an id.
pub fn notes_of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    after: NoteId,
    limit: i64,
) -> Result<Vec<NoteId>> {
    Ok(notes::table
        .filter(notes::chat_id.eq(chat_id))
        .filter(notes::note_id.gt(after))
        .order(notes::note_id)
        .select(notes::note_id)
        .limit(limit)
        .load(connection)?)
}

/// The next notes on a contact itself behind an id.
pub fn notes_of_contact(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
    after: NoteId,
    limit: i64,
) -> Result<Vec<NoteId>> {
    Ok(notes::table
        .filter(notes::contact_id.eq(contact_id))
        .filter(notes::chat_id.is_null())
        .filter(notes::note_id.gt(after))
        .order(notes::note_id)
        .select(notes::note_id)
        .limit(limit)
        .load(connection)?)
}

/// Where the chats of a contact belong: each combination once, however many chats there are.
#[derive(Clone, Copy, Debug, HasQuery)]
#[diesel(table_name = chats)]
pub struct ContactPlace {
    /// The contact.
    pub contact_id: ContactId,
    /// The channel of some of its chats.
    pub channel_id: ChannelId,
    /// The team that they belong to.
    pub team_id: Option<TeamId>,
    /// The operator to whom they are assigned.
    pub operator_id: Option<OperatorId>,
}

/// Where the chats of these contacts belong.
pub fn places_of_contacts(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
) -> Result<Vec<ContactPlace>> {
    let query = ContactPlace::query()
        .filter(chats::contact_id.eq_any(contact_ids))
        .filter(chats::deleted_at.is_null());
    Ok(query.distinct().load(connection)?)
}

/// Who takes part now in any of the chats of these contacts.
pub fn participants_of_contacts(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
) -> Result<Vec<(ContactId, OperatorId)>> {
    Ok(chats::table
        .inner_join(participants::table.on(participants::chat_id.eq(chats::chat_id)))
        .filter(chats::contact_id.eq_any(contact_ids))
        .filter(chats::deleted_at.is_null())
        .filter(participants::left_at.is_null())
        .select((chats::contact_id, participants::operator_id))
        .distinct()
        .load(connection)?)
}
