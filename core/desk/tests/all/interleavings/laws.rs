//! What holds of the chats of a schedule whenever nobody is at work.

use super::deeds::World;
use std::collections::BTreeSet;
use switchboard_model::chat::{Chat, ChatStatus, WaitingOn};
use switchboard_model::forward::Forward;
use switchboard_model::message::Message;
use switchboard_model::timer::{Timer, TimerKind};
use switchboard_model::{AuthorKind, ChatId, ContactId, MessageId, OperatorId, Timestamp};
use switchboard_store::page::scan;
use switchboard_store::{
    DatabaseConnection, StoreError, chat, contact, forward, identity, message, participant, timer,
};

/// A chat with what hangs on it.
struct Seen {
    /// Whose it is, by number.
    customer: usize,
    chat: Chat,
    participants: Vec<OperatorId>,
    offers: Vec<Forward>,
    /// The texts of its messages.
    texts: Vec<String>,
    /// How many of them the customer wrote.
    inbound_count: usize,
    /// Whose the customer's address is.
    owner: ContactId,
    is_hidden: bool,
}

/// The statuses, whom the chats wait for, offers and timers agree, and every message is there once.
pub async fn hold(world: &World) {
    let told = &world.told;
    let (chats, timers) = look(world).await;
    let customers: BTreeSet<usize> = chats.iter().map(|seen| seen.customer).collect();
    assert_eq!(customers.len(), chats.len(), "everybody has one chat at most, {told}");
    for seen in &chats {
        is_whole(seen, told);
        let mark = world.mark(seen.customer);
        assert!(seen.texts.iter().all(|text| text.starts_with(&mark)), "a stray message, {told}");
    }
    let mut expected: Vec<String> = chats.iter().flat_map(timers_of).collect();
    let mut found: Vec<String> =
        timers.iter().map(|timer| line(timer.kind, timer.subject_id, timer.due_at)).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "the timers, {told}");
    let mut texts: Vec<String> = chats.into_iter().flat_map(|seen| seen.texts).collect();
    let mut expected = world.ledger.texts();
    texts.sort();
    expected.sort();
    assert_eq!(texts, expected, "each message is there once, {told}");
}

/// Whatever was said has left once and nothing else; what was united is as it was before.
pub async fn hold_at_the_end(world: &World) {
    let told = &world.told;
    let (left, said) = (world.ledger.left(), world.ledger.said());
    let once: BTreeSet<String> = left.iter().cloned().collect();
    assert_eq!(once.len(), left.len(), "what was said leaves once: {left:?}, {told}");
    assert!(once.is_subset(&said), "no note leaves: {left:?}, {told}");
    assert!(
        world.ledger.must_leave().is_subset(&once),
        "all that was said leaves: {left:?}, {told}"
    );
    let (chats, timers) = look(world).await;
    for seen in &chats {
        let owner = world.contacts[seen.customer];
        assert_eq!(seen.chat.contact_id, owner, "each chat is its customer's again, {told}");
    }
    let are_closed = chats.iter().all(|seen| !seen.chat.status.is_open());
    assert!(are_closed && timers.is_empty(), "closed chats need no timers, {told}");
}

async fn look(world: &World) -> (Vec<Seen>, Vec<Timer>) {
    let ids = world.ledger.chats();
    let read = world.desk().store().read::<_, StoreError>(move |connection| {
        let chats: Result<Vec<Seen>, StoreError> =
            ids.into_iter().map(|(customer, id)| see(connection, customer, id)).collect();
        Ok((chats?, timer::due(connection, Timestamp(i64::MAX), 1_000)?))
    });
    read.await.expect("the chats are read")
}

fn see(
    connection: &mut DatabaseConnection,
    customer: usize,
    id: ChatId,
) -> Result<Seen, StoreError> {
    let chat = chat::get(connection, id)?;
    let participants = participant::of_chat(connection, id)?;
    let places = scan::messages_of_chat(connection, id, (i64::MIN, MessageId(0)), 1_000)?;
    let ids: Vec<MessageId> = places.into_iter().map(|(_, id)| id).collect();
    let messages = message::by_ids(connection, &ids)?;
    let is_inbound = |one: &&Message| one.author_kind == AuthorKind::Contact;
    Ok(Seen {
        customer,
        participants: participants.into_iter().map(|one| one.operator_id).collect(),
        offers: forward::offered(connection, &[id])?,
        inbound_count: messages.iter().filter(is_inbound).count(),
        texts: messages.into_iter().map(|one| one.body).collect(),
        owner: identity::get(connection, chat.identity_id)?.contact_id,
        is_hidden: contact::get(connection, chat.contact_id)?.united_into_id.is_some(),
        chat,
    })
}

fn is_whole(seen: &Seen, told: &str) {
    let chat = &seen.chat;
    let (is_open, is_nobodys) = (chat.status.is_open(), chat.operator_id.is_none());
    let is_empty = seen.participants.is_empty();
    let waits = if is_open { chat.waiting_on_when_open() } else { WaitingOn::Nobody };
    assert_eq!(chat.waiting_on, waits, "whom it waits for, {told}");
    assert_eq!(chat.waiting_since.is_some(), waits != WaitingOn::Nobody, "since when, {told}");
    let is_agreed = match chat.status {
        ChatStatus::New => is_nobodys && is_empty,
        ChatStatus::Active => !is_nobodys && waits == WaitingOn::Operator,
        ChatStatus::AwaitingResponse => !is_nobodys && waits == WaitingOn::Customer,
        ChatStatus::Transferred => !is_nobodys || is_empty,
        ChatStatus::Closed | ChatStatus::Archived => is_empty,
    };
    let who = (chat.operator_id, &seen.participants);
    assert!(is_agreed, "{} with {who:?}, waiting on {waits:?}, {told}", chat.status);
    let is_ended = (chat.closed_at.is_some(), chat.close_reason_id.is_some());
    assert_eq!(is_ended, (!is_open, !is_open), "when and why it was closed, {told}");
    let is_offered = chat.status == ChatStatus::Transferred;
    assert_eq!(seen.offers.len(), usize::from(is_offered), "its offer, {told}");
    let may_be_aside = is_open && !is_offered;
    assert!(may_be_aside || chat.snoozed_until.is_none(), "it is not put aside, {told}");
    assert!(chat.snoozed_until.is_some() || !chat.is_snooze_kept, "{told}");
    let count = i64::try_from(seen.inbound_count).expect("few");
    assert_eq!(chat.inbound_count, count, "what the customer wrote, {told}");
    assert_eq!((chat.contact_id, seen.is_hidden), (seen.owner, false), "whose it is, {told}");
}

/// The timers that a chat needs, and no others.
fn timers_of(seen: &Seen) -> Vec<String> {
    let chat = &seen.chat;
    let wakes = chat.snoozed_until.map(|at| line(TimerKind::ChatWake, chat.chat_id.0, at));
    let offers = seen.offers.iter();
    let expire =
        offers.map(|offer| line(TimerKind::ForwardExpire, offer.forward_id.0, offer.expires_at));
    wakes.into_iter().chain(expire).collect()
}

fn line(kind: TimerKind, subject_id: i64, due_at: Timestamp) -> String {
    format!("{kind} of {subject_id} at {}", due_at.0)
}
