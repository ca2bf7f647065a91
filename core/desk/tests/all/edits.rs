//! Edits of what stands beside a message's text: files, places, links.

use crate::app::{START, TestApp, inbound, item};
use crate::files::bytes;
use serde_json::{Value, json};
use switchboard_desk::attachment::fetched::fetched;
use switchboard_desk::attachment::pending::claim;
use switchboard_desk::ingest::ItemOutcome;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::connector::{
    BlobPort, InboundEvent, InboundMessage, Media, MediaAt, MediaKind,
};
use switchboard_model::{MessageId, Timestamp};
use switchboard_store::attachment;
use switchboard_store::testing::both_databases;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n....";

fn photo(token: &str, unique_id: &str) -> Media {
    Media {
        at: MediaAt::Platform(token.to_owned()),
        kind: MediaKind::Image,
        mime: None,
        name: None,
        size_bytes: None,
        caption: None,
        extra: json!({ "unique_id": unique_id }),
    }
}

fn place(lat: f64) -> Media {
    let extra = json!({ "lat": lat, "lon": 30.5 });
    Media { at: MediaAt::Nowhere, kind: MediaKind::Location, extra, ..photo("", "") }
}

fn carrying(text: &str, media: Vec<Media>, extra: Value) -> InboundMessage {
    InboundMessage { media, extra, ..inbound("1", text) }
}

async fn comes(app: &TestApp, told: InboundMessage) -> MessageId {
    app.stored(item("1", InboundEvent::Message(told))).await.0
}

async fn edits(app: &TestApp, number: i64, told: InboundMessage) -> ItemOutcome {
    let told = InboundMessage { edited_at: Some(Timestamp(START + number)), ..told };
    app.take_one(item(&format!("edit:{number}"), InboundEvent::Edited(told, None))).await
}

async fn files(app: &TestApp, id: MessageId) -> Vec<Attachment> {
    app.read(move |connection| attachment::of_message(connection, id)).await
}

/// Fetches the one file that waits.
async fn fetches(app: &TestApp) -> Attachment {
    let waiting = claim(&app.desk, 10, 30_000).await.expect("a claim");
    let blob = app.desk.files().store(bytes(PNG), None, Some("file_0.bin".into()), 1_000).await;
    let id = waiting[0].attachment.attachment_id;
    fetched(&app.desk, id, blob.expect("a blob")).await.expect("stored").value
}

#[both_databases]
async fn a_picture_stays_when_its_token_changes_and_goes_when_it_is_another(app: TestApp) {
    let id = comes(&app, carrying("look", vec![photo("A", "q")], json!({}))).await;
    let stored = fetches(&app).await;
    assert_eq!(stored.name, "image.png", "named by what it is");
    let same = carrying("look here", vec![photo("B", "q")], json!({}));
    assert_eq!(edits(&app, 1, same.clone()).await, ItemOutcome::Changed);
    let kept = files(&app, id).await;
    assert_eq!((kept.len(), kept[0].attachment_id), (1, stored.attachment_id));
    assert_eq!((kept[0].state, &kept[0].sha256), (AttachmentState::Stored, &stored.sha256));
    assert_eq!(edits(&app, 2, same).await, ItemOutcome::Ignored, "nothing differs");

    let other = carrying("look here", vec![photo("C", "r")], json!({}));
    assert_eq!(edits(&app, 3, other).await, ItemOutcome::Changed);
    let shown: Vec<(AttachmentState, Option<String>)> =
        files(&app, id).await.into_iter().map(|file| (file.state, file.platform_token)).collect();
    let new = (AttachmentState::Pending, Some("C".to_owned()));
    assert_eq!(shown.len(), 2);
    assert!(shown.contains(&new) && shown.contains(&(AttachmentState::Failed, None)), "{shown:?}");
    assert!(!app.has_content(stored.sha256.as_deref().expect("a hash")).await);
}

#[both_databases]
async fn a_picture_that_waits_is_fetched_by_its_newest_token(app: TestApp) {
    let id = comes(&app, carrying("look", vec![photo("A", "q")], json!({}))).await;
    let same = carrying("look", vec![photo("B", "q")], json!({}));
    assert_eq!(edits(&app, 1, same).await, ItemOutcome::Ignored, "a reader sees no difference");
    assert_eq!(files(&app, id).await[0].platform_token.as_deref(), Some("B"));
}

#[both_databases]
async fn one_of_two_pictures_changes_and_the_other_is_left_alone(app: TestApp) {
    let two = vec![photo("A", "q"), photo("B", "r")];
    let id = comes(&app, carrying("look", two, json!({}))).await;
    let before = files(&app, id).await;
    let told = carrying("look", vec![photo("B", "r"), photo("C", "s")], json!({}));
    assert_eq!(edits(&app, 1, told).await, ItemOutcome::Changed);
    let after = files(&app, id).await;
    let kept = after.iter().find(|file| file.attachment_id == before[1].attachment_id);
    assert_eq!(kept.map(|file| (file.state, file.place)), Some((AttachmentState::Pending, 0)));
    let tokens: Vec<&str> =
        after.iter().filter_map(|file| file.platform_token.as_deref()).collect();
    assert_eq!(tokens, ["B", "C"]);
}

#[both_databases]
async fn a_place_that_moves_is_the_same_place(app: TestApp) {
    let id = comes(&app, carrying("", vec![place(50.1)], json!({}))).await;
    let first = files(&app, id).await;
    for (number, lat) in [(1, 50.2), (2, 50.3)] {
        let moved = carrying("", vec![place(lat)], json!({}));
        assert_eq!(edits(&app, number, moved.clone()).await, ItemOutcome::Changed);
        assert_eq!(edits(&app, number + 10, moved).await, ItemOutcome::Ignored);
    }
    let now = files(&app, id).await;
    assert_eq!((now.len(), now[0].attachment_id), (1, first[0].attachment_id));
    assert_eq!(now[0].extra["lat"], json!(50.3));
    assert_eq!(app.message(id).await.version, 3);
}

#[both_databases]
async fn a_link_whose_target_alone_changes_is_a_change(app: TestApp) {
    let links = |target: &str| json!({ "links": [target], "reply": { "number": target } });
    let id = comes(&app, carrying("here", Vec::new(), links("https://old.example.com"))).await;
    let told = carrying("here", Vec::new(), links("https://new.example.com"));
    assert_eq!(edits(&app, 1, told.clone()).await, ItemOutcome::Changed);
    assert_eq!(app.message(id).await.extra["links"], json!(["https://new.example.com"]));
    let mut only_for_the_server = told;
    only_for_the_server.extra["reply"] = json!({ "number": "another" });
    assert_eq!(edits(&app, 2, only_for_the_server).await, ItemOutcome::Ignored);
}
