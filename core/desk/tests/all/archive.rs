//! Closed chats leave the working lists, by hand or by their age, and come back whole (F43).

use crate::app::{ANSWERS, TestApp, inbound, item};
use crate::handover::online;
use crate::rounds::{closes, reason};
use switchboard_desk::chat::archive::{ArchiveInput, archive, archive_old};
use switchboard_desk::{Context, setting};
use switchboard_model::chat::ChatStatus;
use switchboard_model::connector::InboundEvent;
use switchboard_model::event::EventKind;
use switchboard_model::{ChatId, Permission};
use switchboard_store::testing::both_databases;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

fn input(chat_id: ChatId) -> ArchiveInput {
    ArchiveInput { chat_id, expected_version: None }
}

async fn archive_after(app: &TestApp, after_ms: Option<i64>) -> Result<(), &'static str> {
    let input = setting::UpdateInput { archive_after_ms: Some(after_ms), ..Default::default() };
    let updated = setting::update(&app.desk, &Context::system(), input).await;
    updated.map(|_| ()).map_err(|error| error.code())
}

/// F43, F44.
#[both_databases]
async fn an_archived_chat_comes_back_with_the_customers_next_message(app: TestApp) {
    let olga = online(&app, "olga").await;
    let (_, chat_id) = app.writes("1", "hello").await;
    app.replies(&olga, chat_id, "answer").await;
    let open = archive(&app.desk, &olga, input(chat_id)).await;
    assert_eq!(open.map_err(|error| error.code()), Err("CONFLICT"));
    let closed = closes(&app, &olga, chat_id, reason(&app).await).await;
    let rita = app.operator("rita", &[Permission::ChatRead], true).await;
    let denied = archive(&app.desk, &rita, input(chat_id)).await;
    assert_eq!(denied.map_err(|error| error.code()), Err("FORBIDDEN"));
    let archived = archive(&app.desk, &olga, input(chat_id)).await.expect("archived").value;
    assert_eq!(archived.status, ChatStatus::Archived);
    let kept = (archived.closed_at, archived.close_reason_id, archived.round);
    assert_eq!(kept, (closed.closed_at, closed.close_reason_id, 1));
    let twice = archive(&app.desk, &olga, input(chat_id)).await;
    assert_eq!(twice.map_err(|error| error.code()), Err("CONFLICT"));

    let (_, same) = app.writes("2", "one more thing").await;
    assert_eq!(same, chat_id, "the same chat returns");
    let back = app.chat(chat_id).await;
    assert_eq!((back.status, back.round, back.closed_at), (ChatStatus::Active, 2, None));
}

/// F43.
#[both_databases]
async fn chats_are_archived_by_their_age_the_oldest_first_and_each_once(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let reason = reason(&app).await;
    let mut chats = Vec::new();
    for number in 0..3 {
        let mut message = inbound("1", "hello");
        message.reference.chat.id = format!("chat {number}");
        let told = item(&format!("first {number}"), InboundEvent::Message(message));
        let (_, chat_id) = app.stored(told).await;
        closes(&app, &olga, chat_id, reason).await;
        app.pass_ms(DAY_MS);
        chats.push(chat_id);
    }
    assert_eq!(archive_old(&app.desk, 10).await.expect("looked"), 0, "by hand alone");
    assert_eq!(archive_after(&app, Some(1)).await, Err("INVALID"));
    archive_after(&app, Some(DAY_MS + 1)).await.expect("set");
    assert_eq!(archive_old(&app.desk, 1).await.expect("a portion"), 1);
    assert_eq!(app.chat(chats[0]).await.status, ChatStatus::Archived);
    assert_eq!(app.chat(chats[1]).await.status, ChatStatus::Closed);
    assert_eq!(archive_old(&app.desk, 10).await.expect("the rest"), 1);
    assert_eq!(archive_old(&app.desk, 10).await.expect("nothing is left"), 0);
    assert_eq!(app.chat(chats[2]).await.status, ChatStatus::Closed, "it is not old enough");
    assert_eq!(app.count(EventKind::ChatArchived).await, 2);
    archive_after(&app, None).await.expect("by hand alone");
    app.pass_ms(10 * DAY_MS);
    assert_eq!(archive_old(&app.desk, 10).await.expect("looked"), 0);
}
