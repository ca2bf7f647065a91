//! A key makes a repeated call of administration one call, and a secret is told only once.

use crate::app::{PASSWORD, TestApp};
use crate::platform::plugin_channel;
use switchboard_desk::channel::{self, connect};
use switchboard_desk::idempotent::IdempotencyKey;
use switchboard_desk::operator::change_password::{ChangePasswordInput, change_password};
use switchboard_desk::operator::sign_in::{SignInInput, sign_in};
use switchboard_desk::token::create::{self, CreateInput};
use switchboard_desk::{Context, role, setting};
use switchboard_model::Permission;
use switchboard_model::channel::ChannelState;
use switchboard_model::event::EventKind;
use switchboard_store::testing::both_databases;
use switchboard_store::token;

fn keyed(context: &Context, key: &str) -> Context {
    context.clone().with_key(IdempotencyKey::new(key, key).expect("a key"))
}

#[both_databases]
async fn a_repeated_token_is_neither_made_nor_told_twice(app: TestApp) {
    let (signed, admin) = app.admin().await;
    let keyed = keyed(&admin, "token");
    let input = || CreateInput {
        operator_id: None,
        name: "report".to_owned(),
        permissions: vec![Permission::ChatRead],
        expires_at: None,
    };
    create::create(&app.desk, &keyed, input()).await.expect("made");
    let again = create::create(&app.desk, &keyed, input()).await.err().expect("refused");
    assert_eq!(again.code(), "CONFLICT");
    assert!(again.to_string().contains("told only once"), "{again}");
    let id = signed.operator.operator_id;
    let count = app.read(move |connection| token::count_of_operator(connection, id)).await;
    assert_eq!(count, 1);
}

#[both_databases]
async fn a_repeated_setting_and_removal_answer_the_same(app: TestApp) {
    let (_, admin) = app.admin().await;
    let off = || setting::UpdateInput { is_typing_preview_on: Some(false), ..Default::default() };
    let with_key = keyed(&admin, "setting");
    let first = setting::update(&app.desk, &with_key, off()).await.expect("edited");
    let again = setting::update(&app.desk, &with_key, off()).await.expect("answered");
    assert_eq!(first, again);
    assert!(!again.value.is_typing_preview_on);
    assert_eq!(app.count(EventKind::SettingUpdated).await, 1);

    let input = role::create::CreateInput {
        name: "Reader".to_owned(),
        permissions: vec![Permission::ChatRead],
        is_totp_required: false,
    };
    let made = role::create::create(&app.desk, &admin, input).await.expect("a role").value;
    let with_key = keyed(&admin, "removal");
    let first = role::delete::delete(&app.desk, &with_key, made.role_id).await;
    let again = role::delete::delete(&app.desk, &with_key, made.role_id).await;
    assert_eq!(first.expect("removed"), again.expect("answered"));
}

#[both_databases]
async fn a_repeated_change_of_a_password_does_not_want_the_old_one(app: TestApp) {
    let (signed, admin) = app.admin().await;
    let input = || ChangePasswordInput {
        operator_id: signed.operator.operator_id,
        old_password: Some(PASSWORD.to_owned()),
        new_password: "another good password".to_owned(),
        revoke_tokens: None,
    };
    let with_key = keyed(&admin, "password");
    let first = change_password(&app.desk, &with_key, input()).await.expect("changed");
    let again = change_password(&app.desk, &with_key, input()).await.expect("answered");
    assert_eq!(first, again);
    let wrong = change_password(&app.desk, &admin, input()).await;
    assert_eq!(wrong.map_err(|error| error.code()), Err("INVALID"));
    let email = signed.operator.email.clone();
    let pair = SignInInput { email, password: "another good password".to_owned(), code: None };
    sign_in(&app.desk, &Context::system(), pair).await.expect("the new one works");
}

#[both_databases]
async fn a_repeated_connect_answers_what_it_did_and_a_refused_one_is_tried_again(app: TestApp) {
    let (_, admin) = app.admin().await;
    let secrets = [("bot_token".to_owned(), "123:abcdef".to_owned())];
    let mut first = plugin_channel("one", "first");
    first.secrets = secrets.clone().into();
    let first =
        channel::create::create(&app.desk, &admin, first).await.expect("added").value.channel_id;
    let input = |channel_id| connect::ConnectInput { channel_id, public_url: None };
    let with_key = keyed(&admin, "connect");
    let done = connect::connect(&app.desk, &with_key, input(first)).await.expect("connected");
    let again = connect::connect(&app.desk, &with_key, input(first)).await.expect("answered");
    assert_eq!(done, again);
    assert_eq!(done.value.state, ChannelState::Active);

    let mut other = plugin_channel("one", "other");
    other.secrets = secrets.into();
    let other =
        channel::create::create(&app.desk, &admin, other).await.expect("added").value.channel_id;
    let with_key = keyed(&admin, "other");
    for _ in 0..2 {
        let taken = connect::connect(&app.desk, &with_key, input(other)).await;
        assert_eq!(taken.map_err(|error| error.code()), Err("CONFLICT"));
    }
}
