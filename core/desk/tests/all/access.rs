//! Who may not know of a chat is told that there is none; who may know and lacks the permission is told so.

use crate::app::{ANSWERS, TestApp, words};
use crate::shorthand::{id_of, unchanged, unchanged_channel};
use switchboard_desk::access::{WhyNot, can_read};
use switchboard_desk::chat::assign::{AssignInput, assign};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::read::{ReadInput, read};
use switchboard_desk::contact::update::{UpdateInput, update};
use switchboard_desk::message::reply::reply;
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::{Context, DeskError, channel, team};
use switchboard_model::visibility::VisibilityArm;
use switchboard_model::{ContactId, Permission};
use switchboard_store::testing::both_databases;

fn rename(contact_id: ContactId) -> UpdateInput {
    UpdateInput { name: Some("Anna".to_owned()), ..unchanged(contact_id) }
}

/// F69, F70.
#[both_databases]
async fn an_operator_of_another_team_finds_nothing_until_the_chat_is_theirs(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let contact_id = app.chat(chat_id).await.contact_id;
    let boris = app.operator("boris", ANSWERS, false).await;
    let note = CreateInput { on: NoteOn::Chat(chat_id), body: "psst".to_owned() };
    let codes = [
        read(&app.desk, &boris, ReadInput { chat_id }).await.err(),
        reply(&app.desk, &boris, words(chat_id, "hi")).await.err(),
        join(&app.desk, &boris, JoinInput { chat_id }).await.err(),
        create(&app.desk, &boris, note).await.err(),
        update(&app.desk, &boris, rename(contact_id)).await.err(),
    ];
    for code in codes {
        assert_eq!(code.map(|error| error.code()), Some("NOT_FOUND"));
    }
    let olga = app.operator("olga", ANSWERS, true).await;
    let input = AssignInput {
        chat_id,
        operator_id: Some(Some(id_of(&boris))),
        team_id: None,
        expected_version: None,
    };
    assign(&app.desk, &olga, input).await.expect("assigned");
    reply(&app.desk, &boris, words(chat_id, "hi")).await.expect("it is theirs now");
    update(&app.desk, &boris, rename(contact_id)).await.expect("so is the contact");
}

#[both_databases]
async fn a_reader_is_told_which_permission_is_missing(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let rita = app.operator("rita", &[Permission::ChatRead], true).await;
    read(&app.desk, &rita, ReadInput { chat_id }).await.expect("reading is allowed");
    let note = CreateInput { on: NoteOn::Chat(chat_id), body: "psst".to_owned() };
    let codes = [
        reply(&app.desk, &rita, words(chat_id, "hi")).await.err(),
        join(&app.desk, &rita, JoinInput { chat_id }).await.err(),
        create(&app.desk, &rita, note).await.err(),
    ];
    for code in codes {
        assert_eq!(code.map(|error| error.code()), Some("FORBIDDEN"));
    }
}

/// F70.
#[both_databases]
async fn why_somebody_does_not_see_a_chat_is_told_by_the_rule_itself(app: TestApp) {
    let (_, admin) = app.admin().await;
    let (_, chat_id) = app.writes("1", "hello").await;
    let night = team::create::CreateInput { name: "Night".to_owned(), operator_ids: Vec::new() };
    let night = team::create::create(&app.desk, &admin, night).await.expect("a team").value;
    let input = channel::update::UpdateInput {
        member_team_ids: Some(vec![night.team_id]),
        ..unchanged_channel(app.channel.channel_id)
    };
    channel::update::update(&app.desk, &admin, input).await.expect("updated");
    let olga = app.operator("olga", ANSWERS, false).await;
    let rita = app.operator("rita", &[Permission::ContactRead], false).await;
    let why = async |by: &Context, whom: &Context| {
        let id = id_of(whom);
        app.desk.read(by.actor.clone(), move |reader| reader.why_not(id, chat_id)).await
    };
    let passed = |told: &WhyNot| -> Vec<VisibilityArm> {
        let passed = told.checks.iter().filter(|check| check.is_passed);
        passed.map(|check| check.arm).collect()
    };
    let told = why(&admin, &olga).await.expect("told");
    assert!(!told.is_allowed && told.remedies.iter().any(|one| one.contains("Night")), "{told:?}");
    assert_eq!(passed(&told), [VisibilityArm::Active, VisibilityArm::Permission]);
    let told = why(&admin, &rita).await.expect("told");
    assert!(!told.is_allowed && told.remedies[0].contains("chat.read"), "{told:?}");
    let told = why(&admin, &admin).await.expect("told");
    assert!(told.is_allowed && told.remedies.is_empty(), "{told:?}");
    let assigned = AssignInput {
        chat_id,
        operator_id: Some(Some(id_of(&olga))),
        team_id: None,
        expected_version: None,
    };
    assign(&app.desk, &admin, assigned).await.expect("assigned");
    let told = why(&admin, &olga).await.expect("told");
    let chat = app.chat(chat_id).await;
    let acting = olga.actor.clone();
    let sees = app.read(move |connection| can_read(connection, &acting, &chat)).await;
    assert!(told.is_allowed && sees, "{told:?}");
    // Neither who may not ask nor who does not see the chat is told anything.
    let keeper = app.operator("kim", &[Permission::OperatorManage], false).await;
    let lacks = DeskError::Denied(Permission::OperatorManage);
    assert_eq!(why(&olga, &rita).await.err(), Some(lacks));
    assert_eq!(why(&keeper, &rita).await.err(), Some(DeskError::NotFound));
}
