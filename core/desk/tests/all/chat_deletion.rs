//! A deleted chat is gone for everybody at once; its rows go in portions, whoever dies in between (F22).

use crate::app::{ANSWERS, START, TestApp, inbound, item, reference, words};
use crate::handover::{aside, online, timers};
use switchboard_desk::chat::delete::{DeleteInput, delete};
use switchboard_desk::chat::removal;
use switchboard_desk::chat::snooze::snooze;
use switchboard_desk::chat::update::{UpdateInput, update};
use switchboard_desk::ingest::ItemOutcome;
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::{Context, note, outbound};
use switchboard_model::connector::{InboundEvent, InboundMessage};
use switchboard_model::event::SubjectKind;
use switchboard_model::{ChatFilter, ChatId, Permission, Timestamp};
use switchboard_store::page::PageRequest;
use switchboard_store::page::audit::{AuditFilter, page};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases, contents};
use switchboard_store::{Lane, chat, chat_deletion, chat_rows};

/// Chats that are deleted while something else happens to them.
const DELETIONS: usize = 25;

/// Who answers, and may delete.
async fn who_deletes(app: &TestApp) -> Context {
    let permissions = [ANSWERS, &[Permission::ChatDelete]].concat();
    app.operator("olga", &permissions, true).await
}

async fn of_number(app: &TestApp, chat_id: ChatId, more: i64) -> DeleteInput {
    DeleteInput { chat_id, number: app.chat(chat_id).await.number + more }
}

/// F22.
#[both_databases]
async fn a_deleted_chat_is_gone_and_the_next_message_opens_a_new_one(app: TestApp) {
    let olga = who_deletes(&app).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    app.replies(&olga, chat_id, "answer").await;
    let input = of_number(&app, chat_id, 0).await;
    let others = of_number(&app, chat_id, 1).await;
    let otto = app.operator("otto", ANSWERS, true).await;
    let permissions = [ANSWERS, &[Permission::ChatDelete]].concat();
    let stan = app.operator("stan", &permissions, false).await;
    for (who, input, code) in
        [(&olga, others, "INVALID"), (&otto, input, "FORBIDDEN"), (&stan, input, "NOT_FOUND")]
    {
        let refused = delete(&app.desk, who, input).await;
        assert_eq!(refused.map_err(|error| error.code()), Err(code));
    }
    let deleted = delete(&app.desk, &olga, input).await.expect("deleted").value;
    assert_eq!(deleted, chat_id);

    let seen = app.desk.read(olga.actor.clone(), move |reader| {
        let count = reader.chat_count(&ChatFilter::default(), 10)?;
        Ok((reader.visible_chats(&[chat_id])?, reader.chat_by_number(input.number)?, count))
    });
    assert_eq!(seen.await.expect("lists"), (Vec::new(), None, 0));
    let late = reply(&app.desk, &olga, words(chat_id, "late")).await;
    assert_eq!(late.map(|_| ()).map_err(|error| error.code()), Err("NOT_FOUND"));
    let claim = outbound::ClaimInput { worker_id: "one".to_owned(), lease_ms: 1_000, limit: 10 };
    let claimed = outbound::claim(&app.desk, claim).await.expect("a claim");
    assert!(claimed.is_empty(), "what waited does not leave any more");

    let edited = InboundMessage { edited_at: Some(Timestamp(START)), ..inbound("1", "hello!") };
    for (key, event) in [
        ("edited", InboundEvent::Edited(edited, None)),
        ("gone", InboundEvent::Retracted(reference("1"), Timestamp(START))),
    ] {
        assert_eq!(app.take_one(item(key, event)).await, ItemOutcome::Ignored, "{key}");
    }
    let quoting = InboundMessage { quoted: Some(reference("1")), ..inbound("2", "as I said") };
    let (message_id, next) = app.stored(item("2", InboundEvent::Message(quoting))).await;
    assert_ne!(next, chat_id, "a new chat begins");
    assert_eq!(app.message(message_id).await.quoted_text, None, "no quote brings words back");

    let (filter, first) = (AuditFilter::default(), PageRequest::first(100));
    let lines = app.read(move |connection| page(connection, &filter, &first)).await.items;
    let of_chat = lines.iter().filter(|line| line.action == "chat.delete");
    assert_eq!(of_chat.map(|line| line.subject_id).collect::<Vec<_>>(), [chat_id.0]);
}

#[both_databases]
async fn its_rows_go_in_portions_and_the_next_goes_on_where_one_has_ended(app: TestApp) {
    let olga = who_deletes(&app).await;
    let (message_id, chat_id) = app.writes("1", "hello").await;
    let file = app.uploads(&olga, Some(chat_id), "one.txt", b"some words").await;
    let with_file =
        ReplyInput { attachment_ids: vec![file.attachment_id], ..words(chat_id, "see here") };
    reply(&app.desk, &olga, with_file).await.expect("a reply");
    app.uploads(&olga, Some(chat_id), "loose.txt", b"other words").await;
    let on = note::create::NoteOn::Chat(chat_id);
    let input = note::create::CreateInput { on, body: "psst".to_owned() };
    note::create::create(&app.desk, &olga, input).await.expect("noted");
    let input = of_number(&app, chat_id, 0).await;
    delete(&app.desk, &olga, input).await.expect("deleted");
    let (_, other) = app.writes("2", "hello again").await;

    let (mut portions, mut contents_of_files) = (0, Vec::new());
    loop {
        assert_eq!(app.read(chat_deletion::next).await, Some(chat_id), "it is not done");
        let work = app
            .desk
            .store()
            .write(Lane::Any, move |transaction| chat_rows::remove(transaction, chat_id, 1));
        let portion = work.await.expect("a portion").expect("it is there");
        assert!(portion.message_ids.len() + portion.note_ids.len() <= 1, "{portion:?}");
        portions += 1;
        contents_of_files.extend(portion.contents);
        if portion.is_whole {
            break;
        }
    }
    assert!(portions > 3, "{portions} were enough");
    assert_eq!(contents_of_files.len(), 2);
    assert!(contents_of_files.contains(&file.sha256.expect("a stored file")));
    assert_eq!(app.read(chat_deletion::next).await, None);

    let tables = app.read(contents).await;
    for (name, table) in tables.iter().filter(|(name, _)| !KEEPS.contains(&name.as_str())) {
        for id in [chat_id.0, message_id.0] {
            assert!(!table.rows.contains(&id.to_string()), "{name} still names it");
        }
    }
    assert_eq!(app.message_count(other).await, 1, "the other chat is whole");
}

/// F22, F110.
#[both_databases]
async fn the_audit_log_tells_that_it_was_deleted_and_no_word_of_it(app: TestApp) {
    let olga = who_deletes(&app).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    for subject in ["who pays", "who pays late"] {
        let subject = Some(Some(subject.to_owned()));
        let input = UpdateInput {
            chat_id,
            subject,
            language: None,
            priority: None,
            attributes: None,
            expected_version: None,
        };
        update(&app.desk, &olga, input).await.expect("changed");
    }
    let input = of_number(&app, chat_id, 0).await;
    delete(&app.desk, &olga, input).await.expect("deleted");
    while removal::advance(&app.desk).await.expect("it goes on") {}
    let (filter, first) = (AuditFilter::default(), PageRequest::first(100));
    let mut lines = app.read(move |connection| page(connection, &filter, &first)).await.items;
    lines.retain(|line| line.subject_kind == SubjectKind::Chat);
    let updates = lines.iter().filter(|line| line.action == "chat.update");
    assert_eq!(updates.filter(|line| line.before.is_none() && line.after.is_none()).count(), 2);
    let deleted = lines.iter().find(|line| line.action == "chat.delete").expect("a line");
    let before = deleted.before.as_ref().expect("which chat it was");
    assert_eq!(before["number"], input.number);
}

/// What tells of deleted chats, without a word of them.
const KEEPS: [&str; 2] = ["audit_lines", "events"];

#[both_databases]
async fn whatever_happens_in_the_same_moment_leaves_nothing_of_a_deleted_chat(
    database: TestDatabase,
) {
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let (olga, rita) = (who_deletes(&app).await, online(&app, "rita").await);
    for number in 0..DELETIONS {
        let (_, chat_id) = app.writes(&format!("{number} a"), "hello").await;
        let input = of_number(&app, chat_id, 0).await;
        let again = format!("{number} b");
        let (deleted, (message_id, next), replied, snoozed) = tokio::join!(
            delete(&beside, &olga, input),
            app.writes(&again, "are you there?"),
            reply(&app.desk, &rita, words(chat_id, "yes")),
            snooze(&beside, &rita, aside(chat_id, None, false)),
        );
        assert_eq!(deleted.expect("deleted").value, chat_id);
        for done in [replied.map(|_| ()), snoozed.map(|_| ())] {
            let code = done.map_err(|error| error.code());
            assert!(matches!(code, Ok(()) | Err("NOT_FOUND")), "{code:?}");
        }
        assert_eq!(app.read(move |connection| chat::find(connection, chat_id)).await, None);
        if next != chat_id {
            assert_eq!(app.message(message_id).await.chat_id, next, "it is said in the new chat");
            assert!(app.chat(next).await.status.is_open());
        }
        let claim = outbound::ClaimInput { worker_id: again, lease_ms: 1_000, limit: 10 };
        let claimed = outbound::claim(&app.desk, claim).await.expect("a claim");
        assert!(claimed.is_empty(), "what waited does not leave any more");
        assert_eq!(timers(&app).await, 0, "nothing is done with it later");
    }
    beside.store().close().await;
    app.desk.store().close().await;
}
