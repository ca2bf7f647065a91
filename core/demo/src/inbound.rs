//! What customers of the demo do, as platforms tell it.

use crate::script::Customer;
use switchboard_desk::ingest::{IngestInput, Ingested, ItemOutcome, Source};
use switchboard_desk::{Context, Desk, DeskError, Result, ingest};
use switchboard_model::connector::{
    InboundAuthor, InboundEvent, InboundItem, InboundMessage, InboundReceipt, PlatformChat,
    PlatformIdentity, PlatformMessage, ReceiptState, ReceiptTarget, Text, TextFormat,
};
use switchboard_model::{ChannelId, ChatId, Timestamp};

/// What the ids of the demo's customers begin with: on the web, as those whom the company's page signs in.
const ON_THE_WEB: &str = "signed:lumen-";
/// Elsewhere.
const ELSEWHERE: &str = "700000";

/// The id of a customer.
pub(crate) fn address(is_web: bool, number: &str) -> String {
    format!("{}{number}", if is_web { ON_THE_WEB } else { ELSEWHERE })
}

/// Is it one of the demo's own customers, rather than somebody who tries it.
pub(crate) fn is_played(platform_id: &str) -> bool {
    platform_id.starts_with(ON_THE_WEB) || platform_id.starts_with(ELSEWHERE)
}

/// Where a customer writes: each is alone with the company.
fn place(id: &str) -> PlatformChat {
    PlatformChat { id: id.to_owned(), thread: None }
}

/// A customer as the platform tells of them.
pub(crate) fn account(customer: &Customer, locale: &str) -> PlatformIdentity {
    let told = [("email", &customer.email), ("phone", &customer.phone)];
    let aliases = told
        .into_iter()
        .filter_map(|(kind, value)| value.as_ref().map(|value| (kind.to_owned(), value.clone())));
    PlatformIdentity {
        id: customer.id.clone(),
        aliases: aliases.collect(),
        name: Some(customer.name.clone()),
        locale: Some(locale.to_owned()),
        avatar: None,
        extra: serde_json::json!({}),
    }
}

/// Customers write: all lines at once. Gives the chat in which they stand.
pub(crate) async fn write(
    desk: &Desk,
    channel_id: ChannelId,
    sender: &PlatformIdentity,
    texts: &[String],
) -> Result<ChatId> {
    let items = texts.iter().map(|text| message(desk, sender, text)).collect();
    let outcomes = take(desk, channel_id, items).await?;
    let stored = outcomes.into_iter().find_map(|outcome| match outcome {
        ItemOutcome::Stored { chat_id, .. } => Some(chat_id),
        _ => None,
    });
    stored.ok_or_else(|| DeskError::Internal("what a customer wrote was not stored".to_owned()))
}

fn message(desk: &Desk, sender: &PlatformIdentity, text: &str) -> InboundItem {
    let number: i64 = desk.store().id();
    let id = format!("demo-{number}");
    let reference = PlatformMessage { chat: place(&sender.id), id: id.clone(), part: None };
    let message = InboundMessage {
        reference,
        at: desk.now(),
        edited_at: None,
        order: None,
        author: InboundAuthor::Contact,
        sender: sender.clone(),
        text: Some(Text { body: text.to_owned(), format: TextFormat::Plain }),
        media: Vec::new(),
        quoted: None,
        chosen: None,
        echo_of: None,
        extra: serde_json::json!({}),
    };
    InboundItem { dedup: id, event: InboundEvent::Message(message), follow_up: None }
}

/// A customer has read what was said until now.
pub(crate) async fn see(desk: &Desk, channel_id: ChannelId, id: &str) -> Result<()> {
    let at: Timestamp = desk.now();
    let receipt = InboundReceipt {
        target: ReceiptTarget::UpTo(place(id), at),
        state: ReceiptState::Read,
        at,
        error: None,
    };
    tell(desk, channel_id, InboundEvent::Receipt(receipt)).await
}

/// A customer types, or has stopped.
pub(crate) async fn type_on(
    desk: &Desk,
    channel_id: ChannelId,
    id: &str,
    is_on: bool,
) -> Result<()> {
    let event = InboundEvent::Typing { chat: place(id), by: id.to_owned(), is_on };
    tell(desk, channel_id, event).await
}

async fn tell(desk: &Desk, channel_id: ChannelId, event: InboundEvent) -> Result<()> {
    let number: i64 = desk.store().id();
    let item = InboundItem { dedup: format!("demo-{number}"), event, follow_up: None };
    take(desk, channel_id, vec![item]).await.map(|_| ())
}

async fn take(
    desk: &Desk,
    channel_id: ChannelId,
    items: Vec<InboundItem>,
) -> Result<Vec<ItemOutcome>> {
    let input = IngestInput { channel_id, source: Source::Direct, items };
    match ingest::ingest(desk, &Context::system(), input).await? {
        Ingested::Done { outcomes, .. } => Ok(outcomes),
        Ingested::EchoPending => {
            Err(DeskError::Internal("a customer of the demo has no echo".to_owned()))
        }
    }
}
