//! The table of deliveries: what waits to leave, and how far the rest got.

use crate::dialect::{Locked, direct, kept};
use crate::error::one_changed;
use crate::schema::{channels, chats, deliveries, messages};
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::chat::Chat;
use switchboard_model::delivery::{Delivery, DeliveryOperation, DeliveryState};
use switchboard_model::message::Message;
use switchboard_model::{ChatId, DeliveryId, IdentityId, MessageId, Timestamp};

queries!(Delivery in deliveries by delivery_id: DeliveryId {
    get, find, by_ids,
    /// Nobody holds it.
    insert,
    /// Who holds it stays.
    update,
});

/// The deliveries of a message, oldest first: sending it, then what was changed about it.
pub fn of_message(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
) -> Result<Vec<Delivery>> {
    let query = Delivery::query().filter(deliveries::message_id.eq(message_id));
    Ok(query.order(deliveries::delivery_id).load(connection)?)
}

/// The delivery with its chat, where this worker holds it; both rows locked until the commit. What others
/// changed while this waited for the locks is seen.
pub fn lock_held(
    connection: &mut DatabaseConnection,
    id: DeliveryId,
    worker_id: &str,
) -> Result<Option<(Chat, Delivery)>> {
    // The chat stands first, because rows are locked in the order of the tables.
    let found = direct!(connection => Locked(
        chats::table
            .inner_join(deliveries::table.on(deliveries::chat_id.eq(chats::chat_id)))
            .filter(deliveries::delivery_id.eq(id))
            .filter(deliveries::worker_id.eq(worker_id))
            .select((Chat::as_select(), Delivery::as_select()))
    )
    .get_result(connection));
    Ok(found.optional()?)
}

/// Writes all that can change about a delivery, which nobody holds any more.
pub fn update_and_release(connection: &mut DatabaseConnection, row: &Delivery) -> Result<()> {
    let changed =
        (row, released!(deliveries), deliveries::attempt_started_at.eq(None::<Timestamp>));
    let update = diesel::update(deliveries::table.find(row.delivery_id)).set(changed);
    one_changed(direct!(connection => kept!(update).execute(connection))?)
}

/// What waits in this chat does not leave any more: who holds some of it has lost it.
pub fn cancel_queued(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    now: Timestamp,
) -> Result<()> {
    let queued = deliveries::table
        .filter(deliveries::chat_id.eq(chat_id))
        .filter(deliveries::state.eq(DeliveryState::Queued));
    let failed = (
        deliveries::state.eq(DeliveryState::Failed),
        deliveries::updated_at.eq(now),
        released!(deliveries),
    );
    diesel::update(queued).set(failed).execute(connection)?;
    Ok(())
}

/// The worker_id begins to send: should nobody settle, the next claim knows that bytes may have left.
/// Says whether the worker_id still has it: one whose lease has ended must not send any more.
pub fn start_attempt(
    connection: &mut DatabaseConnection,
    id: DeliveryId,
    worker_id: &str,
    now: Timestamp,
) -> Result<bool> {
    let held = deliveries::table
        .find(id)
        .filter(deliveries::worker_id.eq(worker_id))
        .filter(deliveries::lease_until.gt(now))
        .filter(deliveries::state.eq(DeliveryState::Queued));
    let start = diesel::update(held).set(deliveries::attempt_started_at.eq(now));
    Ok(direct!(connection => kept!(start).execute(connection))? == 1)
}

/// A delivery that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The delivery; its attempt is counted.
    pub delivery: Delivery,
    /// An earlier worker_id began to send and never said what became of it.
    pub is_interrupted: bool,
    /// Its message has files.
    pub has_files: bool,
    /// Its message has a name on the platform already.
    pub has_names: bool,
}

#[derive(QueryableByName)]
struct ClaimedRow {
    #[diesel(embed)]
    delivery: Delivery,
    #[diesel(sql_type = Nullable<BigInt>)]
    attempt_started_at: Option<Timestamp>,
    #[diesel(sql_type = Bool)]
    has_files: bool,
    #[diesel(sql_type = Bool)]
    has_names: bool,
}

/// Claims due deliveries of working channels until `lease_until`, the longest waiting first: at most
/// the oldest queued one of each chat to each address, so that nothing of a chat leaves while an older one
/// to the same address is queued or on its way. Counts the attempt. Those of deleted channels are claimed to be settled. What
/// another process claims at the same moment is left to it.
pub fn claim(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    lease_until: Timestamp,
    worker_id: &str,
    limit: i64,
) -> Result<Vec<Claimed>> {
    let claim = diesel::sql_query(
        "UPDATE deliveries SET lease_until = $1, worker_id = $2, attempt_count = attempt_count + 1 \
         WHERE state = 'QUEUED' AND COALESCE(lease_until, 0) <= $3 AND delivery_id IN (\
         SELECT due.delivery_id FROM deliveries AS due \
         JOIN channels ON channels.channel_id = due.channel_id AND \
         channels.state IN ('ACTIVE', 'FAILING', 'DELETED') \
         WHERE due.state = 'QUEUED' AND due.next_attempt_at <= $3 \
         AND COALESCE(due.lease_until, 0) <= $3 \
         AND NOT EXISTS (SELECT 1 FROM deliveries AS older WHERE older.chat_id = due.chat_id \
         AND older.identity_id = due.identity_id \
         AND older.state = 'QUEUED' AND older.delivery_id < due.delivery_id) \
         ORDER BY due.next_attempt_at, due.delivery_id LIMIT $4) \
         RETURNING delivery_id, message_id, chat_id, channel_id, identity_id, operation, state, \
         attempt_count, next_attempt_at, attempt_started_at, error_code, error_message, sent_at, \
         delivered_at, read_at, created_at, updated_at, \
         EXISTS (SELECT 1 FROM attachments \
         WHERE attachments.message_id = deliveries.message_id) AS has_files, \
         EXISTS (SELECT 1 FROM message_references \
         WHERE message_references.message_id = deliveries.message_id) AS has_names",
    )
    .bind::<BigInt, _>(lease_until)
    .bind::<Text, _>(worker_id)
    .bind::<BigInt, _>(now)
    .bind::<BigInt, _>(limit);
    let mut rows: Vec<ClaimedRow> = direct!(connection => kept!(claim).load(connection))?;
    rows.sort_unstable_by_key(|row| (row.delivery.next_attempt_at, row.delivery.delivery_id));
    let claimed = |row: ClaimedRow| Claimed {
        delivery: row.delivery,
        is_interrupted: row.attempt_started_at.is_some(),
        has_files: row.has_files,
        has_names: row.has_names,
    };
    Ok(rows.into_iter().map(claimed).collect())
}

/// What these deliveries tell, in which chat and by which channel.
pub fn with_messages(
    connection: &mut DatabaseConnection,
    ids: &[DeliveryId],
) -> Result<Vec<(DeliveryId, Message, Chat, Channel)>> {
    macro_rules! where_delivery {
        ($is_wanted:expr) => {
            direct!(connection => deliveries::table
                .inner_join(messages::table.on(messages::message_id.eq(deliveries::message_id)))
                .inner_join(chats::table.on(chats::chat_id.eq(deliveries::chat_id)))
                .inner_join(channels::table.on(channels::channel_id.eq(deliveries::channel_id)))
                .filter($is_wanted)
                .select((
                    deliveries::delivery_id,
                    Message::as_select(),
                    Chat::as_select(),
                    Channel::as_select(),
                ))
                .load(connection))
        };
    }
    // One by itself is a statement that is kept; on SQLite a list of values never is.
    let found = match ids {
        [id] => where_delivery!(deliveries::delivery_id.eq(*id)),
        _ => where_delivery!(deliveries::delivery_id.eq_any(ids)),
    };
    Ok(found?)
}

/// Is the delivery on its way right now.
pub fn is_in_flight(
    connection: &mut DatabaseConnection,
    id: DeliveryId,
    now: Timestamp,
) -> Result<bool> {
    let until: Option<Timestamp> =
        deliveries::table.find(id).select(deliveries::lease_until).get_result(connection)?;
    Ok(until.is_some_and(|until| until > now))
}

/// Is anything of the chat on its way right now.
pub fn is_any_in_flight(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    now: Timestamp,
) -> Result<bool> {
    let found: Option<i64> = deliveries::table
        .filter(deliveries::chat_id.eq(chat_id))
        .filter(deliveries::state.eq(DeliveryState::Queued))
        .filter(deliveries::lease_until.gt(now))
        .select(deliveries::delivery_id)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}

/// The deliveries of a chat to an address of which nobody knows whether they arrived, oldest first, at most
/// `limit`.
pub fn maybe_sent(
    connection: &mut DatabaseConnection,
    (chat_id, identity_id): (ChatId, IdentityId),
    limit: i64,
) -> Result<Vec<Delivery>> {
    Ok(Delivery::query()
        .filter(deliveries::state.eq(DeliveryState::MaybeSent))
        .filter(deliveries::chat_id.eq(chat_id))
        .filter(deliveries::identity_id.eq(identity_id))
        .order(deliveries::delivery_id)
        .limit(limit)
        .load(connection)?)
}

/// When the next delivery may be claimed, if any waits.
pub fn next_attempt_at(connection: &mut DatabaseConnection) -> Result<Option<Timestamp>> {
    let query = deliveries::table
        .inner_join(channels::table.on(channels::channel_id.eq(deliveries::channel_id)))
        .filter(deliveries::state.eq(DeliveryState::Queued))
        .filter(
            channels::state
                .eq(ChannelState::Active)
                .or(channels::state.eq(ChannelState::Failing))
                .or(channels::state.eq(ChannelState::Deleted)),
        )
        .order(deliveries::next_attempt_at)
        .select(deliveries::next_attempt_at);
    Ok(direct!(connection => query.first(connection)).optional()?)
}

/// Queued deliveries that were made up to a time, oldest first, at most `limit`.
pub fn queued_until(
    connection: &mut DatabaseConnection,
    until: Timestamp,
    limit: i64,
) -> Result<Vec<Delivery>> {
    Ok(Delivery::query()
        .filter(deliveries::state.eq(DeliveryState::Queued))
        .filter(deliveries::created_at.le(until))
        .order(deliveries::delivery_id)
        .limit(limit)
        .load(connection)?)
}

/// How many queued deliveries were made up to a time, and how many after it.
pub fn count_queued_around(
    connection: &mut DatabaseConnection,
    at: Timestamp,
) -> Result<(i64, i64)> {
    let queued = deliveries::table.filter(deliveries::state.eq(DeliveryState::Queued));
    let before = queued.filter(deliveries::created_at.le(at)).count().get_result(connection)?;
    let after = queued.filter(deliveries::created_at.gt(at)).count().get_result(connection)?;
    Ok((before, after))
}

/// Deliveries of messages of a chat to an address that were written up to a time by the platform's clock and
/// are not yet in one of these states, newest first, at most `limit`: what a watermark receipt speaks of.
pub fn arrived_up_to(
    connection: &mut DatabaseConnection,
    (chat_id, identity_id): (ChatId, IdentityId),
    sent_up_to: Timestamp,
    states: &[DeliveryState],
    limit: i64,
) -> Result<Vec<Delivery>> {
    Ok(Delivery::query()
        .inner_join(messages::table.on(messages::message_id.eq(deliveries::message_id)))
        .filter(messages::chat_id.eq(chat_id))
        .filter(deliveries::identity_id.eq(identity_id))
        .filter(deliveries::operation.eq(DeliveryOperation::Send))
        .filter(deliveries::state.eq_any(states))
        .filter(deliveries::sent_at.le(sent_up_to))
        .order((messages::position.desc(), messages::message_id.desc()))
        .limit(limit)
        .load(connection)?)
}
