//! Inbound requests: claimed in order, settled with what they told, put aside and replayed.

use crate::app::{TestApp, written};
use switchboard_desk::Context;
use switchboard_desk::inbound_request::replay::{ReplayInput, replay};
use switchboard_desk::inbound_request::{ClaimInput, FailInput, StoreInput, claim, fail, store};
use switchboard_desk::ingest::{IngestInput, Source, ingest};
use switchboard_model::InboundRequestId;
use switchboard_model::connector::{Header, RawRequest};
use switchboard_model::inbound_request::{InboundRequest, InboundRequestState};
use switchboard_store::inbound_request;
use switchboard_store::testing::both_databases;

async fn stored(app: &TestApp, body: &str) -> InboundRequestId {
    let request = RawRequest {
        method: "POST".to_owned(),
        path: "/hooks/shop".to_owned(),
        query: String::new(),
        headers: vec![Header { name: "x-bytes".to_owned(), value: vec![0, 255] }],
        body: body.as_bytes().to_vec(),
        received_at: app.desk.store().clock().now(),
    };
    let input = StoreInput { channel_id: app.channel.channel_id, request };
    store(&app.desk, input).await.expect("it is stored")
}

async fn claimed(app: &TestApp, worker_id: &str) -> Vec<InboundRequest> {
    let input = ClaimInput { worker_id: worker_id.to_owned(), lease_ms: 30_000, limit: 10 };
    claim(&app.desk, input).await.expect("a claim")
}

fn failure(inbound_request_id: InboundRequestId, is_final: bool) -> FailInput {
    FailInput {
        inbound_request_id,
        worker_id: "one".to_owned(),
        plugin_version: Some("test 1".to_owned()),
        error: "cannot be read".to_owned(),
        is_final,
    }
}

#[both_databases]
async fn a_request_is_settled_with_what_it_told_by_its_holder_only(app: TestApp) {
    let id = stored(&app, "first").await;
    let rows = claimed(&app, "one").await;
    assert_eq!(rows[0].request.headers[0].value, vec![0, 255]);
    stored(&app, "second").await;
    assert!(claimed(&app, "two").await.is_empty(), "the channel's order is kept");
    let from = |worker_id: &str| IngestInput {
        channel_id: app.channel.channel_id,
        source: Source::InboundRequest {
            inbound_request_id: id,
            worker_id: worker_id.to_owned(),
            plugin_version: "test 1".to_owned(),
        },
        items: vec![written("1", "hello")],
    };
    let stranger = ingest(&app.desk, &Context::system(), from("two")).await;
    assert_eq!(stranger.map_err(|error| error.code()), Err("CONFLICT"));
    ingest(&app.desk, &Context::system(), from("one")).await.expect("it is settled");
    let row = app.read(move |connection| inbound_request::get(connection, id)).await;
    assert_eq!(row.state, InboundRequestState::Done);
    assert_eq!(claimed(&app, "two").await.len(), 1);
}

#[both_databases]
async fn dead_requests_are_replayed_in_their_order_before_newer_ones(app: TestApp) {
    let mut dead = Vec::new();
    for body in ["first", "second"] {
        dead.push(stored(&app, body).await);
        app.pass_ms(1);
    }
    for row in claimed(&app, "one").await {
        let state = fail(&app.desk, failure(row.inbound_request_id, true)).await.expect("failed");
        assert_eq!(state, InboundRequestState::Dead);
    }
    let newer = stored(&app, "newer").await;
    let all = ReplayInput::Channel(app.channel.channel_id);
    let count = replay(&app.desk, &Context::system(), all).await.expect("replayed").value;
    assert_eq!(count, 2);
    let order: Vec<InboundRequestId> =
        claimed(&app, "one").await.iter().map(|row| row.inbound_request_id).collect();
    assert_eq!(order, [dead[0], dead[1], newer]);
    let one = ReplayInput::One(newer);
    let waiting = replay(&app.desk, &Context::system(), one).await;
    assert_eq!(waiting.map_err(|error| error.code()), Err("CONFLICT"));
}

#[both_databases]
async fn a_failing_request_is_tried_again_later_and_then_put_aside(app: TestApp) {
    let id = stored(&app, "bad").await;
    let mut states = Vec::new();
    for _ in 0..5 {
        assert_eq!(claimed(&app, "one").await.len(), 1, "it is due");
        states.push(fail(&app.desk, failure(id, false)).await.expect("failed"));
        assert!(claimed(&app, "one").await.is_empty(), "it waits");
        app.pass_ms(60_000);
    }
    assert_eq!(states.last(), Some(&InboundRequestState::Dead));
    assert!(states[..4].iter().all(|state| *state == InboundRequestState::Waiting), "{states:?}");
}
