//! Whoever changes another operator has every permission that the other has, and an API token is no
//! account: it neither signs anybody in nor out.

use crate::app::{ANSWERS, PASSWORD, TestApp};
use crate::operators::change;
use crate::shorthand::id_of;
use switchboard_desk::operator::change_password::{ChangePasswordInput, change_password};
use switchboard_desk::operator::sign_out::{sign_out, sign_out_everywhere};
use switchboard_desk::operator::{create as operator_create, update};
use switchboard_desk::token::{create, revoke};
use switchboard_desk::{DeskError, session, team};
use switchboard_model::{OperatorId, Permission};
use switchboard_store::testing::both_databases;

fn password(operator_id: OperatorId) -> ChangePasswordInput {
    ChangePasswordInput {
        operator_id,
        old_password: Some(PASSWORD.to_owned()),
        new_password: "another good password".to_owned(),
        revoke_tokens: None,
    }
}

fn token(operator_id: Option<OperatorId>) -> create::CreateInput {
    create::CreateInput {
        operator_id,
        name: "report".to_owned(),
        permissions: vec![Permission::OperatorManage],
        expires_at: None,
    }
}

fn code<T>(result: Result<T, DeskError>) -> Option<&'static str> {
    result.err().map(|error| error.code())
}

#[both_databases]
async fn who_manages_operators_changes_nobody_who_may_do_more(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let made = create::create(&app.desk, &admin, token(None)).await.expect("made").value;
    let olga = app.operator("olga", ANSWERS, true).await;
    let keeper = app.operator("kim", &[Permission::OperatorManage], false).await;
    let id = ana.operator.operator_id;
    let input = team::create::CreateInput { name: "Night".to_owned(), operator_ids: vec![id] };
    let night = team::create::create(&app.desk, &admin, input).await.expect("made").value;
    let changes = [
        update::UpdateInput { email: Some("kim@example.org".to_owned()), ..change(id) },
        update::UpdateInput { name: Some("Kim".to_owned()), ..change(id) },
        update::UpdateInput { is_active: Some(false), ..change(id) },
        update::UpdateInput { team_ids: Some(Vec::new()), ..change(id) },
        update::UpdateInput { role_id: Some(ana.operator.role_id), ..change(id) },
    ];
    let desk = &app.desk;
    for change in changes {
        let told = format!("{change:?}");
        assert_eq!(code(update::update(desk, &keeper, change).await), Some("FORBIDDEN"), "{told}");
    }
    let emptied = team::update::UpdateInput {
        key: None,
        team_id: night.team_id,
        name: None,
        operator_ids: Some(Vec::new()),
        escalates_to_team_id: None,
        forward_expires_ms: None,
        schedule_id: None,
        expected_version: None,
    };
    for refused in [
        code(change_password(desk, &keeper, password(id)).await),
        code(create::create(desk, &keeper, token(Some(id))).await),
        code(sign_out_everywhere(desk, &keeper, id).await),
        code(team::update::update(desk, &keeper, emptied).await),
    ] {
        assert_eq!(refused, Some("FORBIDDEN"));
    }
    // What belongs to somebody else is not even said to be there.
    for refused in [
        code(sign_out(desk, &keeper, ana.session.session_id).await),
        code(revoke::revoke(desk, &keeper, made.token.token_id).await),
        code(sign_out(desk, &olga, ana.session.session_id).await),
    ] {
        assert_eq!(refused, Some("NOT_FOUND"));
    }
    assert!(session::authenticate(desk, &ana.secret).await.expect("asked").is_some());
    assert!(session::authenticate(desk, &made.secret).await.expect("asked").is_some());

    // Who has all that the other has may.
    let rename =
        update::UpdateInput { name: Some("Olga Maria".to_owned()), ..change(id_of(&olga)) };
    update::update(desk, &admin, rename).await.expect("changed");
}

#[both_databases]
async fn nobody_shows_the_chats_of_a_team_that_they_do_not_see(app: TestApp) {
    let (_, admin) = app.admin().await;
    let input = team::create::CreateInput { name: "Night".to_owned(), operator_ids: Vec::new() };
    let night = team::create::create(&app.desk, &admin, input).await.expect("made").value;
    let permissions = [Permission::OperatorManage, Permission::ChatRead];
    let keeper = app.operator("kim", &permissions, false).await;
    let join =
        || update::UpdateInput { team_ids: Some(vec![night.team_id]), ..change(id_of(&keeper)) };
    assert_eq!(code(update::update(&app.desk, &keeper, join()).await), Some("FORBIDDEN"));
    let members = team::update::UpdateInput {
        key: None,
        team_id: night.team_id,
        name: None,
        operator_ids: Some(vec![id_of(&keeper)]),
        escalates_to_team_id: None,
        forward_expires_ms: None,
        schedule_id: None,
        expected_version: None,
    };
    let joined = team::update::update(&app.desk, &keeper, members).await;
    assert_eq!(code(joined), Some("FORBIDDEN"));
    update::update(&app.desk, &admin, join()).await.expect("who sees all chats may show them");
}

#[both_databases]
async fn a_token_does_nothing_to_an_account_not_even_to_its_own(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let all = create::CreateInput { permissions: Permission::ALL.to_vec(), ..token(None) };
    let made = create::create(&app.desk, &admin, all).await.expect("made").value;
    let acting = app.context_of(&made.secret).await;
    let (desk, id) = (&app.desk, ana.operator.operator_id);
    let email = update::UpdateInput { email: Some("eve@example.org".to_owned()), ..change(id) };
    let newcomer = operator_create::CreateInput {
        email: "eve@example.org".to_owned(),
        name: "Eve".to_owned(),
        password: Some(PASSWORD.to_owned()),
        role_id: None,
        team_ids: Vec::new(),
    };
    for refused in [
        code(update::update(desk, &acting, email).await),
        code(change_password(desk, &acting, password(id)).await),
        code(create::create(desk, &acting, token(None)).await),
        code(revoke::revoke(desk, &acting, made.token.token_id).await),
        code(sign_out(desk, &acting, ana.session.session_id).await),
        code(sign_out_everywhere(desk, &acting, id).await),
        code(operator_create::create(desk, &acting, newcomer.clone()).await),
        code(desk.read(acting.actor.clone(), |reader| reader.own_sessions(10)).await),
        code(desk.read(acting.actor.clone(), |reader| reader.own_tokens(10)).await),
    ] {
        assert_eq!(refused, Some("FORBIDDEN"));
    }
    // What is no way in, a token with the permission may change: people come from another system.
    let without = operator_create::CreateInput { password: None, ..newcomer };
    let eve = operator_create::create(desk, &acting, without).await.expect("created").value;
    let leaves = update::UpdateInput { is_active: Some(false), ..change(eve.operator_id) };
    update::update(desk, &acting, leaves).await.expect("changed");
    // Cut to less, it is less than its owner.
    let cut = create::create(desk, &admin, token(None)).await.expect("made").value;
    let cut = app.context_of(&cut.secret).await;
    let rename = update::UpdateInput { name: Some("Eve".to_owned()), ..change(id) };
    assert_eq!(code(update::update(desk, &cut, rename).await), Some("FORBIDDEN"));
}

#[both_databases]
async fn tokens_end_with_a_password_that_another_sets_and_with_the_operator(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let desk = &app.desk;
    let runs =
        async |secret: &str| session::authenticate(desk, secret).await.expect("asked").is_some();
    let own = create::create(desk, &admin, token(None)).await.expect("made").value.secret;
    change_password(desk, &admin, password(ana.operator.operator_id)).await.expect("changed");
    assert!(runs(&own).await, "one's own go on");
    assert!(runs(&ana.secret).await, "so does the session that asked");
    let again = ChangePasswordInput {
        old_password: Some("another good password".to_owned()),
        new_password: PASSWORD.to_owned(),
        revoke_tokens: Some(true),
        ..password(ana.operator.operator_id)
    };
    change_password(desk, &admin, again).await.expect("changed");
    assert!(!runs(&own).await, "unless one wants otherwise");

    let bob = operator_create::CreateInput {
        email: "bob@example.com".to_owned(),
        name: "Bob".to_owned(),
        password: None,
        role_id: None,
        team_ids: Vec::new(),
    };
    let bob = operator_create::create(desk, &admin, bob).await.expect("created").value.operator_id;
    let of_bob =
        || create::CreateInput { permissions: vec![Permission::ChatRead], ..token(Some(bob)) };
    let secret = create::create(desk, &admin, of_bob()).await.expect("made").value.secret;
    let kept = ChangePasswordInput { revoke_tokens: Some(false), ..password(bob) };
    change_password(desk, &admin, kept).await.expect("changed");
    assert!(runs(&secret).await, "the admin has said so");
    change_password(desk, &admin, password(bob)).await.expect("changed");
    assert!(!runs(&secret).await, "another's end");

    let secret = create::create(desk, &admin, of_bob()).await.expect("made").value.secret;
    for is_active in [false, true] {
        let change = update::UpdateInput { is_active: Some(is_active), ..change(bob) };
        update::update(desk, &admin, change).await.expect("changed");
        assert!(!runs(&secret).await, "who comes back signs in again");
    }
}
