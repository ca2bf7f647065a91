//! Calls that come again, that come at once, that come too late, and that say what cannot be.

mod others;
mod spoiled;
mod states;

use crate::replay::{has_user_errors, recipes::recipe};
use futures::future::join_all;
use others::{others, selection};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use switchboard_store::testing::{TableContents, contents, is_full};
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    graphql::mutation,
    introspection::{Field, Operation, Schema},
    scene::Scene,
};

/// Calls at the same time.
const AT_ONCE: usize = 16;
/// Mutations that are not recognised by a key.
const WITHOUT_KEY: [(&str, &str); 4] = [
    ("channelTest", "asks the platform each time, and changes nothing"),
    ("noteTypingSet", "is never stored and ends by itself"),
    ("searchRebuild", "makes the same index, as often as it is called"),
    ("typingSet", "is never stored and ends by itself"),
];
/// Mutations whose answer is told once.
pub const TOLD_ONCE: [(&str, &str); 5] = [
    ("chatOpenAs", "the token is good for a minute and is not kept"),
    ("invitationCreate", "the secret is stored as a hash only"),
    ("operatorBeginTotp", "the secret is stored sealed and is not told again"),
    ("operatorConfirmTotp", "the recovery codes are stored as hashes only"),
    ("tokenCreate", "the secret is stored as a hash only and cannot be told again"),
];
/// Mutations of visitors that tell their key back and nothing more.
const OF_VISITORS: [(&str, &str); 13] = [
    ("visitStart", "begins another session each time; nobody is there yet whose key it could be"),
    ("visitIdentify", "answers with a new secret each time"),
    ("visitEnd", "what has ended cannot end again"),
    ("visitUpdate", "the same page again says that the visitor is still there"),
    ("consentSet", "agreeing twice changes nothing"),
    ("chatMarkRead", "reading twice changes nothing"),
    ("chatRate", "rating twice alike changes nothing"),
    ("chatSetReference", "the same again changes nothing"),
    ("messageEdit", "the same text again changes nothing"),
    ("messageDelete", "deleting twice changes nothing"),
    ("typingSet", "is never stored and ends by itself"),
    ("attachmentUploadBegin", "what is begun and not used is removed within the hour"),
    ("attachmentUploadFinish", "finishing twice changes nothing"),
];
/// Keeps the text that was written on another version beside the one that is stored.
const KEEPS_OUTDATED: &str = "draftSave";
/// What input is refused by that is wrong, or comes at the wrong time.
const CODES: [&str; 4] = ["CONFLICT", "INVALID", "NOT_FOUND", "UNSUPPORTED"];
/// A version that nothing has.
const STALE: i64 = 1_000;

fn is_listed(list: &[(&str, &str)], name: &str) -> bool {
    list.iter().any(|(listed, _)| *listed == name)
}

type All = BTreeMap<String, TableContents>;

async fn all(scene: &Scene) -> All {
    scene.app.app.desk.store().read(contents).await.expect("the tables can be read")
}

/// Are the suites of bad input to run whole, of which a part is run otherwise.
fn is_whole() -> bool {
    is_full("SWITCHBOARD_SPOILED")
}

/// The document of a mutation that tells no more than by which code it was refused.
fn document(schema: &Schema, name: &str) -> String {
    let errors = if has_user_errors(schema, name) { "userErrors { code }" } else { "" };
    mutation(name, &format!("clientMutationId {errors}"))
}

/// By which code a mutation was refused; none where it was done.
fn refusal<'a>(answer: &'a Value, name: &str) -> Option<&'a str> {
    if let Some(error) = answer["errors"].get(0) {
        return Some(error["extensions"]["code"].as_str().unwrap_or("no code"));
    }
    answer["data"][name]["userErrors"].get(0)?["code"].as_str()
}

/// The tables that are not what they were.
fn changed<'a>(before: &All, after: &'a All) -> Vec<&'a str> {
    let tables = after.iter().filter(|(table, rows)| before.get(*table) != Some(rows));
    tables.map(|(table, _)| table.as_str()).collect()
}

/// How many rows each table has more.
fn growth(before: &All, after: &All) -> BTreeMap<String, i64> {
    let more = |(table, rows): (&String, &TableContents)| {
        let was = before.get(table).map_or(0, |rows| rows.row_count);
        (rows.row_count != was).then(|| (table.clone(), rows.row_count - was))
    };
    after.iter().filter_map(more).collect()
}

/// Calls a mutation as often at once; gives the answers, and how many rows there are more.
async fn call(
    scene: &Scene,
    name: &str,
    input: &Value,
    selection: &str,
    times: usize,
) -> (Vec<Value>, BTreeMap<String, i64>) {
    let before = all(scene).await;
    let calls = (0..times).map(|_| scene.admin.attempt(name, input.clone(), selection));
    let answers = join_all(calls).await;
    (answers, growth(&before, &all(scene).await))
}

async fn input(scene: &Scene, name: &str) -> Value {
    let mut input = recipe(scene, name).await.input;
    input["clientMutationId"] = json!(format!("key of {name}"));
    input
}

#[both_databases]
async fn equal_calls_at_once_are_one_call(database: TestDatabase) {
    let other = TestDatabase::of(database.backend()).await;
    let (alone, scene) = (Scene::open(&other).await, Scene::open(&database).await);
    let schema = Schema::told_to(&scene.admin).await;
    for mutation in schema.fields(Operation::Mutation) {
        let name = mutation.name.as_str();
        if is_listed(&WITHOUT_KEY, name) {
            let payload = &schema.named(&mutation.of.name).fields;
            assert!(!payload.iter().any(|one| one.name == "userErrors"), "{name} has a key");
            continue;
        }
        let selection = selection(&schema, mutation);
        let once = input(&alone, name).await;
        let (one, expected) = call(&alone, name, &once, &selection, 1).await;
        assert_eq!(one[0]["userErrors"], json!([]), "{name}: {:#}", one[0]);
        let input = input(&scene, name).await;
        let (mut answers, grown) = call(&scene, name, &input, &selection, AT_ONCE).await;
        assert_eq!(grown, expected, "{name} was done once");
        if is_listed(&TOLD_ONCE, name) {
            let is_first = |answer: &Value| answer["userErrors"] == json!([]);
            let first = answers.iter().position(is_first).expect("one is told");
            answers.remove(first);
            assert_eq!(answers[0]["userErrors"][0]["code"], "CONFLICT", "{name}");
        } else {
            assert_eq!(answers[0]["userErrors"], json!([]), "{name}: {:#}", answers[0]);
        }
        let first = &answers[0];
        let differs = answers.iter().find(|answer| *answer != first);
        assert_eq!(differs, None, "{name} answers alike: {first:#}");
        is_known_again(&scene, &schema, mutation, &input, first).await;
    }
}

/// The same call later changes nothing; another input under the key is refused.
async fn is_known_again(
    scene: &Scene,
    schema: &Schema,
    mutation: &Field,
    input: &Value,
    first: &Value,
) {
    let name = mutation.name.as_str();
    let before = all(scene).await;
    let again = scene.admin.attempt(name, input.clone(), &selection(schema, mutation)).await;
    assert_eq!(again, *first, "{name} answers alike later");
    let others = others(scene, schema, mutation, input);
    assert!(!others.is_empty(), "{name} has no other input");
    for other in others {
        let refused = scene.admin.attempt(name, other.clone(), "clientMutationId").await;
        let code = &refused["userErrors"][0]["code"];
        assert_eq!(code, "IDEMPOTENCY_KEY_REUSED", "{name} with {other}: {refused:#}");
        let path = &refused["userErrors"][0]["path"];
        assert_eq!(*path, json!(["input", "clientMutationId"]), "{name}");
    }
    assert!(before == all(scene).await, "{name} changed something when it came again");
}

#[both_databases]
async fn an_outdated_version_is_told_with_the_object_as_it_is(scene: Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    let mut tried = 0;
    for mutation in schema.fields(Operation::Mutation) {
        let name = mutation.name.as_str();
        let inputs = &schema.named(&mutation.arguments[0].of.name).inputs;
        if !inputs.iter().any(|one| one.name == "expectedVersion") {
            continue;
        }
        let mut input = recipe(&scene, name).await.input;
        input["expectedVersion"] = json!(STALE);
        let payload = schema.named(&mutation.of.name);
        let has_version = |field: &&Field| {
            schema.named(&field.of.name).fields.iter().any(|field| field.name == "version")
        };
        let shown: Vec<&str> =
            payload.fields.iter().filter(has_version).map(|field| field.name.as_str()).collect();
        assert!(!shown.is_empty() || name == "noteDelete", "{name} has no object to show");
        let selection: Vec<String> =
            shown.iter().map(|object| format!("{object} {{ id version }}")).collect();
        let selection = format!("clientMutationId {}", selection.join(" "));
        let before = all(&scene).await;
        let payload = scene.admin.attempt(name, input, &selection).await;
        assert_eq!(payload["userErrors"][0]["code"], "STALE_VERSION", "{name}: {payload:#}");
        let is_kept = name == KEEPS_OUTDATED;
        assert!(is_kept || before == all(&scene).await, "{name} changed what was outdated");
        let is_now = |object: &&str| {
            payload[*object]["version"].as_i64().is_some_and(|version| version < STALE)
        };
        let is_told = shown.is_empty() || shown.iter().any(is_now);
        assert!(is_told, "{name} tells the object as it is: {payload:#}");
        tried += 1;
    }
    assert!(tried > 8, "{tried} mutations know versions");
}

#[both_databases]
async fn a_visitors_key_is_one_message(scene: Scene) {
    let schema = Schema::told_to(&scene.visitor).await;
    for mutation in schema.fields(Operation::Mutation) {
        let name = mutation.name.as_str();
        assert!(name == "messageWrite" || is_listed(&OF_VISITORS, name), "{name} is not held");
    }
    let text = json!({ "clientMutationId": "the-same", "body": "once" });
    let selection = "message { id body version } clientMutationId eventCursor";
    let before = all(&scene).await;
    let write = |input: Value| scene.visitor.attempt("messageWrite", input, selection);
    let answers = join_all((0..AT_ONCE).map(|_| write(text.clone()))).await;
    assert_eq!(answers[0]["userErrors"], json!([]));
    assert_eq!(answers[0]["message"]["body"], "once");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    let after = all(&scene).await;
    assert_eq!(growth(&before, &after)["messages"], 1);
    for (name, value) in
        [("body", json!("twice")), ("quotedId", Value::Null), ("name", json!("Ana"))]
    {
        let mut other = text.clone();
        other[name] = value;
        let refused = write(other).await;
        assert_eq!(refused["userErrors"][0]["code"], "IDEMPOTENCY_KEY_REUSED", "{refused:#}");
    }
    let wrong = json!({ "clientMutationId": "not a key", "body": "hello" });
    let refused = write(wrong).await;
    assert_eq!(refused["userErrors"][0]["code"], "INVALID", "{refused:#}");
    assert_eq!(refused["userErrors"][0]["path"], json!(["input", "clientMutationId"]));
    let empty = json!({ "clientMutationId": "another", "body": " " });
    assert_eq!(write(empty).await["userErrors"][0]["path"], json!(["input", "body"]));
    assert!(after == all(&scene).await, "what was refused changed something");
}
