//! A chat's life: taken, answered, closed, back again; read and unread.

use crate::app::{ANSWERS, TestApp, words};
use crate::rounds::reason;
use crate::shorthand::id_of;
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::label::{self, LabelInput, label, unlabel};
use switchboard_desk::chat::leave::{LeaveInput, leave};
use switchboard_desk::chat::read::{ReadInput, read};
use switchboard_desk::chat::unread::{UnreadInput, unread};
use switchboard_desk::message::reply::reply;
use switchboard_desk::{Context, DeskLimits};
use switchboard_model::chat::{ChatStatus, Label, WaitingOn};
use switchboard_model::event::EventKind;
use switchboard_model::limits::CHAT_LABELS_MAX;
use switchboard_model::{
    ChatFilter, ChatId, ChatOrder, ChatVisibility, FilterContext, LabelId, OperatorId, Permission,
    Timestamp,
};
use switchboard_store::chat_read;
use switchboard_store::page::PageRequest;
use switchboard_store::page::chats::{Wanted, page};
use switchboard_store::testing::{TestDatabase, both_databases};

/// F11, F40, F41, F42, F44.
#[both_databases]
async fn a_chat_goes_from_new_to_closed_and_comes_back(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let joined = join(&app.desk, &olga, JoinInput { chat_id }).await.expect("joined").value;
    assert_eq!(joined.status, ChatStatus::Active);
    app.replies(&olga, chat_id, "answer").await;
    let answered = app.chat(chat_id).await;
    assert_eq!(answered.status, ChatStatus::AwaitingResponse);
    assert_eq!(answered.waiting_on, WaitingOn::Customer);
    let left = leave(&app.desk, &olga, LeaveInput { chat_id }).await.expect("left").value;
    assert_eq!((left.status, left.operator_id), (ChatStatus::New, None));

    let close_reason_id = reason(&app).await;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    let closed = close(&app.desk, &olga, input.clone()).await.expect("closed").value;
    assert_eq!((closed.status, closed.waiting_on), (ChatStatus::Closed, WaitingOn::Nobody));
    let again = close(&app.desk, &olga, input).await;
    assert_eq!(again.map_err(|error| error.code()), Err("CONFLICT"));
    let late = reply(&app.desk, &olga, words(chat_id, "late")).await;
    assert_eq!(late.map_err(|error| error.code()), Err("CONFLICT"));

    let (_, same) = app.writes("2", "one more thing").await;
    assert_eq!(same, chat_id, "the same chat comes back");
    let back = app.chat(chat_id).await;
    assert_eq!((back.status, back.close_reason_id), (ChatStatus::New, None));
}

/// F44.
#[both_databases]
async fn after_the_channels_time_a_new_chat_begins(database: TestDatabase) {
    let app = TestApp::open(&database, DeskLimits::default(), Some(1_000)).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let close_reason_id = reason(&app).await;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    close(&app.desk, &olga, input.clone()).await.expect("closed");
    app.pass_ms(999);
    let (_, same) = app.writes("2", "in time").await;
    assert_eq!(same, chat_id);
    close(&app.desk, &olga, input).await.expect("closed again");
    app.pass_ms(1_000);
    let (_, other) = app.writes("3", "too late").await;
    assert_ne!(other, chat_id, "a new chat begins");
    assert_eq!(app.chat(chat_id).await.status, ChatStatus::Closed);
}

/// F7, F8.
#[both_databases]
async fn reading_clears_unread_and_not_unanswered(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    app.writes("2", "anybody there").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let operator_id = id_of(&olga);
    let read_count = async || {
        let found = app.read(move |connection| chat_read::find(connection, chat_id, operator_id));
        found.await.map_or(0, |found| found.read_count)
    };
    assert_eq!(read_count().await, 0);
    let chat = read(&app.desk, &olga, ReadInput { chat_id }).await.expect("read").value;
    assert_eq!(read_count().await, chat.inbound_count);
    assert!(chat.is_unanswered(), "reading is no answer");
    unread(&app.desk, &olga, UnreadInput { chat_id }).await.expect("unread");
    assert_eq!(read_count().await, 1);
}

/// F106.
#[both_databases]
async fn a_newer_message_or_version_holds_a_reply_back(app: TestApp) {
    let (seen, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let version = app.chat(chat_id).await.version;
    app.writes("2", "wait").await;
    let mut input = words(chat_id, "answer");
    input.if_last_message_id = Some(seen);
    let refused = reply(&app.desk, &olga, input).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("CONFLICT"));
    let mut input = words(chat_id, "answer");
    input.expected_version = Some(version);
    let refused = reply(&app.desk, &olga, input).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("STALE_VERSION"));
}

async fn labeled(app: &TestApp, name: &str) -> Label {
    let input = label::CreateInput { name: name.to_owned(), color: None };
    label::create(&app.desk, &Context::system(), input).await.expect("a label").value
}

/// The chats that the filter by these labels shows.
async fn with_labels(app: &TestApp, label_ids: &[LabelId]) -> Vec<ChatId> {
    let filter = ChatFilter { label_ids: Some(label_ids.to_vec()), ..ChatFilter::default() };
    let (order, first) = (ChatOrder::Created, PageRequest::first(10));
    let read = app.read(move |connection| {
        let visibility = &ChatVisibility::everything();
        let context = FilterContext { operator_id: OperatorId(0), now: Timestamp(0) };
        page(connection, Wanted { visibility, filter: &filter, context }, order, &first)
    });
    read.await.items.iter().map(|chat| chat.chat_id).collect()
}

/// F106.
#[both_databases]
async fn a_chat_has_labels_until_they_are_taken_off_or_deleted(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let (urgent, vip) = (labeled(&app, "Urgent").await, labeled(&app, "VIP").await);
    let version = app.chat(chat_id).await.version;
    let (on, other) = (
        LabelInput { chat_id, label_id: urgent.label_id },
        LabelInput { chat_id, label_id: vip.label_id },
    );
    let chat = label(&app.desk, &olga, on).await.expect("labeled").value;
    assert_eq!(chat.version, version + 1);
    let chat = label(&app.desk, &olga, on).await.expect("nothing changes").value;
    assert_eq!(chat.version, version + 1);
    label(&app.desk, &olga, other).await.expect("labeled");
    assert_eq!(app.count(EventKind::ChatLabeled).await, 2);
    assert_eq!(with_labels(&app, &[urgent.label_id]).await, [chat_id]);

    unlabel(&app.desk, &olga, on).await.expect("unlabeled");
    unlabel(&app.desk, &olga, on).await.expect("nothing changes");
    assert_eq!(app.count(EventKind::ChatUnlabeled).await, 1);
    assert_eq!(with_labels(&app, &[urgent.label_id]).await, []);
    assert_eq!(with_labels(&app, &[urgent.label_id, vip.label_id]).await, [chat_id]);

    let deleted = label::delete(&app.desk, &Context::system(), vip.label_id).await;
    assert_eq!(deleted.expect("deleted").value, vip.label_id);
    assert_eq!(with_labels(&app, &[urgent.label_id, vip.label_id]).await, []);
    let gone = label(&app.desk, &olga, other).await;
    assert_eq!(gone.map_err(|error| error.code()), Err("INVALID"));
    let gone = label::delete(&app.desk, &Context::system(), vip.label_id).await;
    assert_eq!(gone.map_err(|error| error.code()), Err("NOT_FOUND"));
}

#[both_databases]
async fn labels_are_bounded_unique_and_for_those_with_the_permission(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let name = "Urgent".to_owned();
    let denied = label::create(&app.desk, &olga, label::CreateInput { name, color: None }).await;
    assert_eq!(denied.map_err(|error| error.code()), Err("FORBIDDEN"));
    let urgent = labeled(&app, "Urgent").await;
    let input = label::CreateInput { name: " Urgent ".to_owned(), color: None };
    let twice = label::create(&app.desk, &Context::system(), input).await;
    assert_eq!(twice.map_err(|error| error.code()), Err("CONFLICT"));

    for number in 0..CHAT_LABELS_MAX {
        let label_id = labeled(&app, &format!("mark {number}")).await.label_id;
        label(&app.desk, &olga, LabelInput { chat_id, label_id }).await.expect("labeled");
    }
    let on = LabelInput { chat_id, label_id: urgent.label_id };
    let many = label(&app.desk, &olga, on).await;
    assert_eq!(many.map_err(|error| error.code()), Err("CONFLICT"));

    let (label_id, name) = (urgent.label_id, Some("mark 0".to_owned()));
    let input =
        label::UpdateInput { label_id, name, color: None, is_active: None, expected_version: None };
    let taken = label::update(&app.desk, &Context::system(), input.clone()).await;
    assert_eq!(taken.map_err(|error| error.code()), Err("CONFLICT"));
    let input = label::UpdateInput { name: None, is_active: Some(false), ..input };
    let updated = label::update(&app.desk, &Context::system(), input.clone()).await;
    assert_eq!(updated.expect("switched off").value.version, 2);
    let input = label::UpdateInput { expected_version: Some(1), ..input };
    let stale = label::update(&app.desk, &Context::system(), input).await;
    assert_eq!(stale.map_err(|error| error.code()), Err("STALE_VERSION"));
    let inactive = label(&app.desk, &olga, on).await;
    assert_eq!(inactive.map_err(|error| error.code()), Err("INVALID"));

    let reader = app.operator("rita", &[Permission::ChatRead], true).await;
    let stranger = app.operator("stan", ANSWERS, false).await;
    for (who, code) in [(&reader, "FORBIDDEN"), (&stranger, "NOT_FOUND")] {
        let refused = unlabel(&app.desk, who, on).await;
        assert_eq!(refused.map_err(|error| error.code()), Err(code));
    }
}
