//! Ingests what a platform told: the items of one inbound request or poll page become identities,
//! contacts, chats, messages and receipts in one transaction. A repeated delivery changes nothing.

mod chat;
mod deleted;
mod echo;
mod edited;
mod identity;
mod media;
mod message;
mod moved;
mod order;
mod processor;
mod reach;
mod reaction;
mod receipt;
mod typing;

pub(crate) use processor::{InboundProcessor, Processed, ProcessingError};
pub(crate) use reach::set_reachable;

use crate::attachment::discard;
use crate::change::changed;
use crate::inbound_request::claimed_since;
use crate::limits::INGEST_ITEMS_MAX;
use crate::{Command, Context, Desk, DeskError, Result};
use std::hash::{DefaultHasher, Hash, Hasher};
use switchboard_model::connector::InboundItem;
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, ChatId, EventCursor, InboundRequestId, MessageId};
use switchboard_store::inbound_request::Concerned;
use switchboard_store::{Lane, channel, inbound_request};
use typing::Typing;

/// Where the items come from; settled in the same transaction.
#[derive(Clone, Debug)]
pub enum Source {
    /// A claimed inbound request.
    InboundRequest {
        /// The request.
        inbound_request_id: InboundRequestId,
        /// Who claimed it.
        worker_id: String,
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
        /// The place of the last event; the log's head when nothing changed.
        cursor: EventCursor,
    },
    /// Nothing is stored: an echo that nobody knows came while sends of its chat are in flight. Try
    /// the same input again a little later.
    EchoPending,
}

/// Ingests the items and settles their source, whole or not at all.
///
/// # Errors
/// `NotFound` for an unknown channel, `Conflict` when another worker has claimed the request since,
/// `Invalid` for items that no platform may send (too many, ids too long).
pub async fn ingest(desk: &Desk, context: &Context, input: IngestInput) -> Result<Ingested> {
    if input.items.len() > INGEST_ITEMS_MAX {
        return Err(DeskError::invalid(
            "items",
            format!("{} at once, the limit is {INGEST_ITEMS_MAX}", input.items.len()),
        ));
    }
    let typing: Vec<Typing> = input.items.iter().filter_map(Typing::of).collect();
    let channel_id = input.channel_id;
    let result = desk
        .transact(context, lane_of(&input), move |command| {
            let channel = channel::get(command, input.channel_id)?;
            let mut processor = InboundProcessor::new(command, &channel);
            let mut outcomes = Vec::with_capacity(input.items.len());
            for item in &input.items {
                outcomes.push(processor.take(item)?);
            }
            let (concerned, freed) = (processor.concerned(), processor.into_freed());
            settle_source(command, &input, &outcomes, concerned)?;
            Ok((Ingested::Done { outcomes, cursor: command.cursor()? }, freed))
        })
        .await;
    let ingested = match result {
        Ok((done, freed)) => {
            discard::release_after_commit(desk, freed).await;
            done
        }
        Err(ProcessingError::EchoPending) => Ingested::EchoPending,
        Err(ProcessingError::Desk(error)) => return Err(error),
    };
    if matches!(ingested, Ingested::Done { .. }) && !typing.is_empty() {
        typing::tell(desk, channel_id, typing).await?;
    }
    Ok(ingested)
}

/// Items of one platform chat go one after the other; those of others beside them.
fn lane_of(input: &IngestInput) -> Lane {
    let chat = input.items.iter().find_map(|item| item.event.platform_chat());
    let mut hasher = DefaultHasher::new();
    (input.channel_id, chat).hash(&mut hasher);
    Lane::Key(hasher.finish())
}

fn settle_source(
    command: &mut Command<'_>,
    input: &IngestInput,
    outcomes: &[ItemOutcome],
    concerned: Concerned,
) -> Result<()> {
    match &input.source {
        Source::InboundRequest { inbound_request_id, worker_id, plugin_version } => {
            let is_blocked = outcomes.contains(&ItemOutcome::Blocked);
            let remark = is_blocked.then_some("blocked: the contact may not write any more");
            let (id, of) = (*inbound_request_id, (concerned, command.now()));
            let finished =
                inbound_request::finish(command, id, worker_id, plugin_version, remark, of)?
                    .ok_or_else(claimed_since)?;
            if finished.has_failed_before {
                let kind = EventKind::InboundRequestParsed;
                command.event(kind, (input.channel_id, id), changed(&["state"]))?;
            }
        }
        Source::Poll { cursor } => {
            channel::set_poll_cursor(command, input.channel_id, Some(cursor))?;
        }
        Source::Direct => {}
    }
    Ok(())
}
