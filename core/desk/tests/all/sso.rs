//! Operators for whom an identity provider vouches (F109): who they are here, and that a sign-in is used once. What
//! the provider says is checked before, by the server.

use crate::app::{PASSWORD, TestApp};
use crate::shorthand::id_of;
use switchboard_desk::invitation::create::{CreateInput, create};
use switchboard_desk::limits::SIGN_IN_FAILURES_MAX;
use switchboard_desk::operator::link_subject::{LinkSubjectInput, link_subject};
use switchboard_desk::operator::sign_in::{self, SignInInput, SignedIn};
use switchboard_desk::operator::sso::{SsoInput, Vouched, sign_in as sign_in_vouched};
use switchboard_desk::operator::unlink_subject::unlink_subject;
use switchboard_desk::{Context, Desk, DeskLimits, role};
use switchboard_model::Permission;
use switchboard_store::testing::{TestDatabase, both_databases};
use switchboard_store::{Lane, Transaction, used_sign_in};

const ISSUER: &str = "https://accounts.example.org";
/// How long one may take.
const SIGN_IN_MS: i64 = 600_000;

fn vouched(subject: &str, email: Option<&str>) -> Vouched {
    Vouched {
        issuer: ISSUER.to_owned(),
        subject: subject.to_owned(),
        email: email.map(str::to_owned),
        name: Some("Ines\u{200b}".to_owned()),
    }
}

/// A sign-in that no other is.
fn input(desk: &Desk, vouched: Vouched, state: &str) -> SsoInput {
    let expires_at = desk.now().plus_ms(SIGN_IN_MS);
    SsoInput { vouched, state: state.to_owned(), expires_at, code: None }
}

async fn comes(
    desk: &Desk,
    subject: &str,
    email: Option<&str>,
    state: &str,
) -> Result<SignedIn, &'static str> {
    let input = input(desk, vouched(subject, email), state);
    let done = sign_in_vouched(desk, &Context::system(), input).await;
    done.map(|done| done.value).map_err(|error| error.code())
}

#[both_databases]
async fn a_sign_in_is_used_once_on_all_nodes(database: TestDatabase) {
    use switchboard_store::testing::OnDatabase as _;
    let app = TestApp::on(&database).await;
    let (ana, _) = app.admin().await;
    let beside = app.beside(&database).await;
    let email = Some("ana@example.com");
    let both = futures::future::join(
        comes(&app.desk, "ana-1", email, "state"),
        comes(&beside, "ana-1", email, "state"),
    )
    .await;
    // Of two that link her at once, one may meet the other's link as well.
    let signed = match both {
        (Ok(one), Err("GONE" | "CONFLICT")) | (Err("GONE" | "CONFLICT"), Ok(one)) => one,
        other => panic!("one comes in: {:?}", (other.0.err(), other.1.err())),
    };
    assert_eq!(signed.operator.operator_id, ana.operator.operator_id);
    assert_eq!(comes(&app.desk, "ana-1", None, "state").await.err(), Some("GONE"));
    assert!(comes(&beside, "ana-1", None, "another").await.is_ok(), "she is linked");
    app.pass_ms(SIGN_IN_MS + 1);
    let now = app.desk.now();
    let forget = move |transaction: &mut Transaction<'_>| used_sign_in::prune(transaction, now);
    let forgotten = app.desk.store().write(Lane::Any, forget).await;
    assert_eq!(forgotten, Ok(2), "once nobody can try them");
}

#[both_databases]
async fn a_link_is_one_operators_and_an_operator_has_one(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let desk = &app.desk;
    let id = ana.operator.operator_id;
    let link = |context: &Context, subject: &str| {
        let (issuer, subject) = (ISSUER.to_owned(), subject.to_owned());
        let (desk, context) = (desk.clone(), context.clone());
        async move {
            let input = LinkSubjectInput { operator_id: id, issuer, subject };
            link_subject(&desk, &context, input).await.map_err(|error| error.code())
        }
    };
    assert_eq!(comes(desk, "ana-1", None, "1").await.err(), Some("FORBIDDEN"), "not linked");
    for wrong in ["", "a\nb", &"a".repeat(256)] {
        assert_eq!(link(&admin, wrong).await.err(), Some("INVALID"), "{wrong:?}");
    }
    let keeper = app.operator("kim", &[Permission::OperatorManage], false).await;
    assert_eq!(link(&keeper, "kim-1").await.err(), Some("FORBIDDEN"), "she has more than he");
    let before = ana.operator.version;
    assert_eq!(link(&admin, "ana-1").await.expect("linked").value.version, before + 1);
    assert_eq!(link(&admin, "ana-1").await.expect("linked").value.version, before + 1, "once");
    assert_eq!(link(&admin, "ana-2").await.err(), Some("CONFLICT"));
    assert!(comes(desk, "ana-1", None, "2").await.is_ok());
    // Her address is somebody else's at the provider now.
    let refused = comes(desk, "eve-1", Some("ana@example.com"), "3").await;
    assert_eq!(refused.err(), Some("FORBIDDEN"));
    let elsewhere =
        Vouched { issuer: "https://other.example".to_owned(), ..vouched("ana-1", None) };
    let refused = sign_in_vouched(desk, &Context::system(), input(desk, elsewhere, "4")).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("FORBIDDEN"), "of another provider");
    unlink_subject(desk, &admin, id).await.expect("unlinked");
    assert_eq!(comes(desk, "ana-1", None, "5").await.err(), Some("FORBIDDEN"));
}

#[both_databases]
async fn who_was_invited_is_added_once(app: TestApp) {
    let (_, admin) = app.admin().await;
    let input = CreateInput {
        email: "ines@example.com".to_owned(),
        role_id: None,
        team_ids: Vec::new(),
        public_url: None,
    };
    create(&app.desk, &admin, input).await.expect("invited");
    let email = Some("ines@example.com");
    let signed = comes(&app.desk, "ines-1", email, "1").await.expect("signed in");
    assert_eq!((signed.operator.name.as_str(), signed.operator.is_active), ("Ines", true));
    let again = comes(&app.desk, "ines-1", None, "2").await.expect("signed in");
    assert_eq!(again.operator.operator_id, signed.operator.operator_id);
    let pair =
        SignInInput { email: "ines@example.com".into(), password: String::new(), code: None };
    let refused = sign_in::sign_in(&app.desk, &Context::system(), pair).await.err();
    assert_eq!(refused.map(|error| error.code()), Some("FORBIDDEN"), "she has no password");
}

#[both_databases]
async fn who_guesses_codes_behind_the_provider_is_locked_out(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let desk = &app.desk;
    let required = role::update::UpdateInput {
        role_id: ana.operator.role_id,
        name: None,
        permissions: None,
        is_totp_required: Some(true),
        expected_version: None,
    };
    role::update::update(desk, &admin, required).await.expect("asked for");
    let who = || vouched("ana-1", Some("ana@example.com"));
    let begun = switchboard_desk::operator::sso::begin_totp(desk, &Context::system(), who()).await;
    begun.expect("begun");
    let mut codes = Vec::new();
    for address in 0..=SIGN_IN_FAILURES_MAX {
        let from =
            Context { remote_address: Some(format!("192.0.2.{address}")), ..Context::system() };
        let input = SsoInput { code: Some("x".to_owned()), ..input(desk, who(), "state") };
        codes.push(sign_in_vouched(desk, &from, input).await.err().map(|error| error.code()));
    }
    let (last, before) = codes.split_last().expect("some");
    assert!(before.iter().all(|code| *code == Some("SECOND_FACTOR_WRONG")), "{before:?}");
    assert_eq!(*last, Some("RATE_LIMITED"));
}

#[both_databases]
async fn where_passwords_are_off_none_signs_in(database: TestDatabase) {
    let limits = DeskLimits { has_passwords: false, ..DeskLimits::default() };
    let app = TestApp::open(&database, limits, None).await;
    app.admin().await;
    let pair = |password: &str| SignInInput {
        email: "ana@example.com".to_owned(),
        password: password.to_owned(),
        code: None,
    };
    for password in [PASSWORD, "another password"] {
        let refused = sign_in::sign_in(&app.desk, &Context::system(), pair(password)).await.err();
        let said = refused.map(|error| error.to_string()).unwrap_or_default();
        assert!(said.contains("/session/oidc"), "{said:?}");
    }
    assert!(comes(&app.desk, "ana-1", Some("ana@example.com"), "1").await.is_ok());
}

/// Each command once.
pub async fn every_command(app: &TestApp, admin: &Context) {
    let colleague = app.operator("linked", &[Permission::ChatRead], false).await;
    let operator_id = id_of(&colleague);
    let (issuer, subject) = (ISSUER.to_owned(), "linked-1".to_owned());
    let input = LinkSubjectInput { operator_id, issuer, subject };
    link_subject(&app.desk, admin, input).await.expect("linked");
    unlink_subject(&app.desk, admin, operator_id).await.expect("unlinked");
}
