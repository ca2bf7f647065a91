//! To whom a chat goes that comes back by itself: only to one who is there and may answer it.

use crate::acts::history;
use crate::app::TestApp;
use crate::handover::{aside, goes, offer, olgas, online, state};
use crate::shorthand::id_of;
use switchboard_desk::chat::decline_forward::{DeclineForwardInput, decline_forward};
use switchboard_desk::chat::forward::forward;
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::leave::{LeaveInput, leave};
use switchboard_desk::chat::snooze::snooze;
use switchboard_desk::{Context, role};
use switchboard_model::Permission;
use switchboard_model::chat::ChatStatus;
use switchboard_model::event::EventKind;
use switchboard_store::operator;
use switchboard_store::testing::both_databases;

/// The operator is there, and may not write to customers any more.
async fn is_silenced(app: &TestApp, admin: &Context, who: &Context) {
    let id = id_of(who);
    let role_id = app.read(move |connection| operator::get(connection, id)).await.role_id;
    let input = role::update::UpdateInput {
        role_id,
        name: None,
        permissions: Some(vec![Permission::ChatRead]),
        is_totp_required: None,
        expected_version: None,
    };
    role::update::update(&app.desk, admin, input).await.expect("the role has less");
}

#[both_databases]
async fn what_comes_back_goes_to_nobody_who_may_not_answer_any_more(app: TestApp) {
    let (_, admin) = app.admin().await;
    let (chat_id, olga, rita) = olgas(&app).await;
    let otto = online(&app, "otto").await;
    snooze(&app.desk, &olga, aside(chat_id, None, false)).await.expect("put aside");
    is_silenced(&app, &admin, &olga).await;
    app.writes("2", "hello?").await;
    assert_eq!(state(&app.chat(chat_id).await), (ChatStatus::New, None), "woken");
    assert_eq!(app.count(EventKind::ChatQueued).await, 1);

    join(&app.desk, &rita, JoinInput { chat_id }).await.expect("joined");
    forward(&app.desk, &rita, offer(chat_id, &otto)).await.expect("offered");
    is_silenced(&app, &admin, &rita).await;
    let no = DeclineForwardInput { chat_id, comment: "not mine".to_owned() };
    let back = decline_forward(&app.desk, &otto, no).await.expect("declined").value;
    assert_eq!(state(&back), (ChatStatus::New, None), "declined");
    assert_eq!(app.count(EventKind::ChatQueued).await, 2);
}

/// F36, F37.
#[both_databases]
async fn who_leaves_gives_the_chat_to_one_who_is_there(app: TestApp) {
    let (chat_id, olga, rita) = olgas(&app).await;
    let otto = online(&app, "otto").await;
    for one in [&rita, &otto] {
        join(&app.desk, one, JoinInput { chat_id }).await.expect("joined");
    }
    goes(&app, &rita).await;
    let left = leave(&app.desk, &olga, LeaveInput { chat_id }).await.expect("left").value;
    assert_eq!(state(&left), (ChatStatus::Active, Some(id_of(&otto))), "she is not there");
    let left = leave(&app.desk, &otto, LeaveInput { chat_id }).await.expect("left").value;
    assert_eq!(state(&left), (ChatStatus::Active, Some(id_of(&rita))), "she is in it");
    let left = leave(&app.desk, &rita, LeaveInput { chat_id }).await.expect("left").value;
    assert_eq!(state(&left), (ChatStatus::New, None), "nobody is left");
    let passed: Vec<_> = history(&app, chat_id)
        .await
        .into_iter()
        .filter(|act| act.kind == EventKind::ChatAssigned)
        .map(|act| (act.detail.operator_id_before, act.detail.operator_id))
        .collect();
    let [olga, otto, rita] = [&olga, &otto, &rita].map(|who| Some(id_of(who).0));
    assert_eq!(passed, [(olga, otto), (otto, rita)], "the history tells who has it");
}
