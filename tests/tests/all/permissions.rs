//! Who may do what, generated from the schemas: every query, mutation and subscription is asked by
//! those who may not, with real objects of a team that is not theirs. All are refused or get nothing,
//! nothing that is private is in any answer, and nothing changes. What a caller may ask after all
//! stands in `permissions_uncovered.txt`, which may only shrink.

mod arguments;
mod uncovered;

use arguments::calls;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use switchboard_store::testing::contents;
use switchboard_testkit::{
    database::both_databases,
    feed::{Feed, Heard},
    graphql::Client,
    introspection::{Field, OPERATIONS, Operation, Schema},
    scene::{PRIVATE, PRIVATE_IDS, Scene},
};
use uncovered::Uncovered;

/// How deep an answer is asked for.
const DEPTH: usize = 2;
/// What ends the caller's own session, and is therefore asked for last.
const LEAVES: &str = "visitEnd";
/// The codes of those who are not let in.
const REFUSALS: [&str; 3] = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"];

/// One who asks.
struct Caller {
    name: &'static str,
    client: Client,
    /// May know the objects and lacks only the permissions to change them.
    may_see: bool,
}

#[both_databases]
async fn operators_fields_are_closed_to_those_without_the_permission(scene: Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    let caller = |name, client: &Client, may_see| {
        let client = client.clone();
        Caller { name, client, may_see }
    };
    let callers = [
        caller("nobody", &scene.app.nobody(), false),
        caller("visitor", &scene.visitor.at("/graphql"), false),
        caller("otherTeam", &scene.dana, false),
        caller("withoutPermissions", &scene.guest, false),
        caller("reader", &scene.reader, true),
    ];
    closed(&scene, &schema, &callers, "operator").await;
}

#[both_databases]
async fn visitors_fields_are_closed_to_everybody_else(scene: Scene) {
    let schema = Schema::told_to(&scene.visitor).await;
    let caller = |name, client: &Client| {
        let client = client.at("/visitor/graphql");
        Caller { name, client, may_see: false }
    };
    let callers = [
        caller("nobody", &scene.app.nobody()),
        caller("operator", &scene.nora),
        caller("otherVisitor", &scene.other_visitor),
    ];
    closed(&scene, &schema, &callers, "visitor").await;
}

/// Every field is closed to every caller, or stands in the list.
async fn closed(scene: &Scene, schema: &Schema, callers: &[Caller], part: &str) {
    let mut open = BTreeSet::new();
    for caller in callers {
        // The first call of a token is noted with it.
        caller.client.send("{ headCursor }", json!({})).await;
        let fields = OPERATIONS.into_iter().flat_map(|operation| {
            schema.fields(operation).iter().map(move |field| (operation, field))
        });
        let mut fields: Vec<(Operation, &Field)> = fields.collect();
        // Who has left is nobody.
        fields.sort_by_key(|(_, field)| field.name == LEAVES);
        for (operation, field) in fields {
            // Who may see is not asked to show that they do.
            if caller.may_see && operation != Operation::Mutation {
                continue;
            }
            let entry = format!("{part} {} {} {}", caller.name, operation.word(), field.name);
            if !is_closed(scene, schema, caller, operation, field, &entry).await {
                open.insert(entry);
            }
        }
    }
    Uncovered::read().is_exactly(part, &open);
}

/// Asks for a field in all the ways there are. True when it was refused or gave nothing each time.
async fn is_closed(
    scene: &Scene,
    schema: &Schema,
    caller: &Caller,
    operation: Operation,
    field: &Field,
    entry: &str,
) -> bool {
    let before = all(scene).await;
    let mut outcomes = Vec::new();
    for (document, variables) in calls(scene, schema, operation, field, DEPTH) {
        let answers = match operation {
            Operation::Subscription => {
                heard(caller.client.post(&document, variables.clone(), "text/event-stream").await)
                    .await
            }
            _ => vec![caller.client.send(&document, variables.clone()).await.body],
        };
        for answer in answers {
            if !caller.may_see {
                keeps_private(scene, &answer, entry);
            }
            outcomes.push(outcome(&answer, &field.name, entry, &variables));
        }
    }
    let after = all(scene).await;
    let is_allowed = outcomes.contains(&Outcome::Given);
    if !is_allowed {
        assert!(before == after, "{entry} changed something: {}", difference(&before, &after));
        // An answer about the input alone says nothing about permissions: that is not covered.
        return outcomes.iter().any(|one| *one != Outcome::Malformed);
    }
    !is_allowed
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// An error that says so, or nothing.
    Refused,
    /// The input was not taken.
    Malformed,
    /// It was answered.
    Given,
}

fn outcome(answer: &Value, field: &str, entry: &str, variables: &Value) -> Outcome {
    if let Some(errors) = answer["errors"].as_array() {
        let code = errors[0]["extensions"]["code"].as_str().unwrap_or_default();
        if REFUSALS.contains(&code) {
            return Outcome::Refused;
        }
        assert_eq!(code, "INVALID", "{entry} with {variables}: {answer:#}");
        return Outcome::Malformed;
    }
    let data = &answer["data"][field];
    if let Some(errors) = data["userErrors"].as_array().filter(|errors| !errors.is_empty()) {
        let code = errors[0]["code"].as_str().unwrap_or_default();
        return match code {
            "NOT_FOUND" => Outcome::Refused,
            "INVALID" => Outcome::Malformed,
            _ => Outcome::Given,
        };
    }
    if is_empty(data) { Outcome::Refused } else { Outcome::Given }
}

/// Nothing was given: null, an empty list, a list of nulls, or an empty page.
fn is_empty(data: &Value) -> bool {
    match data {
        Value::Null => true,
        Value::Array(items) => items.iter().all(Value::is_null),
        Value::Object(fields) => {
            let lists = ["nodes", "edges"];
            fields.contains_key("pageInfo")
                && lists.iter().all(|name| data[name].as_array().is_none_or(Vec::is_empty))
        }
        _ => false,
    }
}

fn keeps_private(scene: &Scene, answer: &Value, entry: &str) {
    let text = answer.to_string();
    assert!(!text.contains(PRIVATE), "{entry} tells what is private: {answer:#}");
    for word in PRIVATE_IDS {
        assert!(!text.contains(scene.id(word)), "{entry} tells the id of the {word}: {answer:#}");
    }
}

/// What a subscription says until it falls silent.
async fn heard(answer: axum::response::Response) -> Vec<Value> {
    let is_stream = answer.headers()["content-type"]
        .to_str()
        .is_ok_and(|kind| kind.starts_with("text/event-stream"));
    if !is_stream {
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
        return vec![serde_json::from_slice(&bytes).expect("JSON")];
    }
    let mut feed = Feed::of(answer.into_body());
    let mut all = Vec::new();
    while let Heard::Result(result) = feed.listen().await {
        all.push(result);
    }
    // Who hears nothing is told nothing.
    if all.is_empty() {
        all.push(json!({ "data": {} }));
    }
    all
}

type All = std::collections::BTreeMap<String, switchboard_store::testing::TableContents>;

async fn all(scene: &Scene) -> All {
    scene.app.app.desk.store().read(contents).await.expect("the tables can be read")
}

fn difference(before: &All, after: &All) -> String {
    let changed = after.iter().filter(|(table, rows)| before.get(*table) != Some(rows));
    changed.map(|(table, rows)| format!("{table}:\n{}\n", rows.rows)).collect()
}

#[both_databases]
async fn no_object_of_another_team_is_found_by_its_id_or_by_the_search(scene: Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    let selection = schema.selection("Node", 1);
    let node = format!("query($id: ID!) {{ node(id: $id) {selection} }}");
    let found = schema.selection("SearchResult", 1);
    let search = format!(
        "query($query: String!) {{ search(query: $query) {{ totalCount nodes {found} }} }}"
    );
    for word in PRIVATE_IDS {
        let id = json!({ "id": scene.id(word) });
        let of_admin = scene.admin.data(&node, id.clone()).await;
        assert!(of_admin["node"].is_object(), "an admin finds the {word}");
        for (name, client) in [("another team", &scene.dana), ("no permissions", &scene.guest)] {
            let answer = client.send(&node, id.clone()).await.body;
            assert!(answer["data"]["node"].is_null(), "{name} finds the {word}: {answer:#}");
        }
    }
    let query = json!({ "query": PRIVATE });
    let of_nora = scene.nora.data(&search, query.clone()).await;
    assert!(of_nora["search"]["totalCount"].as_i64() > Some(0), "Nora finds her chats");
    let of_dana = scene.dana.data(&search, query.clone()).await;
    assert_eq!(of_dana["search"], json!({ "totalCount": 0, "nodes": [] }), "Dana finds nothing");
    let of_guest = scene.guest.send(&search, query).await.body;
    assert_eq!(of_guest["errors"][0]["extensions"]["code"], "FORBIDDEN", "{of_guest:#}");
}
