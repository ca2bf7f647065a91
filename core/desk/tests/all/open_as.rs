//! The company's own page is opened as a customer whom it has signed in (F51).

use crate::app::{ANSWERS, TestApp};
use crate::platform::{IDENTITY_SECRET, plugin_channel};
use crate::visitors::say;
use crate::visits::signed;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Value, json};
use switchboard_desk::chat::open_as::{OpenAsInput, open_as};
use switchboard_desk::visitor::start::{StartInput, start};
use switchboard_desk::visitor::write::write;
use switchboard_desk::{Context, channel, token};
use switchboard_model::event::EventKind;
use switchboard_model::{Actor, ChatId, Permission};
use switchboard_store::testing::both_databases;

const OPEN_AS_SECRET: &str = "fedcba9876543210fedcba9876543210";
const PAGE: &str = "https://shop.example.com/login#";

/// The key of a web channel whose page can be opened, or not.
async fn web(app: &TestApp, key: &str, can_be_opened: bool) -> String {
    let mut input = plugin_channel("web", key);
    let secret = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    input.secrets = [secret("identity_secret", IDENTITY_SECRET)].into();
    if can_be_opened {
        input.settings = json!({ "open_as_url": format!("{PAGE}{{token}}") });
        input.secrets.extend([secret("open_as_secret", OPEN_AS_SECRET)]);
    }
    channel::create::create(&app.desk, &Context::system(), input).await.expect("added").value.key
}

/// The chat of a new visitor.
async fn visited(app: &TestApp, channel_key: String, identity: Option<String>) -> ChatId {
    let input = StartInput { channel_key, origin: None, identity };
    let started = start(&app.desk, &Context::system(), input).await.expect("started").value;
    let visitor = app.context_of(&started.secret).await;
    let hello = say("one", "hello");
    write(&app.desk, &visitor, hello).await.expect("written").value.chat_id
}

/// Opens a page as its customer; gives the chat and the address.
pub async fn opens(app: &TestApp, who: &Context) -> (ChatId, String) {
    let key = web(app, "opened", true).await;
    let chat_id = visited(app, key, Some(signed("42", IDENTITY_SECRET))).await;
    let opened = open_as(&app.desk, who, OpenAsInput { chat_id }).await.expect("opened").value;
    assert_eq!(opened.expires_at, app.desk.now().plus_ms(60_000));
    (chat_id, opened.url)
}

/// F51.
#[both_databases]
async fn the_token_says_who_opens_the_page_as_whom_for_a_minute(app: TestApp) {
    let (signed_in, admin) = app.admin().await;
    let (chat_id, url) = opens(&app, &admin).await;
    let word = url.strip_prefix(PAGE).expect("the admins' page");
    let mut validation = Validation::new(Algorithm::HS256);
    validation.validate_exp = false;
    let read = |secret: &str| {
        decode::<Value>(word, &DecodingKey::from_secret(secret.as_bytes()), &validation)
    };
    assert!(read(IDENTITY_SECRET).is_err(), "it signs nobody in here");
    let claims = read(OPEN_AS_SECRET).expect("signed with the channel's secret").claims;
    let now = app.desk.now().0 / 1_000;
    let told = (&claims["sub"], &claims["iat"], &claims["exp"]);
    assert_eq!(told, (&json!("42"), &json!(now), &json!(now + 60)));
    assert_eq!(claims["act"], json!({ "sub": signed_in.operator.operator_id.to_string() }));
    let again = open_as(&app.desk, &admin, OpenAsInput { chat_id }).await.expect("opened").value;
    assert_ne!(again.url, url, "each has a jti of its own");
    assert_eq!(app.count(EventKind::ChatOpenedAs).await, 2);
}

/// F51.
#[both_databases]
async fn only_who_may_opens_it_and_only_for_those_whom_the_page_knows(app: TestApp) {
    let (_, admin) = app.admin().await;
    let (signed_chat, _) = opens(&app, &admin).await;
    let anonymous = visited(&app, "opened".to_owned(), None).await;
    let key = web(&app, "closed", false).await;
    let elsewhere = visited(&app, key, Some(signed("42", IDENTITY_SECRET))).await;
    let (_, of_platform) = app.writes("1", "hello").await;
    let permissions = [ANSWERS, &[Permission::ChatReadAll]].concat();
    let olga = app.operator("olga", &permissions, true).await;
    let input = token::create::CreateInput {
        operator_id: None,
        name: "robot".to_owned(),
        permissions: Permission::ALL.to_vec(),
        expires_at: None,
    };
    let made = token::create::create(&app.desk, &admin, input).await.expect("a token").value;
    let robot = app.context_of(&made.secret).await;
    assert!(matches!(&robot.actor, Actor::Operator(one) if one.has(Permission::ChatImpersonate)));
    for (who, chat_id, code) in [
        (&olga, signed_chat, "FORBIDDEN"),
        (&robot, signed_chat, "FORBIDDEN"),
        (&admin, anonymous, "CONFLICT"),
        (&admin, elsewhere, "CONFLICT"),
        (&admin, of_platform, "CONFLICT"),
    ] {
        let refused = open_as(&app.desk, who, OpenAsInput { chat_id }).await;
        assert_eq!(refused.map(|_| ()).map_err(|error| error.code()), Err(code));
    }
    assert_eq!(app.count(EventKind::ChatOpenedAs).await, 1);
}
