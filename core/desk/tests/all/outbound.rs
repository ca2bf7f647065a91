//! What goes out: in order, settled by its outcome, confirmed by echoes and receipts.

use crate::app::{ANSWERS, TestApp, inbound, item, place, reference, words};
use switchboard_desk::Context;
use switchboard_desk::far_future::pull_in;
use switchboard_desk::ingest::{Ingested, ItemOutcome};
use switchboard_desk::message::edit::{EditInput, edit};
use switchboard_desk::message::reply::reply;
use switchboard_desk::message::retry::{ResendOrAccept, RetryInput, retry};
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::outbound::{ClaimInput, OutboundJob, claim};
use switchboard_model::channel::ChannelState;
use switchboard_model::connector::{
    ConnectorError, ErrorClass, InboundAuthor, InboundEvent, InboundReceipt, ReceiptState,
    ReceiptTarget, Sent,
};
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_model::{DeliveryId, Timestamp};
use switchboard_store::testing::both_databases;
use switchboard_store::{channel, delivery, identity};

const LEASE_MS: i64 = 30_000;

async fn claimed(app: &TestApp) -> Vec<OutboundJob> {
    let input = ClaimInput { worker_id: "one".to_owned(), lease_ms: LEASE_MS, limit: 10 };
    claim(&app.desk, input).await.expect("a claim")
}

async fn settles(app: &TestApp, id: DeliveryId, outcome: Outcome) -> Delivery {
    let input = SettleInput { delivery_id: id, worker_id: "one".to_owned(), outcome };
    settle(&app.desk, &Context::system(), input).await.expect("it is settled").value
}

fn sent(id: &str) -> Outcome {
    Outcome::Sent(Sent { references: vec![reference(id)], at: Timestamp(1_000), echo: None })
}

fn fails(class: ErrorClass, retry_at: Timestamp) -> Outcome {
    Outcome::Failed {
        error: ConnectorError::new(class, "test.error", "the test says no"),
        retry_at,
    }
}

#[both_databases]
async fn a_chats_messages_leave_one_after_the_other(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    app.replies(&olga, chat_id, "first").await;
    app.replies(&olga, chat_id, "second").await;
    let jobs = claimed(&app).await;
    assert_eq!(jobs.len(), 1, "only the oldest leaves");
    let text = jobs[0].outbound.text.as_ref().map(|text| text.body.as_str());
    assert_eq!(text, Some("first"));
    assert!(claimed(&app).await.is_empty(), "nothing leaves while it is on its way");
    let at = app.desk.store().clock().now().plus_ms(60_000);
    let retried = fails(ErrorClass::Transient, at);
    settles(&app, jobs[0].delivery.delivery_id, retried).await;
    assert!(claimed(&app).await.is_empty(), "nothing overtakes what waits for its next try");
    app.pass_ms(60_000);
    let jobs = claimed(&app).await;
    assert_eq!(jobs[0].delivery.attempt_count, 2);
    let rejected = fails(ErrorClass::Invalid, at);
    settles(&app, jobs[0].delivery.delivery_id, rejected).await;
    let jobs = claimed(&app).await;
    let text = jobs[0].outbound.text.as_ref().map(|text| text.body.as_str());
    assert_eq!(text, Some("second"), "a failed one holds nothing back");
}

/// F26.
#[both_databases]
async fn each_outcome_has_its_state(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let until = Timestamp(app.desk.store().clock().now().0 + 5);
    let outcomes = [
        (sent("out-1"), DeliveryState::Sent, 1),
        (fails(ErrorClass::Invalid, until), DeliveryState::Failed, 1),
        (fails(ErrorClass::MaybeSent, until), DeliveryState::MaybeSent, 1),
        (fails(ErrorClass::Recipient, until), DeliveryState::Failed, 1),
    ];
    for (outcome, state, attempts) in outcomes {
        app.replies(&olga, chat_id, "words").await;
        let job = claimed(&app).await.remove(0);
        let settled = settles(&app, job.delivery.delivery_id, outcome).await;
        assert_eq!((settled.state, settled.attempt_count), (state, attempts));
    }
    let identity_id = app.chat(chat_id).await.identity_id;
    let found = app.read(move |connection| identity::get(connection, identity_id)).await;
    assert!(!found.is_reachable, "a refusing receiver cannot be reached");

    app.replies(&olga, chat_id, "limited").await;
    let job = claimed(&app).await.remove(0);
    let id = job.delivery.delivery_id;
    let limited = fails(ErrorClass::RateLimited, until);
    let settled = settles(&app, id, limited).await;
    assert_eq!((settled.state, settled.attempt_count), (DeliveryState::Queued, 0));
    app.pass_ms(10);
    claimed(&app).await;
    let settled = settles(&app, id, fails(ErrorClass::Auth, until)).await;
    assert_eq!(settled.state, DeliveryState::Queued, "it waits for the credentials");
    let channel_id = app.channel.channel_id;
    let channel = app.read(move |connection| channel::get(connection, channel_id)).await;
    assert_eq!(channel.state, ChannelState::Broken);
    assert!(claimed(&app).await.is_empty(), "nothing leaves by a broken channel");
}

/// F26.
#[both_databases]
async fn receipts_in_any_order_only_move_forward(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    app.replies(&olga, chat_id, "answer").await;
    let job = claimed(&app).await.remove(0);
    let id = job.delivery.delivery_id;
    settles(&app, id, sent("out")).await;
    let receipt = |key: &str, target: ReceiptTarget, state: ReceiptState| {
        let told = InboundReceipt { target, state, at: Timestamp(2_000), error: None };
        item(key, InboundEvent::Receipt(told))
    };
    let one = || ReceiptTarget::One(reference("out"));
    let up_to = ReceiptTarget::UpTo(place(), Timestamp(1_500));
    let read = receipt("r", up_to, ReceiptState::Read);
    assert_eq!(app.take_one(read).await, ItemOutcome::Changed);
    let late = receipt("d", one(), ReceiptState::Delivered);
    assert_eq!(app.take_one(late).await, ItemOutcome::Ignored);
    let failed = receipt("f", one(), ReceiptState::Failed);
    assert_eq!(app.take_one(failed).await, ItemOutcome::Ignored);
    let found = app.read(move |connection| delivery::get(connection, id)).await;
    assert_eq!((found.state, found.read_at), (DeliveryState::Read, Some(Timestamp(2_000))));
}

#[both_databases]
async fn an_echo_waits_for_sends_in_flight_and_confirms_its_own(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    app.replies(&olga, chat_id, "answer").await;
    let job = claimed(&app).await.remove(0);
    let echo = |id: &str, of: Option<String>| {
        let mut told = inbound(id, "answer");
        (told.author, told.echo_of) = (InboundAuthor::OperatorElsewhere, of);
        item(&format!("echo:{id}"), InboundEvent::Message(told))
    };
    let waiting = app.take(vec![echo("out", None)]).await.expect("taken");
    assert_eq!(waiting, Ingested::EchoPending);
    let key = Some(job.key.clone());
    assert_eq!(app.take_one(echo("out", key)).await, ItemOutcome::Changed);
    let settled = settles(&app, job.delivery.delivery_id, sent("out")).await;
    assert_eq!(settled.state, DeliveryState::Sent);
    assert_eq!(app.take_one(echo("out", None)).await, ItemOutcome::Duplicate);
    let elsewhere = app.take_one(echo("other", None)).await;
    assert!(matches!(elsewhere, ItemOutcome::Stored { .. }), "{elsewhere:?}");
}

/// F26.
#[both_databases]
async fn an_operator_decides_about_a_maybe_sent_message(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    app.replies(&olga, chat_id, "answer").await;
    let id = claimed(&app).await.remove(0).delivery.delivery_id;
    settles(&app, id, fails(ErrorClass::MaybeSent, Timestamp(0))).await;
    assert!(claimed(&app).await.is_empty(), "never repeated blindly");
    let resend = RetryInput { delivery_id: id, decision: ResendOrAccept::Resend };
    retry(&app.desk, &olga, resend).await.expect("queued again");
    assert_eq!(claimed(&app).await[0].delivery.delivery_id, id);
    settles(&app, id, fails(ErrorClass::MaybeSent, Timestamp(0))).await;
    let accept = RetryInput { delivery_id: id, decision: ResendOrAccept::Accept };
    let accepted = retry(&app.desk, &olga, accept).await.expect("accepted").value;
    assert_eq!(accepted.state, DeliveryState::Sent);
    let again = retry(&app.desk, &olga, accept).await;
    assert_eq!(again.map_err(|error| error.code()), Err("CONFLICT"));
}

#[both_databases]
async fn a_reply_that_waits_for_a_later_try_is_sent_at_once_where_an_operator_says_so(
    app: TestApp,
) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    app.replies(&olga, chat_id, "answer").await;
    let resend = |id| RetryInput { delivery_id: id, decision: ResendOrAccept::Resend };
    let id = claimed(&app).await.remove(0).delivery.delivery_id;
    let on_its_way = retry(&app.desk, &olga, resend(id)).await;
    assert_eq!(on_its_way.map_err(|error| error.code()), Err("CONFLICT"));
    let later = app.desk.now().plus_ms(60_000);
    settles(&app, id, fails(ErrorClass::Transient, later)).await;
    assert!(claimed(&app).await.is_empty(), "it waits");
    let now = retry(&app.desk, &olga, resend(id)).await.expect("now").value;
    assert_eq!((now.state, now.attempt_count), (DeliveryState::Queued, 1));
    assert_eq!(claimed(&app).await[0].delivery.delivery_id, id);
}

#[both_databases]
async fn what_a_clock_that_was_ahead_put_off_is_due_when_it_is_right(app: TestApp) {
    const YEAR_MS: i64 = 365 * 24 * 3_600_000;
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    app.replies(&olga, chat_id, "answer").await;
    app.pass_ms(YEAR_MS);
    let id = claimed(&app).await.remove(0).delivery.delivery_id;
    let later = app.desk.now().plus_ms(60_000);
    settles(&app, id, fails(ErrorClass::Transient, later)).await;
    assert_eq!(pull_in(&app.desk).await, Ok(0), "by its own clock it is soon");
    app.pass_ms(-YEAR_MS);
    assert!(claimed(&app).await.is_empty());
    assert_eq!(pull_in(&app.desk).await, Ok(1));
    let again = claimed(&app).await;
    assert_eq!(again[0].delivery.delivery_id, id);
    assert_eq!(pull_in(&app.desk).await, Ok(0));

    // Claimed by a process whose clock is ahead, which then died.
    settles(&app, id, fails(ErrorClass::Transient, app.desk.now())).await;
    app.pass_ms(YEAR_MS);
    assert_eq!(claimed(&app).await.len(), 1);
    app.pass_ms(-YEAR_MS);
    assert!(claimed(&app).await.is_empty());
    assert_eq!(pull_in(&app.desk).await, Ok(1));
    assert_eq!(claimed(&app).await.len(), 1);
}

#[both_databases]
async fn an_edit_reaches_the_copy_only_where_there_is_one(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let message = app.replies(&olga, chat_id, "anwser").await;
    let change = |body: &str| EditInput {
        message_id: message.message_id,
        body: body.to_owned(),
        expected_version: None,
    };
    edit(&app.desk, &olga, change("answr")).await.expect("edited in the queue");
    let job = claimed(&app).await.remove(0);
    let text = job.outbound.text.as_ref().map(|text| text.body.as_str());
    assert_eq!(text, Some("answr"));
    settles(&app, job.delivery.delivery_id, sent("out")).await;
    assert!(claimed(&app).await.is_empty(), "the queued one carried the change");
    app.pass_ms(1);
    let edited = edit(&app.desk, &olga, change("answer")).await;
    // Sent long ago by the platform's clock: too old to be changed there.
    assert_eq!(edited.map_err(|error| error.code()), Err("UNSUPPORTED"));
    let max = "x".repeat(101);
    let too_long = reply(&app.desk, &olga, words(chat_id, &max)).await;
    assert_eq!(too_long.map_err(|error| error.code()), Err("INVALID"));
}
