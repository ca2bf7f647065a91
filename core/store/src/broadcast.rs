//! The tables of broadcasts, of their recipients, and of the pace at which they leave by each channel.

use crate::error::one_changed;
use crate::page::statement::numbers;
use crate::schema::{broadcast_paces, broadcast_recipients, broadcasts};
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use switchboard_model::broadcast::{Broadcast, BroadcastRecipient, LeftOutReason, RecipientState};
use switchboard_model::{BroadcastId, ChannelId, ChatId, ContactId, IdentityId, Timestamp};

queries!(Broadcast in broadcasts by broadcast_id: BroadcastId copied {
    get, lock, by_ids, all, count, insert, update,
});

/// Removes a broadcast with its recipients.
pub fn delete(connection: &mut DatabaseConnection, id: BroadcastId) -> Result<()> {
    let recipients = broadcast_recipients::table.filter(broadcast_recipients::broadcast_id.eq(id));
    diesel::delete(recipients).execute(connection)?;
    one_changed(diesel::delete(broadcasts::table.find(id)).execute(connection)?)
}

/// Those that were started and go on, at most `limit`: first the one that waits longest, so that several on one channel
/// take turns.
pub fn running(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Broadcast>> {
    let is_running = diesel::dsl::sql::<Bool>("state = 'RUNNING'");
    let query = Broadcast::query().filter(is_running);
    let longest = (broadcasts::updated_at, broadcasts::broadcast_id);
    Ok(query.order(longest).limit(limit).load(connection)?)
}

/// Adds recipients.
pub fn insert_recipients(
    connection: &mut DatabaseConnection,
    rows: &[BroadcastRecipient],
) -> Result<()> {
    for row in rows {
        diesel::insert_into(broadcast_recipients::table).values(row).execute(connection)?;
    }
    Ok(())
}

/// A recipient, or none where the broadcast does not mean the contact.
pub fn find_recipient(
    connection: &mut DatabaseConnection,
    id: BroadcastId,
    contact_id: ContactId,
) -> Result<Option<BroadcastRecipient>> {
    Ok(BroadcastRecipient::query()
        .filter(broadcast_recipients::broadcast_id.eq(id))
        .filter(broadcast_recipients::contact_id.eq(contact_id))
        .get_result(connection)
        .optional()?)
}

/// Has whoever owns these addresses now been written to by any of them: two contacts may have become one since.
pub fn has_message(
    connection: &mut DatabaseConnection,
    id: BroadcastId,
    owner: ContactId,
) -> Result<bool> {
    let text = format!(
        "SELECT COUNT(*) AS number FROM identities \
         JOIN broadcast_recipients ON broadcast_recipients.identity_id = identities.identity_id \
         WHERE identities.contact_id = {} AND broadcast_recipients.broadcast_id = {} \
         AND broadcast_recipients.state = 'SENT'",
        owner.0, id.0
    );
    let row: dialect::Number = sql_query(text).get_result(connection)?;
    Ok(row.number > 0)
}

/// The next contact that is still to be written to by a channel.
pub fn next_waiting(
    connection: &mut DatabaseConnection,
    id: BroadcastId,
    channel_id: ChannelId,
) -> Result<Option<BroadcastRecipient>> {
    let is_waiting = diesel::dsl::sql::<Bool>("state = 'WAITING'");
    Ok(BroadcastRecipient::query()
        .filter(is_waiting)
        .filter(broadcast_recipients::broadcast_id.eq(id))
        .filter(broadcast_recipients::channel_id.eq(channel_id))
        .order(broadcast_recipients::contact_id)
        .first(connection)
        .optional()?)
}

/// Writes how far it is with a recipient who waited.
pub fn settle_recipient(
    connection: &mut DatabaseConnection,
    row: &BroadcastRecipient,
) -> Result<()> {
    let waiting = broadcast_recipients::table
        .filter(broadcast_recipients::broadcast_id.eq(row.broadcast_id))
        .filter(broadcast_recipients::contact_id.eq(row.contact_id))
        .filter(broadcast_recipients::state.eq(RecipientState::Waiting));
    let settled = (
        broadcast_recipients::state.eq(row.state),
        broadcast_recipients::reason.eq(row.reason),
        broadcast_recipients::message_id.eq(row.message_id),
        broadcast_recipients::settled_at.eq(row.settled_at),
    );
    one_changed(diesel::update(waiting).set(settled).execute(connection)?)
}

/// How many recipients of a broadcast were left out for a reason.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct LeftOutCount {
    /// The broadcast.
    #[diesel(sql_type = BigInt)]
    pub broadcast_id: BroadcastId,
    /// Why.
    #[diesel(sql_type = Text)]
    pub reason: LeftOutReason,
    /// How many.
    #[diesel(sql_type = BigInt)]
    pub count: i64,
}

/// How many recipients of these broadcasts were left out, by the reasons.
pub fn left_out_counts(
    connection: &mut DatabaseConnection,
    ids: &[BroadcastId],
) -> Result<Vec<LeftOutCount>> {
    let text = format!(
        "SELECT broadcast_id, reason, COUNT(*) AS count FROM broadcast_recipients \
         WHERE state = 'LEFT_OUT' AND broadcast_id IN ({}) \
         GROUP BY broadcast_id, reason ORDER BY broadcast_id, reason",
        numbers(ids.iter().map(|id| id.0))
    );
    Ok(sql_query(text).load(connection)?)
}

/// An address of a contact, and what a broadcast wants to know of it.
#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
pub struct BroadcastAddress {
    /// Whose it is.
    #[diesel(sql_type = BigInt)]
    pub contact_id: ContactId,
    /// The address.
    #[diesel(sql_type = BigInt)]
    pub identity_id: IdentityId,
    /// Its channel.
    #[diesel(sql_type = BigInt)]
    pub channel_id: ChannelId,
    /// Can it be written to.
    #[diesel(sql_type = Bool)]
    pub is_reachable: bool,
    /// Have its owners agreed to broadcasts, as they have said last.
    #[diesel(sql_type = Bool)]
    pub has_agreed: bool,
    /// The chat that is at home there.
    #[diesel(sql_type = Nullable<BigInt>)]
    home_id: Option<ChatId>,
    /// The chat that has the newest route to it.
    #[diesel(sql_type = Nullable<BigInt>)]
    routed_id: Option<ChatId>,
}

impl BroadcastAddress {
    /// The chat in which something is said to it.
    pub fn chat_id(&self) -> Option<ChatId> {
        self.home_id.or(self.routed_id)
    }
}

/// The addresses of these contacts on these channels, those of one contact oldest first.
pub fn addresses(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
    channel_ids: &[ChannelId],
) -> Result<Vec<BroadcastAddress>> {
    let condition = format!(
        "identities.contact_id IN ({}) AND identities.channel_id IN ({})",
        numbers(contact_ids.iter().map(|id| id.0)),
        numbers(channel_ids.iter().map(|id| id.0)),
    );
    addresses_that(connection, &condition)
}

/// One address, if it is there still.
pub fn address(
    connection: &mut DatabaseConnection,
    id: IdentityId,
) -> Result<Option<BroadcastAddress>> {
    Ok(addresses_that(connection, &format!("identities.identity_id = {}", id.0))?.pop())
}

fn addresses_that(
    connection: &mut DatabaseConnection,
    condition: &str,
) -> Result<Vec<BroadcastAddress>> {
    let text = format!(
        "SELECT identities.contact_id, identities.identity_id, identities.channel_id, \
         identities.is_reachable, \
         COALESCE((SELECT consents.is_given FROM consents \
         WHERE consents.channel_id = identities.channel_id \
         AND consents.platform_id = identities.platform_id AND consents.purpose = 'BROADCAST' \
         ORDER BY consents.consent_id DESC LIMIT 1), FALSE) AS has_agreed, \
         (SELECT chats.chat_id FROM chats WHERE chats.contact_id = identities.contact_id \
         AND chats.identity_id = identities.identity_id AND chats.is_current \
         ORDER BY chats.last_message_at DESC, chats.chat_id DESC LIMIT 1) AS home_id, \
         (SELECT chat_routes.chat_id FROM chat_routes \
         JOIN chats ON chats.chat_id = chat_routes.chat_id \
         WHERE chat_routes.identity_id = identities.identity_id AND chat_routes.is_current \
         AND chats.contact_id = identities.contact_id AND chats.deleted_at IS NULL \
         ORDER BY chat_routes.created_at DESC, chat_routes.chat_id DESC LIMIT 1) AS routed_id \
         FROM identities WHERE {condition} \
         ORDER BY identities.contact_id, identities.identity_id"
    );
    Ok(sql_query(text).load(connection)?)
}

/// When the next message of broadcasts may leave by a channel; none where none has left yet.
pub fn pace(connection: &mut DatabaseConnection, id: ChannelId) -> Result<Option<Timestamp>> {
    Ok(broadcast_paces::table
        .find(id)
        .select(broadcast_paces::next_at)
        .get_result(connection)
        .optional()?)
}

/// Takes a channel's turn: the next one is then. False when somebody has taken it since it was `seen`.
pub fn take_turn(
    connection: &mut DatabaseConnection,
    id: ChannelId,
    seen: Option<Timestamp>,
    next_at: Timestamp,
) -> Result<bool> {
    let Some(seen) = seen else {
        let row = (broadcast_paces::channel_id.eq(id), broadcast_paces::next_at.eq(next_at));
        let insert = diesel::insert_into(broadcast_paces::table).values(row);
        return dialect::insert_or_ignore(connection, insert);
    };
    let same = broadcast_paces::table.find(id).filter(broadcast_paces::next_at.eq(seen));
    let set = diesel::update(same).set(broadcast_paces::next_at.eq(next_at));
    Ok(set.execute(connection)? == 1)
}

/// Takes out of these broadcasts' recipients who is being erased; who waited counts as left out.
pub fn forget_contacts(connection: &mut DatabaseConnection, ids: &[ContactId]) -> Result<()> {
    let of_contacts = format!("contact_id IN ({})", numbers(ids.iter().map(|id| id.0)));
    let waiting = format!(
        "FROM broadcast_recipients WHERE broadcast_recipients.broadcast_id = broadcasts.broadcast_id \
         AND broadcast_recipients.state = 'WAITING' AND {of_contacts}"
    );
    for text in [
        format!(
            "UPDATE broadcasts SET left_out_count = left_out_count + (SELECT COUNT(*) {waiting}) \
             WHERE EXISTS (SELECT 1 {waiting})"
        ),
        format!("DELETE FROM broadcast_recipients WHERE {of_contacts}"),
    ] {
        sql_query(text).execute(connection)?;
    }
    Ok(())
}

/// Are so many messages waiting to leave by a channel that more would keep replies waiting.
pub fn is_behind(connection: &mut DatabaseConnection, id: ChannelId, most: i64) -> Result<bool> {
    let text = format!(
        "SELECT COUNT(*) AS number FROM (SELECT 1 FROM deliveries \
         WHERE deliveries.state = 'QUEUED' AND deliveries.channel_id = {} LIMIT {most}) AS waiting",
        id.0
    );
    let row: dialect::Number = sql_query(text).get_result(connection)?;
    Ok(row.number >= most)
}
