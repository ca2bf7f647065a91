//! Visitors of the web chat, and the files that they send.

use crate::app::{START, TestApp};
use crate::files::bytes;
use crate::platform::IDENTITY_SECRET;
use futures::StreamExt;
use serde_json::json;
use switchboard_desk::attachment::{begin, finish, link, open, receive};
use switchboard_desk::visitor::chat_of;
use switchboard_desk::visitor::start::{StartInput, start};
use switchboard_desk::visitor::write::{WhichChat, WriteInput, write};
use switchboard_desk::{Context, DeskError, DeskLimits};
use switchboard_model::connector::MediaKind;
use switchboard_model::event::EventKind;
use switchboard_store::attachment;
use switchboard_store::testing::{TestDatabase, both_databases};

fn arrive(origin: Option<&str>) -> StartInput {
    StartInput { channel_key: "shop".into(), origin: origin.map(str::to_owned), identity: None }
}

pub fn say(client_key: &str, text: &str) -> WriteInput {
    WriteInput {
        client_key: client_key.into(),
        chat: WhichChat::Last,
        text: Some(text.into()),
        attachment_ids: Vec::new(),
        quoted_message_id: None,
        name: None,
        email: None,
    }
}

pub async fn visitor(app: &TestApp) -> Context {
    let nobody = Context::system();
    let started = start(&app.desk, &nobody, arrive(None)).await.expect("started").value;
    app.context_of(&started.secret).await
}

pub fn file(name: &str, size_bytes: u64) -> begin::BeginInput {
    begin::BeginInput {
        chat_id: None,
        name: name.into(),
        mime: Some("image/png".into()),
        size_bytes,
    }
}

#[both_databases]
async fn another_page_is_refused(app: TestApp) {
    let (_, context) = app.admin().await;
    let settings = json!({"allowed_origins": ["https://Shop.example.com:443"]});
    app.web_channel(&context, settings).await;
    let nobody = Context::system();
    let own = start(&app.desk, &nobody, arrive(Some("https://shop.example.com"))).await;
    assert!(own.is_ok());
    for origin in ["https://evil.example.com", "null", "http://shop.example.com"] {
        let other = start(&app.desk, &nobody, arrive(Some(origin))).await;
        let refused = other.err().expect(origin);
        assert_eq!(refused.code(), "FORBIDDEN", "{origin}");
        assert!(refused.to_string().contains(origin), "{refused}");
    }
}

/// F2.
#[both_databases]
async fn two_tabs_that_write_first_share_one_chat(app: TestApp) {
    let (_, context) = app.admin().await;
    app.web_channel(&context, json!({})).await;
    let visitor = visitor(&app).await;
    let (first, second) = tokio::join!(
        write(&app.desk, &visitor, say("tab-1", "hello")),
        write(&app.desk, &visitor, say("tab-2", "hello?")),
    );
    let (first, second) = (first.expect("written").value, second.expect("written").value);
    assert_ne!(first.message_id, second.message_id);
    assert_eq!(first.chat_id, second.chat_id);
    assert_eq!(app.count(EventKind::ChatOpened).await, 1, "chats");
    assert_eq!(app.count(EventKind::MessageCreated).await, 2, "messages");
}

#[both_databases]
async fn ten_calls_with_one_key_write_one_message(app: TestApp) {
    let (_, context) = app.admin().await;
    app.web_channel(&context, json!({})).await;
    let visitor = visitor(&app).await;
    let calls = (0..10).map(|_| write(&app.desk, &visitor, say("once", "hello")));
    let mut answers = Vec::new();
    for done in futures::future::join_all(calls).await {
        answers.push(done.expect("each is answered").value.message_id);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "all get the same message");
    assert_eq!(app.count(EventKind::MessageCreated).await, 1);
}

#[both_databases]
async fn files_and_a_quote_come_with_their_message_or_not_at_all(app: TestApp) {
    let (_, context) = app.admin().await;
    app.web_channel(&context, json!({})).await;
    let visitor = visitor(&app).await;
    let file = app.uploads(&visitor, None, "photo.txt", b"a photo of words").await;
    let alone =
        WriteInput { text: None, attachment_ids: vec![file.attachment_id], ..say("file", "") };
    let first = write(&app.desk, &visitor, alone.clone()).await.expect("written").value;
    let again = write(&app.desk, &visitor, alone).await.expect("written").value;
    assert_eq!((again.message_id, first.body.as_str()), (first.message_id, ""));
    let id = first.message_id;
    let files = app.read(move |connection| attachment::of_message(connection, id)).await;
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].attachment_id, file.attachment_id);

    let reused = WriteInput {
        attachment_ids: vec![file.attachment_id],
        ..say("reused", "the same file again")
    };
    let refused = write(&app.desk, &visitor, reused).await;
    assert!(matches!(refused.err(), Some(DeskError::Invalid { field: "attachmentIds", .. })));
    assert_eq!(app.count(EventKind::MessageCreated).await, 1, "nothing of it is stored");

    let quote = WriteInput { quoted_message_id: Some(id), ..say("quote", "about this") };
    let quoting = write(&app.desk, &visitor, quote).await.expect("written").value;
    assert_eq!(quoting.quoted_message_id, Some(id));
    let read = app.message(quoting.message_id).await;
    assert_eq!(read.quoted_message_id, Some(id), "the quote is stored");
}

#[both_databases]
async fn a_file_goes_up_in_parts_and_comes_down_as_what_it_is(app: TestApp) {
    let (_, context) = app.admin().await;
    app.web_channel(&context, json!({})).await;
    let visitor = visitor(&app).await;
    let page = b"<!doctype html><script>alert(1)</script>";
    let begun = begin::begin(&app.desk, &visitor, file("../photo.png", page.len() as u64)).await;
    let begun = begun.expect("begun").value;
    assert_eq!(begun.attachment.name, "photo.png");
    let token = begun.upload_path.strip_prefix("/uploads/").expect("a path");
    let other = if token.starts_with('A') { "B" } else { "A" };
    let forged = format!("{other}{}", &token[1..]);
    let forged = receive::receive(&app.desk, &forged, 0, bytes(page)).await;
    assert_eq!(forged.err(), Some(DeskError::NotFound));
    let gap = receive::receive(&app.desk, token, 20, bytes(&page[20..])).await;
    assert!(matches!(gap.err(), Some(DeskError::Conflict { .. })));
    receive::receive(&app.desk, token, 0, bytes(&page[..20])).await.expect("the first part");
    let id = begun.attachment.attachment_id;
    let early = finish::finish(&app.desk, &visitor, id).await;
    assert!(matches!(early.err(), Some(DeskError::Conflict { .. })));
    let done = receive::receive(&app.desk, token, 20, bytes(&page[20..])).await.expect("the rest");
    assert_eq!(done.received_bytes, done.size_bytes);
    let stored = finish::finish(&app.desk, &visitor, id).await.expect("finished").value;
    assert_eq!((stored.mime.as_str(), stored.kind), ("text/html", MediaKind::File));

    let path = link::link(&app.desk, &stored).expect("a link");
    let token = path.strip_prefix("/files/").expect("a path");
    let opened = open::open(&app.desk, token).await.expect("opened");
    assert_eq!(opened.content_type, "application/octet-stream");
    assert!(opened.disposition.starts_with("attachment"), "{}", opened.disposition);
    let mut stream = open::read(&app.desk, &opened, 0..9).await.expect("read");
    let mut got = Vec::new();
    while let Some(chunk) = stream.next().await {
        got.extend_from_slice(&chunk.expect("read"));
    }
    assert_eq!(got, b"<!doctype");
    app.pass_ms(2 * 60 * 60 * 1000);
    assert_eq!(open::open(&app.desk, token).await.err(), Some(DeskError::Gone));
}

/// F30, F31.
#[both_databases]
async fn size_and_quota_are_told_before_the_upload(database: TestDatabase) {
    let limits =
        DeskLimits { attachment_max_bytes: 100, storage_quota_bytes: 150, ..DeskLimits::default() };
    let app = TestApp::open(&database, limits, None).await;
    let (_, context) = app.admin().await;
    app.web_channel(&context, json!({})).await;
    let visitor = visitor(&app).await;
    let large = begin::begin(&app.desk, &visitor, file("a.png", 101)).await;
    assert!(matches!(large.err(), Some(DeskError::Invalid { field: "sizeBytes", .. })));
    let begun = begin::begin(&app.desk, &visitor, file("a.png", 100)).await.expect("begun").value;
    let full = begin::begin(&app.desk, &visitor, file("b.png", 51)).await;
    assert_eq!(full.err().map(|error| error.code()), Some("QUOTA_FULL"));
    let token = begun.upload_path.strip_prefix("/uploads/").expect("a path");
    let more = receive::receive(&app.desk, token, 0, bytes(&[7; 101])).await;
    assert!(matches!(more.err(), Some(DeskError::Invalid { field: "body", .. })));
}

#[both_databases]
async fn a_signed_visitor_comes_back_to_the_same_contact(app: TestApp) {
    let (_, context) = app.admin().await;
    app.web_channel(&context, json!({"is_identity_required": true})).await;
    let nobody = Context::system();
    let anonymous = start(&app.desk, &nobody, arrive(None)).await;
    assert!(matches!(anonymous.err(), Some(DeskError::Invalid { field: "identity", .. })));
    let signed = |subject: &str| {
        let claims =
            json!({"sub": subject, "exp": START / 1_000 + 600, "name": "Ana", "role": "investor"});
        let key = jsonwebtoken::EncodingKey::from_secret(IDENTITY_SECRET.as_bytes());
        let token = jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key);
        StartInput { identity: Some(token.expect("signed")), ..arrive(None) }
    };
    let first = start(&app.desk, &nobody, signed("42")).await.expect("started").value;
    let again = start(&app.desk, &nobody, signed("42")).await.expect("started").value;
    let other = start(&app.desk, &nobody, signed("43")).await.expect("started").value;
    assert_eq!(first.visitor.contact_id, again.visitor.contact_id);
    assert_ne!(first.visitor.contact_id, other.visitor.contact_id);
    let visitor = app.context_of(&first.secret).await;
    let written = write(&app.desk, &visitor, say("k", "hello")).await.expect("written").value;
    let elsewhere = app.context_of(&again.secret).await.actor;
    let chat = app.desk.store().read(move |connection| chat_of(connection, &elsewhere)).await;
    assert_eq!(chat.expect("read").map(|chat| chat.chat_id), Some(written.chat_id));
}
