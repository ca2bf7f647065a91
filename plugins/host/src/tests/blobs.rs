//! Guests that read and write attachments themselves.

use crate::testing::{TestHost, text};
use serde_json::json;
use switchboard_model::connector::ErrorClass;

fn create() -> &'static str {
    "(call $blobs.create (i32.const 0) (i32.const 0) (i32.const 0) \
     (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 2048))"
}

/// Writes the words of the table to the writer that `create` left at 2052.
fn write() -> String {
    let words = text("the guest's own words");
    format!("(call $blobs.writer.write (i32.load (i32.const 2052)) {words} (i32.const 3000))")
}

#[tokio::test]
async fn a_blob_is_kept_once_it_is_finished() {
    let (create, write) = (create(), write());
    let host = TestHost::with(&format!(
        "outbound.follow-up {{ {create} {write} {write} \
         (call $blobs.finish (i32.load (i32.const 2052)) (i32.const 2048)) \
         (call $blobs.open (i32.load (i32.const 2052)) (i32.load (i32.const 2056)) (i32.const 3000)) \
         (call $blobs.reader.read (i32.load (i32.const 3004)) (i32.const 9) (i32.const 3000)) \
         (i32.store (i32.const 2056) (i32.load (i32.const 3004))) \
         (i32.store (i32.const 2060) (i32.load (i32.const 3008))) \
         (i32.store8 (i32.const 2048) (i32.const 1)) (i32.store8 (i32.const 2052) (i32.const 8)) \
         (i32.const 2048) }}"
    ))
    .await;
    // What the guest read back is the code of its error.
    let error = host.connector().await.follow_up(&json!({})).await.unwrap_err();
    assert_eq!(error.code, "the guest");
    let stored = host.ports.blobs.get("stored-0").expect("the blob is kept");
    assert_eq!(stored, "the guest's own words".repeat(2).as_bytes());
}

#[tokio::test]
async fn a_blob_that_is_not_finished_is_not_kept() {
    let (create, write) = (create(), write());
    let host =
        TestHost::with(&format!("outbound.follow-up {{ {create} {write} (i32.const 1024) }}"))
            .await;
    assert_eq!(host.connector().await.follow_up(&json!({})).await, Ok(()));
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert_eq!(host.ports.blobs.get("stored-0"), None);
}

#[tokio::test]
async fn another_calls_blob_cannot_be_read() {
    let id = text("token");
    let host = TestHost::with(&format!(
        "outbound.follow-up {{ (call $blobs.open {id} (i32.const 2048)) (i32.const 2048) }}"
    ))
    .await;
    host.ports.blobs.put("token", b"a stranger's");
    let error = host.connector().await.follow_up(&json!({})).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Denied, "blob.not-in-call"));
}

#[tokio::test]
async fn open_blobs_are_bounded() {
    let create = create();
    let host = TestHost::with(&format!(
        "outbound.follow-up {{ (loop $again {create} \
         (br_if $again (i32.eqz (i32.load8_u (i32.const 2048))))) (i32.const 2048) }}"
    ))
    .await;
    let error = host.connector().await.follow_up(&json!({})).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Invalid, "blob.too-many"));
}
