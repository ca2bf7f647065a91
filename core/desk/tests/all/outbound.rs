//! What goes out: in order, settled by its outcome, confirmed by echoes and receipts.

use crate::house::{ANSWERS, House, houses, inbound, item, place, reference, words};
use switchboard_desk::Context;
use switchboard_desk::ingest::{Ingested, ItemOutcome};
use switchboard_desk::message::edit::{EditInput, edit};
use switchboard_desk::message::reply::reply;
use switchboard_desk::message::retry::{ResendOrAccept, RetryInput, retry};
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::outbound::{ClaimInput, Parcel, claim};
use switchboard_model::channel::ChannelState;
use switchboard_model::connector::{
    ConnectorError, ErrorClass, InboundAuthor, InboundEvent, InboundReceipt, ReceiptState,
    ReceiptTarget,
};
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_model::{DeliveryId, Timestamp};
use switchboard_store::{channel, delivery, identity};

const LEASE_MS: i64 = 30_000;

async fn claimed(house: &House) -> Vec<Parcel> {
    let input = ClaimInput { holder: "one".to_owned(), lease_ms: LEASE_MS, limit: 10 };
    claim(&house.desk, input).await.expect("a claim")
}

async fn settles(house: &House, id: DeliveryId, outcome: Outcome) -> Delivery {
    let input = SettleInput { delivery_id: id, holder: "one".to_owned(), outcome };
    settle(&house.desk, &Context::system(), input).await.expect("it is settled").value
}

fn sent(id: &str) -> Outcome {
    Outcome::Sent { references: vec![reference(id)], at: Timestamp(1_000), echo: None }
}

fn error(class: ErrorClass) -> ConnectorError {
    ConnectorError::new(class, "test.error", "the test says no")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chats_messages_leave_one_after_the_other() {
    houses(None, async |house| {
        let (_, chat_id) = house.writes("1", "hello").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        house.replies(&olga, chat_id, "first").await;
        house.replies(&olga, chat_id, "second").await;
        let parcels = claimed(&house).await;
        assert_eq!(parcels.len(), 1, "only the oldest leaves");
        let text = parcels[0].outbound.text.as_ref().map(|text| text.body.as_str());
        assert_eq!(text, Some("first"));
        assert!(claimed(&house).await.is_empty(), "nothing leaves while it is on its way");
        let at = house.desk.store().clock().now().plus_ms(60_000);
        let retried = Outcome::Retry { at, error: error(ErrorClass::Transient) };
        settles(&house, parcels[0].delivery.delivery_id, retried).await;
        assert!(claimed(&house).await.is_empty(), "nothing overtakes what waits for its next try");
        house.pass_ms(60_000);
        let parcels = claimed(&house).await;
        assert_eq!(parcels[0].delivery.attempt_count, 2);
        let rejected = Outcome::Rejected(error(ErrorClass::Invalid));
        settles(&house, parcels[0].delivery.delivery_id, rejected).await;
        let parcels = claimed(&house).await;
        let text = parcels[0].outbound.text.as_ref().map(|text| text.body.as_str());
        assert_eq!(text, Some("second"), "a failed one holds nothing back");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_outcome_has_its_state() {
    houses(None, async |house| {
        let (_, chat_id) = house.writes("1", "hello").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        let until = Timestamp(house.desk.store().clock().now().0 + 5);
        let outcomes = [
            (sent("out-1"), DeliveryState::Sent, 1),
            (Outcome::Rejected(error(ErrorClass::Invalid)), DeliveryState::Failed, 1),
            (Outcome::MaybeSent(error(ErrorClass::MaybeSent)), DeliveryState::MaybeSent, 1),
            (Outcome::Recipient(error(ErrorClass::Recipient)), DeliveryState::Failed, 1),
        ];
        for (outcome, state, attempts) in outcomes {
            house.replies(&olga, chat_id, "words").await;
            let parcel = claimed(&house).await.remove(0);
            let settled = settles(&house, parcel.delivery.delivery_id, outcome).await;
            assert_eq!((settled.state, settled.attempt_count), (state, attempts));
        }
        let identity_id = house.chat(chat_id).await.identity_id;
        let found = house.read(move |connection| identity::get(connection, identity_id)).await;
        assert!(!found.is_reachable, "a refusing receiver cannot be reached");

        house.replies(&olga, chat_id, "limited").await;
        let parcel = claimed(&house).await.remove(0);
        let id = parcel.delivery.delivery_id;
        let limited = Outcome::RateLimited { until, error: error(ErrorClass::RateLimited) };
        let settled = settles(&house, id, limited).await;
        assert_eq!((settled.state, settled.attempt_count), (DeliveryState::Queued, 0));
        house.pass_ms(10);
        claimed(&house).await;
        let settled = settles(&house, id, Outcome::Auth(error(ErrorClass::Auth))).await;
        assert_eq!(settled.state, DeliveryState::Queued, "it waits for the credentials");
        let channel_id = house.channel.channel_id;
        let channel = house.read(move |connection| channel::get(connection, channel_id)).await;
        assert_eq!(channel.state, ChannelState::Broken);
        assert!(claimed(&house).await.is_empty(), "nothing leaves by a broken channel");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_in_any_order_only_move_forward() {
    houses(None, async |house| {
        let (_, chat_id) = house.writes("1", "hello").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        house.replies(&olga, chat_id, "answer").await;
        let parcel = claimed(&house).await.remove(0);
        let id = parcel.delivery.delivery_id;
        settles(&house, id, sent("out")).await;
        let receipt = |key: &str, target: ReceiptTarget, state: ReceiptState| {
            let told = InboundReceipt { target, state, at: Timestamp(2_000), error: None };
            item(key, InboundEvent::Receipt(told))
        };
        let one = || ReceiptTarget::One(reference("out"));
        let up_to = ReceiptTarget::UpTo(place(), Timestamp(1_500));
        let read = receipt("r", up_to, ReceiptState::Read);
        assert_eq!(house.take_one(read).await, ItemOutcome::Changed);
        let late = receipt("d", one(), ReceiptState::Delivered);
        assert_eq!(house.take_one(late).await, ItemOutcome::Ignored);
        let failed = receipt("f", one(), ReceiptState::Failed);
        assert_eq!(house.take_one(failed).await, ItemOutcome::Ignored);
        let found = house.read(move |connection| delivery::get(connection, id)).await;
        assert_eq!((found.state, found.read_at), (DeliveryState::Read, Some(Timestamp(2_000))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_echo_waits_for_sends_in_flight_and_confirms_its_own() {
    houses(None, async |house| {
        let (_, chat_id) = house.writes("1", "hello").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        house.replies(&olga, chat_id, "answer").await;
        let parcel = claimed(&house).await.remove(0);
        let echo = |id: &str, of: Option<String>| {
            let mut told = inbound(id, "answer");
            (told.author, told.echo_of) = (InboundAuthor::OperatorElsewhere, of);
            item(&format!("echo:{id}"), InboundEvent::Message(told))
        };
        let waiting = house.take(vec![echo("out", None)]).await.expect("taken");
        assert_eq!(waiting, Ingested::EchoPending);
        let key = Some(parcel.key.clone());
        assert_eq!(house.take_one(echo("out", key)).await, ItemOutcome::Changed);
        let settled = settles(&house, parcel.delivery.delivery_id, sent("out")).await;
        assert_eq!(settled.state, DeliveryState::Sent);
        assert_eq!(house.take_one(echo("out", None)).await, ItemOutcome::Duplicate);
        let elsewhere = house.take_one(echo("other", None)).await;
        assert!(matches!(elsewhere, ItemOutcome::Stored { .. }), "{elsewhere:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_decides_about_a_maybe_sent_message() {
    houses(None, async |house| {
        let (_, chat_id) = house.writes("1", "hello").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        house.replies(&olga, chat_id, "answer").await;
        let id = claimed(&house).await.remove(0).delivery.delivery_id;
        settles(&house, id, Outcome::MaybeSent(error(ErrorClass::MaybeSent))).await;
        assert!(claimed(&house).await.is_empty(), "never repeated blindly");
        let resend = RetryInput { delivery_id: id, decision: ResendOrAccept::Resend };
        retry(&house.desk, &olga, resend).await.expect("queued again");
        assert_eq!(claimed(&house).await[0].delivery.delivery_id, id);
        settles(&house, id, Outcome::MaybeSent(error(ErrorClass::MaybeSent))).await;
        let accept = RetryInput { delivery_id: id, decision: ResendOrAccept::Accept };
        let accepted = retry(&house.desk, &olga, accept).await.expect("accepted").value;
        assert_eq!(accepted.state, DeliveryState::Sent);
        let again = retry(&house.desk, &olga, accept).await;
        assert_eq!(again.map_err(|error| error.code()), Err("CONFLICT"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_reaches_the_copy_only_where_there_is_one() {
    houses(None, async |house| {
        let (_, chat_id) = house.writes("1", "hello").await;
        let olga = house.operator("olga", ANSWERS, true).await;
        let message = house.replies(&olga, chat_id, "anwser").await;
        let change = |body: &str| EditInput {
            message_id: message.message_id,
            body: body.to_owned(),
            expected_version: None,
        };
        edit(&house.desk, &olga, change("answr")).await.expect("edited in the queue");
        let parcel = claimed(&house).await.remove(0);
        let text = parcel.outbound.text.as_ref().map(|text| text.body.as_str());
        assert_eq!(text, Some("answr"));
        settles(&house, parcel.delivery.delivery_id, sent("out")).await;
        assert!(claimed(&house).await.is_empty(), "the queued one carried the change");
        house.pass_ms(1);
        let edited = edit(&house.desk, &olga, change("answer")).await;
        // Sent long ago by the platform's clock: too old to be changed there.
        assert_eq!(edited.map_err(|error| error.code()), Err("UNSUPPORTED"));
        let max = "x".repeat(101);
        let too_long = reply(&house.desk, &olga, words(chat_id, &max)).await;
        assert_eq!(too_long.map_err(|error| error.code()), Err("INVALID"));
    })
    .await;
}
