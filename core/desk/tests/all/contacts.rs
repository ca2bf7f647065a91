//! What is known of a contact: told by platforms, visitors and operators, and found in any spelling.

use crate::app::{ANSWERS, TestApp, inbound, item};
use crate::shorthand::unchanged;
use crate::visitors::{say, visitor};
use serde_json::json;
use switchboard_desk::attachment::begin::{BeginInput, begin};
use switchboard_desk::contact::block::{BlockInput, block};
use switchboard_desk::contact::update::{UpdateInput, update};
use switchboard_desk::visitor::write::write;
use switchboard_model::connector::{InboundAuthor, InboundEvent, InboundMessage};
use switchboard_model::contact::Contact;
use switchboard_model::{ChatId, ChatVisibility, ContactId};
use switchboard_store::contact;
use switchboard_store::page::PageRequest;
use switchboard_store::page::contacts::{ContactFilter, ContactKey, page};
use switchboard_store::testing::both_databases;

/// Somebody writes in a chat of their own.
fn from(id: &str, sender: &str, name: Option<&str>) -> InboundMessage {
    let mut told = inbound(id, "hello");
    told.reference.chat.id = sender.to_owned();
    told.sender.id = sender.to_owned();
    told.sender.name = name.map(str::to_owned);
    told
}

async fn stored(app: &TestApp, told: InboundMessage) -> Contact {
    let key = told.reference.id.clone();
    let (_, chat_id) = app.stored(item(&key, InboundEvent::Message(told))).await;
    contact_of(app, chat_id).await
}

async fn contact_of(app: &TestApp, chat_id: ChatId) -> Contact {
    let contact_id = app.chat(chat_id).await.contact_id;
    app.read(move |connection| contact::get(connection, contact_id)).await
}

/// The shown names of those that a filter finds, in the list's order.
async fn found(app: &TestApp, filter: ContactFilter) -> Vec<String> {
    let read = app.read(move |connection| {
        let everything = ChatVisibility::everything();
        let keys = page(connection, &everything, &filter, &PageRequest::first(20))?.items;
        let mut names = Vec::new();
        for id in keys.iter().map(|key| ContactId(key.contact_id)) {
            names.push(contact::get(connection, id)?.display_name().into_owned());
        }
        Ok(names)
    });
    read.await
}

#[both_databases]
async fn what_is_told_later_fills_what_nobody_told_and_changes_nothing_else(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let first = stored(&app, from("1", "ana", Some("Ana"))).await;
    assert_eq!(first.phone, None);
    let with_card = |id: &str, phone: &str| {
        let mut told = from(id, "ana", Some("Ana"));
        told.sender.aliases.push(("phone".to_owned(), phone.to_owned()));
        told.sender.locale = Some("uk".to_owned());
        told
    };
    let second = stored(&app, with_card("2", "+380 (50) 111-22-33")).await;
    assert_eq!(second.contact_id, first.contact_id);
    assert_eq!(second.phone.as_deref(), Some("+380501112233"));
    assert_eq!(second.locale.as_deref(), Some("uk"));
    assert_eq!(second.version, first.version + 1);
    for phone in [
        "+380501112233",
        "00380 50 111 22 33",
        "380501112233",
        "050 111-22-33",
        "(050) 111 22 33",
        "80501112233",
    ] {
        let filter = ContactFilter { phone: Some(phone.to_owned()), ..ContactFilter::default() };
        assert_eq!(found(&app, filter).await, ["Ana"], "{phone}");
    }

    let input = UpdateInput { phone: Some(Some("050 999".into())), ..unchanged(first.contact_id) };
    let named = update(&app.desk, &olga, input).await.expect("changed").value;
    assert_eq!(named.phone.as_deref(), Some("050 999"), "as it was typed");
    let third = stored(&app, with_card("3", "+380501112244")).await;
    assert_eq!(third.phone.as_deref(), Some("050 999"), "an operator's word stays");
}

#[both_databases]
async fn a_customer_whom_a_colleague_wrote_first_gets_the_name_that_comes_later(app: TestApp) {
    let mut echo = from("1", "12345", None);
    echo.author = InboundAuthor::OperatorElsewhere;
    assert_eq!(stored(&app, echo).await.name, "12345", "nothing else is known");
    assert_eq!(stored(&app, from("2", "12345", Some("Ana"))).await.name, "Ana");
}

/// F15.
#[both_databases]
async fn a_list_by_name_looks_past_case_and_accents(app: TestApp) {
    for (id, name) in ["zz top", "Zoë", "ÁNA Lima", "Ana", "Борис", "борисова"].iter().enumerate()
    {
        let id = id.to_string();
        stored(&app, from(&id, &format!("account-{id}"), Some(*name))).await;
    }
    let all = found(&app, ContactFilter::default()).await;
    assert_eq!(all, ["Ana", "ÁNA Lima", "Zoë", "zz top", "Борис", "борисова"]);
    for (prefix, names) in [
        ("an", &["Ana", "ÁNA Lima"][..]),
        ("ZOE", &["Zoë"][..]),
        ("БОРИС", &["Борис", "борисова"][..]),
    ] {
        let name_prefix = Some(prefix.to_owned());
        assert_eq!(found(&app, ContactFilter { name_prefix, ..Default::default() }).await, names);
    }

    let mut walked = Vec::new();
    let mut wanted = PageRequest::<ContactKey>::first(1);
    loop {
        let request = wanted.clone();
        let next = app.read(move |connection| {
            let everything = ChatVisibility::everything();
            let page = page(connection, &everything, &ContactFilter::default(), &request)?;
            let Some(key) = page.items.first() else { return Ok(None) };
            let found = contact::get(connection, ContactId(key.contact_id))?;
            Ok(Some((key.clone(), found.name)))
        });
        let Some((key, name)) = next.await else { break };
        wanted.after = Some(key);
        walked.push(name);
    }
    assert_eq!(walked, all, "pages follow the same order");
}

#[both_databases]
async fn an_email_address_is_found_in_any_case(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let ana = stored(&app, from("1", "ana", Some("Ana"))).await;
    let email = Some(Some("Anna@Example.ORG".to_owned()));
    let input = UpdateInput { email, ..unchanged(ana.contact_id) };
    let changed = update(&app.desk, &olga, input).await.expect("changed").value;
    assert_eq!(changed.email.as_deref(), Some("Anna@Example.ORG"), "shown as it was typed");
    let email = Some("anna@example.org".to_owned());
    assert_eq!(found(&app, ContactFilter { email, ..Default::default() }).await, ["Ana"]);
}

#[both_databases]
async fn a_name_that_nobody_sees_is_none(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let ana = stored(&app, from("1", "ana", Some("\u{200b}\u{3164}"))).await;
    assert_eq!(ana.name, "ana", "the account's id stands in its place");
    let input = UpdateInput { name: Some("\u{200b}".into()), ..unchanged(ana.contact_id) };
    let refused = update(&app.desk, &olga, input).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("INVALID"));
}

#[both_databases]
async fn a_visitor_without_a_name_is_shown_by_a_placeholder_that_is_never_stored(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let chat_id =
        write(&app.desk, &visitor, say("1", "hello")).await.expect("written").value.chat_id;
    let shown = contact_of(&app, chat_id).await.display_name().into_owned();
    assert!(shown.starts_with("Visitor "), "{shown}");
    let name_prefix = Some("visitor".to_owned());
    let filter = ContactFilter { name_prefix, ..ContactFilter::default() };
    assert_eq!(found(&app, filter).await, std::slice::from_ref(&shown));
    let contact_id = contact_of(&app, chat_id).await.contact_id;
    let role = Some(Some("guest".to_owned()));
    let sent_back = UpdateInput { name: Some(shown), role, ..unchanged(contact_id) };
    let after = update(&app.desk, &admin, sent_back).await.expect("changed").value;
    assert_eq!((after.name.as_str(), after.role.as_deref()), ("", Some("guest")));
}

#[both_databases]
async fn a_blocked_visitor_is_told_so_and_brings_nothing_in(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let chat_id =
        write(&app.desk, &visitor, say("1", "hello")).await.expect("written").value.chat_id;
    let contact_id = contact_of(&app, chat_id).await.contact_id;
    let input = BlockInput { contact_id, expected_version: None };
    block(&app.desk, &admin, input).await.expect("blocked");
    let refused = write(&app.desk, &visitor, say("2", "more")).await.expect_err("refused");
    assert_eq!(refused.code(), "FORBIDDEN");
    assert_eq!(refused.to_string(), "you cannot write in this chat");
    let file = BeginInput { chat_id: None, name: "a.txt".into(), mime: None, size_bytes: 1 };
    let upload = begin(&app.desk, &visitor, file).await.expect_err("refused");
    assert_eq!(upload, refused);
}
