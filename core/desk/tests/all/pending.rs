//! What is said and not sent yet: it can be taken back, leaves once, and comes back to its author alone.

use crate::app::{ANSWERS, TestApp};
use crate::drafts::own as drafts;
use crate::handover::timers;
use crate::rounds::reason;
use crate::shorthand::{code, id_of};
use crate::timers::dies_with_a_timer;
use futures::future::join_all;
use switchboard_desk::attachment::discard::expire;
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::delete::{DeleteInput, delete};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::pending_reply::{ScheduleInput, cancel, schedule};
use switchboard_desk::{Context, draft, limits, timer};
use switchboard_model::channel::ChannelState;
use switchboard_model::chat::ChatStatus;
use switchboard_model::connector::{Text, TextFormat};
use switchboard_model::draft::DraftKind;
use switchboard_model::event::EventKind;
use switchboard_model::pending_reply::{PendingReply, PendingReplyState};
use switchboard_model::{ChatId, CloseReasonId, MessageId, Permission, Timestamp};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};
use switchboard_store::{Lane, StoreError, attachment, channel, operator, role};

const WORDS: &str = "we send it tomorrow";

/// Words for this chat, which can be taken back as long as is usual.
pub fn said(chat_id: ChatId) -> ScheduleInput {
    ScheduleInput {
        chat_id,
        identity_id: None,
        text: Some(Text { body: WORDS.to_owned(), format: TextFormat::Plain }),
        quoted_message_id: None,
        attachment_ids: Vec::new(),
        template_id: None,
        if_last_message_id: None,
        close_reason_id: None,
        undo_ms: None,
        release_at: None,
    }
}

/// A chat that Olga has, and its first message.
async fn olgas(app: &TestApp) -> (MessageId, ChatId, Context) {
    let (message_id, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    join(&app.desk, &olga, JoinInput { chat_id }).await.expect("joined");
    (message_id, chat_id, olga)
}

async fn waits(app: &TestApp, context: &Context, input: ScheduleInput) -> PendingReply {
    schedule(&app.desk, context, input).await.expect("it waits").value
}

async fn own(app: &TestApp, context: &Context) -> Vec<PendingReply> {
    let read = app.desk.read(context.actor.clone(), |reader| reader.own_pending_replies(10));
    read.await.expect("a list")
}

/// F106.
#[both_databases]
async fn what_waits_is_no_message_and_is_sent_once_whoever_dies(database: TestDatabase) {
    let app = TestApp::on(&database).await;
    let beside = app.beside(&database).await;
    let (_, chat_id, olga) = olgas(&app).await;
    let pending = waits(&app, &olga, said(chat_id)).await;
    assert_eq!(pending.release_at, app.desk.now().plus_ms(limits::UNDO_MS));
    assert_eq!(own(&app, &olga).await, [pending]);
    app.pass_ms(limits::UNDO_MS - 1);
    assert_eq!(timer::fire_due(&app.desk, 10).await, Ok(0));
    assert_eq!(app.message_count(chat_id).await, 1, "nothing is a message before its time");

    app.pass_ms(1);
    dies_with_a_timer(&app).await;
    let calls = [&app.desk, &beside, &app.desk, &beside];
    let fired = join_all(calls.map(|desk| timer::fire_due(desk, 10))).await;
    let fired: usize = fired.into_iter().map(|count| count.expect("it looks")).sum();
    assert_eq!((fired, timers(&app).await), (1, 0));
    assert_eq!(app.message_count(chat_id).await, 2);
    assert_eq!(app.count(EventKind::ReplyReleased).await, 1);
    assert_eq!((own(&app, &olga).await, drafts(&app, &olga).await), (vec![], vec![]));
    beside.store().close().await;
    app.desk.store().close().await;
}

/// F106.
#[both_databases]
async fn what_is_taken_back_is_a_draft_again_and_nobody_elses(app: TestApp) {
    let (_, chat_id, olga) = olgas(&app).await;
    let otto = app.operator("otto", ANSWERS, true).await;
    let pending = waits(&app, &olga, said(chat_id)).await;
    let id = pending.pending_reply_id;
    assert_eq!(own(&app, &otto).await, []);
    let seen = app.desk.read(otto.actor.clone(), move |reader| {
        let mut seen = reader.visible_pending_replies(&[id])?;
        seen.extend(reader.pending_replies_of_chats(&[chat_id])?);
        Ok(seen)
    });
    assert_eq!(seen.await.expect("asked"), []);
    assert_eq!(code(cancel(&app.desk, &otto, id).await), "NOT_FOUND");

    cancel(&app.desk, &olga, id).await.expect("taken back");
    assert_eq!(code(cancel(&app.desk, &olga, id).await), "NOT_FOUND");
    let bodies: Vec<String> = drafts(&app, &olga).await.into_iter().map(|one| one.body).collect();
    assert_eq!(bodies, [WORDS]);
    app.pass_ms(limits::UNDO_MS);
    assert_eq!(timer::fire_due(&app.desk, 10).await, Ok(0));
    assert_eq!((app.message_count(chat_id).await, timers(&app).await), (1, 0));

    // Said again, it is a draft no more; a draft that is begun meanwhile stays one.
    let pending = waits(&app, &olga, said(chat_id)).await;
    assert_eq!(drafts(&app, &olga).await, []);
    begins_another(&app, &olga, chat_id).await;
    cancel(&app.desk, &olga, pending.pending_reply_id).await.expect("taken back");
    let left = drafts(&app, &olga).await.remove(0);
    assert_eq!((left.body.as_str(), left.discarded_body.as_deref()), ("and then", Some(WORDS)));
}

/// Nothing of several that are taken back is lost, whatever each of them has.
#[both_databases]
async fn what_is_taken_back_one_after_the_other_stands_beside_the_draft(app: TestApp) {
    let (_, chat_id, olga) = olgas(&app).await;
    let text = |body: &str| Some(Text { body: body.to_owned(), format: TextFormat::Plain });
    let file = app.uploads(&olga, Some(chat_id), "plan.txt", b"the plan").await;
    let mut waiting = Vec::new();
    for (words, attachment_ids) in
        [(text("one"), vec![]), (text("two"), vec![]), (None, vec![file.attachment_id])]
    {
        let input = ScheduleInput { text: words, attachment_ids, ..said(chat_id) };
        waiting.push(waits(&app, &olga, input).await.pending_reply_id);
    }
    begins_another(&app, &olga, chat_id).await;
    for id in waiting {
        cancel(&app.desk, &olga, id).await.expect("taken back");
    }
    let left = drafts(&app, &olga).await.remove(0);
    assert_eq!(left.body, "and then");
    assert_eq!(left.discarded_body.as_deref(), Some("two\n\none"), "the newest first");
    assert_eq!(left.attachment_ids, serde_json::json!([file.attachment_id]));
    assert_eq!(left.version, 2, "who does not know of the file takes it away by no save");
}

async fn begins_another(app: &TestApp, who: &Context, chat_id: ChatId) {
    let input = draft::SaveInput {
        chat_id,
        kind: DraftKind::Reply,
        body: "and then".to_owned(),
        format: TextFormat::Plain,
        quoted_message_id: None,
        attachment_ids: Vec::new(),
        device: "desk".to_owned(),
        expected_version: None,
    };
    draft::save(&app.desk, who, input).await.expect("saved");
}

#[both_databases]
async fn a_chat_is_closed_with_the_reply_and_a_draft_begun_meanwhile_stays(app: TestApp) {
    let (_, chat_id, olga) = olgas(&app).await;
    let close_reason_id = Some(reason(&app).await);
    let at = app.desk.now().plus_ms(60 * 60 * 1000);
    let input = ScheduleInput { close_reason_id, release_at: Some(at), ..said(chat_id) };
    waits(&app, &olga, input).await;
    begins_another(&app, &olga, chat_id).await;
    app.pass_ms(60 * 60 * 1000);
    assert_eq!(timer::fire_due(&app.desk, 10).await, Ok(1));
    let chat = app.chat(chat_id).await;
    assert_eq!((chat.status, chat.close_reason_id), (ChatStatus::Closed, close_reason_id));
    assert_eq!(app.message_count(chat_id).await, 2);
    assert_eq!(drafts(&app, &olga).await[0].body, "and then");
}

#[both_databases]
async fn files_of_what_is_sent_later_stay_until_then(app: TestApp) {
    const WAITS_MS: i64 = 2 * limits::UPLOAD_ABANDONED_MS;
    let (_, chat_id, olga) = olgas(&app).await;
    let file = app.uploads(&olga, Some(chat_id), "plan.txt", b"the plan").await;
    let (text, attachment_ids) = (None, vec![file.attachment_id]);
    let release_at = Some(app.desk.now().plus_ms(WAITS_MS));
    waits(&app, &olga, ScheduleInput { text, attachment_ids, release_at, ..said(chat_id) }).await;
    app.pass_ms(WAITS_MS - 1);
    assert_eq!(expire(&app.desk).await, Ok(0));
    app.pass_ms(1);
    assert_eq!(timer::fire_due(&app.desk, 10).await, Ok(1));
    let sent = app.chat(chat_id).await.last_message_id.expect("a message");
    let files = app.read(move |connection| attachment::of_message(connection, sent)).await;
    assert_eq!(files.len(), 1);
}

#[both_databases]
async fn what_cannot_be_sent_comes_back_as_a_draft_with_the_reason(app: TestApp) {
    let (message_id, chat_id, olga) = olgas(&app).await;
    // Closed meanwhile: with the reply nothing is left half done.
    waits(&app, &olga, said(chat_id)).await;
    let close_reason_id = reason(&app).await;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    close(&app.desk, &olga, input).await.expect("closed");
    comes_back(&app, &olga, (chat_id, 1), "CONFLICT").await;

    // The customer wrote once more.
    app.writes("2", "wait").await;
    let input = ScheduleInput { if_last_message_id: Some(message_id), ..said(chat_id) };
    assert_eq!(code(schedule(&app.desk, &olga, input).await), "CONFLICT");
    let newest = app.chat(chat_id).await.last_message_id;
    join(&app.desk, &olga, JoinInput { chat_id }).await.expect("joined");
    waits(&app, &olga, ScheduleInput { if_last_message_id: newest, ..said(chat_id) }).await;
    app.writes("3", "no, do not").await;
    comes_back(&app, &olga, (chat_id, 3), "CONFLICT").await;

    waits(&app, &olga, said(chat_id)).await;
    let id = app.channel.channel_id;
    let paused = app.desk.store().write(Lane::Any, move |transaction| {
        let mut row = channel::get(transaction, id)?;
        row.state = ChannelState::Paused;
        channel::update(transaction, &row)?;
        Ok::<_, StoreError>(())
    });
    paused.await.expect("paused");
    comes_back(&app, &olga, (chat_id, 3), "CONFLICT").await;

    waits(&app, &olga, said(chat_id)).await;
    let id = id_of(&olga);
    let lost = app.desk.store().write(Lane::Any, move |transaction| {
        let role_id = operator::get(transaction, id)?.role_id;
        let mut row = role::get(transaction, role_id)?;
        row.permissions.retain(|permission| *permission != Permission::ChatReply);
        role::update(transaction, &row)?;
        Ok::<_, StoreError>(())
    });
    lost.await.expect("lost");
    comes_back(&app, &olga, (chat_id, 3), "FORBIDDEN").await;
    assert_eq!(app.count(EventKind::ReplyReturned).await, 4);
}

/// F22: nobody has words for a chat that is gone.
#[both_databases]
async fn what_waits_in_a_chat_goes_with_it(app: TestApp) {
    let (_, chat_id, olga) = olgas(&app).await;
    let boss = app.operator("boss", Permission::ALL, true).await;
    waits(&app, &olga, said(chat_id)).await;
    let number = app.chat(chat_id).await.number;
    delete(&app.desk, &boss, DeleteInput { chat_id, number }).await.expect("deleted");
    assert_eq!((own(&app, &olga).await, timers(&app).await), (vec![], 0));
    assert_eq!(app.count(EventKind::ReplyCancelled).await, 1, "its author is told");
}

/// It is not sent: its author has it as a draft, is told why, and puts both away.
async fn comes_back(
    app: &TestApp,
    olga: &Context,
    (chat_id, messages): (ChatId, usize),
    expected: &str,
) {
    app.pass_ms(limits::UNDO_MS);
    assert_eq!(timer::fire_due(&app.desk, 10).await, Ok(1), "{expected}");
    assert_eq!((app.message_count(chat_id).await, timers(app).await), (messages, 0));
    let back = own(app, olga).await.remove(0);
    assert_eq!(back.state, PendingReplyState::Returned);
    assert_eq!(back.error_code.as_deref(), Some(expected), "{back:?}");
    assert!(back.error_message.is_some_and(|message| message.len() > 20));
    assert_eq!(drafts(app, olga).await[0].body, WORDS);
    cancel(&app.desk, olga, back.pending_reply_id).await.expect("put away");
    assert_eq!(own(app, olga).await, []);
    let input = draft::DeleteInput { chat_id, kind: DraftKind::Reply };
    draft::delete(&app.desk, olga, input).await.expect("the draft stayed until now");
}

#[both_databases]
async fn what_could_not_be_sent_now_is_refused_now(app: TestApp) {
    let (_, chat_id, olga) = olgas(&app).await;
    let now = app.desk.now();
    let undo = |undo_ms: i64| ScheduleInput { undo_ms: Some(undo_ms), ..said(chat_id) };
    let at = |at: Timestamp| ScheduleInput { release_at: Some(at), ..said(chat_id) };
    let far = now.plus_ms(limits::SEND_LATER_MAX_MS + 1);
    let both = ScheduleInput { undo_ms: Some(limits::UNDO_MS), ..at(now.plus_ms(1)) };
    let unknown = ScheduleInput { close_reason_id: Some(CloseReasonId(1)), ..said(chat_id) };
    let empty = ScheduleInput { text: None, ..said(chat_id) };
    for input in [undo(0), undo(60_001), at(now), at(far), both, unknown, empty] {
        assert_eq!(code(schedule(&app.desk, &olga, input).await), "INVALID");
    }
    let rita = app.operator("rita", &[Permission::ChatRead], true).await;
    let stan = app.operator("stan", ANSWERS, false).await;
    for (who, refused) in [(&rita, "FORBIDDEN"), (&stan, "NOT_FOUND")] {
        assert_eq!(code(schedule(&app.desk, who, said(chat_id)).await), refused);
    }
    let close_reason_id = reason(&app).await;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    close(&app.desk, &olga, input).await.expect("closed");
    assert_eq!(code(schedule(&app.desk, &olga, said(chat_id)).await), "CONFLICT");
    assert_eq!(timers(&app).await, 0);
}
