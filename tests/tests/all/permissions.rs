//! Who may do what, generated from the schemas: every query, mutation and subscription is asked by every
//! kind of caller, with real objects of a team that is not theirs. What each of them is given follows from
//! one table (`permissions/table.rs`), which has a line for every operation. Nothing that is private is in
//! any answer to those who may not see it, and what is refused changes nothing.

mod arguments;
mod callers;
mod details;
mod repeated;
mod table;

use arguments::calls;
use callers::{Asks, Caller, callers};
use serde_json::{Value, json};
use std::time::Duration;
use switchboard_store::testing::contents;
use switchboard_testkit::{
    database::both_databases,
    feed::{Feed, Heard},
    introspection::{Field, OPERATIONS, Operation, Schema},
    scene::{PRIVATE, PRIVATE_IDS, Scene},
};
use table::{Access, Table};

/// How deep an answer is asked for.
const DEPTH: usize = 2;
/// How long a subscription is listened to that may say nothing.
const SILENCE: Duration = Duration::from_millis(100);
/// How long the refusal of a subscription may take on a busy machine.
const REFUSAL: Duration = Duration::from_secs(20);
/// What ends the caller's own session, and is therefore asked for last.
const LEAVES: &str = "visitEnd";
/// What is said where no permission would help.
const NOT_ALLOWED: &str = "you may not do this";
/// The codes of those who are not let in.
const REFUSALS: [&str; 3] = ["UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND"];

/// F70.
#[both_databases]
async fn operators_fields_are_given_as_the_table_says(scene: Scene) {
    let mut scene = scene;
    let schema = Schema::told_to(&scene.admin).await;
    let table = Table::of_operators(&schema);
    let callers = callers(&mut scene).await;
    asked_by_all(&scene, &schema, &table, callers, "/graphql").await;
}

/// F70.
#[both_databases]
async fn visitors_fields_are_given_as_the_table_says(scene: Scene) {
    let mut scene = scene;
    let schema = Schema::told_to(&scene.visitor).await;
    let table = Table::of_visitors(&schema);
    let callers = callers(&mut scene).await;
    asked_by_all(&scene, &schema, &table, callers, "/visitor/graphql").await;
}

/// Every caller asks for every field.
async fn asked_by_all(
    scene: &Scene,
    schema: &Schema,
    table: &Table,
    callers: Vec<Caller>,
    path: &'static str,
) {
    for caller in callers {
        let caller = Caller { client: caller.client.at(path), ..caller };
        // The first call of a token is noted with it.
        caller.client.send("{ headCursor }", json!({})).await;
        let mut before = all(scene).await;
        let fields = OPERATIONS.into_iter().flat_map(|operation| {
            schema.fields(operation).iter().map(move |field| (operation, field))
        });
        let mut fields: Vec<(Operation, &Field)> = fields.collect();
        // Who has left is nobody.
        fields.sort_by_key(|(_, field)| field.name == LEAVES);
        for (operation, field) in fields {
            let access = table.access(operation, &field.name);
            let is_asked = match caller.asks {
                Asks::Everything => true,
                Asks::Questions => operation != Operation::Mutation,
                Asks::Accounts => access == Access::Account,
            };
            if !is_asked {
                continue;
            }
            let entry = format!("{} at {path}: {} {}", caller.name, operation.word(), field.name);
            let expected = caller.expected(access);
            // Who is refused is told so; who is let in may be told nothing.
            let patience = if expected == Outcome::Given { SILENCE } else { REFUSAL };
            let outcome = asked(scene, schema, &caller, operation, field, patience, &entry).await;
            assert_eq!(outcome, expected, "{entry}, which needs {access:?}");
            let after = all(scene).await;
            if expected != Outcome::Given {
                let changed = difference(&before, &after);
                assert!(before == after, "{entry} changed something: {changed}");
            }
            before = after;
        }
    }
}

/// Asks for a field in all the ways there are: given when one of them is.
async fn asked(
    scene: &Scene,
    schema: &Schema,
    caller: &Caller,
    operation: Operation,
    field: &Field,
    patience: Duration,
    entry: &str,
) -> Outcome {
    let mut outcomes = Vec::new();
    for (document, variables) in calls(scene, schema, operation, field, caller.depth()) {
        let answers = match operation {
            Operation::Subscription => {
                let post = caller.client.post(&document, variables.clone(), "text/event-stream");
                heard(post.await, patience).await
            }
            _ => vec![caller.client.send(&document, variables.clone()).await.body],
        };
        // Who is let in and told nothing yet follows all the same.
        if answers.is_empty() {
            outcomes.push(Outcome::Given);
        }
        for answer in answers {
            if !caller.sees_night() {
                keeps_private(scene, &answer, entry);
            }
            outcomes.push(outcome(&answer, &field.name, entry, &variables));
        }
    }
    let first = |wanted: Outcome| outcomes.contains(&wanted).then_some(wanted);
    let order = first(Outcome::Given).or(first(Outcome::Refused)).or(first(Outcome::Malformed));
    order.unwrap_or_else(|| panic!("{entry} was asked in no way: give its arguments values"))
}

/// What comes of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An error that says so, or nothing.
    Refused,
    /// The input was not taken, which says nothing about permissions.
    Malformed,
    /// It was answered.
    Given,
}

fn outcome(answer: &Value, field: &str, entry: &str, variables: &Value) -> Outcome {
    if let Some(errors) = answer["errors"].as_array() {
        let code = errors[0]["extensions"]["code"].as_str().unwrap_or_default();
        if REFUSALS.contains(&code) {
            let names_it = errors[0]["extensions"]["permission"].is_string();
            assert!(
                code != "FORBIDDEN" || names_it || errors[0]["message"] != NOT_ALLOWED,
                "{entry} does not say which permission is missing: {answer:#}"
            );
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

/// What a subscription says until it is silent for so long.
async fn heard(answer: axum::response::Response, patience: Duration) -> Vec<Value> {
    let is_stream = answer.headers()["content-type"]
        .to_str()
        .is_ok_and(|kind| kind.starts_with("text/event-stream"));
    if !is_stream {
        let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await.expect("a body");
        return vec![serde_json::from_slice(&bytes).expect("JSON")];
    }
    let mut feed = Feed::of(answer.into_body());
    let mut all = Vec::new();
    while let Heard::Result(result) = feed.listen_for(patience).await {
        all.push(result);
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

/// F69, F70.
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
