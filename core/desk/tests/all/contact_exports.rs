//! The export of all that is held on a contact: what stands in it, and who gets it (F107).

use crate::app::{ANSWERS, TestApp, words};
use crate::exports::{followed, whole};
use crate::pages::looks_at;
use crate::visitors::{say, visitor};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Read;
use switchboard_desk::chat::set_reference::{SetReferenceInput, set_reference};
use switchboard_desk::contact::export::export;
use switchboard_desk::message::edit::{EditInput, edit};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::note::create::{CreateInput, NoteOn, create};
use switchboard_desk::visit::keep;
use switchboard_desk::visitor::consent::{ConsentInput, consent};
use switchboard_desk::visitor::write::write;
use switchboard_desk::{Context, limits, reference_kind};
use switchboard_model::chat_example::ChatExample;
use switchboard_model::chat_rating::ChatRating;
use switchboard_model::visit::ConsentPurpose;
use switchboard_model::{ChatId, ContactId, OperatorId, Permission};
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, chat_example, chat_rating};

/// The bytes of a file, longer than a block of the archive.
const FILE: &[u8] = &[b'x'; 700];

async fn exporter(app: &TestApp) -> Context {
    app.operator("olga", &[ANSWERS, &[Permission::ContactExport]].concat(), true).await
}

/// A chat with an edited answer, a file and a note, and another note on the contact.
async fn talk(app: &TestApp, olga: &Context) -> (ChatId, ContactId) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let contact_id = app.chat(chat_id).await.contact_id;
    let file = app.uploads(olga, Some(chat_id), "a b.txt", FILE).await;
    let input =
        ReplyInput { attachment_ids: vec![file.attachment_id], ..words(chat_id, "first words") };
    let message_id = reply(&app.desk, olga, input).await.expect("a reply").value.message_id;
    let body = "better words".to_owned();
    let input = EditInput { message_id, body, expected_version: None };
    edit(&app.desk, olga, input).await.expect("edited");
    for on in [NoteOn::Chat(chat_id), NoteOn::Contact(contact_id)] {
        let input = CreateInput { on, body: "psst".to_owned() };
        create(&app.desk, olga, input).await.expect("noted");
    }
    (chat_id, contact_id)
}

/// The files of the archive behind a link, each by its name.
async fn files(app: &TestApp, path: &str) -> BTreeMap<String, Vec<u8>> {
    let opened = followed(app, path).await.expect("opened");
    assert!(opened.name.starts_with("contact_") && opened.name.ends_with(".tar"));
    let bytes = whole(opened).await;
    let mut archive = tar::Archive::new(bytes.as_slice());
    let mut found = BTreeMap::new();
    for entry in archive.entries().expect("an archive") {
        let mut entry = entry.expect("a file");
        let name = entry.path().expect("a name").to_string_lossy().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("its bytes");
        found.insert(name, content);
    }
    found
}

fn lines(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Vec<Value> {
    let bytes = files.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", files.keys()));
    let text = String::from_utf8(bytes.clone()).expect("a text");
    text.lines().map(|line| serde_json::from_str(line).expect("an object")).collect()
}

/// F107.
#[both_databases]
async fn all_that_is_held_on_a_contact_is_in_it(app: TestApp) {
    let olga = exporter(&app).await;
    let (chat_id, contact_id) = talk(&app, &olga).await;
    let link = export(&app.desk, &olga, contact_id).await.expect("begun").value;
    let files = files(&app, &link.path).await;
    let lines = |name: &str| lines(&files, name);
    assert_eq!(lines("contacts.jsonl")[0]["name"], "Ana");
    assert_eq!(lines("identities.jsonl")[0]["platform_id"], "ana");
    assert_eq!(lines("chats.jsonl")[0]["chat_id"], chat_id.to_string());
    let bodies: Vec<_> = lines("messages.jsonl").iter().map(|line| line["body"].clone()).collect();
    assert_eq!(bodies, ["hello", "better words"]);
    assert_eq!(lines("versions.jsonl")[0]["body"], "first words");
    assert_eq!(lines("notes.jsonl").len(), 2);
    let file = lines("attachments.jsonl")[0].clone();
    let name = file["file"].as_str().expect("it is there");
    assert!(name.starts_with("files/attachment_") && name.ends_with(".txt"), "{name}");
    assert_eq!(files[name], FILE);
}

/// F57, F63: where they were, and what they have agreed to.
#[both_databases]
async fn visits_and_consents_are_in_it(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({ "consent": { "version": "2", "text": "May we?" } })).await;
    let visitor = visitor(&app).await;
    let agrees = ConsentInput {
        purpose: ConsentPurpose::Processing,
        is_given: true,
        text_version: "2".to_owned(),
        locale: None,
    };
    consent(&app.desk, &visitor, agrees).await.expect("agreed");
    let written = write(&app.desk, &visitor, say("one", "hello")).await.expect("written").value;
    for path in ["/shoes", "/boots"] {
        looks_at(&app, &visitor, path).await.expect("taken");
    }
    assert_eq!(keep(&app.desk).await, Ok(1));
    let contact_id = app.chat(written.chat_id).await.contact_id;
    let link = export(&app.desk, &admin, contact_id).await.expect("begun").value;
    let files = files(&app, &link.path).await;
    assert_eq!(lines(&files, "consents.jsonl")[0]["text_version"], "2");
    let visits = lines(&files, "visits.jsonl");
    assert_eq!((visits.len(), &visits[0]["page_count"]), (1, &json!(2)));
    let pages: Vec<Value> =
        lines(&files, "pages.jsonl").iter().map(|page| page["url"].clone()).collect();
    assert_eq!(pages, ["https://shop.example.com/shoes", "https://shop.example.com/boots"]);
}

/// F50, F77b: what a chat is about and how it was rated; an example is for colleagues.
#[both_databases]
async fn references_and_ratings_are_in_it_and_examples_are_not(app: TestApp) {
    let olga = exporter(&app).await;
    let (chat_id, contact_id) = talk(&app, &olga).await;
    let (key, name) = ("payment".to_owned(), "Payment".to_owned());
    let kind = reference_kind::CreateInput { key, name, url_template: None };
    let kind = reference_kind::create(&app.desk, &Context::system(), kind).await.expect("a kind");
    let reference_kind_id = kind.value.reference_kind_id;
    let about = SetReferenceInput {
        chat_id,
        reference_kind_id,
        external_id: "pay-1".to_owned(),
        title: Some("Shoes".to_owned()),
    };
    set_reference(&app.desk, &Context::system(), about).await.expect("set");
    let rated_at = app.desk.now();
    let operator_id = OperatorId(olga.actor.author().1.expect("an operator"));
    let rows = app.desk.store().write(Lane::Any, move |transaction| {
        let comment = Some("quick".to_owned());
        let rating = ChatRating { chat_id, round: 1, score: 5, comment, rated_at };
        chat_rating::upsert(transaction, &rating)?;
        let (title, solution) = ("A solution".to_owned(), "secret trick".to_owned());
        let example = ChatExample { chat_id, operator_id, title, solution, set_at: rated_at };
        chat_example::upsert(transaction, &example)
    });
    rows.await.expect("rated");
    let link = export(&app.desk, &olga, contact_id).await.expect("begun").value;
    let files = files(&app, &link.path).await;
    let about = &lines(&files, "references.jsonl")[0];
    assert_eq!((&about["kind"], &about["external_id"]), (&json!("payment"), &json!("pay-1")));
    let rating = &lines(&files, "ratings.jsonl")[0];
    assert_eq!((&rating["score"], &rating["comment"]), (&json!(5), &json!("quick")));
    let all: Vec<u8> = files.into_values().flatten().collect();
    assert!(!String::from_utf8_lossy(&all).contains("secret trick"));
}

#[both_databases]
async fn who_lacks_the_permission_gets_none_and_a_link_ends_after_a_day(app: TestApp) {
    let olga = exporter(&app).await;
    let (_, contact_id) = talk(&app, &olga).await;
    let rita = app.operator("rita", ANSWERS, true).await;
    let refused = export(&app.desk, &rita, contact_id).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("FORBIDDEN"));
    let permissions = [ANSWERS, &[Permission::ContactExport]].concat();
    let dora = app.operator("dora", &permissions, false).await;
    let refused = export(&app.desk, &dora, contact_id).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("NOT_FOUND"));
    let link = export(&app.desk, &olga, contact_id).await.expect("begun").value;
    app.pass_ms(limits::CONTACT_EXPORT_LINK_MS - 1);
    assert!(!files(&app, &link.path).await.is_empty());
    app.pass_ms(limits::FILE_LINK_STEP_MS + 1);
    let late = followed(&app, &link.path).await;
    assert_eq!(late.err().map(|error| error.code()), Some("GONE"));
}
