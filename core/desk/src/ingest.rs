//! Ingests what a platform told: the items of one raw request or poll page become identities,
//! contacts, chats, messages and receipts in one transaction. A repeated delivery changes nothing.

mod chat;
mod echo;
mod edited;
mod identity;
mod intake;
mod media;
mod message;
mod order;
mod reach;
mod reaction;
mod receipt;
mod retracted;
mod typing;

pub(crate) use intake::{Intake, IntakeError};
pub(crate) use reach::set_reachable;

use crate::attachment::discard;
use crate::event::{self, Author, Subject, changed};
use crate::limits::INGEST_ITEMS_MAX;
use crate::{Context, Desk, DeskError};
use std::hash::{DefaultHasher, Hash, Hasher};
use switchboard_model::connector::{InboundEvent, InboundItem, ReceiptTarget};
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, ChatId, EventCursor, InboxId, MessageId};
use switchboard_store::{Lane, Transaction, channel, inbox};
use typing::Typing;

/// Where the items come from; settled in the same transaction.
#[derive(Clone, Debug)]
pub enum Source {
    /// A claimed raw request.
    Inbox {
        /// The request.
        inbox_id: InboxId,
        /// Who claimed it.
        holder: String,
        /// The plugin's version.
        plugin_version: String,
    },
    /// A page of a polled channel.
    Poll {
        /// Where polling goes on.
        cursor: String,
    },
    /// Neither: the web chat.
    Direct,
}

/// What came in.
#[derive(Clone, Debug)]
pub struct IngestInput {
    /// The channel.
    pub channel_id: ChannelId,
    /// Where the items come from.
    pub source: Source,
    /// The items, in the platform's order.
    pub items: Vec<InboundItem>,
}

/// What became of one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemOutcome {
    /// A new message.
    Stored {
        /// The message.
        message_id: MessageId,
        /// Its chat.
        chat_id: ChatId,
    },
    /// Something that was there has changed.
    Changed,
    /// It was ingested before.
    Duplicate,
    /// The contact is blocked: dropped.
    Blocked,
    /// Nothing of ours is concerned.
    Ignored,
}

/// What became of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ingested {
    /// All is stored.
    Done {
        /// One outcome per item, in order.
        outcomes: Vec<ItemOutcome>,
        /// The place of the last event; none when nothing changed.
        cursor: Option<EventCursor>,
    },
    /// Nothing is stored: an echo that nobody knows came while sends of its chat are in flight. Try
    /// the same input again a little later.
    EchoPending,
}

/// Ingests the items and settles their source, whole or not at all.
///
/// # Errors
/// `NotFound` for an unknown channel, `Conflict` when another holder has claimed the request since,
/// `Invalid` for items that no platform may send (too many, ids too long), `Store`.
pub async fn ingest(
    desk: &Desk,
    context: &Context,
    input: IngestInput,
) -> Result<Ingested, DeskError> {
    if input.items.len() > INGEST_ITEMS_MAX {
        return Err(DeskError::invalid(
            "items",
            format!("{} at once, the limit is {INGEST_ITEMS_MAX}", input.items.len()),
        ));
    }
    let author = context.actor.author();
    let typing: Vec<Typing> = input.items.iter().filter_map(Typing::of).collect();
    let channel_id = input.channel_id;
    let result = desk
        .store()
        .write(lane_of(&input), move |transaction| {
            let channel = channel::get(transaction, input.channel_id)?;
            let mut intake = Intake::new(transaction, &channel, author);
            let mut outcomes = Vec::with_capacity(input.items.len());
            for item in &input.items {
                outcomes.push(intake.take(item)?);
            }
            let freed = intake.into_freed();
            settle_source(transaction, &input, &outcomes, author)?;
            Ok((Ingested::Done { outcomes, cursor: transaction.last_event() }, freed))
        })
        .await;
    let ingested = match result {
        Ok((done, freed)) => {
            discard::release_after_commit(desk, freed).await;
            done
        }
        Err(IntakeError::EchoPending) => Ingested::EchoPending,
        Err(IntakeError::Desk(error)) => return Err(error),
    };
    if matches!(ingested, Ingested::Done { .. }) && !typing.is_empty() {
        typing::tell(desk, channel_id, typing).await?;
    }
    Ok(ingested)
}

/// Items of one platform chat go one after the other; those of others beside them.
fn lane_of(input: &IngestInput) -> Lane {
    let chat = input.items.iter().find_map(|item| platform_chat(&item.event));
    let mut hasher = DefaultHasher::new();
    (input.channel_id, chat).hash(&mut hasher);
    Lane::Key(hasher.finish())
}

fn platform_chat(event: &InboundEvent) -> Option<&str> {
    match event {
        InboundEvent::Message(message) | InboundEvent::Edited(message, _) => {
            Some(&message.reference.chat.id)
        }
        InboundEvent::Retracted(reference, _) => Some(&reference.chat.id),
        InboundEvent::Reaction(reaction) => Some(&reaction.reference.chat.id),
        InboundEvent::Receipt(receipt) => Some(match &receipt.target {
            ReceiptTarget::One(reference) => &reference.chat.id,
            ReceiptTarget::UpTo(chat, _) => &chat.id,
        }),
        InboundEvent::Profile(identity) | InboundEvent::Reach { identity, .. } => {
            Some(&identity.id)
        }
        InboundEvent::Typing { .. } | InboundEvent::Account(..) | InboundEvent::Other(..) => None,
    }
}

fn settle_source(
    transaction: &mut Transaction<'_>,
    input: &IngestInput,
    outcomes: &[ItemOutcome],
    author: Author,
) -> Result<(), DeskError> {
    match &input.source {
        Source::Inbox { inbox_id, holder, plugin_version } => {
            let is_blocked = outcomes.contains(&ItemOutcome::Blocked);
            let remark = is_blocked.then_some("blocked: the contact may not write any more");
            let now = transaction.now();
            let finished =
                inbox::finish(transaction, *inbox_id, holder, plugin_version, remark, now)?;
            let Some(finished) = finished else {
                return Err(DeskError::conflict("another process has claimed this request since"));
            };
            if finished.has_failed_before {
                let subject = Subject::inbox(*inbox_id, input.channel_id);
                let (kind, detail) = (EventKind::InboxChanged, changed(&["state"]));
                event::append(transaction, author, kind, subject, detail)?;
            }
        }
        Source::Poll { cursor } => {
            channel::set_poll_cursor(transaction, input.channel_id, Some(cursor))?;
        }
        Source::Direct => {}
    }
    Ok(())
}
