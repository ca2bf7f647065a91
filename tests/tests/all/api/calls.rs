//! Calls that come again, that come too late, and the codes that clients go by.

use crate::replay::{has_user_errors, recipes::recipe};
use futures::future::join_all;
use serde_json::{Value, json};
use switchboard_store::testing::contents;
use switchboard_tests::{
    database::{BOTH, TestDatabase},
    introspection::{Field, Operation, Schema, Type},
    scene::Scene,
};

/// Calls that have no key to be recognised by: what they do lasts for seconds, or can be done twice.
const WITHOUT_KEY: [&str; 2] = ["searchRebuild", "typingSet"];
/// What a mutation's payload says beside its object.
const ALWAYS: [&str; 3] = ["clientMutationId", "eventCursor", "userErrors"];
/// What a user can be told to mend.
const USER_ERRORS: [&str; 8] = [
    "CONFLICT",
    "GONE",
    "IDEMPOTENCY_KEY_REUSED",
    "INVALID",
    "NOT_FOUND",
    "QUOTA_FULL",
    "STALE_VERSION",
    "UNSUPPORTED",
];

fn input_of<'a>(schema: &'a Schema, mutation: &Field) -> &'a Type {
    schema.named(&mutation.arguments[0].of.name)
}

/// The object of a payload, with a selection of what tells it apart.
fn object(schema: &Schema, mutation: &Field) -> (String, String) {
    let payload = schema.named(&mutation.of.name);
    let own = |field: &&Field| !ALWAYS.contains(&field.name.as_str());
    let field = payload.fields.iter().find(own).expect("an object");
    (field.name.clone(), format!("{} {}", field.name, schema.selection(&field.of.name, 0)))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outdated_version_is_told_with_the_object_as_it_is() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let scene = Scene::open(&database).await;
        let schema = Schema::told_to(&scene.admin).await;
        let mut tried = 0;
        for mutation in schema.fields(Operation::Mutation) {
            let inputs = &input_of(&schema, mutation).inputs;
            if !inputs.iter().any(|one| one.name == "expectedVersion") {
                continue;
            }
            let mut input = recipe(&scene, &mutation.name).await.input;
            input["expectedVersion"] = json!(1_000);
            let payload = schema.named(&mutation.of.name);
            let is_node = |field: &&Field| {
                schema.named(&field.of.name).fields.iter().any(|field| field.name == "version")
            };
            let current = payload.fields.iter().find(is_node);
            let current =
                current.unwrap_or_else(|| panic!("{} has no object to show", mutation.name));
            let selection = format!("{} {{ id version }}", current.name);
            let payload = scene.admin.attempt(&mutation.name, input, &selection).await;
            assert_eq!(payload["userErrors"][0]["code"], "STALE_VERSION", "{payload:#}");
            let version = payload[&current.name]["version"].as_i64();
            assert!(
                version.is_some_and(|version| version < 1_000),
                "{}: {payload:#}",
                mutation.name
            );
            tried += 1;
        }
        assert!(tried > 8, "{tried} mutations know versions");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_call_is_answered_alike_and_does_nothing() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let scene = Scene::open(&database).await;
        let schema = Schema::told_to(&scene.admin).await;
        for mutation in schema.fields(Operation::Mutation) {
            let name = mutation.name.as_str();
            if WITHOUT_KEY.contains(&name) {
                assert!(!has_user_errors(&schema, name), "{name} could have a key");
                continue;
            }
            let mut input = recipe(&scene, name).await.input;
            input["clientMutationId"] = json!(format!("key of {name}"));
            let (_, selection) = object(&schema, mutation);
            let selection = format!("{selection} clientMutationId eventCursor");
            let first = scene.admin.change(name, input.clone(), &selection).await;
            let before = all(&scene).await;
            let second = scene.admin.attempt(name, input.clone(), &selection).await;
            assert!(before == all(&scene).await, "{name} was done twice");
            assert_eq!(first, second, "{name} answers alike");
            if let Some(other) = another(&schema, mutation, &input) {
                let refused = scene.admin.attempt(name, other, "clientMutationId").await;
                let code = &refused["userErrors"][0]["code"];
                assert_eq!(code, "IDEMPOTENCY_KEY_REUSED", "{name}: {refused:#}");
                assert!(before == all(&scene).await, "{name} was done for another input");
            }
        }
    }
}

/// The same key with another input: a text is longer, else a choice is added.
fn another(schema: &Schema, mutation: &Field, input: &Value) -> Option<Value> {
    let texts = input_of(schema, mutation).inputs.iter();
    let text = texts.filter(|one| {
        one.of.name == "String"
            && !["clientMutationId", "key", "plugin"].contains(&one.name.as_str())
    });
    let mut text = text.filter(|one| input[&one.name].is_string());
    let name = &text.next()?.name;
    let mut other = input.clone();
    other[name] = json!(format!("{}!", input[name].as_str()?));
    Some(other)
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_equal_calls_at_once_have_one_effect_and_one_answer() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let scene = Scene::open(&database).await;
        let notes = "query($id: ID!) { chat(id: $id) { notes { nodes { id } } messages { nodes { id } } } }";
        let count = async |list: &str| {
            let chat = scene.admin.data(notes, json!({ "id": scene.id("chat") })).await;
            chat["chat"][list]["nodes"].as_array().map_or(0, Vec::len)
        };
        for (name, list, selection) in [
            ("noteCreate", "notes", "note { id body version }"),
            ("messageReply", "messages", "message { id body version }"),
        ] {
            let before = count(list).await;
            let input = json!({
                "clientMutationId": "the same", "chatId": scene.id("chat"), "body": "once",
            });
            let selection = format!("{selection} clientMutationId eventCursor");
            // One author has one set of keys: another mutation with the key is another input.
            let input = match name {
                "messageReply" => {
                    json!({ "clientMutationId": "another", "chatId": scene.id("chat"), "body": "once" })
                }
                _ => input,
            };
            let calls = (0..50).map(|_| scene.nora.attempt(name, input.clone(), &selection));
            let answers = join_all(calls).await;
            assert_eq!(answers[0]["userErrors"], json!([]), "{name}");
            assert!(answers.iter().all(|answer| *answer == answers[0]), "{name}: {answers:#?}");
            assert_eq!(count(list).await, before + 1, "{name} had one effect");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_are_what_clients_go_by() {
    let database = TestDatabase::sqlite();
    let scene = Scene::open(&database).await;
    let schema = Schema::told_to(&scene.admin).await;
    assert_eq!(schema.named("UserErrorCode").values, USER_ERRORS);
    let code = async |client: &switchboard_tests::graphql::Client, text: &str| {
        let body = client.send(text, json!({})).await.body;
        body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(code(&scene.house.nobody(), "{ viewer { rights } }").await, "UNAUTHENTICATED");
    assert_eq!(code(&scene.nora, "{ settings { storageQuotaBytes } }").await, "FORBIDDEN");
    assert_eq!(code(&scene.nora, "{ chat { id } }").await, "INVALID");
    assert_eq!(code(&scene.nora, "{ nothing }").await, "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(code(&scene.nora, "{ chats").await, "GRAPHQL_PARSE_FAILED");
}

async fn all(scene: &Scene) -> impl PartialEq {
    scene.house.house.desk.store().read(contents).await.expect("the tables can be read")
}
