//! Broadcasts (F68): who is written to and who is not, how fast, and what they leave as it was.

use crate::app::{ANSWERS, TestApp, reference};
use crate::broadcast_lists::renamed;
use crate::retention::{closes, writes};
use crate::shorthand::unchanged;
use crate::texts::template;
use std::collections::BTreeMap;
use switchboard_desk::broadcast::{
    CreateInput, Preview, PreviewInput, advance, cancel, create, delete, pause, resume, start,
};
use switchboard_desk::contact::block::{BlockInput, block};
use switchboard_desk::contact::erase::{EraseInput, erase};
use switchboard_desk::contact::set_consent::{SetConsentInput, set_consent};
use switchboard_desk::contact::unite::{UniteInput, unite};
use switchboard_desk::contact::update::{UpdateInput, update};
use switchboard_desk::limits::BROADCAST_WAITING_MAX;
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::outbound::{ClaimInput, claim};
use switchboard_desk::{Context, Desk, channel, erasure, template as templates};
use switchboard_model::broadcast::{Broadcast, BroadcastState, LeftOutReason};
use switchboard_model::chat::{Chat, ChatStatus};
use switchboard_model::connector::Sent;
use switchboard_model::event::EventKind;
use switchboard_model::message::Message;
use switchboard_model::{
    AuthorKind, BroadcastId, ChatId, ContactId, MessageId, Permission, SharingScope, TemplateId,
};
use switchboard_store::page::contacts::ContactFilter;
use switchboard_store::page::scan::messages_of_chat;
use switchboard_store::testing::both_databases;
use switchboard_store::{broadcast, identity, message};

/// A message a second.
const RATE: i64 = 60;
const SECOND: i64 = 1_000;

/// Says of the contact's first address that it has agreed to broadcasts, or takes that back.
pub async fn agrees(app: &TestApp, contact_id: ContactId, is_given: bool) {
    let own = app.read(move |connection| identity::of_contact(connection, contact_id, 1)).await;
    let input = SetConsentInput {
        identity_id: own[0].identity_id,
        is_given,
        text_version: "2026-07".to_owned(),
        locale: None,
    };
    set_consent(&app.desk, &Context::system(), input).await.expect("noted");
}

/// A customer who writes in a chat of their own, and has agreed.
pub async fn customer(app: &TestApp, id: &str) -> (ChatId, ContactId) {
    let (chat_id, contact_id) = writes(app, id, id, id).await;
    agrees(app, contact_id, true).await;
    (chat_id, contact_id)
}

pub async fn text(app: &TestApp, shortcut: &str, body: &str) -> TemplateId {
    let input = template(SharingScope::Everyone, shortcut, &[("en", body)]);
    let made = templates::create(&app.desk, &Context::system(), input).await.expect("made");
    made.value.template_id
}

/// A broadcast of a template to everybody on the server's channel.
pub fn of(app: &TestApp, template_id: TemplateId) -> CreateInput {
    CreateInput {
        name: "Spring".to_owned(),
        filter: ContactFilter::default(),
        template_id,
        channel_ids: vec![app.channel.channel_id],
        rate_per_minute: Some(RATE),
        begins_at: None,
    }
}

/// A broadcast that was started.
pub async fn started(app: &TestApp) -> BroadcastId {
    let template_id = text(app, "spring", "Hello {{ contact.name }}!").await;
    let made = create(&app.desk, &Context::system(), of(app, template_id)).await.expect("made");
    let id = made.value.broadcast_id;
    start(&app.desk, &Context::system(), id).await.expect("started");
    id
}

pub async fn row(app: &TestApp, id: BroadcastId) -> Broadcast {
    app.read(move |connection| broadcast::get(connection, id)).await
}

/// Everything that can be done now; what was written arrives at once.
pub async fn goes_on(desk: &Desk) {
    while advance(desk).await.expect("a step").moved > 0 {
        arrives(desk).await;
    }
}

/// All that waits to leave has left.
pub async fn arrives(desk: &Desk) {
    let input = ClaimInput { worker_id: "one".to_owned(), lease_ms: 1, limit: 64 };
    for job in claim(desk, input).await.expect("a claim") {
        let delivery_id = job.delivery.delivery_id;
        let references = vec![reference(&delivery_id.to_string())];
        let outcome = Outcome::Sent(Sent { references, at: desk.now(), echo: None });
        let input = SettleInput { delivery_id, worker_id: "one".to_owned(), outcome };
        settle(desk, &Context::system(), input).await.expect("settled");
    }
}

/// Until it is over, however long that takes.
pub async fn ends(app: &TestApp, id: BroadcastId) -> Broadcast {
    while row(app, id).await.state == BroadcastState::Running {
        goes_on(&app.desk).await;
        app.pass_ms(SECOND);
    }
    row(app, id).await
}

/// What the server has said in a chat.
pub async fn announced(app: &TestApp, id: ChatId) -> Vec<Message> {
    let all = app.read(move |connection| {
        let found = messages_of_chat(connection, id, (i64::MIN, MessageId(0)), 100)?;
        let ids: Vec<MessageId> = found.into_iter().map(|(_, id)| id).collect();
        message::by_ids(connection, &ids)
    });
    let all = all.await.into_iter();
    all.filter(|message| message.author_kind == AuthorKind::System).collect()
}

async fn reasons(app: &TestApp, id: BroadcastId) -> BTreeMap<LeftOutReason, i64> {
    let rows = app.read(move |connection| broadcast::left_out_counts(connection, &[id])).await;
    rows.into_iter().map(|row| (row.reason, row.count)).collect()
}

async fn preview(app: &TestApp, who: &Context, template_id: TemplateId) -> Preview {
    let channel_ids = vec![app.channel.channel_id];
    let input = PreviewInput { filter: ContactFilter::default(), template_id, channel_ids };
    let read = app.desk.read(who.actor.clone(), move |reader| reader.broadcast_preview(&input));
    read.await.expect("a preview")
}

/// Does each of the commands once.
pub async fn every_command(app: &TestApp, admin: &Context) {
    let desk = &app.desk;
    let template_id = text(app, "audited", "Hello.").await;
    let made = create(desk, admin, of(app, template_id)).await.expect("made").value;
    let id = made.broadcast_id;
    let other = renamed(id, "Autumn");
    switchboard_desk::broadcast::update(desk, admin, other).await.expect("changed");
    start(desk, admin, id).await.expect("started");
    pause(desk, admin, id).await.expect("paused");
    resume(desk, admin, id).await.expect("resumed");
    cancel(desk, admin, id).await.expect("cancelled");
    delete(desk, admin, id).await.expect("deleted");
    let (_, chat_id) = app.writes("consenting", "hello").await;
    let identity_id = app.chat(chat_id).await.identity_id;
    let (text_version, locale) = ("1".to_owned(), Some("en".to_owned()));
    let input = SetConsentInput { identity_id, is_given: true, text_version, locale };
    set_consent(desk, admin, input).await.expect("noted");
}

#[both_databases]
async fn who_agreed_is_written_to_and_a_preview_tells_who_is_left_out(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (closed, _) = customer(&app, "ana").await;
    closes(&app, closed).await;
    let (silent, _) = writes(&app, "bea", "bea", "bea").await;
    let (_, blocked) = customer(&app, "carl").await;
    let input = BlockInput { contact_id: blocked, expected_version: None };
    block(&app.desk, &boss, input).await.expect("blocked");
    let (_, regrets) = customer(&app, "dora").await;
    agrees(&app, regrets, false).await;
    let (open, _) = customer(&app, "eve").await;
    let before = [app.chat(closed).await, app.chat(open).await];

    let template_id = text(&app, "preview", "Hello {{ contact.name }}!").await;
    let seen = preview(&app, &boss, template_id).await;
    let left_out = BTreeMap::from([(LeftOutReason::Blocked, 1), (LeftOutReason::NoConsent, 2)]);
    assert_eq!((seen.count, seen.left_out, seen.is_whole), (2, left_out, true));
    let first: Vec<(ContactId, LeftOutReason)> =
        seen.first_left_out.iter().map(|one| (one.contact.contact_id, one.reason)).collect();
    assert_eq!(first.len(), 3);
    assert!(first.contains(&(blocked, LeftOutReason::Blocked)), "{first:?}");
    let named = preview(&app, &boss, text(&app, "mail", "{{ contact.email }}").await).await;
    assert_eq!(named.left_out[&LeftOutReason::Incomplete], 2, "nobody has told an address");
    assert_eq!(app.count(EventKind::BroadcastCreated).await, 0, "it changes nothing");

    let id = started(&app).await;
    let after = ends(&app, id).await;
    let counts = (after.recipient_count, after.sent_count, after.left_out_count);
    assert_eq!((after.state, counts), (BroadcastState::Ended, (5, 2, 3)));
    let expected = [(LeftOutReason::Blocked, 1), (LeftOutReason::NoConsent, 2)];
    assert_eq!(reasons(&app, id).await, BTreeMap::from(expected));
    for chat_id in [closed, open] {
        let said = announced(&app, chat_id).await;
        assert_eq!(said.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(), ["Hello Ana!"]);
    }
    assert!(announced(&app, silent).await.is_empty());
    for (before, chat_id) in before.iter().zip([closed, open]) {
        let after = app.chat(chat_id).await;
        let state = |chat: &Chat| {
            (chat.status, chat.waiting_on, chat.waiting_since, chat.inbound_count, chat.operator_id)
        };
        assert_eq!(state(&after), state(before), "nobody waits for anybody since");
    }
    assert_eq!(app.count(EventKind::BroadcastEnded).await, 1);

    let (answered, _) = writes(&app, "answer", "ana", "ana").await;
    assert!(app.chat(answered).await.status.is_open(), "who answers has an ordinary chat");
    let template_id = text(&app, "deleted", "Hello.").await;
    let draft = create(&app.desk, &boss, of(&app, template_id)).await.expect("made").value;
    let deleted = [draft.broadcast_id, id];
    for one in deleted {
        delete(&app.desk, &boss, one).await.expect("deleted");
    }
    assert_eq!(announced(&app, closed).await.len(), 1, "what was written stays");
}

#[both_databases]
async fn a_channel_keeps_its_pace_and_replies_come_first(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let mut chats = Vec::new();
    for customer_id in ["a", "b", "c", "d"] {
        chats.push(customer(&app, customer_id).await.0);
    }
    let id = started(&app).await;
    // Two of them keep one pace on their channel.
    let template_id = text(&app, "other", "Hello again.").await;
    let other = create(&app.desk, &Context::system(), of(&app, template_id)).await.expect("made");
    start(&app.desk, &Context::system(), other.value.broadcast_id).await.expect("started");
    let sent = async || {
        row(&app, id).await.sent_count + row(&app, other.value.broadcast_id).await.sent_count
    };
    goes_on(&app.desk).await;
    assert_eq!(sent().await, 1);
    app.pass_ms(SECOND - 1);
    goes_on(&app.desk).await;
    assert_eq!(sent().await, 1, "it is not a second yet");
    app.pass_ms(1);
    goes_on(&app.desk).await;
    assert_eq!(sent().await, 2);
    for _ in 0..BROADCAST_WAITING_MAX {
        app.replies(&olga, chats[0], "a reply").await;
    }
    app.pass_ms(60 * SECOND);
    assert_eq!(advance(&app.desk).await.expect("a step").moved, 0, "replies wait to leave");
    for _ in 0..BROADCAST_WAITING_MAX {
        arrives(&app.desk).await;
    }
    goes_on(&app.desk).await;
    assert_eq!(sent().await, 3, "what was not said in that minute is not made up for");
    pause(&app.desk, &Context::system(), id).await.expect("paused");
    pause(&app.desk, &Context::system(), other.value.broadcast_id).await.expect("paused");
    app.pass_ms(60 * SECOND);
    goes_on(&app.desk).await;
    assert_eq!(sent().await, 3);
    resume(&app.desk, &Context::system(), id).await.expect("resumed");
    let after = ends(&app, id).await;
    assert_eq!((after.state, after.sent_count), (BroadcastState::Ended, 4));
    for chat_id in &chats {
        let said = announced(&app, *chat_id).await;
        let own = said.iter().filter(|message| message.body == "Hello Ana!").count();
        assert_eq!(own, 1, "each of them once");
    }
}

/// What has changed since they were looked for counts: who is blocked, takes it back, is one with another, or erased.
#[both_databases]
async fn it_is_looked_again_when_it_is_somebodys_turn(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let mut all = Vec::new();
    for customer_id in ["a", "b", "c", "d", "e", "f"] {
        all.push(customer(&app, customer_id).await);
    }
    let id = started(&app).await;
    assert_eq!(advance(&app.desk).await.expect("they are looked for").moved, 1);
    assert_eq!(row(&app, id).await.recipient_count, 6);
    let input = BlockInput { contact_id: all[0].1, expected_version: None };
    block(&app.desk, &boss, input).await.expect("blocked");
    agrees(&app, all[1].1, false).await;
    let input = UniteInput { contact_id: all[3].1, pulled_id: all[2].1, expected_version: None };
    unite(&app.desk, &boss, input).await.expect("united");
    let contact_id = all[4].1;
    let input = EraseInput { contact_id, confirmation: contact_id.to_string() };
    erase(&app.desk, &boss, input).await.expect("begun");
    while erasure::advance(&app.desk).await.expect("a portion") > 0 {}
    let after = ends(&app, id).await;
    assert_eq!((after.sent_count, after.left_out_count), (2, 4));
    let expected =
        [(LeftOutReason::Blocked, 1), (LeftOutReason::NoConsent, 1), (LeftOutReason::United, 1)];
    assert_eq!(
        reasons(&app, id).await,
        BTreeMap::from(expected),
        "of who is erased no row is left"
    );
    let person = announced(&app, all[2].0).await.len() + announced(&app, all[3].0).await.len();
    assert_eq!((person, announced(&app, all[5].0).await.len()), (1, 1));
}

/// A begin lies ahead, a channel is paused, a copy is quiet: nobody is written to.
#[both_databases]
async fn it_waits_for_its_begin_and_its_channel(app: TestApp) {
    let (chat_id, contact_id) = customer(&app, "ana").await;
    let template_id = text(&app, "later", "Hello {{ contact.name }}!").await;
    let begins_at = Some(app.desk.now().plus_ms(SECOND));
    let input = CreateInput { begins_at, ..of(&app, template_id) };
    let id = create(&app.desk, &Context::system(), input).await.expect("made").value.broadcast_id;
    start(&app.desk, &Context::system(), id).await.expect("started");
    goes_on(&app.desk).await;
    assert!(!row(&app, id).await.is_collected);
    app.pass_ms(SECOND);
    let system = Context::system();
    let channel_id = app.channel.channel_id;
    channel::pause::pause(&app.desk, &system, channel_id).await.expect("paused");
    goes_on(&app.desk).await;
    let waits = row(&app, id).await;
    assert_eq!((waits.is_collected, waits.sent_count), (true, 0));
    // The name is the one that they have when it is their turn.
    let named = UpdateInput { name: Some("Anastasia".to_owned()), ..unchanged(contact_id) };
    update(&app.desk, &system, named).await.expect("changed");
    channel::resume::resume(&app.desk, &system, channel_id).await.expect("resumed");
    assert_eq!(ends(&app, id).await.sent_count, 1);
    assert_eq!(announced(&app, chat_id).await[0].body, "Hello Anastasia!");
    assert_eq!(app.chat(chat_id).await.status, ChatStatus::New);
}
