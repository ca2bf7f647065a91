//! What leaves the server: claims due deliveries and builds `Outbound`, which happens nowhere else and
//! only from a public `Message`.

use crate::files::Files;
use crate::limits::CLAIM_MAX;
use crate::message::settle::{Outcome, SettleInput, settle};
use crate::{Context, Desk, DeskError, Result};
use serde_json::Value;
use std::collections::HashMap;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::channel::Channel;
use switchboard_model::chat::Chat;
use switchboard_model::chat_route::ChatRoute;
use switchboard_model::connector::{
    ConnectorError, ErrorClass, Outbound, OutboundMedia, PlatformChat, PlatformMessage, Text,
};
use switchboard_model::delivery::{Delivery, DeliveryOperation};
use switchboard_model::message::Message;
use switchboard_model::{ChatId, ContactId, DeliveryId, IdentityId, MessageId};
use switchboard_store::{
    DatabaseConnection, Lane, attachment, chat_route,
    delivery::{self, Claimed},
    identity, message_reference,
};

noun!(Delivery.delivery_id: DeliveryId in delivery, read as deliveries,
    seen as Chat(|delivery| delivery.chat_id));

/// Who claims, and how much.
#[derive(Clone, Debug)]
pub struct ClaimInput {
    /// The process that claims, unique.
    pub worker_id: String,
    /// How long the claim holds, in milliseconds.
    pub lease_ms: i64,
    /// How many, at most `limits::CLAIM_MAX`.
    pub limit: i64,
}

/// All that the deliverer needs for one attempt.
#[derive(Clone, Debug)]
pub struct OutboundJob {
    /// The claimed delivery; `attempt_count` counts this attempt already.
    pub delivery: Delivery,
    /// The channel it leaves by.
    pub channel: Channel,
    /// What is sent; for a DELETE only its chat counts.
    pub outbound: Outbound,
    /// The message's own references on the platform: what an EDIT or DELETE changes, and what of a
    /// SEND is already there.
    pub references: Vec<PlatformMessage>,
    /// The key of all attempts of this delivery.
    pub key: String,
    /// An earlier attempt was cut off after it began: the platform must be asked, not told again.
    pub is_interrupted: bool,
}

/// Notes that an attempt begins; only then may bytes leave. Answers whether the claim still holds.
pub async fn start_attempt(desk: &Desk, delivery_id: DeliveryId, worker_id: &str) -> Result<bool> {
    let worker_id = worker_id.to_owned();
    desk.store()
        .write(Lane::Any, move |transaction| {
            let now = transaction.now();
            delivery::start_attempt(transaction, delivery_id, &worker_id, now)
        })
        .await
        .map_err(DeskError::from)
}

/// Claims due deliveries of active channels, at most the oldest queued one of each chat to each address. Those
/// to an address that is another contact's by now fail here.
pub async fn claim(desk: &Desk, input: ClaimInput) -> Result<Vec<OutboundJob>> {
    let ClaimInput { worker_id, lease_ms, limit } = input;
    let limit = limit.clamp(1, CLAIM_MAX);
    let claims = worker_id.clone();
    let claimed = desk
        .store()
        .write(Lane::Any, move |transaction| {
            let now = transaction.now();
            let until = now.plus_ms(lease_ms);
            delivery::claim(transaction, now, until, &claims, limit)
        })
        .await?;
    if claimed.is_empty() {
        return Ok(Vec::new());
    }
    let Round { jobs, strays } =
        desk.store().read(move |connection| round(connection, claimed)).await?;
    for delivery_id in strays {
        let outcome = Outcome::Failed { error: another_contacts(), retry_at: desk.now() };
        let input = SettleInput { delivery_id, worker_id: worker_id.clone(), outcome };
        settle(desk, &Context::system(), input).await?;
    }
    Ok(jobs)
}

/// What was claimed at once.
struct Round {
    jobs: Vec<OutboundJob>,
    /// What would be said to somebody else than the chat's contact.
    strays: Vec<DeliveryId>,
}

fn another_contacts() -> ConnectorError {
    ConnectorError::new(
        ErrorClass::Permanent,
        "recipient.another_contact",
        "this address is another contact's by now: write in a chat of theirs",
    )
}

/// What the deliveries of a round send: a statement for each kind of row that they have, however many they
/// are.
fn round(connection: &mut DatabaseConnection, claimed: Vec<Claimed>) -> Result<Round> {
    let ids: Vec<DeliveryId> = claimed.iter().map(|one| one.delivery.delivery_id).collect();
    let found = delivery::with_messages(connection, &ids)?;
    let own = |has: fn(&Claimed) -> bool| {
        claimed.iter().filter(move |one| has(one)).map(|one| one.delivery.message_id)
    };
    let quoted = found.iter().filter_map(|(_, message, ..)| message.quoted_message_id);
    let named: Vec<MessageId> = own(|one| one.has_names).chain(quoted).collect();
    let mut names: HashMap<MessageId, Vec<PlatformMessage>> = HashMap::new();
    if !named.is_empty() {
        for (id, name) in message_reference::of_messages(connection, &named)? {
            names.entry(id).or_default().push(name);
        }
    }
    let filed: Vec<MessageId> = own(|one| one.has_files).collect();
    let files =
        if filed.is_empty() { Vec::new() } else { attachment::of_messages(connection, &filed)? };
    let by_route = found.iter().filter(|(_, message, ..)| message.identity_id.is_some());
    let by_route: Vec<ChatId> = by_route.map(|(_, _, chat, _)| chat.chat_id).collect();
    let routes =
        if by_route.is_empty() { Vec::new() } else { chat_route::of_chats(connection, &by_route)? };
    let owners =
        owners(connection, found.iter().filter_map(|(_, message, ..)| message.identity_id))?;
    let mut sent: HashMap<DeliveryId, (Message, Chat, Channel)> = found
        .into_iter()
        .map(|(id, message, chat, channel)| (id, (message, chat, channel)))
        .collect();
    let mut strays = Vec::new();
    // What was deleted since the claim is missing, and holds nothing else up.
    let job = |claimed: Claimed| -> Option<OutboundJob> {
        let Claimed { delivery, is_interrupted, .. } = claimed;
        let id = delivery.delivery_id;
        let (message, chat, channel) = sent.remove(&id)?;
        let owner = message.identity_id.and_then(|id| owners.get(&id));
        let is_stray = owner.is_some_and(|owner| *owner != chat.contact_id);
        // What was taken back may go; of what may have left already, the platform is only asked.
        if is_stray && delivery.operation != DeliveryOperation::Delete && !is_interrupted {
            strays.push(id);
            return None;
        }
        let names_of = |id: MessageId| names.get(&id).cloned().unwrap_or_default();
        let quoted = message.quoted_message_id.and_then(|id| names_of(id).into_iter().next());
        let is_own = |file: &&Attachment| file.message_id == Some(message.message_id);
        let media = files.iter().filter(is_own).cloned().collect();
        let outbound = outbound(leads_to(chat, &message, &routes)?, &message, media, quoted);
        let references = names_of(message.message_id);
        let key = id.to_string();
        Some(OutboundJob { delivery, channel, outbound, references, key, is_interrupted })
    };
    let jobs = claimed.into_iter().filter_map(job).collect();
    Ok(Round { jobs, strays })
}

/// Whose these addresses are.
fn owners(
    connection: &mut DatabaseConnection,
    ids: impl Iterator<Item = IdentityId>,
) -> Result<HashMap<IdentityId, ContactId>> {
    let ids: Vec<IdentityId> = ids.collect();
    let rows = if ids.is_empty() { Vec::new() } else { identity::by_ids(connection, &ids)? };
    Ok(rows.into_iter().map(|row| (row.identity_id, row.contact_id)).collect())
}

/// Where on the platform a message of the chat goes, and what its connector needs beside that. A route is there
/// as long as its chat.
fn leads_to(chat: Chat, message: &Message, routes: &[ChatRoute]) -> Option<(PlatformChat, Value)> {
    let Some(id) = message.identity_id else { return Some((chat.place(), chat.reply_context)) };
    let is_its = |route: &&ChatRoute| (route.chat_id, route.identity_id) == (chat.chat_id, id);
    let route = routes.iter().find(is_its)?;
    Some((route.place(), route.reply_context.clone()))
}

fn outbound(
    (chat, extra): (PlatformChat, Value),
    message: &Message,
    files: Vec<Attachment>,
    quoted: Option<PlatformMessage>,
) -> Outbound {
    let text = Text { body: message.body.clone(), format: message.format };
    let media = files
        .into_iter()
        .filter(|file| file.state == AttachmentState::Stored)
        .filter_map(|file| {
            Some(OutboundMedia {
                blob: Files::blob_of_content(&file.sha256?),
                kind: file.kind,
                mime: file.mime,
                name: file.name,
                size_bytes: u64::try_from(file.size_bytes).unwrap_or_default(),
            })
        })
        .collect();
    Outbound { chat, text: Some(text).filter(|text| !text.body.is_empty()), media, quoted, extra }
}
