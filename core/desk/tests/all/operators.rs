//! Who comes in, and that somebody always can.

use crate::app::{PASSWORD, TestApp};
use switchboard_desk::limits::SESSION_LAST_USE_MS;
use switchboard_desk::operator::first_admin::{self, RedeemInput};
use switchboard_desk::operator::sign_in::{SignInInput, sign_in};
use switchboard_desk::operator::{create as operator_create, update};
use switchboard_desk::token::{create, revoke};
use switchboard_desk::{Context, DeskError, session};
use switchboard_model::Permission;
use switchboard_store::page::PageRequest;
use switchboard_store::page::audit::{AuditFilter, page};
use switchboard_store::testing::both_databases;

fn pair(email: &str, password: &str) -> SignInInput {
    SignInInput { email: email.into(), password: password.into(), code: None }
}

fn with(secret: &str) -> RedeemInput {
    RedeemInput {
        secret: secret.into(),
        email: "ana@example.com".into(),
        name: "Ana".into(),
        password: PASSWORD.into(),
    }
}

/// An update that changes nothing yet.
pub fn change(operator_id: switchboard_model::OperatorId) -> update::UpdateInput {
    update::UpdateInput {
        operator_id,
        email: None,
        name: None,
        role_id: None,
        team_ids: None,
        is_active: None,
        expected_version: None,
    }
}

/// F109.
#[both_databases]
async fn the_right_pair_signs_in_and_a_wrong_one_is_refused_and_slowed_down(app: TestApp) {
    app.admin().await;
    let nobody = Context::system();
    let signed = sign_in(&app.desk, &nobody, pair("Ana@Example.com", PASSWORD)).await;
    let secret = signed.expect("the right pair").value.secret;
    assert!(session::authenticate(&app.desk, &secret).await.expect("asked").is_some());
    for _ in 0..10 {
        let wrong = sign_in(&app.desk, &nobody, pair("ana@example.com", "wrong")).await;
        assert_eq!(wrong.err(), Some(DeskError::NotAllowed));
    }
    let slowed = sign_in(&app.desk, &nobody, pair("ana@example.com", PASSWORD)).await;
    assert!(matches!(slowed.err(), Some(DeskError::TooMany { .. })));
    // What strangers do is no reason to refuse the owner, who comes from elsewhere.
    let elsewhere = Context { remote_address: Some("192.0.2.1".to_owned()), ..Context::system() };
    assert!(sign_in(&app.desk, &elsewhere, pair("ana@example.com", PASSWORD)).await.is_ok());
    app.pass_ms(15 * 60 * 1000);
    assert!(sign_in(&app.desk, &nobody, pair("ana@example.com", PASSWORD)).await.is_ok());
    let unknown = sign_in(&app.desk, &nobody, pair("bob@example.com", PASSWORD)).await;
    assert_eq!(unknown.err(), Some(DeskError::NotAllowed), "an unknown address looks the same");
}

#[both_databases]
async fn the_first_admins_link_works_once(app: TestApp) {
    let old = first_admin::invite(&app.desk).await.expect("asked").expect("a link");
    let link = first_admin::invite(&app.desk).await.expect("asked").expect("a newer link");
    let nobody = Context::system();
    let redeemed = first_admin::redeem(&app.desk, &nobody, with(&old)).await;
    assert_eq!(redeemed.err(), Some(DeskError::Gone), "the older link stops working");
    first_admin::redeem(&app.desk, &nobody, with(&link)).await.expect("the link works");
    let again = first_admin::redeem(&app.desk, &nobody, with(&link)).await;
    assert_eq!(again.err(), Some(DeskError::Gone));
    assert_eq!(first_admin::invite(&app.desk).await.expect("asked"), None);
}

#[both_databases]
async fn no_number_of_guesses_keeps_out_who_has_the_first_admins_link(app: TestApp) {
    assert!(first_admin::is_awaited(&app.desk).await.expect("asked"));
    let link = first_admin::invite(&app.desk).await.expect("asked").expect("a link");
    let nobody = Context::system();
    let mut slowed = 0;
    for _ in 0..15 {
        let guess = first_admin::redeem(&app.desk, &nobody, with("sbi_guess")).await;
        slowed += usize::from(matches!(guess, Err(DeskError::TooMany { .. })));
    }
    assert_eq!(slowed, 5);
    first_admin::redeem(&app.desk, &nobody, with(&link)).await.expect("the link works");
    assert!(!first_admin::is_awaited(&app.desk).await.expect("asked"));
}

#[both_databases]
async fn a_flood_of_made_up_addresses_keeps_nobody_out(app: TestApp) {
    app.admin().await;
    let from =
        |address: &str| Context { remote_address: Some(address.to_owned()), ..Context::system() };
    let mut refused = 0;
    for one in 0..60_u32 {
        let stranger = from(&format!("2001:db8:0:0::{one:x}"));
        let wrong = sign_in(&app.desk, &stranger, pair(&format!("{one}@x.org"), PASSWORD)).await;
        refused += usize::from(matches!(wrong, Err(DeskError::TooMany { .. })));
    }
    assert_eq!(refused, 10, "all addresses of a household have one limit");
    for owner in ["192.0.2.1", "2001:db8:0:1::1"] {
        let signed = sign_in(&app.desk, &from(owner), pair("ana@example.com", PASSWORD)).await;
        assert!(signed.is_ok(), "{owner}");
    }
}

#[both_databases]
async fn the_last_admin_stays_and_a_disabled_operator_is_out_at_once(app: TestApp) {
    let (admin, context) = app.admin().await;
    let mut disable = change(admin.operator.operator_id);
    disable.is_active = Some(false);
    let refused = update::update(&app.desk, &context, disable).await;
    assert!(matches!(refused.err(), Some(DeskError::Conflict { .. })));
    assert!(session::authenticate(&app.desk, &admin.secret).await.expect("asked").is_some());

    let input = operator_create::CreateInput {
        email: "bob@example.com".into(),
        name: "Bob".into(),
        password: Some(PASSWORD.into()),
        role_id: None,
        team_ids: Vec::new(),
    };
    let bob = operator_create::create(&app.desk, &context, input).await.expect("added").value;
    let nobody = Context::system();
    let signed = sign_in(&app.desk, &nobody, pair("bob@example.com", PASSWORD)).await;
    let secret = signed.expect("signed in").value.secret;
    let of_bob = app.context_of(&secret).await;
    let mut rename = change(admin.operator.operator_id);
    rename.name = Some("Mallory".into());
    let refused = update::update(&app.desk, &of_bob, rename).await;
    let lacks = DeskError::Denied(Permission::OperatorManage);
    assert_eq!(refused.err(), Some(lacks), "an operator cannot change an admin");

    let mut disable = change(bob.operator_id);
    (disable.is_active, disable.expected_version) = (Some(false), Some(99));
    let stale = update::update(&app.desk, &context, disable.clone()).await;
    assert_eq!(stale.err(), Some(DeskError::Stale));
    disable.expected_version = Some(bob.version);
    update::update(&app.desk, &context, disable).await.expect("disabled");
    assert_eq!(session::authenticate(&app.desk, &secret).await.expect("asked"), None);
    let out = sign_in(&app.desk, &nobody, pair("bob@example.com", PASSWORD)).await;
    assert_eq!(out.err(), Some(DeskError::NotAllowed));
}

/// F109.
#[both_databases]
async fn a_token_has_its_own_permissions_until_it_ends(app: TestApp) {
    let (_, context) = app.admin().await;
    let now = app.desk.store().clock().now();
    let input = |expires_at| create::CreateInput {
        operator_id: None,
        name: "report".into(),
        permissions: vec![Permission::ChatRead],
        expires_at,
    };
    let made = create::create(&app.desk, &context, input(Some(now.plus_ms(5_000)))).await;
    let made = made.expect("made").value;
    let acting = app.context_of(&made.secret).await;
    assert!(
        acting.actor.has(Permission::ChatRead) && !acting.actor.has(Permission::OperatorManage)
    );
    let more = create::create(
        &app.desk,
        &acting,
        create::CreateInput { permissions: vec![Permission::OperatorManage], ..input(None) },
    );
    let refused = more.await.map_err(|error| error.code()).err();
    assert_eq!(refused, Some("FORBIDDEN"), "a token cannot make a stronger one");
    app.pass_ms(5_000);
    assert_eq!(session::authenticate(&app.desk, &made.secret).await.expect("asked"), None);

    let made = create::create(&app.desk, &context, input(None)).await.expect("made").value;
    app.context_of(&made.secret).await;
    revoke::revoke(&app.desk, &context, made.token.token_id).await.expect("revoked");
    assert_eq!(session::authenticate(&app.desk, &made.secret).await.expect("asked"), None);
}

/// F109, F110.
#[both_databases]
async fn a_session_shows_the_program_and_the_network_and_the_audit_log_all_of_it(app: TestApp) {
    let (ana, _) = app.admin().await;
    let from = Context {
        remote_address: Some("192.0.2.77".to_owned()),
        user_agent: Some("Firefox".to_owned()),
        ..Context::system()
    };
    let signed = sign_in(&app.desk, &from, pair(&ana.operator.email, PASSWORD)).await;
    let signed = signed.expect("signed in").value;
    let acting = Context { user_agent: from.user_agent, ..app.context_of(&signed.secret).await };
    let name = "Night".to_owned();
    let team = switchboard_desk::team::create::CreateInput { name, operator_ids: Vec::new() };
    switchboard_desk::team::create::create(&app.desk, &acting, team).await.expect("a team");
    let line = app.read(|connection| {
        let filter = AuditFilter { action: Some("team.create".to_owned()), ..Default::default() };
        Ok(page(connection, &filter, &PageRequest::first(1))?.items.remove(0))
    });
    let line = line.await;
    assert_eq!(line.user_agent.as_deref(), Some("Firefox"));
    assert_eq!(line.credential_id, Some(signed.session.session_id.to_string()));

    app.pass_ms(SESSION_LAST_USE_MS);
    let acting = app.context_of(&signed.secret).await;
    let all = app.desk.read(acting.actor, |reader| reader.own_sessions(10)).await.expect("read");
    let told = all.iter().find(|one| one.session_id == signed.session.session_id);
    let told = told.expect("the session");
    assert_eq!(told.remote_network.as_deref(), Some("192.0.2.0/24"));
    assert_eq!(told.user_agent.as_deref(), Some("Firefox"));
    assert_eq!(told.last_used_at.since_ms(told.created_at), SESSION_LAST_USE_MS);
}
