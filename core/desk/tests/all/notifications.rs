//! Notifications are made from the log: for those whom it concerns, once, and over when what they tell of is.

use crate::app::{ANSWERS, TestApp, events};
use crate::handover::{offer, online, says};
use crate::shorthand::{code, id_of};
use switchboard_desk::chat::assign::{AssignInput, assign};
use switchboard_desk::chat::decline_forward::{DeclineForwardInput, decline_forward};
use switchboard_desk::chat::forward::forward;
use switchboard_desk::chat::read::{ReadInput, read};
use switchboard_desk::chat::unread::{UnreadInput, unread};
use switchboard_desk::chat::update;
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::notification::{self, ReadAllInput, advance, begin, read_all};
use switchboard_desk::preferences::{self, UpdateInput};
use switchboard_desk::push::{self, PushJob, claim, ensure};
use switchboard_desk::read::PageRequest;
use switchboard_desk::{Context, channel};
use switchboard_model::chat::ChatPriority;
use switchboard_model::event::EventKind;
use switchboard_model::notification::{Notification, NotificationKind};
use switchboard_model::presence::OperatorStatus;
use switchboard_model::push::PushAnswer;
use switchboard_model::{ChatId, EventCursor, Permission};
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, StoreError, cursor};

/// A point of P-256 and a secret: those of RFC 8291's example.
const PUBLIC_KEY: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";
const MINUTE_MS: i64 = 60_000;

/// Brings the follower to the log's end.
async fn follow(app: &TestApp) {
    events(&app.desk, EventCursor::start(app.desk.store().epoch())).await;
    while advance(&app.desk).await.expect("it follows") > 0 {}
}

/// What an operator is told of, newest first.
async fn told(app: &TestApp, who: &Context) -> Vec<Notification> {
    follow(app).await;
    let page = app
        .desk
        .read(who.actor.clone(), |reader| reader.own_notifications(&PageRequest::first(50)));
    page.await.expect("a page").items
}

async fn unread_kinds(app: &TestApp, who: &Context) -> Vec<NotificationKind> {
    let rows = told(app, who).await;
    rows.into_iter().filter(|row| row.read_at.is_none()).map(|row| row.kind).collect()
}

async fn assigned(app: &TestApp, chat_id: ChatId, to: &Context) {
    let input = AssignInput {
        chat_id,
        operator_id: Some(Some(id_of(to))),
        team_id: None,
        expected_version: None,
    };
    assign(&app.desk, &Context::system(), input).await.expect("assigned");
}

async fn subscribed(app: &TestApp, who: &Context, endpoint: &str) {
    ensure(&app.desk).await.expect("a key");
    let input = push::CreateInput {
        endpoint: endpoint.to_owned(),
        public_key: PUBLIC_KEY.to_owned(),
        secret: SECRET.to_owned(),
    };
    push::create(&app.desk, who, input).await.expect("subscribed");
}

async fn claimed(app: &TestApp) -> Vec<PushJob> {
    claim(&app.desk, None).await.expect("claimed")
}

/// F78, F84: those whom it concerns are told, who did it themselves is not, and nobody who may not see the chat.
#[both_databases]
async fn those_whom_it_concerns_are_told_and_nobody_else(app: TestApp) {
    begin(&app.desk).await.expect("it begins");
    let olga = online(&app, "olga").await;
    let otto = online(&app, "otto").await;
    let stan = app.operator("stan", &[Permission::ChatReply], true).await;
    says(&app, &stan, OperatorStatus::Online).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    for who in [&olga, &otto] {
        assert_eq!(unread_kinds(&app, who).await, [NotificationKind::Queued]);
    }
    assert_eq!(told(&app, &stan).await, [], "he may not read chats");

    assigned(&app, chat_id, &olga).await;
    app.writes("2", "are you there").await;
    let newest = [NotificationKind::NewMessage, NotificationKind::Assigned];
    assert_eq!(unread_kinds(&app, &olga).await, newest, "the chat waits no more");
    assert_eq!(unread_kinds(&app, &otto).await, [], "nor for him");

    let body = format!("@[{}], who is this", id_of(&otto));
    let note = CreateInput { on: NoteOn::Chat(chat_id), body };
    create(&app.desk, &olga, note).await.expect("noted");
    forward(&app.desk, &olga, offer(chat_id, &otto)).await.expect("offered");
    let both = [NotificationKind::Forwarded, NotificationKind::Mentioned];
    assert_eq!(unread_kinds(&app, &otto).await, both);
    let no = DeclineForwardInput { chat_id, comment: "not mine".to_owned() };
    decline_forward(&app.desk, &otto, no).await.expect("declined");
    assert_eq!(unread_kinds(&app, &otto).await, [NotificationKind::Mentioned]);
    assert_eq!(told(&app, &olga).await[0].kind, NotificationKind::ForwardSettled);
}

/// F78: what is told of a chat is read when all of the chat is, on whichever device, and one number counts it.
#[both_databases]
async fn what_is_told_of_a_chat_is_read_with_it(app: TestApp) {
    begin(&app.desk).await.expect("it begins");
    let olga = app.operator("olga", ANSWERS, true).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    assigned(&app, chat_id, &olga).await;
    app.writes("2", "are you there").await;
    let count = async || {
        follow(&app).await;
        app.desk.read(olga.actor.clone(), |reader| reader.unread_count()).await.expect("a number")
    };
    assert_eq!(count().await, 2, "the chat, which has the message, and that it is hers");
    read(&app.desk, &olga, ReadInput { chat_id }).await.expect("read");
    assert_eq!(unread_kinds(&app, &olga).await, []);
    assert_eq!(count().await, 0);
    unread(&app.desk, &olga, UnreadInput { chat_id }).await.expect("unread");
    assert_eq!(count().await, 1, "the chat alone: what was told of it stays read");

    app.writes("3", "hello").await;
    let newest = told(&app, &olga).await[0].clone();
    let otto = app.operator("otto", ANSWERS, true).await;
    let strange = notification::read(&app.desk, &otto, newest.notification_id).await;
    assert_eq!(code(strange), "NOT_FOUND");
    let own = notification::read(&app.desk, &olga, newest.notification_id).await.expect("read");
    assert!(own.value.read_at.is_some());
    app.writes("4", "hello").await;
    follow(&app).await;
    let all = read_all(&app.desk, &olga, ReadAllInput { chat_id: None }).await.expect("read");
    assert_eq!(all.value, 1);
    assert_eq!(unread_kinds(&app, &olga).await, []);
}

/// F78: a follower that ends anywhere and reads the same page again tells nobody twice.
#[both_databases]
async fn a_page_that_is_read_again_tells_nobody_twice(app: TestApp) {
    begin(&app.desk).await.expect("it begins");
    let olga = app.operator("olga", ANSWERS, true).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    assigned(&app, chat_id, &olga).await;
    app.writes("2", "are you there").await;
    follow(&app).await;
    read_all(&app.desk, &olga, ReadAllInput { chat_id: None }).await.expect("read");
    let before = told(&app, &olga).await;
    assert_eq!(before.len(), 3, "it is hers, and what was said in it");
    let start = EventCursor::start(app.desk.store().epoch());
    let back = app.desk.store().write(Lane::Any, move |transaction| {
        let now = transaction.now();
        cursor::set(transaction, notification::FOLLOWER, start, now)?;
        Ok::<_, StoreError>(())
    });
    back.await.expect("the place is forgotten");
    assert_eq!(told(&app, &olga).await, before);
    assert_eq!(app.count(EventKind::NotificationCreated).await, 3);
}

/// F79: who is told of nothing of a kind hears nothing of it; what is quiet is pushed only where it is urgent.
#[both_databases]
async fn an_operator_decides_of_what_and_when_they_are_told(app: TestApp) {
    begin(&app.desk).await.expect("it begins");
    let olga = app.operator("olga", ANSWERS, true).await;
    subscribed(&app, &olga, "https://push.example.org/olga").await;
    let input = UpdateInput {
        in_app: Some(vec![NotificationKind::Assigned]),
        quiet_from_minute: Some(Some(0)),
        quiet_to_minute: Some(Some(24 * 60 - 1)),
        quiet_time_zone: Some(Some("Europe/Madrid".to_owned())),
        ..UpdateInput::default()
    };
    preferences::update(&app.desk, &olga, input).await.expect("chosen");
    let half = UpdateInput { quiet_time_zone: Some(None), ..UpdateInput::default() };
    assert_eq!(code(preferences::update(&app.desk, &olga, half).await), "INVALID");
    let (_, chat_id) = app.writes("1", "hello").await;
    assigned(&app, chat_id, &olga).await;
    app.writes("2", "are you there").await;
    assert_eq!(unread_kinds(&app, &olga).await, [NotificationKind::Assigned]);
    assert_eq!(claimed(&app).await.len(), 0, "it is quiet");

    let urgent = update::UpdateInput {
        chat_id,
        subject: None,
        language: None,
        priority: Some(ChatPriority::Urgent),
        attributes: None,
        expected_version: None,
    };
    update::update(&app.desk, &olga, urgent).await.expect("urgent");
    let otto = app.operator("otto", ANSWERS, true).await;
    read(&app.desk, &olga, ReadInput { chat_id }).await.expect("read");
    follow(&app).await;
    assigned(&app, chat_id, &otto).await;
    assigned(&app, chat_id, &olga).await;
    follow(&app).await;
    assert_eq!(claimed(&app).await.len(), 1, "it is urgent");
}

/// F80: what waits is tried again, dropped when it was read meanwhile, and ends with the browser.
#[both_databases]
async fn a_push_is_tried_again_and_dropped_when_it_was_read(app: TestApp) {
    begin(&app.desk).await.expect("it begins");
    let olga = app.operator("olga", ANSWERS, true).await;
    subscribed(&app, &olga, "https://push.example.org/olga").await;
    let (_, chat_id) = app.writes("1", "hello").await;
    follow(&app).await;
    assigned(&app, chat_id, &olga).await;
    follow(&app).await;
    let first = claimed(&app).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].push.topic, chat_id.to_string(), "a burst of a chat is one line");
    assert_eq!(claimed(&app).await.len(), 0, "somebody has it");
    let later = PushAnswer::Later(Some(MINUTE_MS.unsigned_abs()));
    push::settle(&app.desk, &first[0], later).await.expect("settled");
    assert_eq!(claimed(&app).await.len(), 0, "the push service asked to wait");
    app.pass_ms(MINUTE_MS);
    assert_eq!(claimed(&app).await.len(), 1);

    app.pass_ms(60 * MINUTE_MS);
    read(&app.desk, &olga, ReadInput { chat_id }).await.expect("read");
    follow(&app).await;
    assert_eq!(claimed(&app).await.len(), 0, "she has read it");

    app.writes("2", "are you there").await;
    follow(&app).await;
    let last = claimed(&app).await;
    push::settle(&app.desk, &last[0], PushAnswer::Gone).await.expect("settled");
    assert_eq!(app.count(EventKind::PushSubscriptionDeleted).await, 1);
    let left = app.desk.read(olga.actor.clone(), |reader| reader.own_push_subscriptions(10));
    assert_eq!(left.await.expect("a list"), []);
    app.writes("3", "hello").await;
    follow(&app).await;
    assert_eq!(claimed(&app).await.len(), 0, "no browser is left");
}

/// F80: a browser is one's own, whoever had it before, and what is no browser is refused.
#[both_databases]
async fn a_browser_is_told_what_its_last_owner_is_told(app: TestApp) {
    begin(&app.desk).await.expect("it begins");
    let (olga, otto) =
        (app.operator("olga", ANSWERS, true).await, app.operator("otto", ANSWERS, true).await);
    subscribed(&app, &olga, "https://push.example.org/shared").await;
    subscribed(&app, &olga, "https://push.example.org/shared").await;
    assert_eq!(app.count(EventKind::PushSubscriptionCreated).await, 1, "nothing has changed");
    subscribed(&app, &otto, "https://push.example.org/shared").await;
    let of_olga = app.desk.read(olga.actor.clone(), |reader| reader.own_push_subscriptions(10));
    assert_eq!(of_olga.await.expect("a list"), []);
    let of_otto = app.desk.read(otto.actor.clone(), |reader| reader.own_push_subscriptions(10));
    let browser = of_otto.await.expect("a list")[0].push_subscription_id;
    assert_eq!(code(push::test(&app.desk, &olga, browser).await), "NOT_FOUND");
    push::test(&app.desk, &otto, browser).await.expect("it is tried");
    assert_eq!(claimed(&app).await[0].push.topic, "test");
    assert_eq!(code(push::delete(&app.desk, &olga, browser).await), "NOT_FOUND");
    push::delete(&app.desk, &otto, browser).await.expect("deleted");

    for (endpoint, public_key, secret) in [
        ("ftp://push.example.org/", PUBLIC_KEY, SECRET),
        ("https://push.example.org/", "short", SECRET),
        ("https://push.example.org/", PUBLIC_KEY, "short"),
    ] {
        let [endpoint, public_key, secret] = [endpoint, public_key, secret].map(str::to_owned);
        let input = push::CreateInput { endpoint, public_key, secret };
        assert_eq!(code(push::create(&app.desk, &olga, input).await), "INVALID");
    }
}

/// F78: a channel that its platform refuses is told to those who look after channels.
#[both_databases]
async fn a_broken_channel_is_told_to_those_who_look_after_it(app: TestApp) {
    begin(&app.desk).await.expect("it begins");
    let (_, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let channel_id = app.channel.channel_id;
    let reason = "the token is wrong".to_owned();
    let system = Context::system();
    channel::mark_broken(&app.desk, &system, channel_id, reason).await.expect("broken");
    let rows = told(&app, &admin).await;
    assert_eq!(rows[0].kind, NotificationKind::ChannelBroken);
    assert_eq!(rows[0].about(), channel_id.to_string());
    assert_eq!(told(&app, &olga).await, []);
}
