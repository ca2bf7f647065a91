//! Chats refer to the company's own objects (F50).

use crate::app::{ANSWERS, TestApp};
use crate::platform::IDENTITY_SECRET;
use crate::shorthand::code;
use crate::visitors::say;
use crate::visits::{arrives, signed};
use serde_json::json;
use switchboard_desk::chat::clear_reference::{ClearReferenceInput, clear_reference};
use switchboard_desk::chat::set_reference::{SetReferenceInput, set_reference};
use switchboard_desk::visitor::set_reference as by_page;
use switchboard_desk::visitor::write::write;
use switchboard_desk::{Context, DeskError, reference_kind};
use switchboard_model::event::EventKind;
use switchboard_model::limits::CHAT_REFERENCES_MAX;
use switchboard_model::reference::ReferenceKind;
use switchboard_model::{AuthorKind, ChatFilter, ChatId, Permission};
use switchboard_store::testing::both_databases;

async fn payments(app: &TestApp, url: Option<&str>) -> Result<ReferenceKind, DeskError> {
    let (key, name) = ("payment".to_owned(), "Payment".to_owned());
    let input = reference_kind::CreateInput { key, name, url_template: url.map(ToOwned::to_owned) };
    Ok(reference_kind::create(&app.desk, &Context::system(), input).await?.value)
}

fn about(chat_id: ChatId, kind: &ReferenceKind, external_id: &str) -> SetReferenceInput {
    let (external_id, title) = (external_id.to_owned(), None);
    SetReferenceInput { chat_id, reference_kind_id: kind.reference_kind_id, external_id, title }
}

/// The ids and titles of what a chat is about, and who said so.
async fn references(app: &TestApp, id: ChatId) -> Vec<(String, Option<String>, AuthorKind)> {
    let read = app.desk.read_related(move |related| related.references_of_chats(&[id]));
    let all = read.await.expect("references").into_iter();
    all.map(|one| (one.external_id, one.title, one.author_kind)).collect()
}

async fn found(app: &TestApp, who: &Context, external_id: &str) -> i64 {
    let external_ids = Some(vec![external_id.to_owned()]);
    let filter = ChatFilter { external_ids, ..ChatFilter::default() };
    let read = app.desk.read(who.actor.clone(), move |reader| reader.chat_count(&filter, 10));
    read.await.expect("a count")
}

/// F50.
#[both_databases]
async fn a_chat_refers_to_objects_and_is_found_by_them(app: TestApp) {
    let olga = app.operator("olga", ANSWERS, true).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    assert_eq!(code(payments(&app, Some("javascript:alert({id})")).await), "INVALID");
    let kind = payments(&app, Some("https://shop.example.com/pay/{id}")).await.expect("a kind");
    assert_eq!(code(payments(&app, None).await), "CONFLICT");
    for wrong in ["", " ", "..", "a\nb"] {
        let refused = set_reference(&app.desk, &olga, about(chat_id, &kind, wrong)).await;
        assert_eq!(code(refused), "INVALID", "{wrong:?}");
    }
    let rita = app.operator("rita", &[Permission::ChatRead], true).await;
    let refused = set_reference(&app.desk, &rita, about(chat_id, &kind, "42")).await;
    assert_eq!(code(refused), "FORBIDDEN");

    for title in [None, None, Some("Two kettles".to_owned())] {
        let input = SetReferenceInput { title, ..about(chat_id, &kind, " 42/7 ") };
        set_reference(&app.desk, &olga, input).await.expect("set");
    }
    assert_eq!(app.count(EventKind::ChatReferenceSet).await, 2, "the same again changes nothing");
    let expected = ("42/7".to_owned(), Some("Two kettles".to_owned()), AuthorKind::Operator);
    assert_eq!(references(&app, chat_id).await, [expected]);
    assert_eq!(kind.url("42/7").as_deref(), Some("https://shop.example.com/pay/42%2F7"));
    assert_eq!((found(&app, &olga, "42/7").await, found(&app, &olga, "42").await), (1, 0));
    let id = kind.reference_kind_id;
    let refused = reference_kind::delete(&app.desk, &Context::system(), id).await;
    assert_eq!(code(refused), "CONFLICT", "the chat still refers to one");

    let (reference_kind_id, external_id) = (id, "42/7".to_owned());
    let input = ClearReferenceInput { chat_id, reference_kind_id, external_id };
    for _ in 0..2 {
        clear_reference(&app.desk, &olga, input.clone()).await.expect("cleared");
    }
    assert_eq!(app.count(EventKind::ChatReferenceCleared).await, 1);
    assert_eq!(references(&app, chat_id).await, []);
    for number in 0..CHAT_REFERENCES_MAX {
        let input = about(chat_id, &kind, &number.to_string());
        set_reference(&app.desk, &olga, input).await.expect("set");
    }
    let many = set_reference(&app.desk, &olga, about(chat_id, &kind, "one more")).await;
    assert_eq!(code(many), "CONFLICT");
}

/// F50.
#[both_databases]
async fn a_page_says_what_the_chat_of_its_visitor_is_about_and_no_stranger_does(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    payments(&app, None).await.expect("a kind");
    let by_key = |kind: &str| by_page::SetReferenceInput {
        chat_id: None,
        kind: kind.to_owned(),
        external_id: "42".to_owned(),
        title: None,
    };
    let mut chats = Vec::new();
    for (identity, outcome) in
        [(None, "FORBIDDEN"), (Some(signed("ana", IDENTITY_SECRET)), "NOT_FOUND")]
    {
        let visitor = app.context_of(&arrives(&app, identity).await.secret).await;
        let early = by_page::set_reference(&app.desk, &visitor, by_key("payment")).await;
        assert_eq!(code(early), outcome);
        let hello = say("one", "hello");
        let chat_id = write(&app.desk, &visitor, hello).await.expect("written").value.chat_id;
        chats.push((visitor, chat_id));
    }
    let [(stranger, _), (ana, chat_id)] = &chats[..] else { panic!("two visitors") };
    let refused = by_page::set_reference(&app.desk, stranger, by_key("payment")).await;
    assert_eq!(code(refused), "FORBIDDEN");
    let unknown = by_page::set_reference(&app.desk, ana, by_key("parcel")).await;
    assert_eq!(code(unknown), "INVALID");
    by_page::set_reference(&app.desk, ana, by_key("payment")).await.expect("set");
    let expected = ("42".to_owned(), None, AuthorKind::Contact);
    assert_eq!(references(&app, *chat_id).await, [expected]);
}
