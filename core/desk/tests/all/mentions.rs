//! Colleagues are named in notes (F106): those who see what the note stands on, and nobody else.

use crate::app::{ANSWERS, TestApp};
use crate::shorthand::id_of;
use switchboard_desk::chat::escalate::{EscalateInput, escalate};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::note::update::{UpdateInput, update};
use switchboard_desk::{Context, DeskError, limits, team};
use switchboard_model::note::Note;
use switchboard_model::{ChatId, OperatorId, Permission};
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, StoreError, operator};

async fn noted(app: &TestApp, who: &Context, on: NoteOn, body: String) -> Result<Note, DeskError> {
    let made = create(&app.desk, who, CreateInput { on, body }).await;
    made.map(|done| done.value)
}

fn refused<T: std::fmt::Debug>(result: Result<T, DeskError>, reason: &str) {
    let error = result.expect_err("it is refused");
    assert_eq!(error.code(), "INVALID");
    assert!(error.to_string().contains(reason), "{error}");
}

/// Olga and Otto are in the chat, Stan is not and sees none.
async fn three(app: &TestApp) -> (ChatId, Context, Context, OperatorId) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let otto = app.operator("otto", ANSWERS, true).await;
    for who in [&olga, &otto] {
        join(&app.desk, who, JoinInput { chat_id }).await.expect("joined");
    }
    let stan = id_of(&app.operator("stan", &[Permission::ChatReply], true).await);
    (chat_id, olga, otto, stan)
}

/// F106.
#[both_databases]
async fn a_note_names_those_who_see_what_it_stands_on(app: TestApp) {
    let (chat_id, olga, otto, stan) = three(&app).await;
    let on = NoteOn::Chat(chat_id);
    let otto_id = id_of(&otto);
    let named = format!("@[{otto_id}], what do you think? @[{otto_id}]");
    let note = noted(&app, &olga, on, named).await.expect("noted");
    assert_eq!(note.mentions(), [otto_id]);

    refused(noted(&app, &olga, on, format!("@[{stan}] as well")).await, "stan may not see");
    let contact_id = app.chat(chat_id).await.contact_id;
    let on_contact = NoteOn::Contact(contact_id);
    refused(noted(&app, &olga, on_contact, format!("@[{stan}]")).await, "this contact");
    refused(noted(&app, &olga, on, format!("@[{}]", OperatorId(1))).await, "no operator has");
    refused(noted(&app, &olga, on, "@[operator_x]".to_owned()).await, "names nobody");
    let many = (0..=limits::NOTE_MENTIONS_MAX).map(|id| i64::try_from(id).expect("small"));
    let many: String = many.map(|id| format!("@[{}]", OperatorId(id))).collect();
    refused(noted(&app, &olga, on, many).await, "leave some out");
    let above = team::create::CreateInput { name: "Above".to_owned(), operator_ids: Vec::new() };
    let above = team::create::create(&app.desk, &Context::system(), above).await.expect("a team");
    let escalated = EscalateInput {
        chat_id,
        team_id: Some(above.value.team_id),
        level: None,
        comment: format!("@[{stan}] should know"),
        expected_version: None,
    };
    refused(escalate(&app.desk, &olga, escalated).await, "comment: stan");
    assert_eq!(app.chat(chat_id).await.escalation_level, 0, "nothing of it was done");
}

#[both_databases]
async fn who_was_named_before_does_not_keep_a_note_from_being_changed(app: TestApp) {
    let (chat_id, olga, otto, stan) = three(&app).await;
    let otto_id = id_of(&otto);
    let on = NoteOn::Chat(chat_id);
    let note = noted(&app, &olga, on, format!("@[{otto_id}]")).await.expect("noted");
    let gone = app.desk.store().write(Lane::Any, move |transaction| {
        let mut row = operator::get(transaction, otto_id)?;
        row.is_active = false;
        operator::update(transaction, &row)?;
        Ok::<_, StoreError>(())
    });
    gone.await.expect("not active any more");
    let change = |body: String| UpdateInput { note_id: note.note_id, body, expected_version: None };
    let changed = update(&app.desk, &olga, change(format!("@[{otto_id}] knew"))).await;
    assert_eq!(changed.expect("changed").value.mentions(), [otto_id]);
    let also = format!("@[{otto_id}] and @[{stan}]");
    refused(update(&app.desk, &olga, change(also)).await, "stan may not see");
    refused(noted(&app, &olga, on, format!("@[{otto_id}]")).await, "otto is not active");
}
