//! The table of deliveries: what waits to leave, and how far the rest got.

use crate::schema::{channels, deliveries, messages};
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use diesel::sql_types;
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_model::{ChannelId, ChatId, DeliveryId, IdentityId, MessageId, Timestamp};

#[derive(Queryable)]
pub(crate) struct Row {
    delivery_id: i64,
    message_id: i64,
    chat_id: i64,
    channel_id: i64,
    identity_id: i64,
    operation: String,
    state: String,
    attempt_count: i32,
    next_attempt_at: i64,
    _lease_until: Option<i64>,
    _lease_holder: Option<String>,
    attempt_started_at: Option<i64>,
    error_code: Option<String>,
    error_message: Option<String>,
    sent_at: Option<i64>,
    delivered_at: Option<i64>,
    read_at: Option<i64>,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<Row> for Delivery {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            delivery_id: DeliveryId(row.delivery_id),
            message_id: MessageId(row.message_id),
            chat_id: ChatId(row.chat_id),
            channel_id: ChannelId(row.channel_id),
            identity_id: IdentityId(row.identity_id),
            operation: row.operation.parse()?,
            state: row.state.parse()?,
            attempt_count: row.attempt_count,
            next_attempt_at: Timestamp(row.next_attempt_at),
            error_code: row.error_code,
            error_message: row.error_message,
            sent_at: row.sent_at.map(Timestamp),
            delivered_at: row.delivered_at.map(Timestamp),
            read_at: row.read_at.map(Timestamp),
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        })
    }
}

fn all_of(rows: Vec<Row>) -> Result<Vec<Delivery>, StoreError> {
    rows.into_iter().map(TryInto::try_into).collect()
}

/// The delivery with this id.
pub fn get(connection: &mut DatabaseConnection, id: DeliveryId) -> Result<Delivery, StoreError> {
    let row: Row =
        deliveries::table.find(id.0).select(deliveries::all_columns).get_result(connection)?;
    row.try_into()
}

/// The delivery with this id, or none.
pub fn find(
    connection: &mut DatabaseConnection,
    id: DeliveryId,
) -> Result<Option<Delivery>, StoreError> {
    let row: Option<Row> = deliveries::table
        .find(id.0)
        .select(deliveries::all_columns)
        .get_result(connection)
        .optional()?;
    row.map(TryInto::try_into).transpose()
}

/// The deliveries with these ids, in no particular order.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[DeliveryId],
) -> Result<Vec<Delivery>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    all_of(
        deliveries::table
            .filter(deliveries::delivery_id.eq_any(ids))
            .select(deliveries::all_columns)
            .load(connection)?,
    )
}

/// The deliveries of a message, oldest first: sending it, then what was changed about it.
pub fn of_message(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
) -> Result<Vec<Delivery>, StoreError> {
    all_of(
        deliveries::table
            .filter(deliveries::message_id.eq(message_id.0))
            .order(deliveries::delivery_id)
            .select(deliveries::all_columns)
            .load(connection)?,
    )
}

/// Who holds a delivery now; none when nobody does.
pub fn holder(
    connection: &mut DatabaseConnection,
    id: DeliveryId,
) -> Result<Option<String>, StoreError> {
    Ok(deliveries::table.find(id.0).select(deliveries::lease_holder).get_result(connection)?)
}

/// Adds a delivery that nobody holds.
pub fn insert(connection: &mut DatabaseConnection, delivery: &Delivery) -> Result<(), StoreError> {
    diesel::insert_into(deliveries::table)
        .values((
            deliveries::delivery_id.eq(delivery.delivery_id.0),
            deliveries::message_id.eq(delivery.message_id.0),
            deliveries::chat_id.eq(delivery.chat_id.0),
            deliveries::channel_id.eq(delivery.channel_id.0),
            deliveries::identity_id.eq(delivery.identity_id.0),
            deliveries::operation.eq(delivery.operation.as_str()),
            deliveries::state.eq(delivery.state.as_str()),
            deliveries::attempt_count.eq(delivery.attempt_count),
            deliveries::next_attempt_at.eq(delivery.next_attempt_at.0),
            deliveries::error_code.eq(&delivery.error_code),
            deliveries::error_message.eq(&delivery.error_message),
            deliveries::sent_at.eq(delivery.sent_at.map(|at| at.0)),
            deliveries::delivered_at.eq(delivery.delivered_at.map(|at| at.0)),
            deliveries::read_at.eq(delivery.read_at.map(|at| at.0)),
            deliveries::created_at.eq(delivery.created_at.0),
            deliveries::updated_at.eq(delivery.updated_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// Writes all that can change about a delivery. Who holds it stays.
pub fn update(connection: &mut DatabaseConnection, delivery: &Delivery) -> Result<(), StoreError> {
    let count = diesel::update(deliveries::table.find(delivery.delivery_id.0))
        .set((
            deliveries::state.eq(delivery.state.as_str()),
            deliveries::attempt_count.eq(delivery.attempt_count),
            deliveries::next_attempt_at.eq(delivery.next_attempt_at.0),
            deliveries::error_code.eq(&delivery.error_code),
            deliveries::error_message.eq(&delivery.error_message),
            deliveries::sent_at.eq(delivery.sent_at.map(|at| at.0)),
            deliveries::delivered_at.eq(delivery.delivered_at.map(|at| at.0)),
            deliveries::read_at.eq(delivery.read_at.map(|at| at.0)),
            deliveries::updated_at.eq(delivery.updated_at.0),
        ))
        .execute(connection)?;
    if count == 1 { Ok(()) } else { Err(StoreError::NotFound) }
}

/// Nobody holds the delivery any more.
pub fn release(connection: &mut DatabaseConnection, id: DeliveryId) -> Result<(), StoreError> {
    diesel::update(deliveries::table.find(id.0))
        .set((
            deliveries::lease_until.eq(None::<i64>),
            deliveries::lease_holder.eq(None::<String>),
            deliveries::attempt_started_at.eq(None::<i64>),
        ))
        .execute(connection)?;
    Ok(())
}

/// The holder begins to send: should nobody settle, the next claim knows that bytes may have left.
/// Says whether the holder still has it: one whose lease has ended must not send any more.
pub fn begin_attempt(
    connection: &mut DatabaseConnection,
    id: DeliveryId,
    holder: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let held = deliveries::table
        .find(id.0)
        .filter(deliveries::lease_holder.eq(holder))
        .filter(deliveries::lease_until.gt(now.0))
        .filter(deliveries::state.eq(DeliveryState::Queued.as_str()));
    let count =
        diesel::update(held).set(deliveries::attempt_started_at.eq(now.0)).execute(connection)?;
    Ok(count == 1)
}

/// A delivery that was claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The delivery; its attempt is counted.
    pub delivery: Delivery,
    /// An earlier holder began to send and never said what became of it.
    pub is_interrupted: bool,
}

#[derive(QueryableByName)]
struct Candidate {
    #[diesel(sql_type = sql_types::BigInt)]
    delivery_id: i64,
}

/// Claims due deliveries of active channels until `lease_until`, the longest waiting first: at most
/// the oldest queued one of each chat, so that nothing of a chat leaves while an older one of it is
/// queued or on its way. Counts the attempt. What another process claims at the same moment is left
/// to it.
pub fn claim(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    lease_until: Timestamp,
    holder: &str,
    limit: i64,
) -> Result<Vec<Claimed>, StoreError> {
    let candidates: Vec<Candidate> = diesel::sql_query(
        "SELECT due.delivery_id FROM deliveries AS due \
         JOIN channels ON channels.channel_id = due.channel_id AND channels.state = 'ACTIVE' \
         WHERE due.state = 'QUEUED' AND due.next_attempt_at <= $1 \
         AND COALESCE(due.lease_until, 0) <= $2 \
         AND NOT EXISTS (SELECT 1 FROM deliveries AS older WHERE older.chat_id = due.chat_id \
         AND older.state = 'QUEUED' AND older.delivery_id < due.delivery_id) \
         ORDER BY due.next_attempt_at, due.delivery_id LIMIT $3",
    )
    .bind::<sql_types::BigInt, _>(now.0)
    .bind::<sql_types::BigInt, _>(now.0)
    .bind::<sql_types::BigInt, _>(limit)
    .load(connection)?;
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = candidates.into_iter().map(|row| row.delivery_id).collect();
    let claimed: Vec<i64> = diesel::update(
        deliveries::table
            .filter(deliveries::delivery_id.eq_any(ids))
            .filter(deliveries::state.eq(DeliveryState::Queued.as_str()))
            .filter(
                deliveries::lease_until
                    .is_null()
                    .or(deliveries::lease_until.le(now.0).assume_not_null()),
            ),
    )
    .set((
        deliveries::lease_until.eq(lease_until.0),
        deliveries::lease_holder.eq(holder),
        deliveries::attempt_count.eq(deliveries::attempt_count + 1),
    ))
    .returning(deliveries::delivery_id)
    .get_results(connection)?;
    let rows: Vec<Row> = deliveries::table
        .filter(deliveries::delivery_id.eq_any(claimed))
        .order((deliveries::next_attempt_at, deliveries::delivery_id))
        .select(deliveries::all_columns)
        .load(connection)?;
    rows.into_iter()
        .map(|row| {
            let is_interrupted = row.attempt_started_at.is_some();
            Ok(Claimed { delivery: row.try_into()?, is_interrupted })
        })
        .collect()
}

/// Is the delivery on its way right now.
pub fn is_in_flight(
    connection: &mut DatabaseConnection,
    id: DeliveryId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let until: Option<i64> =
        deliveries::table.find(id.0).select(deliveries::lease_until).get_result(connection)?;
    Ok(until.is_some_and(|until| until > now.0))
}

/// Is anything of the chat on its way right now.
pub fn is_any_in_flight(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let found: Option<i64> = deliveries::table
        .filter(deliveries::chat_id.eq(chat_id.0))
        .filter(deliveries::state.eq(DeliveryState::Queued.as_str()))
        .filter(deliveries::lease_until.gt(now.0))
        .select(deliveries::delivery_id)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}

/// The deliveries of a chat of which nobody knows whether they arrived, oldest first, at most `limit`.
pub fn maybe_sent_of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    limit: i64,
) -> Result<Vec<Delivery>, StoreError> {
    all_of(
        deliveries::table
            .filter(deliveries::state.eq(DeliveryState::MaybeSent.as_str()))
            .filter(deliveries::chat_id.eq(chat_id.0))
            .order(deliveries::delivery_id)
            .limit(limit)
            .select(deliveries::all_columns)
            .load(connection)?,
    )
}

/// When the next delivery of an active channel may be tried, if any waits.
pub fn next_attempt_at(
    connection: &mut DatabaseConnection,
) -> Result<Option<Timestamp>, StoreError> {
    let at: Option<i64> = deliveries::table
        .inner_join(channels::table.on(channels::channel_id.eq(deliveries::channel_id)))
        .filter(deliveries::state.eq(DeliveryState::Queued.as_str()))
        .filter(channels::state.eq("ACTIVE"))
        .order(deliveries::next_attempt_at)
        .select(deliveries::next_attempt_at)
        .first(connection)
        .optional()?;
    Ok(at.map(Timestamp))
}

/// Deliveries of messages of a chat that were written up to a time by the platform's clock and are
/// not yet in one of these states, newest first, at most `limit`: what a watermark receipt speaks of.
pub fn arrived_up_to(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    sent_up_to: Timestamp,
    states: &[DeliveryState],
    limit: i64,
) -> Result<Vec<Delivery>, StoreError> {
    let words: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    all_of(
        deliveries::table
            .inner_join(messages::table.on(messages::message_id.eq(deliveries::message_id)))
            .filter(messages::chat_id.eq(chat_id.0))
            .filter(deliveries::operation.eq("SEND"))
            .filter(deliveries::state.eq_any(words))
            .filter(deliveries::sent_at.le(sent_up_to.0))
            .order((messages::position.desc(), messages::message_id.desc()))
            .limit(limit)
            .select(deliveries::all_columns)
            .load(connection)?,
    )
}
