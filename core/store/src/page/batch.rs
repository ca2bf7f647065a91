//! What belongs to many rows, read for all of them in one statement.

use super::statement::numbers;
use crate::{
    DatabaseConnection, StoreError,
    schema::{chat_reads, message_versions, participants, reactions, team_operators},
};
use diesel::{prelude::*, sql_query, sql_types::BigInt};
use std::collections::HashMap;
use switchboard_model::{
    AttachmentId, ChatId, ContactId, IdentityId, MessageId, OperatorId, TeamId, Timestamp,
    chat::Participant,
    message::{MessageVersion, Reaction},
};

/// How many messages of each chat an operator has read; chats they never opened are missing.
pub fn read_counts(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    chat_ids: &[ChatId],
) -> Result<HashMap<ChatId, i64>, StoreError> {
    let rows: Vec<(i64, i64)> = chat_reads::table
        .select((chat_reads::chat_id, chat_reads::read_count))
        .filter(chat_reads::operator_id.eq(operator_id.0))
        .filter(chat_reads::chat_id.eq_any(raw(chat_ids.iter().map(|id| id.0))))
        .load(connection)?;
    Ok(rows.into_iter().map(|(chat, count)| (ChatId(chat), count)).collect())
}

/// Who takes part in these chats now, in the order of joining.
pub fn participants(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
) -> Result<Vec<Participant>, StoreError> {
    let rows: Vec<(i64, i64, i64)> = participants::table
        .select((participants::chat_id, participants::operator_id, participants::joined_at))
        .filter(participants::left_at.is_null())
        .filter(participants::chat_id.eq_any(raw(chat_ids.iter().map(|id| id.0))))
        .order((participants::joined_at.asc(), participants::operator_id.asc()))
        .load(connection)?;
    let participant = |(chat_id, operator_id, joined_at)| Participant {
        chat_id: ChatId(chat_id),
        operator_id: OperatorId(operator_id),
        joined_at: Timestamp(joined_at),
        left_at: None,
    };
    Ok(rows.into_iter().map(participant).collect())
}

/// The reactions to these messages, oldest first.
pub fn reactions(
    connection: &mut DatabaseConnection,
    message_ids: &[MessageId],
) -> Result<Vec<Reaction>, StoreError> {
    let rows: Vec<(i64, String, i64, String, i64)> = reactions::table
        .filter(reactions::message_id.eq_any(raw(message_ids.iter().map(|id| id.0))))
        .order((reactions::created_at.asc(), reactions::author_id.asc(), reactions::emoji.asc()))
        .load(connection)?;
    rows.into_iter()
        .map(|(message_id, author_kind, author_id, emoji, created_at)| {
            Ok(Reaction {
                message_id: MessageId(message_id),
                author_kind: author_kind.parse()?,
                author_id,
                emoji,
                created_at: Timestamp(created_at),
            })
        })
        .collect()
}

/// The earlier texts of these messages, oldest first.
pub fn versions(
    connection: &mut DatabaseConnection,
    message_ids: &[MessageId],
) -> Result<Vec<MessageVersion>, StoreError> {
    let rows: Vec<(i64, i64, String, i64)> = message_versions::table
        .filter(message_versions::message_id.eq_any(raw(message_ids.iter().map(|id| id.0))))
        .order((message_versions::message_id.asc(), message_versions::version.asc()))
        .load(connection)?;
    let version = |(message_id, version, body, replaced_at)| MessageVersion {
        message_id: MessageId(message_id),
        version,
        body,
        replaced_at: Timestamp(replaced_at),
    };
    Ok(rows.into_iter().map(version).collect())
}

/// Who is in these teams.
pub fn team_members(
    connection: &mut DatabaseConnection,
    team_ids: &[TeamId],
) -> Result<Vec<(TeamId, OperatorId)>, StoreError> {
    let rows: Vec<(i64, i64)> = team_operators::table
        .filter(team_operators::team_id.eq_any(raw(team_ids.iter().map(|id| id.0))))
        .order((team_operators::team_id.asc(), team_operators::operator_id.asc()))
        .load(connection)?;
    Ok(rows.into_iter().map(|(team, operator)| (TeamId(team), OperatorId(operator))).collect())
}

/// In which teams these operators are.
pub fn operator_teams(
    connection: &mut DatabaseConnection,
    operator_ids: &[OperatorId],
) -> Result<Vec<(TeamId, OperatorId)>, StoreError> {
    let rows: Vec<(i64, i64)> = team_operators::table
        .filter(team_operators::operator_id.eq_any(raw(operator_ids.iter().map(|id| id.0))))
        .order((team_operators::operator_id.asc(), team_operators::team_id.asc()))
        .load(connection)?;
    Ok(rows.into_iter().map(|(team, operator)| (TeamId(team), OperatorId(operator))).collect())
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
) -> Result<Vec<Child>, StoreError> {
    let text = format!("{select} IN ({}) ORDER BY {order}", numbers(parents));
    Ok(sql_query(text).load(connection)?)
}

/// The ids of these messages' attachments, in their order.
pub fn attachment_ids(
    connection: &mut DatabaseConnection,
    message_ids: &[MessageId],
) -> Result<Vec<(MessageId, AttachmentId)>, StoreError> {
    let select =
        "SELECT message_id AS parent, attachment_id AS id FROM attachments WHERE message_id";
    let rows = children(connection, select, message_ids.iter().map(|id| id.0), "place, id")?;
    Ok(rows.into_iter().map(|row| (MessageId(row.parent), AttachmentId(row.id))).collect())
}

/// The ids of these contacts' identities, oldest first.
pub fn identity_ids(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
) -> Result<Vec<(ContactId, IdentityId)>, StoreError> {
    let select = "SELECT contact_id AS parent, identity_id AS id FROM identities WHERE contact_id";
    let rows = children(connection, select, contact_ids.iter().map(|id| id.0), "id")?;
    Ok(rows.into_iter().map(|row| (ContactId(row.parent), IdentityId(row.id))).collect())
}

fn raw(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    ids.collect()
}
