//! What happened on a platform, from a guest's items to the server's.

use super::{
    ContractViolation, at, bag, error_from_guest, id, identity_from_guest, json,
    media::{chat_from_guest, media_from_guest, reference_from_guest},
    optional_id, words,
};
use crate::{
    bindings::{
        exports::switchboard::plugin::polling::Page,
        switchboard::plugin::{items as guest, types},
    },
    limits,
};
use switchboard_model::connector::{
    ContactChange, InboundAuthor, InboundEvent, InboundItem, InboundMessage, InboundReaction,
    InboundReceipt, PollPage, ReceiptState, ReceiptTarget, Text, TextFormat,
};

pub(crate) fn items_from_guest(
    items: Vec<guest::Item>,
) -> Result<Vec<InboundItem>, ContractViolation> {
    if items.len() > limits::ITEMS_MAX {
        return Err(format!("at most {} items at a time", limits::ITEMS_MAX));
    }
    items.into_iter().map(item).collect()
}

pub(crate) fn page_from_guest(page: Page) -> Result<PollPage, ContractViolation> {
    if page.cursor.len() > limits::CURSOR_MAX_BYTES || page.cursor.contains('\0') {
        return Err(format!("a cursor has at most {} bytes and no NUL", limits::CURSOR_MAX_BYTES));
    }
    Ok(PollPage {
        items: items_from_guest(page.items)?,
        cursor: page.cursor,
        has_more: page.has_more,
        next_ms: page.next_ms,
    })
}

fn item(item: guest::Item) -> Result<InboundItem, ContractViolation> {
    Ok(InboundItem {
        dedup: id("an item's dedup", item.dedup)?,
        event: event(item.event)?,
        follow_up: item.follow_up.map(|call| json("a follow-up", &call)).transpose()?,
    })
}

fn event(event: guest::Event) -> Result<InboundEvent, ContractViolation> {
    Ok(match event {
        guest::Event::Message(message) => InboundEvent::Message(self::message(message)?),
        guest::Event::Edited(edit) => InboundEvent::Edited(message(edit.message)?, edit.version),
        guest::Event::Retracted((reference, ms)) => InboundEvent::Retracted(
            reference_from_guest(reference)?,
            at("the time of a deletion", ms)?,
        ),
        guest::Event::Receipt(receipt) => InboundEvent::Receipt(self::receipt(receipt)?),
        guest::Event::Reaction(reaction) => InboundEvent::Reaction(InboundReaction {
            reference: reference_from_guest(reaction.reference)?,
            by: identity_from_guest(reaction.by)?,
            emoji: optional_id("an emoji", reaction.emoji)?,
            is_removed: reaction.is_removed,
            at: at("the time of a reaction", reaction.at)?,
        }),
        guest::Event::Typing(typing) => InboundEvent::Typing {
            chat: chat_from_guest(typing.chat)?,
            by: id("who types", typing.by)?,
            is_on: typing.is_on,
        },
        guest::Event::Profile(identity) => InboundEvent::Profile(identity_from_guest(identity)?),
        guest::Event::Reach(reach) => InboundEvent::Reach {
            identity: identity_from_guest(reach.identity)?,
            change: if reach.is_reachable {
                ContactChange::Reachable
            } else {
                ContactChange::Unreachable
            },
            chat: reach.chat.map(chat_from_guest).transpose()?,
            at: at("the time of a change of reach", reach.at)?,
        },
        guest::Event::Account((kind, detail)) => InboundEvent::Account(
            id("an account event's kind", kind)?,
            words("its detail", detail)?,
        ),
        guest::Event::Moved((from, to)) => InboundEvent::Moved {
            from: id("the id of a chat", from)?,
            to: id("the id of a chat", to)?,
        },
        guest::Event::Other((kind, detail)) => {
            InboundEvent::Other(id("another event's kind", kind)?, json("its detail", &detail)?)
        }
    })
}

fn message(message: guest::Message) -> Result<InboundMessage, ContractViolation> {
    if message.media.len() > limits::MEDIA_MAX {
        return Err(format!("a message has at most {} media", limits::MEDIA_MAX));
    }
    Ok(InboundMessage {
        reference: reference_from_guest(message.reference)?,
        at: at("a message's time", message.at)?,
        edited_at: message.edited_at.map(|ms| at("an edit's time", ms)).transpose()?,
        order: optional_id("an order", message.order)?,
        author: match message.author {
            guest::Author::Contact => InboundAuthor::Contact,
            guest::Author::OperatorElsewhere => InboundAuthor::OperatorElsewhere,
            guest::Author::Bot => InboundAuthor::Bot,
            guest::Author::System => InboundAuthor::System,
        },
        sender: identity_from_guest(message.sender)?,
        text: message.text.map(text).transpose()?,
        media: message.media.into_iter().map(media_from_guest).collect::<Result<_, _>>()?,
        quoted: message.quoted.map(reference_from_guest).transpose()?,
        chosen: message.chosen.map(|chosen| words("a choice", chosen)).transpose()?,
        echo_of: optional_id("an echo", message.echo_of)?,
        extra: bag("a message's extra", &message.extra)?,
    })
}

fn text(text: types::Text) -> Result<Text, ContractViolation> {
    Ok(Text {
        body: words("a text", text.body)?,
        format: match text.format {
            types::TextFormat::Plain => TextFormat::Plain,
            types::TextFormat::Markdown => TextFormat::Markdown,
            types::TextFormat::Html => TextFormat::Html,
        },
    })
}

fn receipt(receipt: guest::Receipt) -> Result<InboundReceipt, ContractViolation> {
    Ok(InboundReceipt {
        target: match receipt.target {
            guest::ReceiptTarget::One(reference) => {
                ReceiptTarget::One(reference_from_guest(reference)?)
            }
            guest::ReceiptTarget::UpTo((chat, ms)) => {
                ReceiptTarget::UpTo(chat_from_guest(chat)?, at("a watermark", ms)?)
            }
        },
        state: match receipt.state {
            guest::Delivery::Accepted => ReceiptState::Accepted,
            guest::Delivery::Delivered => ReceiptState::Delivered,
            guest::Delivery::Read => ReceiptState::Read,
            guest::Delivery::Failed => ReceiptState::Failed,
        },
        at: at("a receipt's time", receipt.at)?,
        error: receipt.error.map(error_from_guest),
    })
}
