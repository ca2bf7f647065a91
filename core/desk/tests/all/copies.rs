//! The customer's copy of what operators write: edits reach it, files and quotes leave with it, an
//! attempt that was cut off is told apart.

use crate::house::{ANSWERS, House, houses, reference, words};
use switchboard_desk::Context;
use switchboard_desk::files::Files;
use switchboard_desk::message::edit::{EditInput, edit};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::message::retract::{RetractInput, retract};
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::outbound::{ClaimInput, Parcel, begin, claim};
use switchboard_model::connector::PlatformChat;
use switchboard_model::delivery::DeliveryOperation;
use switchboard_store::message_version;

const LEASE_MS: i64 = 30_000;

async fn claimed(house: &House, holder: &str) -> Vec<Parcel> {
    let input = ClaimInput { holder: holder.to_owned(), lease_ms: LEASE_MS, limit: 10 };
    claim(&house.desk, input).await.expect("a claim")
}

async fn leaves(house: &House, name: &str) -> Parcel {
    let parcel = claimed(house, "one").await.remove(0);
    let outcome = Outcome::Sent {
        references: vec![reference(name)],
        at: house.desk.store().clock().now(),
        echo: None,
    };
    let delivery_id = parcel.delivery.delivery_id;
    let input = SettleInput { delivery_id, holder: "one".to_owned(), outcome };
    settle(&house.desk, &Context::system(), input).await.expect("settled");
    parcel
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_reaches_the_copy_and_keeps_the_text_before() {
    houses(None, async |house| {
        let (_, chat_id) = house.writes("1", "hello").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        let boris = house.operator("boris", ANSWERS, true).await;
        let message_id = house.replies(&olga, chat_id, "answr").await.message_id;
        leaves(&house, "out").await;
        let change = |body: &str, expected_version| EditInput {
            message_id,
            body: body.to_owned(),
            expected_version,
        };
        let others = edit(&house.desk, &boris, change("mine", None)).await;
        assert_eq!(others.map_err(|error| error.code()), Err("FORBIDDEN"));
        let stale = edit(&house.desk, &olga, change("answer", Some(7))).await;
        assert_eq!(stale.map_err(|error| error.code()), Err("STALE_VERSION"));
        let edited = edit(&house.desk, &olga, change("answer", Some(1))).await.expect("edited");
        assert_eq!((edited.value.body.as_str(), edited.value.version), ("answer", 2));
        let parcel = claimed(&house, "one").await.remove(0);
        assert_eq!(parcel.delivery.operation, DeliveryOperation::Edit);
        assert_eq!(parcel.references, [reference("out")]);
        assert_eq!(parcel.outbound.text.map(|text| text.body).as_deref(), Some("answer"));
        let before =
            house.read(move |connection| message_version::of_message(connection, message_id, 10));
        let before: Vec<String> = before.await.into_iter().map(|version| version.body).collect();
        assert_eq!(before, ["answr"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_and_a_quote_leave_with_the_reply() {
    houses(None, async |house| {
        let (asked, chat_id) = house.writes("1", "which one?").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        let file = house.uploads(&olga, Some(chat_id), "list.txt", b"this one").await;
        let input = || ReplyInput {
            quoted_message_id: Some(asked),
            attachment_ids: vec![file.attachment_id],
            ..words(chat_id, "see here")
        };
        let answer = reply(&house.desk, &olga, input()).await.expect("a reply").value;
        assert_eq!(answer.quoted_text.as_deref(), Some("which one?"));
        let twice = reply(&house.desk, &olga, input()).await;
        assert_eq!(twice.map_err(|error| error.code()), Err("INVALID"), "the file is sent");
        let outbound = leaves(&house, "out").await.outbound;
        assert_eq!(outbound.quoted, Some(reference("1")));
        let blobs: Vec<String> = outbound.media.iter().map(|medium| medium.blob.clone()).collect();
        assert_eq!(blobs, [Files::blob_of_content(&file.sha256.expect("a hash"))]);
        assert_eq!(
            (outbound.media[0].name.as_str(), outbound.media[0].size_bytes),
            ("list.txt", 8)
        );

        let (_, other_chat) = elsewhere(&house).await;
        let wrong = ReplyInput { quoted_message_id: Some(asked), ..words(other_chat, "no") };
        let refused = reply(&house.desk, &olga, wrong).await;
        assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"), "another chat's message");
    })
    .await;
}

/// Ana writes in a thread of the same platform chat.
async fn elsewhere(house: &House) -> (switchboard_model::MessageId, switchboard_model::ChatId) {
    let mut told = crate::house::inbound("1", "in the thread");
    told.reference.chat = thread();
    let event = switchboard_model::connector::InboundEvent::Message(told);
    match house.take_one(crate::house::item("thread", event)).await {
        switchboard_desk::ingest::ItemOutcome::Stored { message_id, chat_id } => {
            (message_id, chat_id)
        }
        other => panic!("{other:?}"),
    }
}

fn thread() -> PlatformChat {
    PlatformChat { thread: Some("business:7".to_owned()), ..crate::house::place() }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_deletes_a_copy_names_its_thread() {
    houses(None, async |house| {
        let (_, chat_id) = elsewhere(&house).await;
        let olga = house.operator("olga", ANSWERS, true).await;
        let message_id = house.replies(&olga, chat_id, "answer").await.message_id;
        let parcel = claimed(&house, "one").await.remove(0);
        assert_eq!(parcel.outbound.chat, thread());
        let name =
            switchboard_model::connector::PlatformMessage { chat: thread(), ..reference("out") };
        let outcome = Outcome::Sent {
            references: vec![name.clone()],
            at: house.desk.store().clock().now(),
            echo: None,
        };
        let delivery_id = parcel.delivery.delivery_id;
        let input = SettleInput { delivery_id, holder: "one".to_owned(), outcome };
        settle(&house.desk, &Context::system(), input).await.expect("settled");
        let input = RetractInput { message_id, expected_version: None };
        retract(&house.desk, &olga, input).await.expect("deleted");
        let parcel = claimed(&house, "one").await.remove(0);
        assert_eq!(parcel.delivery.operation, DeliveryOperation::Retract);
        assert_eq!(parcel.references, [name]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_began_and_was_cut_off_is_told_apart() {
    houses(None, async |house| {
        let (_, chat_id) = house.writes("1", "hello").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        house.replies(&olga, chat_id, "answer").await;
        let parcel = claimed(&house, "one").await.remove(0);
        let id = parcel.delivery.delivery_id;
        assert!(!parcel.is_interrupted);
        house.pass_ms(LEASE_MS);
        assert!(!begin(&house.desk, id, "one").await.expect("asked"), "the claim has ended");

        let parcel = claimed(&house, "two").await.remove(0);
        assert!(!parcel.is_interrupted, "nothing had begun");
        assert!(!begin(&house.desk, id, "one").await.expect("asked"), "another has it");
        assert!(begin(&house.desk, id, "two").await.expect("asked"));
        house.pass_ms(LEASE_MS);

        let parcel = claimed(&house, "one").await.remove(0);
        assert!(parcel.is_interrupted, "bytes may have left");
        assert_eq!(parcel.delivery.attempt_count, 3);
        assert!(begin(&house.desk, id, "one").await.expect("asked"));
        let at = house.desk.store().clock().now();
        let outcome = Outcome::Retry {
            at,
            error: switchboard_model::connector::ConnectorError::new(
                switchboard_model::connector::ErrorClass::Transient,
                "test.error",
                "the platform has nothing of it",
            ),
        };
        let input = SettleInput { delivery_id: id, holder: "one".to_owned(), outcome };
        settle(&house.desk, &Context::system(), input).await.expect("settled");
        let parcel = claimed(&house, "one").await.remove(0);
        assert!(!parcel.is_interrupted, "what was settled is not interrupted");
    })
    .await;
}
