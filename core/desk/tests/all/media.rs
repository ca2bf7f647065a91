//! Files that a platform keeps: claimed, fetched, or given up.

use crate::app::{TestApp, inbound, item};
use crate::files::bytes;
use switchboard_desk::DeskLimits;
use switchboard_desk::attachment::failed::failed;
use switchboard_desk::attachment::fetched::fetched;
use switchboard_desk::attachment::pending::{PendingFetch, claim, next_at};
use switchboard_desk::ingest::ItemOutcome;
use switchboard_model::attachment::AttachmentState;
use switchboard_model::connector::{
    Blob, BlobPort, ConnectorError, ErrorClass, InboundEvent, Media, MediaAt, MediaKind,
};
use switchboard_model::event::EventKind;
use switchboard_store::testing::{TestDatabase, both_databases};

const LEASE_MS: i64 = 30_000;

async fn photo_comes(app: &TestApp, id: &str) {
    let mut told = inbound(id, "look");
    told.media.push(Media {
        at: MediaAt::Platform(format!("token-{id}")),
        kind: MediaKind::Image,
        mime: Some("image/png".to_owned()),
        name: Some("photo.png".to_owned()),
        size_bytes: None,
        caption: None,
        extra: serde_json::json!({}),
    });
    let outcome = app.take_one(item(id, InboundEvent::Message(told))).await;
    assert!(matches!(outcome, ItemOutcome::Stored { .. }), "{outcome:?}");
}

async fn claimed(app: &TestApp) -> Vec<PendingFetch> {
    claim(&app.desk, 10, LEASE_MS).await.expect("a claim")
}

async fn blob(app: &TestApp, content: &[u8]) -> Blob {
    let stored = app.desk.files().store(bytes(content), None, None, 1_000).await;
    stored.expect("a blob")
}

fn error(class: ErrorClass) -> ConnectorError {
    ConnectorError::new(class, "test.error", "the test says no")
}

#[both_databases]
async fn a_file_is_claimed_once_and_fetched_as_what_it_is(app: TestApp) {
    photo_comes(&app, "1").await;
    let fetches = claimed(&app).await;
    assert_eq!((fetches.len(), fetches[0].attempt_count), (1, 0));
    assert_eq!(fetches[0].channel.channel_id, app.channel.channel_id);
    assert!(claimed(&app).await.is_empty(), "somebody fetches it");
    app.pass_ms(LEASE_MS);
    let again = claimed(&app).await;
    assert_eq!(again[0].attempt_count, 1, "a lease that ends frees it");

    let id = again[0].attachment.attachment_id;
    let words = blob(&app, b"<html>these are words</html>").await;
    let stored = fetched(&app.desk, id, words.clone()).await.expect("stored").value;
    assert_eq!(stored.state, AttachmentState::Stored);
    assert_eq!((stored.mime.as_str(), stored.kind), ("text/html", MediaKind::File));
    assert!(app.has_content(stored.sha256.as_deref().expect("a hash")).await);
    assert!(app.desk.files().open(&words.id).await.is_err(), "the blob is no longer needed");
    assert_eq!(app.count(EventKind::AttachmentChanged).await, 1);
    assert!(claimed(&app).await.is_empty(), "nothing is left to fetch");
}

#[both_databases]
async fn a_failed_fetch_is_tried_again_a_bounded_number_of_times(app: TestApp) {
    photo_comes(&app, "1").await;
    let mut tries = 0;
    loop {
        let fetches = claimed(&app).await;
        let id = fetches.first().expect("it is due").attachment.attachment_id;
        tries += 1;
        let next = failed(&app.desk, id, &error(ErrorClass::Transient)).await.expect("noted");
        assert_eq!(next_at(&app.desk).await.expect("asked"), next);
        let Some(at) = next else { break };
        assert!(claimed(&app).await.is_empty(), "it waits");
        let wait_ms = at.since_ms(app.desk.store().clock().now());
        assert!((2_000..=600_000).contains(&wait_ms), "{wait_ms} ms");
        app.pass_ms(wait_ms);
    }
    assert_eq!(tries, 8);
    assert_eq!(app.count(EventKind::AttachmentChanged).await, 1, "followers learn of the end");
}

#[both_databases]
async fn what_cannot_mend_fails_at_once_and_a_late_fetch_changes_nothing(app: TestApp) {
    photo_comes(&app, "1").await;
    let id = claimed(&app).await[0].attachment.attachment_id;
    let next = failed(&app.desk, id, &error(ErrorClass::Permanent)).await.expect("noted");
    assert_eq!(next, None);
    let late = blob(&app, b"too late").await;
    let row = fetched(&app.desk, id, late).await.expect("answered").value;
    assert_eq!(row.state, AttachmentState::Failed);
    assert_eq!(row.error.as_deref(), Some("the test says no"));
}

/// F31.
#[both_databases]
async fn a_full_quota_fails_the_file_and_says_so(database: TestDatabase) {
    let limits = DeskLimits { storage_quota_bytes: 10, ..DeskLimits::default() };
    let app = TestApp::open(&database, limits, None).await;
    photo_comes(&app, "1").await;
    let id = claimed(&app).await[0].attachment.attachment_id;
    let large = blob(&app, b"more than ten bytes").await;
    let row = fetched(&app.desk, id, large).await.expect("answered").value;
    assert_eq!(row.state, AttachmentState::Failed);
    let reason = row.error.expect("a reason");
    assert!(reason.contains("quota"), "{reason}");
}
