//! Contacts without a chat: who sees them, and how one is begun with them.

use crate::app::{ANSWERS, TestApp};
use crate::shorthand::address;
use switchboard_desk::Context;
use switchboard_desk::chat::open::{OpenInput, open};
use switchboard_desk::contact::create::{CreateInput, create};
use switchboard_desk::read::ContactFilter;
use switchboard_model::contact::{Contact, Identity};
use switchboard_model::{ContactId, Permission};
use switchboard_store::page::PageRequest;
use switchboard_store::testing::both_databases;

fn walter() -> CreateInput {
    CreateInput {
        name: "Walter".to_owned(),
        email: Some("walter@example.org".to_owned()),
        phone: Some("+34 600 000 000".to_owned()),
        role: Some("merchant".to_owned()),
        locale: None,
        time_zone: None,
        attributes: None,
    }
}

/// The ids of the contacts that an operator is shown, with an open chat or without.
async fn shown(app: &TestApp, operator: &Context, has_open_chat: Option<bool>) -> Vec<ContactId> {
    let filter = ContactFilter { has_open_chat, ..ContactFilter::default() };
    let read = app.desk.read(operator.actor.clone(), move |reader| {
        reader.contacts(&filter, &PageRequest::first(20))
    });
    let (page, _) = read.await.expect("a list");
    page.items.iter().map(|contact| contact.contact_id).collect()
}

/// The contact can be written to on the server's channel.
async fn reachable(app: &TestApp, contact: &Contact, is_reachable: bool) -> Identity {
    let platform_id = format!("account of {}", contact.contact_id);
    let place = (app.channel.channel_id, platform_id.as_str());
    address(app, contact.contact_id, place, is_reachable).await
}

/// F103: a contact is a row without a chat, for whoever reaches the channel of its address or for everybody where
/// it has none, and a chat is begun from it.
#[both_databases]
async fn a_contact_without_a_chat_is_a_row_from_which_one_is_begun(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let otto = app.operator("otto", ANSWERS, false).await;
    let made = create(&app.desk, &olga, walter()).await.expect("created").value;
    assert_eq!(made.phone.as_deref(), Some("+34600000000"));
    let only = [made.contact_id];
    assert_eq!(shown(&app, &otto, None).await, only, "it has no address: everybody sees it");

    let address = reachable(&app, &made, true).await;
    assert_eq!(shown(&app, &olga, Some(false)).await, only, "no chat of it is open");
    assert!(shown(&app, &olga, Some(true)).await.is_empty());
    assert!(shown(&app, &otto, None).await.is_empty(), "the channel is not theirs");
    let identity_id = Some(address.identity_id);
    let input = OpenInput { identity_id, visit_id: None, team_id: None, subject: None };
    let refused = open(&app.desk, &otto, input.clone()).await;
    assert_eq!(refused.map_err(|error| error.code()).err(), Some("NOT_FOUND"));

    let begun = open(&app.desk, &olga, input).await.expect("begun").value;
    assert_eq!(begun.contact_id, made.contact_id);
    assert_eq!(shown(&app, &olga, Some(true)).await, only);
    assert!(shown(&app, &olga, Some(false)).await.is_empty());
}

#[both_databases]
async fn no_chat_is_begun_where_the_customer_takes_nothing(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let made = create(&app.desk, &olga, walter()).await.expect("created").value;
    let address = reachable(&app, &made, false).await;
    let identity_id = Some(address.identity_id);
    let input = OpenInput { identity_id, visit_id: None, team_id: None, subject: None };
    let refused = open(&app.desk, &olga, input).await;
    assert_eq!(refused.map_err(|error| error.code()).err(), Some("CONFLICT"));
}

#[both_databases]
async fn contacts_are_created_by_those_who_may_and_with_what_makes_sense(app: TestApp) {
    let rita = app.operator("rita", &[Permission::ContactRead], true).await;
    let refused = create(&app.desk, &rita, walter()).await;
    assert_eq!(refused.map_err(|error| error.code()).err(), Some("FORBIDDEN"));
    let olga = app.operator("olga", ANSWERS, true).await;
    for wrong in [
        CreateInput { name: " \u{200b}".to_owned(), ..walter() },
        CreateInput { email: Some("walter".to_owned()), ..walter() },
        CreateInput { role: Some("a\nb".to_owned()), ..walter() },
        CreateInput { attributes: Some(serde_json::json!([1])), ..walter() },
    ] {
        let refused = create(&app.desk, &olga, wrong).await;
        assert_eq!(refused.map_err(|error| error.code()).err(), Some("INVALID"));
    }
    assert!(shown(&app, &olga, None).await.is_empty(), "nothing is left of what was refused");
}
