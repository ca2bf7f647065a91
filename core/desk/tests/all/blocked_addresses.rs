//! Addresses whose owners may not write.

use crate::app::{ANSWERS, TestApp, inbound, item};
use crate::shorthand::unchanged;
use crate::visitors::{say, visitor};
use serde_json::json;
use switchboard_desk::blocked_address::{CreateInput, create, delete};
use switchboard_desk::contact::block::BlockInput;
use switchboard_desk::contact::unblock::unblock;
use switchboard_desk::contact::update::update;
use switchboard_desk::ingest::ItemOutcome;
use switchboard_desk::visitor::write::{WriteInput, write};
use switchboard_desk::{Context, Desk};
use switchboard_model::ContactId;
use switchboard_model::Permission;
use switchboard_model::connector::InboundEvent;
use switchboard_model::contact::{AddressKind, BlockedAddress};
use switchboard_model::event::EventKind;
use switchboard_store::contact;
use switchboard_store::testing::both_databases;

fn phone(value: &str) -> CreateInput {
    CreateInput { kind: AddressKind::Phone, value: value.to_owned() }
}

fn email(value: &str) -> CreateInput {
    CreateInput { kind: AddressKind::Email, value: value.to_owned() }
}

async fn blocked(desk: &Desk, operator: &Context, input: CreateInput) -> BlockedAddress {
    create(desk, operator, input).await.expect("blocked").value
}

pub async fn every_command(desk: &Desk, admin: &Context) {
    let made = blocked(desk, admin, email("nobody@example.org")).await;
    delete(desk, admin, made.blocked_address_id).await.expect("deleted");
}

/// Somebody with this phone number writes on the platform.
async fn calls(app: &TestApp, id: &str, sender: &str, phone: &str) -> ItemOutcome {
    let mut told = inbound(id, "hello");
    told.reference.chat.id = sender.to_owned();
    told.sender.id = sender.to_owned();
    told.sender.aliases.push(("phone".to_owned(), phone.to_owned()));
    app.take_one(item(id, InboundEvent::Message(told))).await
}

async fn is_blocked(app: &TestApp, id: ContactId) -> bool {
    app.read(move |connection| contact::get(connection, id)).await.is_blocked
}

/// F107.
#[both_databases]
async fn what_comes_from_a_blocked_address_is_dropped_whoever_bears_it(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let ItemOutcome::Stored { chat_id, .. } = calls(&app, "1", "ana", "+380501112233").await else {
        panic!("nothing is blocked yet")
    };
    let ana = app.chat(chat_id).await.contact_id;
    let row = blocked(&app.desk, &olga, phone("00380 50 111 22 33")).await;
    assert!(is_blocked(&app, ana).await);
    assert_eq!(calls(&app, "2", "ana", "+380501112233").await, ItemOutcome::Blocked);
    let again = blocked(&app.desk, &olga, phone("+380 (50) 111-22-33")).await;
    assert_eq!(again, row, "it is the same number");
    assert_eq!(app.count(EventKind::ContactBlocked).await, 1, "once");

    assert_eq!(calls(&app, "3", "another account", "+380501112233").await, ItemOutcome::Blocked);
    let other = calls(&app, "4", "bea", "+380501112244").await;
    assert!(matches!(other, ItemOutcome::Stored { .. }), "another number: {other:?}");

    delete(&app.desk, &olga, row.blocked_address_id).await.expect("deleted");
    assert_eq!(calls(&app, "5", "ana", "+380501112233").await, ItemOutcome::Blocked, "she is");
    let input = BlockInput { contact_id: ana, expected_version: None };
    unblock(&app.desk, &olga, input).await.expect("unblocked");
    let after = calls(&app, "6", "ana", "+380501112233").await;
    assert!(matches!(after, ItemOutcome::Stored { .. }), "{after:?}");
}

/// F107: however the address is told.
#[both_databases]
async fn who_comes_with_a_blocked_address_is_blocked(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    blocked(&app.desk, &admin, email("Eve@Example.org")).await;
    let eve = visitor(&app).await;
    let told = WriteInput { email: Some("eve@example.org".to_owned()), ..say("1", "hello") };
    let refused = write(&app.desk, &eve, told).await.expect_err("refused");
    assert_eq!(refused.code(), "FORBIDDEN");

    let ItemOutcome::Stored { chat_id, .. } = calls(&app, "1", "ana", "+380501112233").await else {
        panic!("she is not blocked")
    };
    let ana = app.chat(chat_id).await.contact_id;
    let mut edited = unchanged(ana);
    edited.email = Some(Some("EVE@example.org".to_owned()));
    let after = update(&app.desk, &admin, edited).await.expect("changed").value;
    assert!(after.is_blocked, "it is hers as well");
}

#[both_databases]
async fn only_addresses_are_blocked_by_those_who_may(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    for wrong in [email("eve"), email(""), phone(" "), phone("call me")] {
        let refused = create(&app.desk, &olga, wrong.clone()).await;
        assert_eq!(refused.map_err(|error| error.code()).err(), Some("INVALID"), "{wrong:?}");
    }
    let rita = app.operator("rita", &[Permission::ContactRead], true).await;
    let refused = create(&app.desk, &rita, email("eve@example.org")).await;
    assert_eq!(refused.map_err(|error| error.code()).err(), Some("FORBIDDEN"));
    assert_eq!(app.count(EventKind::BlockedAddressCreated).await, 0);
}
