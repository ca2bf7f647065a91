//! What an operator says, as it arrives at the Bot API: each kind by the method that shows it best.

use super::bytes;
use insta::{allow_duplicates, assert_compact_json_snapshot, assert_json_snapshot};
use serde_json::{Value, json};
use std::time::Duration;
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    shop::{Shop, parameter},
};

const CUSTOMER: i64 = 5_550_002_001;
/// How long a signal that nobody stores may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The parameters of a method's first call.
fn sent(shop: &Shop, method: &str) -> Value {
    json!(shop.fake.calls(method)[0].parameters)
}

/// F26, F27, F28, F29.
#[both_databases]
async fn texts_quotes_edits_and_retractions(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 51, "Where is my order?").await;
    let question = shop.newest_chat().await["messages"]["nodes"][0]["id"].clone();
    let input = json!({ "body": "It leaves <today> & not later 👋", "quotedMessageId": question });
    let reply = shop.replies(&chat, input).await;
    assert_eq!(reply["delivery"]["state"], "QUEUED");
    shop.rest().await;

    // A plain text has no markup.
    allow_duplicates! {
        assert_json_snapshot!(sent(&shop, "sendMessage"), @r#"
        {
          "chat_id": 5550002001,
          "reply_parameters": {
            "allow_sending_without_reply": true,
            "message_id": 51
          },
          "text": "It leaves <today> & not later 👋"
        }
        "#);
    }
    let id = reply["id"].as_str().expect("an id");
    assert_eq!(shop.message(id).await["delivery"]["state"], "SENT");

    let input = json!({ "messageId": id, "body": "It leaves tomorrow." });
    shop.board.change("messageEdit", input, "message { body }").await;
    shop.rest().await;
    // The id is the one that the platform gave.
    allow_duplicates! {
        assert_compact_json_snapshot!(
            sent(&shop, "editMessageText"),
            @r#"{"chat_id": 5550002001, "message_id": 1001, "text": "It leaves tomorrow."}"#
        );
    }

    shop.board.change("messageDelete", json!({ "messageId": id }), "message { deletedAt }").await;
    shop.rest().await;
    allow_duplicates! {
        assert_compact_json_snapshot!(
            sent(&shop, "deleteMessage"),
            @r#"{"chat_id": 5550002001, "message_id": 1001}"#
        );
    }
    assert_eq!(shop.fake.calls("sendMessage").len(), 1, "nothing is sent twice");
}

#[both_databases]
async fn a_photo_a_document_and_an_album(shop: Shop) {
    let chat = shop.customer_writes(CUSTOMER, 51, "Send me pictures").await;
    let photo = bytes::file("image", "", 4_000);
    let other = bytes::file("image", "", 5_000);
    let bill = bytes::file("file", "application/pdf", 3_000);

    let photo_id = shop.board.upload(Some(&chat), "front.jpg", &photo).await;
    shop.replies(&chat, json!({ "body": "The front", "attachmentIds": [photo_id] })).await;
    shop.rest().await;
    let sent = &shop.fake.calls("sendPhoto")[0];
    assert_eq!(sent.text("chat_id"), CUSTOMER.to_string());
    assert_eq!(sent.text("caption"), "The front");
    assert_eq!(sent.files, [("photo".to_owned(), "front.jpg".to_owned(), photo.clone())]);

    let bill_id = shop.board.upload(Some(&chat), "рахунок 4821.pdf", &bill).await;
    shop.replies(&chat, json!({ "attachmentIds": [bill_id] })).await;
    shop.rest().await;
    let sent = &shop.fake.calls("sendDocument")[0];
    assert_eq!(sent.files, [("document".to_owned(), "рахунок 4821.pdf".to_owned(), bill)]);

    let first = shop.board.upload(Some(&chat), "a.jpg", &photo).await;
    let second = shop.board.upload(Some(&chat), "b.jpg", &other).await;
    let input = json!({ "body": "Both sides", "attachmentIds": [first, second] });
    let reply = shop.replies(&chat, input).await;
    shop.rest().await;
    let sent = &shop.fake.calls("sendMediaGroup")[0];
    let media = parameter(sent, "media");
    assert_eq!(media.as_array().map(Vec::len), Some(2));
    assert_eq!(media[0]["caption"], "Both sides", "the text hangs on the first");
    assert_eq!(media[1]["caption"], Value::Null);
    for ((item, file), bytes) in
        media.as_array().expect("a list").iter().zip(&sent.files).zip([&photo, &other])
    {
        assert_eq!(item["type"], "photo");
        assert_eq!(item["media"], format!("attach://{}", file.0));
        assert_eq!(file.2, *bytes);
    }
    let reply = shop.message(reply["id"].as_str().expect("an id")).await;
    assert_eq!(reply["delivery"]["state"], "SENT");
}

#[tokio::test]
async fn typing_is_shown_at_once_and_never_stored() {
    let database = TestDatabase::sqlite();
    let shop = Shop::open(&database).await;
    let chat = shop.customer_writes(CUSTOMER, 51, "Hello?").await;
    let before = shop.board.data("{ headCursor }", json!({})).await;
    shop.app.app.spawn();
    let input = json!({ "chatId": chat, "isTyping": true });
    shop.board.attempt_plainly("typingSet", input, "isTold").await;
    let shown = async {
        while shop.fake.calls("sendChatAction").is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, shown).await.expect("the platform shows that somebody types");
    assert_compact_json_snapshot!(
        sent(&shop, "sendChatAction"),
        @r#"{"action": "typing", "chat_id": 5550002001}"#
    );
    assert_eq!(shop.board.data("{ headCursor }", json!({})).await, before, "the log is as it was");
}
