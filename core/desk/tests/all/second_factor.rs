//! Authenticator apps: a code is taken once, a role may ask for an app, who has lost it has codes; and who
//! guesses is locked out on every node.

use crate::app::{PASSWORD, TestApp};
use switchboard_desk::limits::{SIGN_IN_FAILURES_MAX, SIGN_IN_LOCKED_MS, SIGN_IN_WINDOW_MS};
use switchboard_desk::operator::Setup;
use switchboard_desk::operator::begin_totp::{BeginTotpInput, begin_totp};
use switchboard_desk::operator::confirm_totp::{ConfirmTotpInput, confirm_totp};
use switchboard_desk::operator::disable_totp::{DisableTotpInput, disable_totp};
use switchboard_desk::operator::sign_in::{self, SignInInput, SignedIn, sign_in};
use switchboard_desk::{Context, Desk, DeskError, role};
use switchboard_model::Timestamp;
use switchboard_store::testing::{TestDatabase, both_databases};
use totp_rs::{Algorithm, Secret, TOTP};

const EMAIL: &str = "ana@example.com";
/// Longer than a code is good for, before or after.
const LATER_MS: i64 = 60_000;

/// What an app shows at this time.
pub fn code_of(setup: &Setup, now: Timestamp) -> String {
    let secret = Secret::Encoded(setup.secret.clone()).to_bytes().expect("base 32");
    let totp = TOTP::new(Algorithm::SHA1, 6, 1, 30, secret).expect("a secret of 160 bits");
    totp.generate(u64::try_from(now.0 / 1_000).expect("after 1970"))
}

fn pair(code: Option<&str>) -> SignInInput {
    SignInInput {
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
        code: code.map(str::to_owned),
    }
}

async fn signs_in(desk: &Desk, code: Option<&str>) -> Result<SignedIn, &'static str> {
    let done = sign_in(desk, &Context::system(), pair(code)).await;
    done.map(|done| done.value).map_err(|error| error.code())
}

/// Sets up the app of the actor; gives it with its recovery codes, and lets its first code pass.
async fn sets_up(app: &TestApp, admin: &Context) -> (Setup, Vec<String>) {
    let input = BeginTotpInput { account_name: None };
    let setup = begin_totp(&app.desk, admin, input).await.expect("begun").value;
    let code = code_of(&setup, app.desk.now());
    let done = confirm_totp(&app.desk, admin, ConfirmTotpInput { code: code.clone() }).await;
    let codes = done.expect("confirmed").value.0;
    assert_eq!(signs_in(&app.desk, Some(&code)).await.err(), Some("SECOND_FACTOR_WRONG"), "taken");
    app.pass_ms(LATER_MS);
    (setup, codes)
}

/// F109.
#[both_databases]
async fn a_code_signs_in_once_and_none_that_is_older_does(app: TestApp) {
    let (_, admin) = app.admin().await;
    assert!(signs_in(&app.desk, None).await.is_ok());
    let (setup, codes) = sets_up(&app, &admin).await;
    assert_eq!(codes.len(), 10);
    let desk = &app.desk;
    assert_eq!(signs_in(desk, None).await.err(), Some("SECOND_FACTOR_REQUIRED"));
    let (earlier, now) =
        (code_of(&setup, desk.now().plus_ms(-30_000)), code_of(&setup, desk.now()));
    assert!(signs_in(desk, Some(&format!(" {} {}", &now[..3], &now[3..]))).await.is_ok());
    for old in [&now, &earlier] {
        assert_eq!(signs_in(desk, Some(old)).await.err(), Some("SECOND_FACTOR_WRONG"));
    }
    for hostile in ["", "000000000000", "１２３４５６", &"7".repeat(1 << 16)] {
        assert_eq!(signs_in(desk, Some(hostile)).await.err(), Some("SECOND_FACTOR_WRONG"));
    }
    // Each recovery code once, in whatever case and spacing.
    let typed = codes[0].to_uppercase().replace('-', " ");
    assert!(signs_in(desk, Some(&typed)).await.is_ok());
    assert_eq!(signs_in(desk, Some(&codes[0])).await.err(), Some("SECOND_FACTOR_WRONG"));
}

#[both_databases]
async fn one_code_at_once_signs_in_one(app: TestApp) {
    let (_, admin) = app.admin().await;
    let (setup, _) = sets_up(&app, &admin).await;
    let code = code_of(&setup, app.desk.now());
    let tries = (0..4).map(|_| signs_in(&app.desk, Some(&code)));
    let done = futures::future::join_all(tries).await;
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
}

#[both_databases]
async fn a_role_asks_for_an_app_and_signing_in_sets_it_up(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let desk = &app.desk;
    let refused = sign_in::begin_totp(desk, &Context::system(), pair(None)).await.err();
    assert!(matches!(refused, Some(DeskError::Conflict { .. })), "no app is asked for");
    let input = role::update::UpdateInput {
        role_id: ana.operator.role_id,
        name: None,
        permissions: None,
        is_totp_required: Some(true),
        expected_version: None,
    };
    role::update::update(desk, &admin, input).await.expect("asked for");
    assert_eq!(signs_in(desk, Some("123456")).await.err(), Some("TOTP_SETUP_REQUIRED"));
    let wrong = SignInInput { password: "another password".to_owned(), ..pair(None) };
    let refused = sign_in::begin_totp(desk, &Context::system(), wrong).await.err();
    assert_eq!(refused, Some(DeskError::NotAllowed), "who knows the password alone gets a secret");
    let setup = sign_in::begin_totp(desk, &Context::system(), pair(None)).await;
    let setup = setup.expect("begun").value;
    assert!(setup.url.contains(&setup.secret) && setup.url.contains(EMAIL), "{}", setup.url);
    let code = code_of(&setup, desk.now());
    let signed = signs_in(desk, Some(&code)).await.expect("confirmed");
    assert_eq!(signed.recovery_codes.len(), 10, "told once");
    let again = sign_in::begin_totp(desk, &Context::system(), pair(None)).await.err();
    assert!(matches!(again, Some(DeskError::Conflict { .. })), "nobody gets the secret again");
    app.pass_ms(LATER_MS);
    let signed = signs_in(desk, Some(&code_of(&setup, desk.now()))).await.expect("signed in");
    assert!(signed.recovery_codes.is_empty());
    // While the role asks for it, nobody takes their own away.
    let own = app.context_of(&signed.secret).await;
    app.pass_ms(LATER_MS);
    let code = Some(code_of(&setup, desk.now()));
    let done = disable_totp(desk, &own, DisableTotpInput { operator_id: None, code }).await;
    assert!(matches!(done.err(), Some(DeskError::Conflict { .. })));
}

#[both_databases]
async fn an_app_is_taken_away_with_a_code_or_by_who_may_change_the_operator(app: TestApp) {
    let (ana, admin) = app.admin().await;
    let (setup, _) = sets_up(&app, &admin).await;
    let desk = &app.desk;
    for code in [None, Some("123456".to_owned())] {
        let done = disable_totp(desk, &admin, DisableTotpInput { operator_id: None, code }).await;
        assert_eq!(done.err().map(|error| error.code()), Some("INVALID"));
    }
    let id = ana.operator.operator_id;
    let of_ana = || DisableTotpInput { operator_id: Some(id), code: None };
    let keeper = app.operator("kim", &[switchboard_model::Permission::OperatorManage], false).await;
    let done = disable_totp(desk, &keeper, of_ana()).await;
    assert_eq!(done.err().map(|error| error.code()), Some("FORBIDDEN"));
    assert_eq!(signs_in(desk, None).await.err(), Some("SECOND_FACTOR_REQUIRED"));
    let code = Some(code_of(&setup, desk.now()));
    let own = DisableTotpInput { operator_id: Some(id), code };
    disable_totp(desk, &admin, own).await.expect("taken away");
    assert!(signs_in(desk, None).await.is_ok());
}

/// F109.
#[both_databases]
async fn who_guesses_is_locked_out_on_every_node_and_nobody_else(database: TestDatabase) {
    use switchboard_store::testing::OnDatabase as _;
    let app = TestApp::on(&database).await;
    app.admin().await;
    let beside = app.beside(&database).await;
    let from =
        |address: &str| Context { remote_address: Some(address.to_owned()), ..Context::system() };
    let wrong = || SignInInput { password: "wrong password".to_owned(), ..pair(None) };
    let (guesser, owner) = (from("192.0.2.1"), from("198.51.100.1"));
    for number in 0..SIGN_IN_FAILURES_MAX {
        let desk = if number % 2 == 0 { &app.desk } else { &beside };
        assert_eq!(sign_in(desk, &guesser, wrong()).await.err(), Some(DeskError::NotAllowed));
        app.pass_ms(SIGN_IN_WINDOW_MS / 10);
    }
    app.pass_ms(SIGN_IN_WINDOW_MS);
    for desk in [&app.desk, &beside] {
        let locked = sign_in(desk, &guesser, pair(None)).await.err();
        let Some(DeskError::TooMany { retry_after_ms }) = locked else { panic!("{locked:?}") };
        assert!(retry_after_ms < SIGN_IN_LOCKED_MS.unsigned_abs(), "{retry_after_ms}");
        assert!(sign_in(desk, &owner, pair(None)).await.is_ok(), "the owner comes in");
    }
    app.pass_ms(SIGN_IN_LOCKED_MS);
    assert!(sign_in(&beside, &guesser, pair(None)).await.is_ok(), "for an hour");
}

/// Each command once.
pub async fn every_command(app: &TestApp, admin: &Context) {
    let desk = &app.desk;
    let input = BeginTotpInput { account_name: None };
    let setup = begin_totp(desk, admin, input).await.expect("begun").value;
    let input = ConfirmTotpInput { code: code_of(&setup, desk.now()) };
    let codes = confirm_totp(desk, admin, input).await.expect("confirmed").value;
    let input = DisableTotpInput { operator_id: None, code: codes.0.first().cloned() };
    disable_totp(desk, admin, input).await.expect("taken away");
}
