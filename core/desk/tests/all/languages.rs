//! The language of a chat: where a new one has it from, and what operators make of it.

use crate::app::{ANSWERS, TestApp, inbound, item};
use crate::shorthand::unchanged;
use crate::visitors::say;
use crate::visits::arrives;
use serde_json::json;
use switchboard_desk::chat::update::{UpdateInput, update};
use switchboard_desk::contact;
use switchboard_desk::visit::ClientHints;
use switchboard_desk::visitor::page::{PageInput, page};
use switchboard_desk::visitor::write::write;
use switchboard_model::connector::InboundEvent;
use switchboard_model::event::EventKind;
use switchboard_model::{ChatFilter, ChatId};
use switchboard_store::testing::both_databases;

/// What is written at another place on the platform, so in another chat.
async fn writes_at(app: &TestApp, place: &str, locale: Option<&str>) -> ChatId {
    let mut message = inbound("1", "hello");
    message.reference.chat.id = place.to_owned();
    message.sender.locale = locale.map(ToOwned::to_owned);
    app.stored(item(place, InboundEvent::Message(message))).await.1
}

async fn language(app: &TestApp, id: ChatId) -> Option<String> {
    app.chat(id).await.language
}

/// F12.
#[both_databases]
async fn a_new_chat_speaks_as_its_customer_does(app: TestApp) {
    let (_, admin) = app.admin().await;
    let first = writes_at(&app, "first", None).await;
    assert_eq!(language(&app, first).await, None);
    let contact_id = app.chat(first).await.contact_id;
    let speaks = contact::update::UpdateInput {
        locale: Some(Some("de-CH".to_owned())),
        ..unchanged(contact_id)
    };
    contact::update::update(&app.desk, &admin, speaks).await.expect("updated");
    let second = writes_at(&app, "second", None).await;
    assert_eq!(language(&app, second).await.as_deref(), Some("de-CH"), "the contact's");
    let third = writes_at(&app, "third", Some("pt_br")).await;
    assert_eq!(language(&app, third).await.as_deref(), Some("pt-BR"), "the platform is nearer");
    assert_eq!(language(&app, first).await, None, "what was opened before stays");

    app.web_channel(&admin, json!({})).await;
    let visitor = app.context_of(&arrives(&app, None).await.secret).await;
    let seen = PageInput {
        url: "https://shop.example.com/a".to_owned(),
        title: None,
        referrer: None,
        locale: Some("uk".to_owned()),
        time_zone: None,
        hints: ClientHints::default(),
    };
    page(&app.desk, &visitor, seen).await.expect("taken");
    let written = write(&app.desk, &visitor, say("one", "hello")).await.expect("written").value;
    assert_eq!(language(&app, written.chat_id).await.as_deref(), Some("uk"), "the browser's");
}

/// F12: operators know better.
#[both_databases]
async fn operators_say_which_language_is_spoken(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let chat_id = writes_at(&app, "first", Some("en")).await;
    let says = async |language: Option<&str>| {
        let input = UpdateInput {
            chat_id,
            subject: None,
            language: Some(language.map(ToOwned::to_owned)),
            priority: None,
            attributes: None,
            expected_version: None,
        };
        let updated = update(&app.desk, &olga, input).await;
        updated.map(|chat| chat.value.language).map_err(|error| error.code())
    };
    let found = async |language: &str| {
        let languages = Some(vec![language.to_owned()]);
        let filter = ChatFilter { languages, ..ChatFilter::default() };
        let count = app.desk.read(olga.actor.clone(), move |reader| reader.chat_count(&filter, 10));
        count.await.expect("a count")
    };
    assert_eq!(says(Some("PT_br")).await, Ok(Some("pt-BR".to_owned())));
    assert_eq!((found("pt").await, found("en").await), (1, 0), "the chat's, not the contact's");
    assert_eq!(says(Some("Portuguese?")).await, Err("INVALID"));
    assert_eq!(app.count(EventKind::ChatUpdated).await, 1);
    assert_eq!(says(None).await, Ok(None));
    assert_eq!((found("pt").await, found("en").await), (0, 1), "the contact's");
}
