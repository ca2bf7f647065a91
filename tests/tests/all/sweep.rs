//! The sweep: uploads that were never sent and files that nothing names go after a day, what a message
//! holds stays, also when somebody else gave up the same file.

use serde_json::json;
use std::path::{Path, PathBuf};
use switchboard_model::{Clock, SystemClock};
use switchboard_testkit::{database::both_databases, shop::Shop};

const CUSTOMER: i64 = 5_550_008_001;
const DAY_MS: i64 = 24 * 3_600_000;
/// The name of a content that no row knows.
const STRAY: &str = "00000000000000000000000000000000000000000000000000000000000000ff";

/// The contents on the disk, by their names.
fn contents(data: &Path) -> Vec<String> {
    let files = data.join("files/files");
    let mut names = Vec::new();
    for folder in std::fs::read_dir(files).expect("the contents") {
        let folder = folder.expect("a folder").path();
        let entries = std::fs::read_dir(folder).expect("contents");
        names.extend(entries.map(|entry| entry.expect("a file").file_name()));
    }
    let mut names: Vec<String> =
        names.into_iter().map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn stray(data: &Path) -> PathBuf {
    data.join("files/files").join(&STRAY[..2]).join(STRAY)
}

/// Moves the server's clock two days beyond the machine's, by which files are dated.
fn pass_two_days(shop: &Shop) {
    let ahead_ms = SystemClock.now().since_ms(shop.app.clock.now()).max(0);
    shop.app.clock.pass_ms(ahead_ms + 2 * DAY_MS);
}

async fn state_of(shop: &Shop, id: &str) -> serde_json::Value {
    let query = "query($id: ID!) { node(id: $id) { ... on Attachment { state url } } }";
    shop.board.data(query, json!({ "id": id })).await["node"].clone()
}

#[both_databases]
async fn what_nobody_sent_goes_and_what_was_sent_stays(shop: Shop) {
    let sweep = || async { shop.app.app.flow.sweep_once().await.expect("it sweeps") };
    let chat = shop.customer_writes(CUSTOMER, 1, "Send me the bill").await;
    let bill = b"%PDF-1.7 a bill".repeat(50);
    let sent = shop.board.upload(Some(&chat), "bill.pdf", &bill).await;
    shop.replies(&chat, json!({ "body": "Here", "attachmentIds": [sent] })).await;
    shop.rest().await;
    let same = shop.board.upload(Some(&chat), "the same.pdf", &bill).await;
    let other = shop.board.upload(Some(&chat), "draft.pdf", &b"%PDF-1.7 a draft".repeat(50)).await;
    let kept = contents(shop.app.data());
    assert_eq!(kept.len(), 2, "the same file is kept once");
    let stray = stray(shop.app.data());
    std::fs::create_dir_all(stray.parent().expect("a folder")).expect("the folder is made");
    std::fs::write(&stray, "left by a crash").expect("the stray file is written");

    assert_eq!(sweep().await, 0, "everything is too young");
    assert!(stray.exists());
    pass_two_days(&shop);
    shop.app.log_shows_all().await;
    let before = shop.board.data("{ headCursor }", json!({})).await;
    assert_eq!(sweep().await, 2, "both uploads that nobody sent");
    shop.app.log_shows_all().await;
    assert_ne!(shop.board.data("{ headCursor }", json!({})).await, before, "with their events");
    for id in [&same, &other] {
        assert_eq!(state_of(&shop, id).await, json!(null));
    }
    assert_eq!(contents(shop.app.data()).len(), 1, "the sent one alone stays");
    let link = state_of(&shop, &sent).await;
    let (status, bytes) = shop.app.send("GET", link["url"].as_str().expect("a link"), "").await;
    assert_eq!((status, bytes), (200, bill), "and is whole");
    assert_eq!(sweep().await, 0, "once is enough");
}
