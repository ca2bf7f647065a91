//! Raw requests: claimed in order, settled with what they told, put aside and replayed.

use crate::house::{House, houses, written};
use switchboard_desk::Context;
use switchboard_desk::inbox::replay::{ReplayInput, replay};
use switchboard_desk::inbox::{ClaimInput, FailInput, StoreInput, claim, fail, store};
use switchboard_desk::ingest::{IngestInput, Source, ingest};
use switchboard_model::InboxId;
use switchboard_model::connector::{Header, RawRequest};
use switchboard_model::inbox::{InboxRow, InboxState};
use switchboard_store::inbox;

async fn stored(house: &House, body: &str) -> InboxId {
    let request = RawRequest {
        method: "POST".to_owned(),
        path: "/hooks/shop".to_owned(),
        query: String::new(),
        headers: vec![Header { name: "x-bytes".to_owned(), value: vec![0, 255] }],
        body: body.as_bytes().to_vec(),
        received_at: house.desk.store().clock().now(),
    };
    let input = StoreInput { channel_id: house.channel.channel_id, request };
    store(&house.desk, input).await.expect("it is stored")
}

async fn claimed(house: &House, holder: &str) -> Vec<InboxRow> {
    let input = ClaimInput { holder: holder.to_owned(), lease_ms: 30_000, limit: 10 };
    claim(&house.desk, input).await.expect("a claim")
}

fn failure(inbox_id: InboxId, is_final: bool) -> FailInput {
    FailInput {
        inbox_id,
        holder: "one".to_owned(),
        plugin_version: Some("test 1".to_owned()),
        error: "cannot be read".to_owned(),
        is_final,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_settled_with_what_it_told_by_its_holder_only() {
    houses(None, async |house| {
        let id = stored(&house, "first").await;
        let rows = claimed(&house, "one").await;
        assert_eq!(rows[0].request.headers[0].value, vec![0, 255]);
        stored(&house, "second").await;
        assert!(claimed(&house, "two").await.is_empty(), "the channel's order is kept");
        let from = |holder: &str| IngestInput {
            channel_id: house.channel.channel_id,
            source: Source::Inbox {
                inbox_id: id,
                holder: holder.to_owned(),
                plugin_version: "test 1".to_owned(),
            },
            items: vec![written("1", "hello")],
        };
        let stranger = ingest(&house.desk, &Context::system(), from("two")).await;
        assert_eq!(stranger.map_err(|error| error.code()), Err("CONFLICT"));
        ingest(&house.desk, &Context::system(), from("one")).await.expect("it is settled");
        let row = house.read(move |connection| inbox::get(connection, id)).await;
        assert_eq!(row.state, InboxState::Done);
        assert_eq!(claimed(&house, "two").await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dead_requests_are_replayed_in_their_order_before_newer_ones() {
    houses(None, async |house| {
        let mut dead = Vec::new();
        for body in ["first", "second"] {
            dead.push(stored(&house, body).await);
            house.pass_ms(1);
        }
        for row in claimed(&house, "one").await {
            let state = fail(&house.desk, failure(row.inbox_id, true)).await.expect("failed");
            assert_eq!(state, InboxState::Dead);
        }
        let newer = stored(&house, "newer").await;
        let all = ReplayInput::Channel(house.channel.channel_id);
        let count = replay(&house.desk, &Context::system(), all).await.expect("replayed").value;
        assert_eq!(count, 2);
        let order: Vec<InboxId> =
            claimed(&house, "one").await.iter().map(|row| row.inbox_id).collect();
        assert_eq!(order, [dead[0], dead[1], newer]);
        let one = ReplayInput::One(newer);
        let waiting = replay(&house.desk, &Context::system(), one).await;
        assert_eq!(waiting.map_err(|error| error.code()), Err("CONFLICT"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_request_is_tried_again_later_and_then_put_aside() {
    houses(None, async |house| {
        let id = stored(&house, "bad").await;
        let mut states = Vec::new();
        for _ in 0..5 {
            assert_eq!(claimed(&house, "one").await.len(), 1, "it is due");
            states.push(fail(&house.desk, failure(id, false)).await.expect("failed"));
            assert!(claimed(&house, "one").await.is_empty(), "it waits");
            house.pass_ms(60_000);
        }
        assert_eq!(states.last(), Some(&InboxState::Dead));
        assert!(states[..4].iter().all(|state| *state == InboxState::Waiting), "{states:?}");
    })
    .await;
}
