//! Bad input, made from the schema: each input of every mutation with an id that nothing has, one of another
//! kind, one that is none, and a text that no text may be as long as. Each is refused by a stable code, and
//! nothing is changed. Outdated versions are held beside, those who may not in `permissions`.

use super::{All, WITHOUT_KEY, all, is_listed};
use crate::replay::{has_user_errors, recipes::recipe};
use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    graphql::mutation,
    introspection::{Input, Operation, Schema},
    scene::Scene,
};

/// In bytes, more than any text may have.
const TOO_LONG: usize = 70_000;
/// Fewer calls than this are not all.
const CALLS: usize = 250;
/// As much of an answer is shown.
const SHOWN_CHARACTERS: usize = 400;

/// What such input is refused by.
const CODES: [&str; 4] = ["CONFLICT", "INVALID", "NOT_FOUND", "UNSUPPORTED"];
/// Fields that are taken, or not looked at.
const TAKEN: [(&str, &str, &str); 5] = [
    ("attachmentUploadBegin", "name", "a name is cut, as a platform's are"),
    ("attachmentUploadBegin", "contentType", "what is no type is any bytes"),
    ("operatorChangePassword", "oldPassword", "asked for one's own alone"),
    ("operatorDisableTotp", "code", "asked for one's own alone"),
    ("chatsBulk", "chatIds", "each chat is told of by itself"),
];

#[both_databases]
async fn bad_input_is_refused_by_a_stable_code_and_changes_nothing(scene: Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for field in schema.fields(Operation::Mutation) {
        let name = field.name.as_str();
        let input = recipe(&scene, name).await.input;
        scene.app.settle().await;
        let before = all(&scene).await;
        let errors = if has_user_errors(&schema, name) { "userErrors { code }" } else { "" };
        let document = mutation(name, &format!("clientMutationId {errors}"));
        for (what, spoiled) in spoiled(&scene, &schema, name, &field.arguments[0].of.name, &input) {
            tried += 1;
            let answer = scene.admin.send(&document, json!({ "input": spoiled })).await.body;
            if !CODES.contains(&code(&answer, name)) {
                let shown: String = answer.to_string().chars().take(SHOWN_CHARACTERS).collect();
                wrong.push(format!("{name} with {what}: {shown}"));
            }
        }
        let after = all(&scene).await;
        if before != after {
            wrong.push(format!("{name} changed {:?}", changed(&before, &after)));
        }
    }
    println!("{tried} calls");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(tried > CALLS, "only {tried} calls were made");
}

fn code<'a>(answer: &'a Value, name: &str) -> &'a str {
    let refused = &answer["errors"][0]["extensions"]["code"];
    let code = refused.as_str().or(answer["data"][name]["userErrors"][0]["code"].as_str());
    code.unwrap_or_default()
}

/// The tables that are not what they were.
fn changed<'a>(before: &All, after: &'a All) -> Vec<&'a str> {
    let tables = after.iter().filter(|(table, rows)| before.get(*table) != Some(rows));
    tables.map(|(table, _)| table.as_str()).collect()
}

/// The input with one field spoiled, in each way in which it can be, and what was done to it.
fn spoiled(
    scene: &Scene,
    schema: &Schema,
    mutation: &str,
    of: &str,
    input: &Value,
) -> Vec<(String, Value)> {
    let is_taken = |field: &Input| {
        TAKEN.iter().any(|(taken, name, _)| *taken == mutation && *name == field.name)
            || (field.name == "clientMutationId" && is_listed(&WITHOUT_KEY, mutation))
    };
    let mut all = Vec::new();
    for field in schema.named(of).inputs.iter().filter(|field| !is_taken(field)) {
        let given = input.get(&field.name).filter(|given| !given.is_null());
        let is_inputs = schema.named(&field.of.name).kind == "INPUT_OBJECT";
        // One of several is enough.
        let one = given.map(|given| if field.of.is_list { &given[0] } else { given });
        let values = match field.of.name.as_str() {
            name if is_inputs => match one {
                Some(one) => spoiled(scene, schema, mutation, name, one),
                None => Vec::new(),
            },
            "ID" => bad_ids(scene, &field.name, one),
            "String" => vec![("a long text".to_owned(), json!("x".repeat(TOO_LONG)))],
            "JSON" => vec![("much JSON".to_owned(), json!({ "x": "x".repeat(TOO_LONG) }))],
            _ => Vec::new(),
        };
        for (what, value) in values {
            let mut other = input.clone();
            other[&field.name] = if field.of.is_list { json!([value]) } else { value };
            all.push((format!("{what} in {}", field.name), other));
        }
    }
    all
}

/// Ids that cannot be meant: of another kind, of no kind, and where one is given, one of its kind that
/// nothing has.
fn bad_ids(scene: &Scene, field: &str, given: Option<&Value>) -> Vec<(String, Value)> {
    // A filter's `ids` are of chats.
    let is_of_chat = field == "ids" || field.to_lowercase().contains("chat");
    let foreign = if is_of_chat { "contact" } else { "chat" };
    let mut all = vec![
        ("an id of another kind".to_owned(), json!(scene.id(foreign))),
        ("no id".to_owned(), json!("nonsense")),
    ];
    let kind = given.and_then(Value::as_str).and_then(|id| id.rsplit_once('_'));
    if let Some((kind, number)) = kind {
        let unknown = format!("{kind}_{:0>1$}", 1, number.len());
        all.push(("an unknown id".to_owned(), json!(unknown)));
    }
    all
}
