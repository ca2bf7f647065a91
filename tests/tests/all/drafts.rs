//! Drafts over the whole server: told to their author's other devices, to nobody else, and found by no search.

use serde_json::{Value, json};
use switchboard_testkit::{app::TestApp, database::both_databases, graphql::Client, scene::Scene};

/// A word that stands in the draft alone.
const WORD: &str = "Wyoming";
const FEED: &str = "subscription($after: EventCursor) { events(after: $after) { \
    events { kind ... on DraftEvent { draft { kind body device } } } } }";
const OWN: &str =
    "query($id: ID!) { chat(id: $id) { draft(kind: REPLY) { body device version } } }";

/// The variables of a subscription to what happens from now on.
pub async fn from_now(app: &TestApp, client: &Client) -> Value {
    json!({ "after": app.head(client).await })
}

/// F32, F47.
#[both_databases]
async fn a_draft_is_told_to_its_authors_devices_alone(scene: Scene) {
    let mut phone = scene.nora.subscribe(FEED, from_now(&scene.app, &scene.nora).await).await;
    let mut colleague = scene.admin.subscribe(FEED, from_now(&scene.app, &scene.admin).await).await;
    let id = json!({ "id": scene.id("chat") });
    let draft = json!({
        "chatId": scene.id("chat"), "kind": "REPLY", "body": format!("{WORD} is far"),
        "format": "PLAIN", "device": "desk",
    });
    scene.nora.change("draftSave", draft.clone(), "draft { id }").await;
    let told = phone.next(&scene.app).await["events"]["events"][0].clone();
    assert_eq!(told["kind"], "DRAFT_SAVED");
    assert_eq!(told["draft"]["body"], format!("{WORD} is far"));
    let stale = scene.nora.attempt("draftSave", draft.clone(), "draft { version }").await;
    assert_eq!(stale["userErrors"], json!([]), "the same words are no conflict: {stale}");
    let mut other = draft;
    other["body"] = json!(format!("{WORD} is near"));
    other["device"] = json!("phone");
    let selection = "draft { body device discardedBody discardedDevice discardedAt }";
    let stale = scene.nora.attempt("draftSave", other, selection).await;
    assert_eq!(stale["userErrors"][0]["code"], "STALE_VERSION", "{stale}");
    assert_eq!(stale["draft"]["body"], format!("{WORD} is far"));
    assert_eq!(stale["draft"]["discardedBody"], format!("{WORD} is near"));
    assert!(stale["draft"]["discardedAt"].is_string(), "{stale}");

    let own = scene.nora.data(OWN, id.clone()).await;
    assert_eq!(own["chat"]["draft"]["device"], "desk", "{own}");
    let others = scene.admin.data(OWN, id).await;
    assert_eq!(others["chat"]["draft"], Value::Null, "{others}");
    scene.admin.change("closeReasonCreate", json!({ "name": "mark" }), "closeReason { id }").await;
    let told = colleague.next(&scene.app).await.to_string();
    assert!(told.contains("CLOSE_REASON_CREATED"), "{told}");
    assert!(!told.contains("DRAFT") && !told.contains(WORD), "{told}");

    scene.app.settle().await;
    let search = "query($query: String!) { search(query: $query, first: 5) { edges { cursor } } }";
    for who in [&scene.nora, &scene.admin] {
        let found = who.data(search, json!({ "query": WORD })).await;
        assert_eq!(found["search"]["edges"], json!([]), "{found}");
    }
    let lines = "{ auditLog(first: 100) { nodes { action before after } } }";
    let told = scene.admin.data(lines, json!({})).await.to_string();
    assert!(!told.contains("draft") && !told.contains(WORD), "{told}");

    let said = json!({ "chatId": scene.id("chat"), "body": "Hello." });
    scene.nora.change("messageReply", said, "message { id }").await;
    let left = scene.nora.data("{ viewer { drafts { id } } }", json!({})).await;
    assert_eq!(left["viewer"]["drafts"], json!([]));
}
