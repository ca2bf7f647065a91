//! What a repeated call is answered after its caller's permissions have changed: what they may see today,
//! and of the rest only that it was done.

use super::{DEPTH, all, difference, keeps_private};
use crate::api::calls::TOLD_ONCE;
use crate::replay::{has_user_errors, recipes::recipe};
use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    introspection::{Field, Operation, Schema},
    scene::Scene,
};

/// Mutations whose repetition shows nothing of what they were done to: there are more than this many.
const HIDDEN_MIN: usize = 20;

#[both_databases]
async fn a_repeated_call_shows_nothing_that_its_caller_may_no_longer_see(scene: Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    let boss = scene.app.operator("Boss", "Admin", &[]).await;
    let boss = scene.app.client_of(&boss).await;
    let viewer = scene.admin.data("{ viewer { operator { id } } }", json!({})).await;
    let caller = viewer["viewer"]["operator"]["id"].clone();
    let (everything, nothing) = (scene.app.role("Admin").await.to_string(), scene.id("role"));
    let becomes = async |role: &str| {
        let input = json!({ "operatorId": caller, "roleId": role });
        boss.change("operatorUpdate", input, "operator { id }").await;
    };
    let mut hidden = 0;
    for mutation in schema.fields(Operation::Mutation) {
        let name = mutation.name.as_str();
        // What knows no key is not repeated but done again: the matrix asks that.
        if !has_user_errors(&schema, name) {
            continue;
        }
        let mut input = recipe(&scene, name).await.input;
        input["clientMutationId"] = json!(format!("once {name}"));
        let document = document(&schema, mutation);
        let variables = json!({ "input": input });
        let first = scene.admin.data(&document, variables.clone()).await[name].clone();
        assert_eq!(first["userErrors"], json!([]), "{name}: {first:#}");

        becomes(nothing).await;
        let before = all(&scene).await;
        let answer = scene.admin.send(&document, variables).await.body;
        let again = &answer["data"][name];
        keeps_private(&scene, &without_key(again), name);
        assert!(!answer.to_string().contains("/uploads/"), "{name} gives a signed path");
        shows_what_may_be_seen(&scene.admin, again, name).await;
        let after = all(&scene).await;
        assert!(before == after, "{name} changed something: {}", difference(&before, &after));
        // Its secret was told once; and what is checked before its transaction is refused before.
        let is_refused = answer["errors"][0]["extensions"]["code"] == "FORBIDDEN";
        let is_told_once = TOLD_ONCE.iter().any(|(told, _)| *told == name);
        if !is_told_once && !is_refused {
            assert_eq!(again["userErrors"], json!([]), "{name} was done: {answer:#}");
            assert_eq!(again["eventCursor"], first["eventCursor"], "{name} has its place");
        }
        if objects(again).is_empty() && !objects(&first).is_empty() {
            hidden += 1;
        }
        becomes(&everything).await;
    }
    assert!(hidden > HIDDEN_MIN, "only {hidden} mutations are about what is hidden");
}

fn document(schema: &Schema, mutation: &Field) -> String {
    let argument = &mutation.arguments[0];
    let selection = schema.selection(&mutation.of.name, DEPTH);
    let (name, of) = (&mutation.name, &argument.of.text);
    format!("mutation($input: {of}) {{ {name}(input: $input) {selection} }}")
}

/// The ids of what was deleted or ended are the caller's own words.
fn without_key(payload: &Value) -> Value {
    let mut payload = payload.clone();
    if let Some(fields) = payload.as_object_mut() {
        fields.retain(|name, _| name != "deletedId" && name != "revokedId");
    }
    payload
}

/// The ids of all objects in an answer.
fn objects(answer: &Value) -> Vec<String> {
    match answer {
        Value::Array(items) => items.iter().flat_map(objects).collect(),
        Value::Object(fields) => {
            let own = fields.get("id").and_then(Value::as_str).map(ToOwned::to_owned);
            own.into_iter().chain(fields.values().flat_map(objects)).collect()
        }
        _ => Vec::new(),
    }
}

/// Each object of an answer is one that the caller finds by its id as well, or a token or the preferences of
/// their own.
async fn shows_what_may_be_seen(client: &Client, answer: &Value, name: &str) {
    for id in objects(answer) {
        let is_own = [("tokenRevoke", "token_"), ("preferencesUpdate", "preferences_")]
            .iter()
            .any(|(told, kind)| *told == name && id.starts_with(kind));
        if is_own {
            continue;
        }
        let query = "query($id: ID!) { node(id: $id) { id } }";
        let found = client.data(query, json!({ "id": id })).await;
        assert_eq!(found["node"]["id"], json!(id), "{name} shows {id}: {answer:#}");
    }
}
