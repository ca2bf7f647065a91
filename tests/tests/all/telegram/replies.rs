//! What an operator says, as it arrives at the Bot API: each kind by the method that shows it best.

use super::bytes;
use crate::flows::{Shop, parameter};
use serde_json::{Value, json};
use std::time::Duration;
use switchboard_tests::database::{BOTH, TestDatabase};

const CUSTOMER: i64 = 5_550_002_001;
/// How long a signal that nobody stores may take.
const PATIENCE: Duration = Duration::from_secs(10);

#[tokio::test]
async fn texts_quotes_edits_and_retractions() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let shop = Shop::open(&database).await;
        let chat = shop.customer_writes(CUSTOMER, 51, "Where is my order?").await;
        let question = shop.newest_chat().await["messages"]["nodes"][0]["id"].clone();
        let input =
            json!({ "body": "It leaves <today> & not later 👋", "quotedMessageId": question });
        let reply = shop.replies(&chat, input).await;
        assert_eq!(reply["delivery"]["state"], "QUEUED");
        shop.rest().await;

        let sent = &shop.fake.calls("sendMessage")[0];
        assert_eq!(sent.text("chat_id"), CUSTOMER.to_string());
        assert_eq!(sent.text("text"), "It leaves <today> & not later 👋");
        assert_eq!(sent.text("parse_mode"), "", "a plain text has no markup");
        assert_eq!(parameter(sent, "reply_parameters")["message_id"], 51);
        let id = reply["id"].as_str().expect("an id");
        assert_eq!(shop.message(id).await["delivery"]["state"], "SENT");

        let input = json!({ "messageId": id, "body": "It leaves tomorrow." });
        shop.board.change("messageEdit", input, "message { body }").await;
        shop.rest().await;
        let edited = &shop.fake.calls("editMessageText")[0];
        assert_eq!(edited.text("chat_id"), CUSTOMER.to_string());
        assert_eq!(edited.text("message_id"), "1001", "the id that the platform gave");
        assert_eq!(edited.text("text"), "It leaves tomorrow.");

        shop.board
            .change("messageDelete", json!({ "messageId": id }), "message { deletedAt }")
            .await;
        shop.rest().await;
        let deleted = &shop.fake.calls("deleteMessage")[0];
        assert_eq!(deleted.text("chat_id"), CUSTOMER.to_string());
        assert_eq!(deleted.text("message_id"), "1001");
        assert_eq!(shop.fake.calls("sendMessage").len(), 1, "nothing is sent twice");
        shop.close().await;
    }
}

#[tokio::test]
async fn a_photo_a_document_and_an_album() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let shop = Shop::open(&database).await;
        let chat = shop.customer_writes(CUSTOMER, 51, "Send me pictures").await;
        let photo = bytes::file("image", "", 4_000);
        let other = bytes::file("image", "", 5_000);
        let bill = bytes::file("file", "application/pdf", 3_000);

        let photo_id = shop.uploads(&chat, "front.jpg", &photo).await;
        shop.replies(&chat, json!({ "body": "The front", "attachmentIds": [photo_id] })).await;
        shop.rest().await;
        let sent = &shop.fake.calls("sendPhoto")[0];
        assert_eq!(sent.text("chat_id"), CUSTOMER.to_string());
        assert_eq!(sent.text("caption"), "The front");
        assert_eq!(sent.files, [("photo".to_owned(), "front.jpg".to_owned(), photo.clone())]);

        let bill_id = shop.uploads(&chat, "рахунок 4821.pdf", &bill).await;
        shop.replies(&chat, json!({ "attachmentIds": [bill_id] })).await;
        shop.rest().await;
        let sent = &shop.fake.calls("sendDocument")[0];
        assert_eq!(sent.files, [("document".to_owned(), "рахунок 4821.pdf".to_owned(), bill)]);

        let first = shop.uploads(&chat, "a.jpg", &photo).await;
        let second = shop.uploads(&chat, "b.jpg", &other).await;
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
        shop.close().await;
    }
}

#[tokio::test]
async fn typing_is_shown_at_once_and_never_stored() {
    let database = TestDatabase::sqlite();
    let shop = Shop::open(&database).await;
    let chat = shop.customer_writes(CUSTOMER, 51, "Hello?").await;
    let before = shop.board.data("{ headCursor }", json!({})).await;
    shop.app.app.spawn();
    let input = json!({ "chatId": chat, "isTyping": true });
    shop.board
        .data(
            "mutation($input: TypingSetInput!) { typingSet(input: $input) { isTold } }",
            json!({ "input": input }),
        )
        .await;
    let shown = async {
        while shop.fake.calls("sendChatAction").is_empty() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(PATIENCE, shown).await.expect("the platform shows that somebody types");
    let shown = &shop.fake.calls("sendChatAction")[0];
    assert_eq!(shown.text("chat_id"), CUSTOMER.to_string());
    assert_eq!(shown.text("action"), "typing");
    assert_eq!(shop.board.data("{ headCursor }", json!({})).await, before, "the log is as it was");
    shop.close().await;
}
