//! What a host page vouches for is kept apart from what a visitor tells.

use crate::app::{START, TestApp};
use crate::platform::IDENTITY_SECRET;
use crate::visitors::say;
use crate::visits::arrives;
use serde_json::{Value, json};
use switchboard_desk::visitor::write::{WriteInput, write};
use switchboard_model::contact::{Contact, Identity, VerifiedProfile};
use switchboard_store::testing::both_databases;
use switchboard_store::{contact, identity};

/// An identity with these claims, as the host page signs it.
pub fn vouched(claims: &Value) -> String {
    let mut claims = claims.clone();
    claims["exp"] = json!(START / 1_000 + 600);
    let key = jsonwebtoken::EncodingKey::from_secret(IDENTITY_SECRET.as_bytes());
    jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).expect("signed")
}

/// The visitor comes with these claims, perhaps, and says who they are; gives what is known then.
async fn tells(app: &TestApp, claims: Option<&Value>, key: &str) -> (Contact, Identity) {
    let started = arrives(app, claims.map(vouched)).await;
    let visitor = app.context_of(&started.secret).await;
    let told = WriteInput {
        name: Some("Alice CEO".to_owned()),
        email: Some("alice.ceo@example.com".to_owned()),
        ..say(key, "hello")
    };
    write(&app.desk, &visitor, told).await.expect("written");
    let id = started.visitor.contact_id;
    let contact = app.read(move |connection| contact::get(connection, id)).await;
    let mut identities = app.read(move |connection| identity::of_contact(connection, id, 2)).await;
    assert_eq!(identities.len(), 1);
    (contact, identities.remove(0))
}

#[both_databases]
async fn a_visitor_cannot_tell_otherwise_than_the_page(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let eve = json!({ "sub": "77", "name": "Eve", "email": "eve@example.com", "role": "customer" });
    let (contact, identity) = tells(&app, Some(&eve), "one").await;
    let shown = (contact.name.as_str(), contact.email.as_deref(), contact.role.as_deref());
    assert_eq!(shown, ("Eve", Some("eve@example.com"), Some("customer")));
    assert!(contact.is_verified);
    let verified = VerifiedProfile {
        name: Some("Eve".to_owned()),
        email: Some("eve@example.com".to_owned()),
        role: Some("customer".to_owned()),
        ..VerifiedProfile::default()
    };
    assert_eq!(identity.verified, Some(verified));
}

#[both_databases]
async fn of_what_the_page_says_nothing_the_visitor_tells(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let (contact, identity) = tells(&app, Some(&json!({ "sub": "78" })), "one").await;
    assert_eq!(contact.email.as_deref(), Some("alice.ceo@example.com"));
    assert!(contact.is_verified, "who it is the page has said");
    assert_eq!(identity.verified, Some(VerifiedProfile::default()), "the address it has not");

    let later = json!({ "sub": "78", "email": "bob@example.com" });
    let (contact, identity) = tells(&app, Some(&later), "two").await;
    assert_eq!(contact.email.as_deref(), Some("bob@example.com"), "the page's word counts more");
    assert_eq!(contact.name, "Alice CEO");
    let email = identity.verified.and_then(|verified| verified.email);
    assert_eq!(email.as_deref(), Some("bob@example.com"));

    let (contact, identity) = tells(&app, None, "three").await;
    assert_eq!((contact.name.as_str(), contact.is_verified), ("Alice CEO", false));
    assert_eq!(identity.verified, None);
}
