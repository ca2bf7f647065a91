//! The history of a chat stays complete when the log has forgotten it.

use crate::app::{ANSWERS, TestApp};
use crate::handover::online;
use crate::rounds::reason;
use crate::shorthand::id_of;
use switchboard_desk::chat::assign::{AssignInput, assign};
use switchboard_desk::chat::close::{CloseInput, close, close_in};
use switchboard_desk::chat::join::{JoinInput, join, join_in};
use switchboard_desk::chat::leave::{LeaveInput, leave};
use switchboard_desk::chat::read::{ReadInput, read};
use switchboard_desk::chat::reopen::{ReopenInput, reopen};
use switchboard_desk::read::PageRequest;
use switchboard_model::act::Act;
use switchboard_model::event::EventKind;
use switchboard_model::{AuthorKind, ChatId, CloseReasonId, EventCursor, OperatorId};
use switchboard_store::log::{self, LogPage};
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, StoreError};

/// Longer than the log is kept, in ms.
const MONTH_MS: i64 = 31 * 24 * 60 * 60 * 1_000;

/// The chat's acts, oldest first.
pub async fn history(app: &TestApp, chat_id: ChatId) -> Vec<Act> {
    let read = app
        .desk
        .read_related(move |related| related.acts_of_chats(&[chat_id], &PageRequest::first(100)));
    let mut pages = read.await.expect("the history is read");
    let mut acts = pages.remove(&chat_id).expect("a page of the chat").items;
    acts.reverse();
    acts
}

/// Lets a month pass and removes the whole log.
async fn forget(app: &TestApp) {
    app.pass_ms(MONTH_MS);
    // On PostgreSQL other tests' transactions may keep the newest events for a moment.
    loop {
        let is_hiding = app.read(log::has_hidden).await;
        let prune = app.desk.store().write::<_, StoreError>(Lane::Any, |transaction| {
            let now = transaction.now();
            log::prune(transaction, now, 1_000)
        });
        if prune.await.expect("the log is pruned") == 0 && !is_hiding {
            break;
        }
        tokio::task::yield_now().await;
    }
    let start = EventCursor::start(app.desk.store().epoch());
    let begun = app.read(move |connection| log::after(connection, start, 1)).await;
    assert_eq!(begun, LogPage::Gone, "the log has forgotten its beginning");
}

/// F19, F40, F52.
#[both_databases]
async fn who_assigned_closed_and_reopened_is_known_when_the_log_is_pruned(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let rita = online(&app, "rita").await;
    join(&app.desk, &olga, JoinInput { chat_id }).await.expect("joined");
    read(&app.desk, &olga, ReadInput { chat_id }).await.expect("read");
    let to_rita = AssignInput {
        chat_id,
        operator_id: Some(Some(id_of(&rita))),
        team_id: None,
        expected_version: None,
    };
    assign(&app.desk, &olga, to_rita).await.expect("assigned");
    let close_reason_id = reason(&app).await;
    let closing = CloseInput { chat_id, close_reason_id, expected_version: None };
    close(&app.desk, &rita, closing.clone()).await.expect("closed");
    app.writes("2", "one more thing").await;
    app.replies(&rita, chat_id, "answer").await;
    close(&app.desk, &rita, closing).await.expect("closed");
    let again = ReopenInput { chat_id, expected_version: None };
    reopen(&app.desk, &olga, again).await.expect("reopened");
    leave(&app.desk, &rita, LeaveInput { chat_id }).await.expect("left");

    let told = history(&app, chat_id).await;
    let (olga, rita) = (id_of(&olga), id_of(&rita));
    let contact = (AuthorKind::Contact, Some(app.chat(chat_id).await.contact_id.0));
    let by = |operator: OperatorId| (AuthorKind::Operator, Some(operator.0));
    let found: Vec<_> =
        told.iter().map(|act| (act.kind, (act.author_kind, act.author_id))).collect();
    assert_eq!(
        found,
        [
            (EventKind::ChatOpened, contact),
            (EventKind::ChatJoined, by(olga)),
            (EventKind::ChatAssigned, by(olga)),
            (EventKind::ChatClosed, by(rita)),
            (EventKind::ChatReopened, contact),
            (EventKind::ChatJoined, by(rita)),
            (EventKind::ChatClosed, by(rita)),
            (EventKind::ChatReopened, by(olga)),
            (EventKind::ChatLeft, by(rita)),
        ]
    );
    let rounds: Vec<_> = told.iter().map(|act| act.round).collect();
    assert_eq!(rounds, [1, 1, 1, 1, 2, 2, 2, 3, 3]);
    assert_eq!(told[3].detail.left_operator_ids, [olga.0], "it stays the chat of the other");
    assert_eq!(told[7].detail.operator_id, Some(rita.0), "it goes back to her");
    let assigned = &told[2].detail;
    assert_eq!(
        (assigned.operator_id_before, assigned.operator_id),
        (Some(olga.0), Some(rita.0)),
        "the act says from whom to whom"
    );
    assert_eq!(told[3].detail.close_reason_id, Some(close_reason_id.0));
    assert_eq!(told[3].detail.status_after.as_deref(), Some("CLOSED"));

    forget(&app).await;
    assert_eq!(history(&app, chat_id).await, told, "the history is as it was");
}

#[both_databases]
async fn an_act_that_is_taken_back_with_its_command_leaves_nothing(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let before = history(&app, chat_id).await;
    let refused = app.desk.command(&olga, Lane::Chat(chat_id), move |command| {
        join_in(command, &JoinInput { chat_id })?;
        let close_reason_id = CloseReasonId(1);
        let closing = CloseInput { chat_id, close_reason_id, expected_version: None };
        close_in(command, &closing)
    });
    assert_eq!(refused.await.map_err(|error| error.code()), Err("INVALID"));
    assert_eq!(history(&app, chat_id).await, before);
}
