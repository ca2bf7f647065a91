//! Retention rules: whom they mean, what they would do, and that they do it once (F107).

use crate::app::{ANSWERS, TestApp, inbound, item};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::removal;
use switchboard_desk::erasure::advance;
use switchboard_desk::limits::{DAY_MS, RETENTION_HOUR_MS};
use switchboard_desk::retention::{CreateInput, create, run, run_nightly};
use switchboard_desk::{Context, Desk};
use switchboard_model::chat::ChatStatus;
use switchboard_model::connector::InboundEvent;
use switchboard_model::retention::RetentionAct;
use switchboard_model::{ChatFilter, ChatId, ContactId, Permission};
use switchboard_store::testing::{both_databases, contents};
use switchboard_store::{chat, close_reason, contact};

pub fn rule(filter: ChatFilter) -> CreateInput {
    CreateInput {
        name: "After ten days".to_owned(),
        filter,
        after_days: 10,
        act: RetentionAct::Erase,
    }
}

/// Somebody writes in a chat; gives it with their contact.
pub async fn writes(app: &TestApp, id: &str, who: &str, chat: &str) -> (ChatId, ContactId) {
    let mut told = inbound(id, "hello");
    told.reference.chat.id = chat.to_owned();
    told.sender.id = who.to_owned();
    let (_, chat_id) = app.stored(item(id, InboundEvent::Message(told))).await;
    (chat_id, app.chat(chat_id).await.contact_id)
}

pub async fn closes(app: &TestApp, chat_id: ChatId) {
    let reasons = app.read(|connection| close_reason::all(connection, 1)).await;
    let close_reason_id = reasons[0].close_reason_id;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    close(&app.desk, &Context::system(), input).await.expect("closed");
}

async fn previewed(desk: &Desk, who: &Context, act: RetentionAct) -> (usize, Vec<ContactId>) {
    let read = move |reader: &mut switchboard_desk::read::Reader<'_>| {
        reader.retention_preview(&ChatFilter::default(), 10, act)
    };
    let seen = desk.read(who.actor.clone(), read).await.expect("a preview");
    assert!(seen.is_whole);
    (seen.count, seen.contacts.iter().map(|contact| contact.contact_id).collect())
}

/// F107.
#[both_databases]
async fn only_who_is_silent_in_all_of_their_chats_is_meant(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (one, silent) = writes(&app, "1", "silent", "one").await;
    let (two, talking) = writes(&app, "2", "talking", "two").await;
    let (_, open) = writes(&app, "3", "open", "three").await;
    closes(&app, one).await;
    closes(&app, two).await;
    app.pass_ms(10 * DAY_MS);
    writes(&app, "4", "talking", "another chat").await;
    app.pass_ms(1);
    create(&app.desk, &boss, rule(ChatFilter::default())).await.expect("a rule");
    let seen = previewed(&app.desk, &boss, RetentionAct::Erase).await;
    assert_eq!(seen, (1, vec![silent]));
    assert_eq!(run(&app.desk).await.expect("run"), 1);
    while advance(&app.desk).await.expect("it goes on") > 0 {}
    assert_eq!(run(&app.desk).await.expect("run"), 0, "nobody is left to be meant");
    let left = app.read(move |connection| contact::by_ids(connection, &[silent, talking, open]));
    assert_eq!(left.await.len(), 2);
}

#[both_databases]
async fn a_night_has_one_run_and_a_rule_of_ones_own_chats_is_none(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let rita =
        app.operator("rita", &[ANSWERS, &[Permission::RetentionManage]].concat(), true).await;
    let refused = create(&app.desk, &rita, rule(ChatFilter::default())).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("FORBIDDEN"), "she may not erase");
    let mine = ChatFilter { is_mine: Some(true), ..ChatFilter::default() };
    let inside = ChatFilter { not: Some(Box::new(mine)), ..ChatFilter::default() };
    let refused = create(&app.desk, &boss, rule(inside)).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"));
    create(&app.desk, &boss, rule(ChatFilter::default())).await.expect("a rule");
    let mut meant = Vec::new();
    for night in 0..3 {
        let (chat_id, _) = writes(
            &app,
            &format!("night {night}"),
            &format!("who {night}"),
            &format!("chat {night}"),
        )
        .await;
        closes(&app, chat_id).await;
        app.pass_ms(11 * DAY_MS + RETENTION_HOUR_MS);
        meant.push(run_nightly(&app.desk).await.expect("run"));
        meant.push(run_nightly(&app.desk).await.expect("run"));
    }
    assert_eq!(meant, [1, 0, 1, 0, 1, 0]);
}

/// Two closed chats of one contact and an open one, all silent for long; gives the closed ones with the contact.
async fn old_chats(app: &TestApp) -> ([ChatId; 2], ContactId) {
    let (one, contact_id) = writes(app, "1", "ana", "one").await;
    let (two, _) = writes(app, "2", "ana", "two").await;
    writes(app, "3", "bea", "three").await;
    closes(app, one).await;
    closes(app, two).await;
    app.pass_ms(11 * DAY_MS);
    ([one, two], contact_id)
}

#[both_databases]
async fn a_rule_archives_what_is_closed_and_nothing_twice(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (ids, contact_id) = old_chats(&app).await;
    let archive = CreateInput { act: RetentionAct::Archive, ..rule(ChatFilter::default()) };
    create(&app.desk, &boss, archive).await.expect("a rule");
    let seen = previewed(&app.desk, &boss, RetentionAct::Archive).await;
    assert_eq!(seen, (2, vec![contact_id]));
    assert_eq!(run(&app.desk).await.expect("run"), 2);
    for id in ids {
        assert_eq!(app.chat(id).await.status, ChatStatus::Archived);
    }
    assert_eq!(run(&app.desk).await.expect("run"), 0, "what is archived is not meant");
}

#[both_databases]
async fn a_rule_deletes_chats_and_their_contact_stays(app: TestApp) {
    let boss = app.operator("boss", Permission::ALL, true).await;
    let (ids, contact_id) = old_chats(&app).await;
    let delete = CreateInput { act: RetentionAct::Delete, ..rule(ChatFilter::default()) };
    let lacks = [ANSWERS, &[Permission::RetentionManage, Permission::ContactErase]].concat();
    let rita = app.operator("rita", &lacks, true).await;
    let refused = create(&app.desk, &rita, delete.clone()).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("FORBIDDEN"), "she may not delete");
    create(&app.desk, &boss, delete).await.expect("a rule");
    let seen = previewed(&app.desk, &boss, RetentionAct::Delete).await;
    assert_eq!(seen, (2, vec![contact_id]));
    assert_eq!(run(&app.desk).await.expect("run"), 2);
    assert_eq!(run(&app.desk).await.expect("run"), 0);
    let left = app.read(move |connection| chat::by_ids(connection, &ids)).await;
    assert!(left.is_empty(), "{left:?}");
    while removal::advance(&app.desk).await.expect("it goes on") {}
    assert_eq!(app.read(contents).await["chats"].row_count, 1, "the open one");
    let left = app.read(move |connection| contact::by_ids(connection, &[contact_id])).await;
    assert_eq!(left.len(), 1);
}
