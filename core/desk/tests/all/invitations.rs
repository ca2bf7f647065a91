//! Invitations: for one operator, for seven days, and no longer than who has invited may invite.

use crate::app::{ANSWERS, PASSWORD, TestApp};
use crate::operators::change;
use crate::shorthand::id_of;
use switchboard_desk::invitation::accept::{AcceptInput, accept};
use switchboard_desk::invitation::create::{CreateInput, Created, create};
use switchboard_desk::invitation::revoke::revoke;
use switchboard_desk::limits::INVITATION_MS;
use switchboard_desk::operator::sign_in::{SignInInput, sign_in};
use switchboard_desk::operator::update;
use switchboard_desk::team;
use switchboard_desk::{Context, DeskError};
use switchboard_model::operator::Operator;
use switchboard_model::{Permission, PublicUrl};
use switchboard_store::testing::both_databases;

fn invite(email: &str) -> CreateInput {
    CreateInput {
        email: email.to_owned(),
        role_id: None,
        team_ids: Vec::new(),
        public_url: Some(PublicUrl::parse("https://desk.example.org").expect("an address")),
    }
}

async fn invited(app: &TestApp, by: &Context, email: &str) -> Created {
    create(&app.desk, by, invite(email)).await.expect("invited").value
}

async fn comes(app: &TestApp, secret: &str) -> Result<Operator, &'static str> {
    let (secret, name) = (secret.to_owned(), "Ines".to_owned());
    let input = AcceptInput { secret, name, password: PASSWORD.to_owned() };
    let done = accept(&app.desk, &Context::system(), input).await;
    done.map(|done| done.value).map_err(|error| error.code())
}

/// F109.
#[both_databases]
async fn who_has_the_link_becomes_an_operator_once(app: TestApp) {
    let (_, admin) = app.admin().await;
    let new = async |name: &str| {
        let input = team::create::CreateInput { name: name.to_owned(), operator_ids: Vec::new() };
        team::create::create(&app.desk, &admin, input).await.expect("a team").value.team_id
    };
    let (night, day) = (new("Night").await, new("Day").await);
    let input = CreateInput { team_ids: vec![night, day], ..invite(" Ines@Example.com ") };
    let made = create(&app.desk, &admin, input).await.expect("invited").value;
    team::delete::delete(&app.desk, &admin, day).await.expect("deleted");
    let link = format!("https://desk.example.org/invitation#{}", made.secret);
    assert_eq!(made.url.as_deref(), Some(link.as_str()));
    let again = create(&app.desk, &admin, invite("ines@example.com")).await;
    assert_eq!(again.err().map(|error| error.code()), Some("CONFLICT"), "one link for one address");
    let both = futures::future::join(comes(&app, &made.secret), comes(&app, &made.secret)).await;
    let operator = match both {
        (Ok(one), Err("GONE")) | (Err("GONE"), Ok(one)) => one,
        other => panic!("one comes in: {other:?}"),
    };
    assert_eq!(comes(&app, &made.secret).await.err(), Some("GONE"));
    let id = operator.operator_id;
    let teams =
        app.read(move |connection| switchboard_store::team::ids_of_operator(connection, id));
    assert_eq!(teams.await, [night], "a team that was deleted since is passed over");
    let pair = SignInInput { email: operator.email, password: PASSWORD.to_owned(), code: None };
    sign_in(&app.desk, &Context::system(), pair).await.expect("signed in");
}

#[both_databases]
async fn a_link_ends_by_time_by_hand_and_with_who_made_it(app: TestApp) {
    let (_, admin) = app.admin().await;
    let permissions = [ANSWERS, &[Permission::OperatorManage]].concat();
    let keeper = app.operator("kim", &permissions, true).await;
    let revoked = invited(&app, &admin, "one@example.com").await;
    revoke(&app.desk, &admin, revoked.invitation.invitation_id).await.expect("revoked");
    assert_eq!(comes(&app, &revoked.secret).await.err(), Some("GONE"), "revoked");
    let of_keeper = invited(&app, &keeper, "two@example.com").await;
    let leaves = update::UpdateInput { is_active: Some(false), ..change(id_of(&keeper)) };
    update::update(&app.desk, &admin, leaves).await.expect("left");
    assert_eq!(comes(&app, &of_keeper.secret).await.err(), Some("GONE"), "who invited has left");
    let late = invited(&app, &admin, "three@example.com").await;
    app.pass_ms(INVITATION_MS);
    assert_eq!(comes(&app, &late.secret).await.err(), Some("GONE"), "too late");
    for hostile in
        ["", "sbi_", "sbi_0000000000000000000000000000000000000000000", &late.secret[..40]]
    {
        assert_eq!(comes(&app, hostile).await.err(), Some("GONE"), "{hostile:?}");
    }
}

#[both_databases]
async fn nobody_invites_to_more_than_they_have(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let keeper = app.operator("kim", &[Permission::OperatorManage], false).await;
    let to_admin = CreateInput { role_id: Some(ana.operator.role_id), ..invite("eve@example.com") };
    let refused = create(&app.desk, &keeper, to_admin).await.err();
    assert!(matches!(refused, Some(DeskError::Denied(_))), "{refused:?}");
    let taken = create(&app.desk, &admin, invite("ana@example.com")).await.err();
    assert_eq!(taken.map(|error| error.code()), Some("CONFLICT"), "she is an operator");
    let wrong = create(&app.desk, &admin, invite("nobody")).await.err();
    assert_eq!(wrong.map(|error| error.code()), Some("INVALID"));
}

/// Each command once.
pub async fn every_command(app: &TestApp, admin: &Context) {
    let desk = &app.desk;
    let stranger = Context { request_id: admin.request_id.clone(), ..Context::system() };
    let made = create(desk, admin, invite("ines@example.com")).await.expect("invited");
    let (secret, name) = (made.value.secret, "Ines".to_owned());
    let input = AcceptInput { secret, name, password: PASSWORD.to_owned() };
    accept(desk, &stranger, input).await.expect("accepted");
    let made = create(desk, admin, invite("ivy@example.com")).await.expect("invited");
    let id = made.value.invitation.invitation_id;
    revoke(desk, admin, id).await.expect("revoked");
}
