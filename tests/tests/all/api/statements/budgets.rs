//! What the hot paths cost in statements, which no noise moves. Each is held to a number and printed beside
//! its budget; the number may only fall.

use serde_json::json;
use switchboard_desk::{
    Context,
    inbound_request::{ClaimInput, StoreInput, claim, store},
    ingest::{IngestInput, Ingested, Source, ingest},
    message::{
        reply::{ReplyInput, reply},
        settle::{Outcome, SettleInput, settle},
    },
    outbound::{self, start_attempt},
};
use switchboard_model::{
    OperatorId,
    connector::{
        InboundEvent, InboundItem, InboundMessage, PlatformIdentity, RawRequest, Sent, Text,
        TextFormat,
    },
};
use switchboard_store::statements::counted;
use switchboard_testkit::{
    database::both_databases,
    scene::{Scene, customer, inbound, reference},
};

const WORKER: &str = "the budget";
/// The list of chats with all its columns.
const LIST: &str = "{ chats(first: 25) { nodes { id number createdAt lastMessageAt \
    lastMessage { id body sentAt } contact { id name role phone email } operator { id name } \
    channel { id name } status isUnanswered unreadCount } pageInfo { hasNextPage endCursor } } }";

/// Says what a path costs and holds it to a number.
fn hold(path: &str, statements: u64, most: u64, budget: u64) {
    println!("{path}: {statements} statements, budget {budget}");
    assert!(
        (1..=most).contains(&statements),
        "{path} takes {statements} statements, where {most} are enough"
    );
}

fn claiming() -> ClaimInput {
    ClaimInput { worker_id: WORKER.to_owned(), lease_ms: 60_000, limit: 64 }
}

fn stored(scene: &Scene) -> StoreInput {
    let request = RawRequest {
        method: "POST".to_owned(),
        path: "/hooks/telegram".to_owned(),
        query: String::new(),
        headers: Vec::new(),
        body: b"{}".to_vec(),
        received_at: scene.app.app.desk.store().clock().now(),
    };
    StoreInput { channel_id: scene.channel_id(), request }
}

/// The statements of the three writes that take a message in: store, claim, ingest.
async fn cost_of_taking(scene: &Scene, message: InboundMessage) -> u64 {
    let desk = &scene.app.app.desk;
    let (id, storing) = counted(store(desk, stored(scene))).await;
    let (rows, claimed) = counted(claim(desk, claiming())).await;
    assert_eq!(rows.expect("claimed").len(), 1, "nothing else waits");
    let input = IngestInput {
        channel_id: scene.channel_id(),
        source: Source::InboundRequest {
            inbound_request_id: id.expect("stored"),
            worker_id: WORKER.to_owned(),
            plugin_version: "1".to_owned(),
        },
        items: vec![InboundItem {
            dedup: message.reference.id.clone(),
            event: InboundEvent::Message(message),
            follow_up: None,
        }],
    };
    let (taken, ingesting) = counted(ingest(desk, &Context::system(), input)).await;
    assert!(matches!(taken, Ok(Ingested::Done { .. })), "the message is taken in");
    storing + claimed + ingesting
}

#[both_databases]
async fn a_message_that_comes_in_costs_few_statements(scene: Scene) {
    let known = cost_of_taking(&scene, inbound("50", "hello again")).await;
    hold("a message of a known contact", known, 12, 14);
    let mut message = inbound("1", "hello");
    message.reference.chat.id = "900".to_owned();
    message.sender =
        PlatformIdentity { id: "900".to_owned(), name: Some("Bea".to_owned()), ..customer() };
    hold("a message of a new contact", cost_of_taking(&scene, message).await, 19, 20);
}

#[both_databases]
async fn claiming_costs_as_much_for_many_requests_as_for_one(scene: Scene) {
    let desk = &scene.app.app.desk;
    let mut costs = Vec::new();
    for count in [1, 20] {
        for _ in 0..count {
            store(desk, stored(&scene)).await.expect("stored");
        }
        let (rows, statements) = counted(claim(desk, claiming())).await;
        assert_eq!(rows.expect("claimed").len(), count);
        costs.push(statements);
    }
    hold("a claim of one request", costs[0], 1, 1);
    hold("a claim of twenty requests", costs[1], 1, 1);
}

#[both_databases]
async fn a_reply_with_its_delivery_costs_few_statements(scene: Scene) {
    let desk = &scene.app.app.desk;
    let operator: OperatorId = scene.id("operator").parse().expect("an operator's id");
    let nora = scene.app.context_of(operator).await;
    let input = ReplyInput {
        chat_id: scene.id("platformChat").parse().expect("a chat's id"),
        identity_id: None,
        text: Some(Text { body: "an answer".to_owned(), format: TextFormat::Plain }),
        quoted_message_id: None,
        attachment_ids: Vec::new(),
        template_id: None,
        if_last_message_id: None,
        expected_version: None,
    };
    let (written, replying) = counted(reply(desk, &nora, input)).await;
    written.expect("a reply");
    let (jobs, claimed) = counted(outbound::claim(desk, claiming())).await;
    let job = jobs.expect("claimed").pop().expect("the reply waits");
    let delivery_id = job.delivery.delivery_id;
    let (started, starting) = counted(start_attempt(desk, delivery_id, WORKER)).await;
    assert!(started.expect("asked"), "the claim holds");
    let sent =
        Sent { references: vec![reference("51")], at: desk.store().clock().now(), echo: None };
    let input =
        SettleInput { delivery_id, worker_id: WORKER.to_owned(), outcome: Outcome::Sent(sent) };
    let (settled, settling) = counted(settle(desk, &Context::system(), input)).await;
    settled.expect("settled");
    let all = replying + claimed + starting + settling;
    println!("reply {replying}, claim {claimed}, start {starting}, settle {settling}");
    hold("a reply with its delivery", all, 15, 16);
}

#[both_databases]
async fn a_page_of_the_list_of_chats_costs_few_statements(scene: Scene) {
    // The first asking reads who asks.
    scene.admin.data(LIST, json!({})).await;
    let (page, statements) = counted(scene.admin.data(LIST, json!({}))).await;
    let rows = page["chats"]["nodes"].as_array().expect("chats").len();
    assert!(rows > 1, "the page has {rows} rows");
    hold("a page of chats", statements, 6, 6);
}
