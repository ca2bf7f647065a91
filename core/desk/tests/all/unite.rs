//! Two contacts become one and two again: what moves, what is filled, what an id stands for, and who may.

use crate::app::{ANSWERS, TestApp, inbound, item};
use crate::shorthand::unchanged;
use serde_json::json;
use std::collections::BTreeMap;
use switchboard_desk::contact::block::{BlockInput, block};
use switchboard_desk::contact::dismiss_duplicate::{DismissDuplicateInput, dismiss_duplicate};
use switchboard_desk::contact::undo_unite::undo_unite;
use switchboard_desk::contact::unite::{UniteInput, unite};
use switchboard_desk::contact::update::{UpdateInput, update};
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::{CommandResult, Context};
use switchboard_model::connector::InboundEvent;
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_model::{ChatFilter, ChatVisibility, ContactId, Permission, UniteId};
use switchboard_store::page::PageRequest;
use switchboard_store::page::contacts::{ContactFilter, page};
use switchboard_store::testing::{TableContents, both_databases, contents};
use switchboard_store::{contact, unite as unites};

/// Tables in which what happened is kept, and those whose rows bear versions and times.
const TELLING: [&str; 9] = [
    "acts",
    "audit_lines",
    "chats",
    "close_reasons",
    "contacts",
    "events",
    "leases",
    "unite_moves",
    "unites",
];

async fn unites_them(
    app: &TestApp,
    operator: &Context,
    contact_id: ContactId,
    pulled_id: ContactId,
) -> CommandResult<Contact> {
    let input = UniteInput { contact_id, pulled_id, expected_version: None };
    unite(&app.desk, operator, input).await
}

/// Pulls the second into the first.
pub async fn united(
    app: &TestApp,
    operator: &Context,
    contact_id: ContactId,
    pulled_id: ContactId,
) -> Contact {
    unites_them(app, operator, contact_id, pulled_id).await.expect("united").value
}

/// The unite that hides a contact.
pub async fn unite_of(app: &TestApp, pulled_id: ContactId) -> UniteId {
    let found = app.read(move |connection| unites::find_of_pulled(connection, pulled_id));
    found.await.expect("a unite").unite_id
}

/// A note on a contact.
pub async fn noted(app: &TestApp, operator: &Context, contact_id: ContactId, body: &str) {
    let input = CreateInput { on: NoteOn::Contact(contact_id), body: body.to_owned() };
    create(&app.desk, operator, input).await.expect("noted");
}

async fn row(app: &TestApp, contact_id: ContactId) -> Contact {
    app.read(move |connection| contact::get(connection, contact_id)).await
}

/// Somebody writes; gives the contact of their chat.
async fn writes(app: &TestApp, id: &str, who: &str) -> ContactId {
    let mut told = inbound(id, "hello");
    told.reference.chat.id = who.to_owned();
    told.sender.id = who.to_owned();
    told.sender.name = Some(who.to_owned());
    let (_, chat_id) = app.stored(item(id, InboundEvent::Message(told))).await;
    app.chat(chat_id).await.contact_id
}

async fn told(app: &TestApp, operator: &Context, input: UpdateInput) {
    update(&app.desk, operator, input).await.expect("changed");
}

async fn untold(app: &TestApp) -> BTreeMap<String, TableContents> {
    let mut all = app.read(contents).await;
    all.retain(|table, _| !TELLING.contains(&table.as_str()));
    all
}

/// F65.
#[both_databases]
async fn a_unite_fills_what_is_empty_and_its_undoing_leaves_nothing_behind(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let (ana, bea) = (writes(&app, "1", "ana").await, writes(&app, "2", "bea").await);
    let role = Some(Some("merchant".to_owned()));
    let email = Some(Some("bea@example.org".to_owned()));
    let attributes = Some(json!({ "plan": "gold" }));
    told(&app, &olga, UpdateInput { role, email, attributes, ..unchanged(bea) }).await;
    told(&app, &olga, UpdateInput { role: Some(Some("investor".into())), ..unchanged(ana) }).await;
    noted(&app, &olga, bea, "pays late").await;
    let (before, contacts) = (untold(&app).await, (row(&app, ana).await, row(&app, bea).await));

    let kept = united(&app, &olga, ana, bea).await;
    assert_eq!(kept.email.as_deref(), Some("bea@example.org"), "was empty");
    assert_eq!(kept.role.as_deref(), Some("investor"), "was told");
    assert_eq!(kept.attributes, json!({ "plan": "gold" }));
    assert_eq!(row(&app, bea).await.united_into_id, Some(ana));
    assert_eq!(writes(&app, "3", "bea").await, ana, "her chat went along");
    assert_eq!(app.count(EventKind::ContactUnited).await, 2, "both are told of");
    let by_email = ContactFilter { email: kept.email, ..ContactFilter::default() };
    let everything = ChatVisibility::everything();
    let found = app
        .read(move |connection| page(connection, &everything, &by_email, &PageRequest::first(5)));
    let found: Vec<i64> = found.await.items.iter().map(|key| key.contact_id).collect();
    assert_eq!(found, [ana.0]);
    let again = unites_them(&app, &olga, ana, bea).await.map_err(|error| error.code());
    assert_eq!(again.map(|done| done.value.contact_id), Err("CONFLICT"), "they are one already");

    let unite_id = unite_of(&app, bea).await;
    for _ in 0..2 {
        undo_unite(&app.desk, &olga, unite_id).await.expect("undone");
    }
    assert_eq!(writes(&app, "4", "bea").await, bea);
    let plain = |row: Contact| Contact { version: 0, updated_at: row.created_at, ..row };
    assert_eq!(plain(row(&app, ana).await), plain(contacts.0));
    assert_eq!(plain(row(&app, bea).await), plain(contacts.1));
    let after = untold(&app).await;
    for (table, rows) in before.iter().filter(|(table, _)| !table.starts_with("message")) {
        assert_eq!(after.get(table), Some(rows), "{table}");
    }
}

#[both_databases]
async fn nobody_is_united_with_oneself_or_without_the_permission(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let reader = app.operator("rita", &[Permission::ChatRead, Permission::ContactRead], true).await;
    let elsewhere = app.operator("dana", ANSWERS, false).await;
    let (ana, bea) = (writes(&app, "1", "ana").await, writes(&app, "2", "bea").await);
    for (operator, pulled, code) in
        [(&olga, ana, "CONFLICT"), (&reader, bea, "FORBIDDEN"), (&elsewhere, bea, "NOT_FOUND")]
    {
        let refused = unites_them(&app, operator, ana, pulled).await;
        assert_eq!(refused.map(|done| done.value.name).map_err(|error| error.code()), Err(code));
    }
    assert_eq!(app.count(EventKind::ContactUnited).await, 0);
}

#[both_databases]
async fn an_id_of_a_pulled_contact_stands_for_the_one_that_is_kept(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let (ana, bea) = (writes(&app, "1", "ana").await, writes(&app, "2", "bea").await);
    let eve = writes(&app, "3", "eve").await;
    united(&app, &olga, ana, bea).await;
    united(&app, &olga, eve, bea).await;
    assert_eq!(row(&app, ana).await.united_into_id, Some(eve), "bea stood for ana");
    let input = BlockInput { contact_id: bea, expected_version: None };
    let blocked = block(&app.desk, &olga, input).await.expect("blocked").value;
    assert_eq!(blocked.contact_id, eve);
    let of_bea = ChatFilter { contact_id: Some(bea), ..ChatFilter::default() };
    let others = ChatFilter { not: Some(Box::new(of_bea.clone())), ..ChatFilter::default() };
    for (filter, count) in [(of_bea, 3), (others, 0)] {
        let actor = olga.actor.clone();
        let found = app.desk.read(actor, move |reader| reader.chat_ids(&filter, None, 10)).await;
        assert_eq!(found.map(|ids| ids.len()), Ok(count));
    }
    noted(&app, &olga, bea, "is three").await;
    let named = UpdateInput { name: Some("Three".to_owned()), ..unchanged(ana) };
    assert_eq!(update(&app.desk, &olga, named).await.expect("named").value.contact_id, eve);
}

#[both_databases]
async fn what_came_through_the_pulled_ones_identity_goes_back_and_a_change_stays(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let (ana, bea) = (writes(&app, "1", "ana").await, writes(&app, "2", "bea").await);
    let role = Some(Some("merchant".to_owned()));
    told(&app, &olga, UpdateInput { role, ..unchanged(bea) }).await;
    united(&app, &olga, ana, bea).await;
    let mut elsewhere = inbound("3", "from another place");
    elsewhere.reference.chat.id = "bea-2".to_owned();
    elsewhere.sender.id = "bea".to_owned();
    elsewhere.sender.aliases.push(("phone".to_owned(), "+380501112233".to_owned()));
    let (_, chat_id) = app.stored(item("3", InboundEvent::Message(elsewhere))).await;
    assert_eq!(app.chat(chat_id).await.contact_id, ana, "no chat is opened under who is hidden");
    assert_eq!(row(&app, ana).await.phone.as_deref(), Some("+380501112233"));
    let role = Some(Some("partner".to_owned()));
    told(&app, &olga, UpdateInput { role, ..unchanged(ana) }).await;
    undo_unite(&app.desk, &olga, unite_of(&app, bea).await).await.expect("undone");
    assert_eq!(app.chat(chat_id).await.contact_id, bea);
    let (ana, bea) = (row(&app, ana).await, row(&app, bea).await);
    assert_eq!(ana.role.as_deref(), Some("partner"), "changed since");
    assert_eq!((ana.phone, bea.phone.as_deref()), (None, Some("+380501112233")), "it is bea's");
}

/// F66.
#[both_databases]
async fn an_address_in_common_is_told_once_and_dismissed(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let (ana, bea) = (writes(&app, "1", "ana").await, writes(&app, "2", "bea").await);
    for (contact_id, phone) in [(ana, "+380501112233"), (bea, "00380 50 111 22 33")] {
        let phone = Some(Some(phone.to_owned()));
        told(&app, &olga, UpdateInput { phone, ..unchanged(contact_id) }).await;
    }
    assert_eq!(app.count(EventKind::ContactDuplicateFound).await, 2, "one of each");
    let duplicates = |id: ContactId| {
        let actor = olga.actor.clone();
        app.desk.read(actor, move |reader| reader.duplicates_of_contacts(&[id]))
    };
    assert_eq!(duplicates(ana).await.expect("read"), [(ana, bea)]);
    let input = DismissDuplicateInput { contact_id: bea, duplicate_id: ana };
    dismiss_duplicate(&app.desk, &olga, input).await.expect("dismissed");
    assert_eq!(duplicates(ana).await.expect("read"), []);
    // It is about who they are, whoever they are united with.
    let eve = writes(&app, "3", "eve").await;
    united(&app, &olga, eve, bea).await;
    assert_eq!(duplicates(eve).await.expect("read"), []);
}
