//! Teams and roles: what they allow, to whom, and from when on.

use crate::app::{PASSWORD, TestApp, words};
use crate::rounds::reason;
use crate::shorthand::unchanged_channel;
use switchboard_desk::chat::assign::{AssignInput, assign};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::message::reply::reply;
use switchboard_desk::operator::create::{self, CreateInput};
use switchboard_desk::operator::sign_in::{SignInInput, sign_in};
use switchboard_desk::{Context, DeskError, channel, role, team};
use switchboard_model::Permission;
use switchboard_store::testing::both_databases;

fn bob() -> CreateInput {
    CreateInput {
        email: "bob@example.com".to_owned(),
        name: "Bob".to_owned(),
        password: Some(PASSWORD.to_owned()),
        role_id: None,
        team_ids: Vec::new(),
    }
}

#[both_databases]
async fn who_joins_a_team_finds_its_chats_and_who_leaves_it_does_not(app: TestApp) {
    let (_, admin) = app.admin().await;
    let (_, chat_id) = app.writes("1", "hello").await;
    let bob = create::create(&app.desk, &admin, bob()).await.expect("added").value;
    // A channel without members is everybody's: this one becomes another team's.
    let input = team::create::CreateInput { name: "Day".to_owned(), operator_ids: Vec::new() };
    let day = team::create::create(&app.desk, &admin, input).await.expect("a team").value;
    let input = channel::update::UpdateInput {
        member_team_ids: Some(vec![day.team_id]),
        ..unchanged_channel(app.channel.channel_id)
    };
    channel::update::update(&app.desk, &admin, input).await.expect("edited");
    let input = team::create::CreateInput { name: "Night".to_owned(), operator_ids: Vec::new() };
    let night = team::create::create(&app.desk, &admin, input.clone()).await.expect("a team").value;
    let twice = team::create::create(&app.desk, &admin, input).await;
    assert_eq!(twice.map_err(|error| error.code()), Err("CONFLICT"), "names are unique");
    let input = AssignInput {
        chat_id,
        operator_id: None,
        team_id: Some(Some(night.team_id)),
        expected_version: None,
    };
    assign(&app.desk, &admin, input).await.expect("assigned");
    let pair = SignInInput { email: bob.email.clone(), password: PASSWORD.to_owned(), code: None };
    let signed = sign_in(&app.desk, &Context::system(), pair).await.expect("in").value;
    let outside = app.context_of(&signed.secret).await;
    let refused = reply(&app.desk, &outside, words(chat_id, "hi")).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("NOT_FOUND"));

    let members = |operator_ids, expected_version| team::update::UpdateInput {
        key: None,
        team_id: night.team_id,
        name: None,
        operator_ids: Some(operator_ids),
        escalates_to_team_id: None,
        forward_expires_ms: None,
        schedule_id: None,
        expected_version,
    };
    let stale = members(vec![bob.operator_id], Some(night.version + 1));
    let refused = team::update::update(&app.desk, &admin, stale).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("STALE_VERSION"));
    let joined = members(vec![bob.operator_id], Some(night.version));
    let after = team::update::update(&app.desk, &admin, joined).await.expect("edited").value;
    assert_eq!(after.version, night.version + 1);
    let inside = app.context_of(&signed.secret).await;
    reply(&app.desk, &inside, words(chat_id, "hi")).await.expect("it is the team's chat");
    let by_bob = team::update::update(&app.desk, &inside, members(Vec::new(), None)).await;
    assert_eq!(by_bob.map_err(|error| error.code()), Err("FORBIDDEN"));
}

/// F69: nothing that a team's operators work on is lost with it, and its closed chats keep its name.
#[both_databases]
async fn a_team_is_deleted_when_nothing_needs_it(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let system = Context::system();
    let new = async |name: &str, operator_ids| {
        let input = team::create::CreateInput { name: name.to_owned(), operator_ids };
        team::create::create(&app.desk, &admin, input).await.expect("a team").value.team_id
    };
    let delete = async |id| match team::delete::delete(&app.desk, &admin, id).await {
        Ok(deleted) => deleted.value.to_string(),
        Err(error) => error.to_string(),
    };
    let night = new("Night", vec![ana.operator.operator_id]).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    let to = |team_id| AssignInput {
        chat_id,
        operator_id: None,
        team_id: Some(team_id),
        expected_version: None,
    };
    assign(&app.desk, &admin, to(Some(night))).await.expect("assigned");
    assert!(delete(night).await.contains("assign or close them first"));
    let close_reason_id = reason(&app).await;
    let input = CloseInput { chat_id, close_reason_id, expected_version: None };
    close(&app.desk, &admin, input).await.expect("closed");

    let below = new("Evening", Vec::new()).await;
    let leads = |team_id, above| team::update::UpdateInput {
        key: None,
        team_id,
        name: None,
        operator_ids: None,
        escalates_to_team_id: Some(above),
        forward_expires_ms: None,
        schedule_id: None,
        expected_version: None,
    };
    team::update::update(&app.desk, &system, leads(below, Some(night))).await.expect("it leads");
    assert!(delete(night).await.contains("another team escalates to it"));
    team::update::update(&app.desk, &system, leads(below, None)).await.expect("it leads nowhere");
    let members = |member_team_ids| channel::update::UpdateInput {
        member_team_ids: Some(member_team_ids),
        ..unchanged_channel(app.channel.channel_id)
    };
    channel::update::update(&app.desk, &admin, members(vec![night])).await.expect("edited");
    assert!(delete(night).await.contains("name another team there first"));
    channel::update::update(&app.desk, &admin, members(Vec::new())).await.expect("edited");

    assert_eq!(delete(night).await, night.to_string());
    assert_eq!(delete(night).await, DeskError::NotFound.to_string(), "it is gone");
    assert!(
        app.read(move |connection| switchboard_store::team::members(connection, night))
            .await
            .is_empty()
    );
    assert_ne!(new("Night", Vec::new()).await, night, "the name is free");
    let refused = channel::update::update(&app.desk, &admin, members(vec![night])).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"));
    assert_eq!(app.chat(chat_id).await.team_id, Some(night), "closed, it keeps the name");
    app.writes("2", "again").await;
    assert_eq!(app.chat(chat_id).await.team_id, None, "it goes where new chats go");
    let refused = assign(&app.desk, &admin, to(Some(night))).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"));
}

#[both_databases]
async fn a_role_counts_at_once_and_nobody_gives_what_they_lack(app: TestApp) {
    let (_, admin) = app.admin().await;
    let input = role::create::CreateInput {
        name: "Keeper".to_owned(),
        permissions: vec![Permission::OperatorManage, Permission::ChatRead],
        is_totp_required: false,
    };
    let keeper = role::create::create(&app.desk, &admin, input).await.expect("a role").value;
    let input = CreateInput { role_id: Some(keeper.role_id), ..bob() };
    create::create(&app.desk, &admin, input).await.expect("added");
    let used = role::delete::delete(&app.desk, &admin, keeper.role_id).await;
    assert_eq!(used.map_err(|error| error.code()), Err("CONFLICT"), "somebody has it");
    let pair = SignInInput {
        email: "bob@example.com".to_owned(),
        password: PASSWORD.to_owned(),
        code: None,
    };
    let signed = sign_in(&app.desk, &Context::system(), pair).await.expect("in").value;
    let bob = app.context_of(&signed.secret).await;
    let change = |permissions| role::update::UpdateInput {
        role_id: keeper.role_id,
        name: None,
        permissions: Some(permissions),
        is_totp_required: None,
        expected_version: None,
    };
    let more = change(vec![Permission::OperatorManage, Permission::SettingManage]);
    let refused = role::update::update(&app.desk, &bob, more).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("FORBIDDEN"));
    let fewer = change(vec![Permission::ChatRead]);
    role::update::update(&app.desk, &admin, fewer).await.expect("edited");
    let bob = app.context_of(&signed.secret).await;
    assert!(!bob.actor.has(Permission::OperatorManage) && bob.actor.has(Permission::ChatRead));
    let built_in = app.read(|connection| switchboard_store::role::all(connection, 100)).await;
    let built_in = built_in.into_iter().find(|role| role.is_built_in).expect("a built-in role");
    let kept = role::delete::delete(&app.desk, &admin, built_in.role_id).await;
    assert_eq!(kept.map_err(|error| error.code()), Err("CONFLICT"));
}
