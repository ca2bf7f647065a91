//! Who takes a snapshot and applies the events after it has what a fresh snapshot tells: for every
//! mutation of the schema, and for everything that a platform tells. A place in the log that is not
//! kept is an explicit reset.

mod platform;
pub mod recipes;
mod state;
pub mod steps;

use platform::{PLATFORM, ingest};
use recipes::{Recipe, recipe};
use serde_json::json;
use state::Reader;
use std::collections::BTreeSet;
use switchboard_model::EventCursor;
use switchboard_testkit::{
    database::both_databases,
    introspection::{Operation, Schema},
    scene::Scene,
};

/// Longer than the log is kept.
const AGES_MS: i64 = 5 * 365 * 24 * 60 * 60 * 1000;

/// What happens between two snapshots, followed by a client of the feed.
async fn follows(scene: &Scene, reader: &Reader, name: &str, act: impl AsyncFnOnce()) -> bool {
    let (before, head) = reader.snapshot(&scene.admin).await;
    act().await;
    scene.app.settle().await;
    let mark = format!("mark {name}");
    scene.admin.change("closeReasonCreate", json!({ "name": mark }), "closeReason { id }").await;
    scene.app.settle().await;
    let followed = reader.follow(scene, before.clone(), &head, &mark).await;
    let (fresh, _) = reader.snapshot(&scene.admin).await;
    followed.is_like(&fresh, name);
    before.without_mark(&mark) != fresh.without_mark(&mark)
}

/// F5, F17, F21.
#[both_databases]
async fn the_events_of_every_mutation_lead_to_what_a_fresh_snapshot_tells(scene: Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    let reader = Reader::of(&schema);
    let mutations = schema.fields(Operation::Mutation);
    let mut silent = BTreeSet::new();
    for name in mutations.iter().map(|field| field.name.as_str()) {
        let Recipe { input, is_seen } = recipe(&scene, name).await;
        let changed = follows(&scene, &reader, name, async || {
            let selection = "clientMutationId";
            if has_user_errors(&schema, name) {
                scene.admin.change(name, input, selection).await;
            } else {
                scene.admin.attempt_plainly(name, input, selection).await;
            }
        })
        .await;
        assert_eq!(changed, is_seen, "{name} changed what a client sees: {changed}");
        if !changed {
            silent.insert(name.to_owned());
        }
    }
    assert!(silent.len() * 3 < mutations.len(), "too much is silent: {silent:?}");
}

/// F21, F26.
#[both_databases]
async fn the_events_of_a_platform_lead_to_what_a_fresh_snapshot_tells(scene: Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    let reader = Reader::of(&schema);
    let input = json!({ "chatId": scene.id("platformChat"), "body": "how can I help" });
    scene.admin.change("messageReply", input, "message { id }").await;
    scene.app.settle().await;
    for name in PLATFORM {
        let changed = follows(&scene, &reader, name, async || ingest(&scene, name).await).await;
        assert!(changed, "{name} changed nothing");
    }
}

#[both_databases]
async fn a_place_that_is_not_kept_is_a_reset(scene: Scene) {
    const FEED: &str = "subscription($after: EventCursor) { events(after: $after) { cursor events { cursor } reset { reason head } } }";
    let head = scene.admin.data("{ headCursor }", json!({})).await["headCursor"].clone();
    let place: EventCursor = head.as_str().expect("a cursor").parse().expect("a cursor");
    let elsewhere = EventCursor { epoch: place.epoch.wrapping_add(1), ..place };
    let mut feed = scene.admin.subscribe(FEED, json!({ "after": elsewhere.to_string() })).await;
    let batch = feed.next(&scene.app).await["events"].clone();
    assert_eq!(batch["reset"]["reason"], "EPOCH_CHANGED", "{batch:#}");
    assert_eq!(batch["events"], json!([]));

    scene.app.clock.pass_ms(AGES_MS);
    while scene.app.app.flow.prune_once().await.expect("it prunes") > 0 {}
    let start = EventCursor::start(place.epoch).to_string();
    let mut feed = scene.admin.subscribe(FEED, json!({ "after": start })).await;
    let batch = feed.next(&scene.app).await["events"].clone();
    assert_eq!(batch["reset"]["reason"], "CURSOR_EXPIRED", "{batch:#}");
    // From the told place it goes on without a gap.
    let reset_head = batch["reset"]["head"].clone();
    scene.admin.change("closeReasonCreate", json!({ "name": "later" }), "closeReason { id }").await;
    scene.app.settle().await;
    let mut again = scene.admin.subscribe(FEED, json!({ "after": reset_head })).await;
    for feed in [&mut feed, &mut again] {
        let batch = feed.next(&scene.app).await["events"].clone();
        assert_eq!(batch["reset"], json!(null), "{batch:#}");
        assert_eq!(batch["events"].as_array().map(Vec::len), Some(1), "{batch:#}");
    }
}

/// Does a mutation's payload tell what the user can mend.
pub fn has_user_errors(schema: &Schema, mutation: &str) -> bool {
    let mutations = schema.fields(Operation::Mutation);
    let payload = &mutations.iter().find(|field| field.name == mutation).expect("a mutation").of;
    schema.named(&payload.name).fields.iter().any(|field| field.name == "userErrors")
}
