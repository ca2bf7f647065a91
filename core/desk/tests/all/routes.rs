//! One history over several channels (F67): which chat a reply to an address is said in, where it leaves, and
//! whose chat an answer comes to.

use crate::app::{ANSWERS, TestApp, inbound, item, words};
use crate::pending;
use crate::platform::{PLUGIN, plugin_channel};
use crate::shorthand::code;
use crate::unite::{unite_of, united};
use crate::visitors::{say, visitor};
use serde_json::json;
use switchboard_desk::channel::create::create;
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::delete::{DeleteInput, delete};
use switchboard_desk::chat::reopen::{ReopenInput, reopen};
use switchboard_desk::contact::erase::{EraseInput, erase};
use switchboard_desk::contact::undo_unite::undo_unite;
use switchboard_desk::erasure::advance;
use switchboard_desk::ingest::{IngestInput, Ingested, ItemOutcome, Source, ingest};
use switchboard_desk::message::delete as take_back;
use switchboard_desk::message::edit::{EditInput, edit};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::message::retry::{ResendOrAccept, RetryInput, retry};
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::outbound::{ClaimInput, OutboundJob, claim};
use switchboard_desk::pending_reply::{ScheduleInput, schedule};
use switchboard_desk::read::PageRequest;
use switchboard_desk::visitor::write::write;
use switchboard_desk::{Context, DeskError, close_reason, limits, timer};
use switchboard_model::channel::ChannelState;
use switchboard_model::connector::{InboundEvent, PlatformMessage, Sent};
use switchboard_model::delivery::{DeliveryOperation, DeliveryState};
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, ChatId, ContactId, IdentityId, MessageId};
use switchboard_store::testing::{both_databases, contents};
use switchboard_store::{Lane, channel, contact, delivery, message, message_reference};

/// What Ana is called on the second channel, and her chat there.
pub const THERE: &str = "ana-there";

/// Ana writes on two channels, and is known to be one person.
pub struct Two {
    pub admin: Context,
    /// Her chat on the first channel.
    pub home: ChatId,
    /// Her chat on the second one, which is open.
    pub there: ChatId,
    /// Her address there.
    pub address: IdentityId,
    /// The second channel.
    pub other: ChannelId,
    /// Who she was there before that was known.
    pub pulled: ContactId,
}

impl Two {
    pub async fn of(app: &TestApp) -> Self {
        let (_, admin) = app.admin().await;
        let (_, home) = app.writes("1", "hello").await;
        let other = second_channel(app, PLUGIN).await;
        let (_, there) = comes(app, other, "b1").await;
        let before = app.chat(there).await;
        let (address, pulled) = (before.identity_id, before.contact_id);
        united(app, &admin, app.chat(home).await.contact_id, pulled).await;
        Self { admin, home, there, address, other, pulled }
    }

    pub fn by_address(&self, text: &str) -> ReplyInput {
        ReplyInput { identity_id: Some(self.address), ..words(self.home, text) }
    }
}

/// A second channel, which works.
pub async fn second_channel(app: &TestApp, plugin: &str) -> ChannelId {
    let input = plugin_channel(plugin, "second");
    let made = create(&app.desk, &Context::system(), input).await.expect("a channel");
    let id = made.value.channel_id;
    let work = app.desk.store().write(Lane::Any, move |transaction| {
        let mut row = channel::get(transaction, id)?;
        row.state = ChannelState::Active;
        row.account = Some("account-2".to_owned());
        channel::update(transaction, &row)
    });
    work.await.expect("it works");
    id
}

/// She writes on the second channel; gives the message and its chat.
pub async fn comes(app: &TestApp, channel_id: ChannelId, id: &str) -> (MessageId, ChatId) {
    let mut told = inbound(id, "hello from there");
    told.reference.chat.id = THERE.to_owned();
    told.sender.id = THERE.to_owned();
    let items = vec![item(id, InboundEvent::Message(told))];
    let input = IngestInput { channel_id, source: Source::Direct, items };
    let taken = ingest(&app.desk, &Context::system(), input).await.expect("it is taken");
    let Ingested::Done { outcomes, .. } = taken else { panic!("nothing is in flight") };
    match outcomes[0] {
        ItemOutcome::Stored { message_id, chat_id } => (message_id, chat_id),
        other => panic!("{id} was not stored: {other:?}"),
    }
}

pub async fn closes(app: &TestApp, who: &Context, chat_id: ChatId) {
    let name = format!("solved {}", app.desk.store().id::<MessageId>());
    let input = close_reason::CreateInput { name };
    let made = close_reason::create(&app.desk, &Context::system(), input).await;
    let close_reason_id = made.expect("a reason").value.close_reason_id;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    close(&app.desk, who, input).await.expect("closed");
}

async fn reopens(app: &TestApp, who: &Context, chat_id: ChatId) -> Result<(), DeskError> {
    let input = ReopenInput { chat_id, expected_version: None };
    reopen(&app.desk, who, input).await.map(|_| ())
}

pub async fn claimed(app: &TestApp) -> Vec<OutboundJob> {
    let input = ClaimInput { worker_id: "one".to_owned(), lease_ms: 30_000, limit: 10 };
    claim(&app.desk, input).await.expect("a claim")
}

/// The platform takes what was claimed, and calls it this.
async fn arrives(app: &TestApp, job: &OutboundJob, id: &str) -> PlatformMessage {
    let name = PlatformMessage { chat: job.outbound.chat.clone(), id: id.to_owned(), part: None };
    let at = app.desk.store().clock().now();
    let outcome = Outcome::Sent(Sent { references: vec![name.clone()], at, echo: None });
    let delivery_id = job.delivery.delivery_id;
    let input = SettleInput { delivery_id, worker_id: "one".to_owned(), outcome };
    settle(&app.desk, &Context::system(), input).await.expect("settled");
    name
}

/// F67: the chat of a closed chat's address takes it, both ways, and neither address waits for the other.
#[both_databases]
async fn one_chat_is_talked_in_by_two_addresses(app: TestApp) {
    let two = Two::of(&app).await;
    closes(&app, &two.admin, two.there).await;
    let said = reply(&app.desk, &two.admin, two.by_address("over there")).await.expect("said");
    let said = said.value;
    assert_eq!((said.chat_id, said.identity_id), (two.home, Some(two.address)));
    let (answer, chat_id) = comes(&app, two.other, "b2").await;
    assert_eq!(chat_id, two.home, "the route has moved");
    assert_eq!(app.message(answer).await.identity_id, Some(two.address));
    let (again, chat_id) = app.writes("2", "and here").await;
    assert_eq!((chat_id, app.message(again).await.identity_id), (two.home, None));

    app.replies(&two.admin, two.home, "here").await;
    let jobs = claimed(&app).await;
    let mut to: Vec<(ChannelId, &str)> =
        jobs.iter().map(|job| (job.channel.channel_id, job.outbound.chat.id.as_str())).collect();
    to.sort_unstable();
    assert_eq!(to, [(app.channel.channel_id, "chat-1"), (two.other, THERE)]);
    for job in &jobs {
        let (name, channel_id) = (arrives(&app, job, "out").await, job.channel.channel_id);
        let find =
            app.read(move |connection| message_reference::find(connection, channel_id, &name));
        assert_eq!(find.await, Some(job.delivery.message_id), "it is named on its own channel");
    }
    let change = EditInput {
        message_id: said.message_id,
        body: "over there!".to_owned(),
        expected_version: None,
    };
    edit(&app.desk, &two.admin, change).await.expect("edited");
    let job = claimed(&app).await.remove(0);
    let changed = (job.delivery.operation, job.channel.channel_id, job.outbound.chat.id.as_str());
    assert_eq!(changed, (DeliveryOperation::Edit, two.other, THERE));
}

#[both_databases]
async fn an_open_chat_keeps_its_address_and_takes_the_reply(app: TestApp) {
    let two = Two::of(&app).await;
    let said = reply(&app.desk, &two.admin, two.by_address("hello")).await.expect("said").value;
    assert_eq!((said.chat_id, said.identity_id), (two.there, None), "it is at home there");
    closes(&app, &two.admin, two.home).await;
    let refused = reply(&app.desk, &two.admin, two.by_address("hello")).await;
    assert_eq!(code(refused), "CONFLICT", "the chat is closed");
    closes(&app, &two.admin, two.there).await;
    reopens(&app, &two.admin, two.home).await.expect("open");
    let said = reply(&app.desk, &two.admin, two.by_address("hello")).await.expect("said").value;
    assert_eq!(said.chat_id, two.home);
    assert_eq!(code(reopens(&app, &two.admin, two.there).await), "CONFLICT", "it has no address");
    closes(&app, &two.admin, two.home).await;
    reopens(&app, &two.admin, two.there).await.expect("it has its address back");
    assert_eq!(comes(&app, two.other, "b3").await.1, two.there);
}

#[both_databases]
async fn nobody_writes_to_an_address_that_is_not_theirs_to_write_to(app: TestApp) {
    let two = Two::of(&app).await;
    let (asked, _) = app.writes("2", "which one?").await;
    closes(&app, &two.admin, two.there).await;
    let before = app.message_count(two.home).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let refused = reply(&app.desk, &olga, two.by_address("hello")).await;
    assert_eq!(code(refused), "FORBIDDEN", "she sees the first channel alone");
    let quoting = ReplyInput { quoted_message_id: Some(asked), ..two.by_address("this one") };
    assert_eq!(code(reply(&app.desk, &two.admin, quoting).await), "INVALID", "another channel's");
    let mut told = inbound("3", "hello");
    (told.reference.chat.id, told.sender.id) = ("bob".to_owned(), "bob".to_owned());
    let (_, chat_id) = app.stored(item("3", InboundEvent::Message(told))).await;
    for id in [app.chat(chat_id).await.identity_id, IdentityId(1)] {
        let input = ReplyInput { identity_id: Some(id), ..words(two.home, "hello") };
        assert_eq!(code(reply(&app.desk, &two.admin, input).await), "INVALID", "not Ana's");
    }
    assert_eq!(app.message_count(two.home).await, before);
    assert_eq!(comes(&app, two.other, "b4").await.1, two.there, "and no address has moved");
}

/// F106: what can still be taken back has taken no address.
#[both_databases]
async fn a_reply_that_waits_takes_the_address_when_it_is_sent(app: TestApp) {
    let two = Two::of(&app).await;
    closes(&app, &two.admin, two.there).await;
    let later = ScheduleInput { identity_id: Some(two.address), ..pending::said(two.home) };
    schedule(&app.desk, &two.admin, later).await.expect("it waits");
    assert_eq!(comes(&app, two.other, "b2").await.1, two.there, "the route has not moved");
    closes(&app, &two.admin, two.there).await;
    app.pass_ms(limits::UNDO_MS);
    assert_eq!(timer::fire_due(&app.desk, 10).await, Ok(1));
    let sent = app.chat(two.home).await.last_message_id.expect("a message");
    assert_eq!(app.message(sent).await.identity_id, Some(two.address));
    assert_eq!(comes(&app, two.other, "b3").await.1, two.home);
}

/// F22: what comes from an address whose chat was deleted opens a new one.
#[both_databases]
async fn a_deleted_chat_keeps_no_address(app: TestApp) {
    let two = Two::of(&app).await;
    closes(&app, &two.admin, two.there).await;
    reply(&app.desk, &two.admin, two.by_address("hello")).await.expect("said");
    let number = app.chat(two.home).await.number;
    let input = DeleteInput { chat_id: two.home, number };
    delete(&app.desk, &two.admin, input).await.expect("deleted");
    let (_, next) = comes(&app, two.other, "b2").await;
    assert!(![two.home, two.there].contains(&next), "a new chat begins");
    assert_eq!(comes(&app, two.other, "b3").await.1, next);
}

/// Two people who were taken for one never meet in a chat: what is said follows the address.
#[both_databases]
async fn an_undone_unite_takes_the_routes_away(app: TestApp) {
    let two = Two::of(&app).await;
    closes(&app, &two.admin, two.there).await;
    reply(&app.desk, &two.admin, two.by_address("hello")).await.expect("said");
    let unite_id = unite_of(&app, two.pulled).await;
    let told = app.count(EventKind::ChatUpdated).await;
    undo_unite(&app.desk, &two.admin, unite_id).await.expect("they are two again");
    let both = told + 2;
    assert_eq!(app.count(EventKind::ChatUpdated).await, both, "one has moved, one lost its route");
    let (_, chat_id) = comes(&app, two.other, "b5").await;
    assert_ne!(chat_id, two.home);
    assert_eq!(app.chat(chat_id).await.contact_id, two.pulled);
    let refused = reply(&app.desk, &two.admin, two.by_address("hello")).await;
    assert_eq!(code(refused), "INVALID");
}

/// Nor does what was said before the unite was undone: what waits fails, and what was sent keeps its words.
#[both_databases]
async fn what_waits_for_an_address_of_somebody_else_never_leaves(app: TestApp) {
    let two = Two::of(&app).await;
    closes(&app, &two.admin, two.there).await;
    let sent = reply(&app.desk, &two.admin, two.by_address("sent")).await.expect("said").value;
    arrives(&app, &claimed(&app).await[0], "out-1").await;
    let waits = reply(&app.desk, &two.admin, two.by_address("waits")).await.expect("said").value;
    let unite_id = unite_of(&app, two.pulled).await;
    undo_unite(&app.desk, &two.admin, unite_id).await.expect("they are two again");

    assert_eq!(claimed(&app).await.len(), 0, "nothing is given to the deliverer");
    let id = waits.message_id;
    let found = app.read(move |connection| delivery::of_message(connection, id)).await;
    let lost = &found[0];
    let why = lost.error_code.as_deref();
    assert_eq!((lost.state, why), (DeliveryState::Failed, Some("recipient.another_contact")));
    let again = RetryInput { delivery_id: lost.delivery_id, decision: ResendOrAccept::Resend };
    assert_eq!(code(retry(&app.desk, &two.admin, again).await), "CONFLICT");
    let change =
        EditInput { message_id: sent.message_id, body: "sent!".to_owned(), expected_version: None };
    assert_eq!(code(edit(&app.desk, &two.admin, change).await), "CONFLICT");
    let back = take_back::DeleteInput { message_id: sent.message_id, expected_version: None };
    take_back::delete(&app.desk, &two.admin, back).await.expect("taken back");
    let job = claimed(&app).await.remove(0);
    assert_eq!(job.delivery.operation, DeliveryOperation::Delete, "it may be taken back there");
}

/// F107: what a chat of somebody else has from and for an address whose owner is erased goes with them, and the
/// customer of that chat gets nothing of it.
#[both_databases]
async fn whose_contact_is_erased_is_in_no_route_nor_message_of_others(app: TestApp) {
    let two = Two::of(&app).await;
    closes(&app, &two.admin, two.there).await;
    let said = reply(&app.desk, &two.admin, two.by_address("hello")).await.expect("said").value;
    let (answer, chat_id) = comes(&app, two.other, "b2").await;
    assert_eq!(chat_id, two.home);
    let later = ScheduleInput { identity_id: Some(two.address), ..pending::said(two.home) };
    schedule(&app.desk, &two.admin, later).await.expect("it waits");
    let unite_id = unite_of(&app, two.pulled).await;
    undo_unite(&app.desk, &two.admin, unite_id).await.expect("they are two again");
    let contact_id = two.pulled;
    let input = EraseInput { contact_id, confirmation: contact_id.to_string() };
    erase(&app.desk, &two.admin, input).await.expect("begun");
    while advance(&app.desk).await.expect("it goes on") > 0 {}
    let gone = [said.message_id, answer];
    let left = app.read(move |connection| message::by_ids(connection, &gone)).await;
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(app.count(EventKind::MessageDeleted).await, 2, "search and feeds are told");
    assert_eq!(app.count(EventKind::ReplyCancelled).await, 1, "its author is told");
    let left = app.read(contents).await;
    let rows = ["chat_routes", "deliveries", "pending_replies", "timers"];
    assert_eq!(rows.map(|table| left[table].row_count), [0; 4]);
    assert_eq!(app.message_count(two.home).await, 1, "what she said at home stays");
    let last = app.chat(two.home).await.last_message_id.expect("the one that stays");
    assert_eq!(app.message(last).await.identity_id, None);
    reply(&app.desk, &two.admin, words(two.home, "and here?")).await.expect("the chat goes on");
    let rows = app.read(move |connection| contact::by_ids(connection, &[contact_id])).await;
    assert!(rows.is_empty(), "{rows:?}");
}

#[both_databases]
async fn a_visitor_sees_only_what_is_said_in_the_web_chat(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let home =
        write(&app.desk, &visitor, say("one", "hello")).await.expect("written").value.chat_id;
    let other = second_channel(&app, PLUGIN).await;
    let (_, there) = comes(&app, other, "b1").await;
    let address = app.chat(there).await.identity_id;
    let contact_id = app.chat(home).await.contact_id;
    united(&app, &admin, contact_id, app.chat(there).await.contact_id).await;
    closes(&app, &admin, there).await;
    let input = ReplyInput { identity_id: Some(address), ..words(home, "your code is 4711") };
    reply(&app.desk, &admin, input).await.expect("said");
    assert_eq!(comes(&app, other, "b2").await.1, home);
    write(&app.desk, &visitor, say("two", "still here")).await.expect("written");
    // A page is full however much was said elsewhere in between, so that its end is one to go on from.
    let page = PageRequest::first(2);
    let read =
        app.desk.read_related(move |related| related.visitor_message_page(home, &page)).await;
    let (page, seen) = read.expect("the page is read");
    let bodies: Vec<&str> = page.items.iter().map(|id| seen.messages[id].body.as_str()).collect();
    assert_eq!((bodies, page.has_next), (vec!["hello", "still here"], false));

    let (_, on_first) = app.writes("1", "it is me again").await;
    united(&app, &admin, app.chat(on_first).await.contact_id, contact_id).await;
    closes(&app, &admin, home).await;
    let web = Some(app.chat(home).await.identity_id);
    let input = ReplyInput { identity_id: web, ..words(on_first, "hello") };
    assert_eq!(code(reply(&app.desk, &admin, input).await), "CONFLICT", "they would not see it");
}
