//! What belongs to many rows, read for all of them in one statement.

use super::statement::numbers;
use crate::{
    DatabaseConnection, Result, limits,
    schema::{
        chat_reads, contacts, identities, message_versions, participants, reactions, team_operators,
    },
};
use diesel::{prelude::*, sql_query, sql_types::BigInt};
use std::collections::HashMap;
use switchboard_model::chat::ChatStatus;
use switchboard_model::{
    AttachmentId, ChannelId, ChatId, ContactId, IdentityId, MessageId, OperatorId, TeamId,
    chat::Participant,
    delivery::DeliveryOperation,
    message::{MessageVersion, Reaction},
};

/// How many messages of each chat an operator has read; chats they never opened are missing.
pub fn read_counts(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    chat_ids: &[ChatId],
) -> Result<HashMap<ChatId, i64>> {
    let rows: Vec<(ChatId, i64)> = chat_reads::table
        .select((chat_reads::chat_id, chat_reads::read_count))
        .filter(chat_reads::operator_id.eq(operator_id))
        .filter(chat_reads::chat_id.eq_any(chat_ids))
        .load(connection)?;
    Ok(rows.into_iter().collect())
}

/// How many of something an operator has.
#[derive(QueryableByName)]
struct Load {
    #[diesel(sql_type = BigInt)]
    operator_id: i64,
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// How many open chats are assigned to each of these operators; those with none are missing.
pub fn open_chats(
    connection: &mut DatabaseConnection,
    operator_ids: &[OperatorId],
) -> Result<HashMap<OperatorId, i64>> {
    let among = numbers(operator_ids.iter().map(|id| id.0));
    let open: Vec<String> =
        ChatStatus::OPEN.iter().map(|status| format!("'{}'", status.as_str())).collect();
    // The sum keeps the index of operators out: it leads through all that they ever closed.
    let text = format!(
        "SELECT operator_id, COUNT(*) AS number FROM chats \
         WHERE status IN ({}) AND operator_id + 0 IN ({among}) AND deleted_at IS NULL \
         GROUP BY operator_id",
        open.join(", ")
    );
    let rows: Vec<Load> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| (OperatorId(row.operator_id), row.number)).collect())
}

/// How many messages of each chat somebody of the company has read: the most that one operator has; chats that nobody
/// opened are missing.
pub fn most_read(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
) -> Result<HashMap<ChatId, i64>> {
    let rows: Vec<(ChatId, i64)> = chat_reads::table
        .select((chat_reads::chat_id, chat_reads::read_count))
        .filter(chat_reads::chat_id.eq_any(chat_ids))
        .order(chat_reads::read_count.asc())
        .load(connection)?;
    // The last of a chat is its most.
    Ok(rows.into_iter().collect())
}

/// Who takes part in these chats now, in the order of joining.
pub fn participants(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
) -> Result<Vec<Participant>> {
    Ok(Participant::query()
        .filter(participants::left_at.is_null())
        .filter(participants::chat_id.eq_any(chat_ids))
        .order((participants::joined_at.asc(), participants::operator_id.asc()))
        .load(connection)?)
}

/// The reactions to these messages, oldest first.
pub fn reactions(
    connection: &mut DatabaseConnection,
    message_ids: &[MessageId],
) -> Result<Vec<Reaction>> {
    Ok(Reaction::query()
        .filter(reactions::message_id.eq_any(message_ids))
        .order((reactions::created_at.asc(), reactions::author_id.asc(), reactions::emoji.asc()))
        .load(connection)?)
}

/// The earlier texts of these messages, oldest first.
pub fn versions(
    connection: &mut DatabaseConnection,
    message_ids: &[MessageId],
) -> Result<Vec<MessageVersion>> {
    Ok(MessageVersion::query()
        .filter(message_versions::message_id.eq_any(message_ids))
        .order((message_versions::message_id.asc(), message_versions::version.asc()))
        .load(connection)?)
}

/// Who is in these teams.
pub fn team_members(
    connection: &mut DatabaseConnection,
    team_ids: &[TeamId],
) -> Result<Vec<(TeamId, OperatorId)>> {
    Ok(team_operators::table
        .filter(team_operators::team_id.eq_any(team_ids))
        .order((team_operators::team_id.asc(), team_operators::operator_id.asc()))
        .select((team_operators::team_id, team_operators::operator_id))
        .load(connection)?)
}

/// In which teams these operators are.
pub fn operator_teams(
    connection: &mut DatabaseConnection,
    operator_ids: &[OperatorId],
) -> Result<Vec<(TeamId, OperatorId)>> {
    Ok(team_operators::table
        .filter(team_operators::operator_id.eq_any(operator_ids))
        .order((team_operators::operator_id.asc(), team_operators::team_id.asc()))
        .select((team_operators::team_id, team_operators::operator_id))
        .load(connection)?)
}

#[derive(diesel::QueryableByName)]
struct Child {
    #[diesel(sql_type = BigInt)]
    parent: i64,
    #[diesel(sql_type = BigInt)]
    id: i64,
}

fn children(
    connection: &mut DatabaseConnection,
    select: &str,
    parents: impl Iterator<Item = i64>,
    order: &str,
) -> Result<Vec<Child>> {
    let text = format!("{select} IN ({}) ORDER BY {order}", numbers(parents));
    Ok(sql_query(text).load(connection)?)
}

/// The ids of these messages' attachments, in their order.
pub fn attachment_ids(
    connection: &mut DatabaseConnection,
    message_ids: &[MessageId],
) -> Result<Vec<(MessageId, AttachmentId)>> {
    let select =
        "SELECT message_id AS parent, attachment_id AS id FROM attachments WHERE message_id";
    let rows = children(connection, select, message_ids.iter().map(|id| id.0), "place, id")?;
    Ok(rows.into_iter().map(|row| (MessageId(row.parent), AttachmentId(row.id))).collect())
}

#[derive(diesel::QueryableByName)]
struct UnreadCount {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    unread: i64,
}

/// How many of the newest messages, at most `limit`, that left these chats for an address are unread there.
pub fn unread_at(
    connection: &mut DatabaseConnection,
    addresses: &[(ChatId, IdentityId)],
    limit: i64,
) -> Result<HashMap<ChatId, i64>> {
    let send = DeliveryOperation::Send.as_str();
    let mut counts = HashMap::new();
    for some in addresses.chunks(limits::PARENTS_PER_STATEMENT) {
        let parts = some.iter().map(|(ChatId(chat), IdentityId(identity))| {
            format!(
                "SELECT CAST({chat} AS BIGINT) AS chat_id, COUNT(*) AS unread FROM \
                 (SELECT deliveries.read_at FROM deliveries \
                 JOIN messages ON messages.message_id = deliveries.message_id \
                 WHERE deliveries.chat_id = {chat} AND deliveries.identity_id = {identity} \
                 AND deliveries.operation = '{send}' AND messages.deleted_at IS NULL \
                 ORDER BY deliveries.delivery_id DESC LIMIT {limit}) AS newest WHERE read_at IS NULL"
            )
        });
        let text = parts.collect::<Vec<String>>().join(" UNION ALL ");
        let rows = sql_query(text).load::<UnreadCount>(connection)?.into_iter();
        counts.extend(rows.map(|row| (ChatId(row.chat_id), row.unread)));
    }
    Ok(counts)
}

/// The ids of these contacts' identities, oldest first.
pub fn identity_ids(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
) -> Result<Vec<(ContactId, IdentityId)>> {
    let select = "SELECT contact_id AS parent, identity_id AS id FROM identities WHERE contact_id";
    let rows = children(connection, select, contact_ids.iter().map(|id| id.0), "id")?;
    Ok(rows.into_iter().map(|row| (ContactId(row.parent), IdentityId(row.id))).collect())
}

/// On which channels these contacts have addresses, each once; one without an address has none. Those that were
/// pulled into another contact are left out.
pub fn contact_channels(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
) -> Result<HashMap<ContactId, Vec<ChannelId>>> {
    let rows: Vec<(ContactId, Option<ChannelId>)> = contacts::table
        .left_join(identities::table.on(identities::contact_id.eq(contacts::contact_id)))
        .filter(contacts::contact_id.eq_any(contact_ids))
        .filter(contacts::united_into_id.is_null())
        .select((contacts::contact_id, identities::channel_id.nullable()))
        .distinct()
        .load(connection)?;
    let mut found: HashMap<ContactId, Vec<ChannelId>> = HashMap::new();
    for (contact_id, channel_id) in rows {
        found.entry(contact_id).or_default().extend(channel_id);
    }
    Ok(found)
}
