//! How the session of a visitor ends: by themselves, by an operator, and with the secret that signed them in.

use crate::app::{ANSWERS, TestApp};
use crate::platform::IDENTITY_SECRET;
use crate::shorthand::unchanged_channel;
use crate::visitors::say;
use crate::visits::{arrives, signed};
use serde_json::json;
use std::time::Duration;
use switchboard_desk::channel::update::{UpdateInput, update};
use switchboard_desk::contact::end_sessions::{EndSessionsInput, end_sessions};
use switchboard_desk::session::{SessionEnd, authenticate, ended};
use switchboard_desk::visitor::end::end;
use switchboard_desk::visitor::start::Started;
use switchboard_desk::visitor::write::write;
use switchboard_model::channel::Channel;
use switchboard_model::event::EventKind;
use switchboard_model::{ContactId, Permission};
use switchboard_store::testing::both_databases;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// Sooner than a connection looks again by itself.
const AT_ONCE: Duration = Duration::from_secs(10);

async fn is_in(app: &TestApp, started: &Started) -> bool {
    authenticate(&app.desk, &started.secret).await.expect("asked").is_some()
}

/// Holds a live connection of the visitor: how that ends.
async fn holds(app: &TestApp, started: &Started) -> JoinHandle<SessionEnd> {
    let known = authenticate(&app.desk, &started.secret).await.expect("asked").expect("a session");
    tokio::spawn(ended(app.desk.clone(), known))
}

/// The connection ends at once.
async fn closes(live: JoinHandle<SessionEnd>) {
    let end = timeout(AT_ONCE, live).await.expect("it ends at once").expect("it ends");
    assert_eq!(end, SessionEnd::Revoked);
}

fn whose(contact_id: ContactId) -> EndSessionsInput {
    EndSessionsInput { contact_id, expected_version: None }
}

#[both_databases]
async fn a_visitor_leaves_and_stays_in_elsewhere(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let sign = || Some(signed("42", IDENTITY_SECRET));
    let (here, elsewhere) = (arrives(&app, sign()).await, arrives(&app, sign()).await);
    let stranger = arrives(&app, None).await;
    let live = holds(&app, &here).await;
    let context = app.context_of(&here.secret).await;
    let foreign = end(&app.desk, &context, stranger.session.session_id).await;
    assert_eq!(foreign.err().map(|error| error.code()), Some("NOT_FOUND"));

    end(&app.desk, &context, here.session.session_id).await.expect("left");
    assert!(!is_in(&app, &here).await, "at once, also who was recognised a moment ago");
    closes(live).await;
    assert!(is_in(&app, &elsewhere).await && is_in(&app, &stranger).await);
    end(&app.desk, &context, here.session.session_id).await.expect("twice is fine");
    let operator = end(&app.desk, &admin, elsewhere.session.session_id).await;
    assert_eq!(operator.err().map(|error| error.code()), Some("FORBIDDEN"));
}

#[both_databases]
async fn an_operator_ends_the_visits_of_a_contact(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let sign = |subject: &str| Some(signed(subject, IDENTITY_SECRET));
    let (one, two) = (arrives(&app, sign("42")).await, arrives(&app, sign("42")).await);
    let other = arrives(&app, sign("43")).await;
    let live = holds(&app, &two).await;
    let reader = app.operator("Rita", &[Permission::ContactRead, Permission::ChatReadAll], true);
    let denied = end_sessions(&app.desk, &reader.await, whose(one.visitor.contact_id)).await;
    assert_eq!(denied.err().map(|error| error.code()), Some("FORBIDDEN"));
    let blind = app.operator("Bob", ANSWERS, false).await;
    let unknown = end_sessions(&app.desk, &blind, whose(one.visitor.contact_id)).await;
    assert_eq!(unknown.err().map(|error| error.code()), Some("NOT_FOUND"));
    assert!(is_in(&app, &one).await);

    end_sessions(&app.desk, &admin, whose(one.visitor.contact_id)).await.expect("ended");
    assert!(!is_in(&app, &one).await && !is_in(&app, &two).await);
    assert!(is_in(&app, &other).await);
    closes(live).await;
    assert_eq!(app.count(EventKind::ContactSessionsEnded).await, 1);
    assert!(is_in(&app, &arrives(&app, sign("42")).await).await, "the page lets them in again");
}

async fn sets_secret(app: &TestApp, admin: &switchboard_desk::Context, channel: &Channel) {
    let input = UpdateInput {
        secrets: [("identity_secret".to_owned(), Some(IDENTITY_SECRET.to_owned()))].into(),
        ..unchanged_channel(channel.channel_id)
    };
    update(&app.desk, admin, input).await.expect("changed");
}

#[both_databases]
async fn who_was_signed_in_by_an_old_secret_is_out(app: TestApp) {
    let (_, admin) = app.admin().await;
    let channel = app.web_channel(&admin, json!({})).await;
    let forged = arrives(&app, Some(signed("42", IDENTITY_SECRET))).await;
    let anonymous = arrives(&app, None).await;
    let visitor = app.context_of(&anonymous.secret).await;
    write(&app.desk, &visitor, say("one", "hello")).await.expect("written");
    let live = holds(&app, &forged).await;
    sets_secret(&app, &admin, &channel).await;
    assert!(!is_in(&app, &forged).await);
    closes(live).await;
    assert!(is_in(&app, &anonymous).await, "nobody had signed them in");
    let again = arrives(&app, Some(signed("42", IDENTITY_SECRET))).await;
    assert_eq!(again.visitor.contact_id, forged.visitor.contact_id);
    assert!(is_in(&app, &again).await);
}
