//! The rounds of a chat: what a closing ends and what it keeps, and whose the chat is when it comes back.

use crate::app::{ANSWERS, TestApp};
use crate::handover::{online, says};
use crate::operators::change;
use crate::shorthand::{address, id_of, unchanged_channel};
use switchboard_desk::channel::update as channel;
use switchboard_desk::chat::assign::{AssignInput, assign};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::open::{OpenInput, open};
use switchboard_desk::chat::reopen::{ReopenInput, reopen};
use switchboard_desk::close_reason::{self, CreateInput};
use switchboard_desk::operator::update::{UpdateInput, update};
use switchboard_desk::read::PageRequest;
use switchboard_desk::{Context, team};
use switchboard_model::chat::{Chat, ChatStatus, WaitingOn};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::presence::OperatorStatus;
use switchboard_model::{ChatId, CloseReasonId, OperatorId};
use switchboard_store::participant;
use switchboard_store::testing::both_databases;

pub async fn reason(app: &TestApp) -> CloseReasonId {
    let input = CreateInput { name: "solved, all well".to_owned() };
    let made = close_reason::create(&app.desk, &Context::system(), input).await;
    made.expect("a reason").value.close_reason_id
}

pub async fn closes(app: &TestApp, who: &Context, chat_id: ChatId, reason: CloseReasonId) -> Chat {
    let input = CloseInput { chat_id, close_reason_id: reason, expected_version: None };
    close(&app.desk, who, input).await.expect("closed").value
}

pub async fn reopens(app: &TestApp, who: &Context, chat_id: ChatId) -> Chat {
    let input = ReopenInput { chat_id, expected_version: None };
    reopen(&app.desk, who, input).await.expect("reopened").value
}

async fn gives(app: &TestApp, who: &Context, chat_id: ChatId, to: &Context) {
    let operator_id = Some(Some(id_of(to)));
    let input = AssignInput { chat_id, operator_id, team_id: None, expected_version: None };
    assign(&app.desk, who, input).await.expect("assigned");
}

async fn present(app: &TestApp, chat_id: ChatId) -> Vec<OperatorId> {
    let found = app.read(move |connection| participant::of_chat(connection, chat_id)).await;
    found.into_iter().map(|participant| participant.operator_id).collect()
}

/// What the newest act of a kind tells.
async fn told(app: &TestApp, chat_id: ChatId, kind: EventKind) -> EventDetail {
    let read = app
        .desk
        .read_related(move |related| related.acts_of_chats(&[chat_id], &PageRequest::first(100)));
    let mut pages = read.await.expect("the history is read");
    let acts = pages.remove(&chat_id).expect("a page of the chat").items;
    acts.into_iter().find(|act| act.kind == kind).expect("such an act").detail
}

/// F7: opening a chat again answers nobody, and takes no answer back.
#[both_databases]
async fn a_chat_that_is_opened_again_waits_for_whoever_has_not_spoken_last(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let reason = reason(&app).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    join(&app.desk, &olga, JoinInput { chat_id }).await.expect("joined");
    closes(&app, &olga, chat_id, reason).await;
    let unanswered = reopens(&app, &olga, chat_id).await;
    assert_eq!(
        (unanswered.status, unanswered.waiting_on),
        (ChatStatus::Active, WaitingOn::Operator)
    );

    app.replies(&olga, chat_id, "answer").await;
    closes(&app, &olga, chat_id, reason).await;
    let answered = reopens(&app, &olga, chat_id).await;
    let state = (answered.status, answered.waiting_on, answered.is_unanswered());
    assert_eq!(state, (ChatStatus::AwaitingResponse, WaitingOn::Customer, false));
    assert_eq!(answered.round, 3);

    closes(&app, &olga, chat_id, reason).await;
    app.writes("2", "one more thing").await;
    let asked = app.chat(chat_id).await;
    assert_eq!((asked.round, asked.waiting_on), (4, WaitingOn::Operator));
}

#[both_databases]
async fn a_chat_that_nobody_wrote_in_waits_for_nobody(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let (_, known) = app.writes("1", "hello").await;
    let contact_id = app.chat(known).await.contact_id;
    let place = (app.channel.channel_id, "another-account");
    let identity_id = address(&app, contact_id, place, true).await.identity_id;
    let input =
        OpenInput { identity_id: Some(identity_id), visit_id: None, team_id: None, subject: None };
    let chat_id = open(&app.desk, &olga, input).await.expect("opened").value.chat_id;
    let reason = reason(&app).await;
    closes(&app, &olga, chat_id, reason).await;
    let back = reopens(&app, &olga, chat_id).await;
    assert_eq!((back.status, back.waiting_on), (ChatStatus::New, WaitingOn::Nobody));
    assert_eq!(back.waiting_since, None);
}

#[both_databases]
async fn nobody_takes_part_in_a_closed_chat_and_whose_it_was_is_kept(app: TestApp) {
    let (olga, rita) = (online(&app, "olga").await, app.operator("rita", ANSWERS, true).await);
    let (_, chat_id) = app.writes("1", "hello").await;
    for operator in [&olga, &rita] {
        join(&app.desk, operator, JoinInput { chat_id }).await.expect("joined");
    }
    let closed = closes(&app, &rita, chat_id, reason(&app).await).await;
    assert_eq!(closed.operator_id, Some(id_of(&olga)));
    assert_eq!(present(&app, chat_id).await, []);
    let detail = told(&app, chat_id, EventKind::ChatClosed).await;
    assert_eq!(detail.left_operator_ids, [id_of(&rita).0]);

    app.writes("2", "one more thing").await;
    let back = app.chat(chat_id).await;
    assert_eq!((back.status, back.operator_id), (ChatStatus::Active, Some(id_of(&olga))));
    assert_eq!(present(&app, chat_id).await, [], "she has it, and has not come yet");
}

/// F72: a chat that returns stays with its operator only while they are ONLINE; else it queues, and that is
/// told. Who opens it again themselves has it whatever their status.
#[both_databases]
async fn a_chat_comes_back_to_nobody_who_is_not_there(app: TestApp) {
    let (_, admin) = app.admin().await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let reason = reason(&app).await;
    let (_, chat_id) = app.writes("first", "hello").await;
    for (place, status) in OperatorStatus::ALL.iter().enumerate() {
        says(&app, &olga, *status).await;
        let expected = if *status == OperatorStatus::Online {
            (ChatStatus::Active, Some(id_of(&olga)))
        } else {
            (ChatStatus::New, None)
        };
        app.replies(&olga, chat_id, "answer").await;
        closes(&app, &olga, chat_id, reason).await;
        app.writes(&format!("again {place}"), "one more thing").await;
        let back = app.chat(chat_id).await;
        assert_eq!((back.status, back.operator_id), expected, "the customer writes: {status}");

        app.replies(&olga, chat_id, "answer").await;
        closes(&app, &olga, chat_id, reason).await;
        assert_eq!(reopens(&app, &olga, chat_id).await.operator_id, Some(id_of(&olga)));
        closes(&app, &olga, chat_id, reason).await;
        let back = reopens(&app, &admin, chat_id).await;
        assert_eq!(back.operator_id, expected.1, "another opens it: {status}");
        assert_eq!(app.count(EventKind::ChatQueued).await, place * 2, "{status}");
    }
    let detail = told(&app, chat_id, EventKind::ChatQueued).await;
    assert_eq!((detail.operator_id, detail.operator_id_before), (None, Some(id_of(&olga).0)));
}

/// F72, F44: the history comes back, and no chat waits for somebody who cannot answer it.
#[both_databases]
async fn a_chat_never_comes_back_to_one_who_may_not_answer_it(app: TestApp) {
    let (_, admin) = app.admin().await;
    let (olga, rita) = (online(&app, "olga").await, online(&app, "rita").await);
    let reason = reason(&app).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    app.replies(&olga, chat_id, "answer").await;
    closes(&app, &olga, chat_id, reason).await;
    let disabled = UpdateInput { is_active: Some(false), ..change(id_of(&olga)) };
    update(&app.desk, &admin, disabled).await.expect("disabled");
    app.writes("2", "one more thing").await;
    let queued = app.chat(chat_id).await;
    assert_eq!((queued.status, queued.operator_id), (ChatStatus::New, None));
    let detail = told(&app, chat_id, EventKind::ChatReopened).await;
    let lost = (detail.operator_id, detail.operator_id_before);
    assert_eq!(lost, (None, Some(id_of(&olga).0)));

    gives(&app, &admin, chat_id, &rita).await;
    closes(&app, &rita, chat_id, reason).await;
    let input = team::create::CreateInput { name: "Day".to_owned(), operator_ids: Vec::new() };
    let day = team::create::create(&app.desk, &admin, input).await.expect("a team").value;
    let moved = channel::UpdateInput {
        member_team_ids: Some(vec![day.team_id]),
        ..unchanged_channel(app.channel.channel_id)
    };
    channel::update(&app.desk, &admin, moved).await.expect("another team alone sees it");
    let queued = reopens(&app, &admin, chat_id).await;
    assert_eq!((queued.status, queued.operator_id, queued.round), (ChatStatus::New, None, 3));
}
