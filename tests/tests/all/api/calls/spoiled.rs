//! Bad input, made from the schema: each input of every mutation with an id that nothing has, one of another
//! kind, one that is none, one of what was deleted, and a text that no text may be as long as. Each is refused
//! by a stable code, and nothing is changed; as it was before it is taken. Outdated versions are held beside,
//! states in `states`, those who may not in `permissions`. Each input is spoiled in one of these ways, and in
//! all of them with `SWITCHBOARD_SPOILED=full`.

use super::{CODES, WITHOUT_KEY, all, changed, document, is_listed, is_whole, refusal};
use crate::replay::{has_user_errors, recipes::recipe};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use switchboard_testkit::{
    database::both_databases,
    introspection::{Field, Input, Operation, Schema},
    scene::Scene,
};

/// In bytes, more than any text may have.
const TOO_LONG: usize = 70_000;
/// Fewer calls than this are not all.
const CALLS: usize = 400;
/// As much of an answer is shown.
const SHOWN_CHARACTERS: usize = 400;

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
    let mut spoiler = Spoiler { scene: &scene, schema: &schema, deleted: BTreeMap::new() };
    let mut fields: Vec<&Field> = schema.fields(Operation::Mutation).iter().collect();
    // What is deleted is asked for by all others.
    fields.sort_by_key(|field| deletes(&field.name).is_none());
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for field in fields {
        let name = field.name.as_str();
        let document = document(&schema, name);
        let input = recipe(&scene, name).await.input;
        let before = all(&scene).await;
        for bad in spoiler.spoiled(name, &field.arguments[0].of.name, &input) {
            tried += 1;
            let answer = scene.admin.send(&document, json!({ "input": bad.input })).await.body;
            let is_right = match refusal(&answer, name) {
                Some(code) => CODES.contains(&code),
                None => bad.may_pass,
            };
            if !is_right {
                wrong.push(format!("{name} with {}: {}", bad.what, shown(&answer)));
            }
        }
        let after = all(&scene).await;
        if before != after {
            wrong.push(format!("{name} changed {:?}", changed(&before, &after)));
        }
        // Nothing was wrong with the rest of it; and what its recipe has prepared is used up.
        if has_user_errors(&schema, name) {
            let answer = scene.admin.send(&document, json!({ "input": input })).await.body;
            if refusal(&answer, name).is_some() {
                wrong.push(format!("{name} as it is: {}", shown(&answer)));
            }
        }
        if let Some(id) = deletes(name)
            && let Some(deleted) = input.get(&id)
        {
            spoiler.deleted.insert(id, deleted.clone());
        }
        println!("{name}: {tried} calls, {} wrong", wrong.len());
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(tried > CALLS, "only {tried} calls were made");
    assert!(spoiler.deleted.len() > 9, "only {:?} were deleted", spoiler.deleted.keys());
}

/// The name of the id of what a mutation deletes.
fn deletes(mutation: &str) -> Option<String> {
    let noun = mutation.strip_suffix("Delete").or_else(|| mutation.strip_suffix("Erase"))?;
    Some(format!("{noun}Id"))
}

fn shown(answer: &Value) -> String {
    answer.to_string().chars().take(SHOWN_CHARACTERS).collect()
}

/// An input with one field spoiled.
struct Spoiled {
    /// What was done to it.
    what: String,
    input: Value,
    /// May it be taken, and change nothing.
    may_pass: bool,
}

struct Spoiler<'a> {
    scene: &'a Scene,
    schema: &'a Schema,
    /// What was deleted, by the name of its id.
    deleted: BTreeMap<String, Value>,
}

impl Spoiler<'_> {
    /// A mutation's input with one field spoiled, in each way in which it can be.
    fn spoiled(&self, mutation: &str, of: &str, input: &Value) -> Vec<Spoiled> {
        let mut all = self.within(mutation, of, input);
        for (name, id) in &self.deleted {
            let has_it = self.schema.named(of).inputs.iter().any(|field| field.name == *name);
            if has_it {
                let mut input = input.clone();
                input[name] = id.clone();
                let what = format!("a deleted one in {name}");
                // What is gone can be taken away again.
                all.push(Spoiled { what, input, may_pass: true });
            }
        }
        all
    }

    /// The same of an input in it.
    fn within(&self, mutation: &str, of: &str, input: &Value) -> Vec<Spoiled> {
        let is_taken = |field: &Input| {
            TAKEN.iter().any(|(taken, name, _)| *taken == mutation && *name == field.name)
                || (field.name == "clientMutationId" && is_listed(&WITHOUT_KEY, mutation))
        };
        let mut all = Vec::new();
        for field in self.schema.named(of).inputs.iter().filter(|field| !is_taken(field)) {
            let given = input.get(&field.name).filter(|given| !given.is_null());
            // One of several is enough.
            let one = given.map(|given| if field.of.is_list { &given[0] } else { given });
            let is_input = self.schema.named(&field.of.name).kind == "INPUT_OBJECT";
            let values: Vec<(String, Value)> = match (is_input, one) {
                (true, Some(one)) => {
                    let within = self.within(mutation, &field.of.name, one);
                    within.into_iter().map(|bad| (bad.what, bad.input)).collect()
                }
                (true, None) => Vec::new(),
                (false, _) => {
                    let mut ways = self.bad_values(field, one);
                    if !is_whole() && !ways.is_empty() {
                        ways = vec![ways.swap_remove(all.len() % ways.len())];
                    }
                    ways
                }
            };
            for (what, value) in values {
                let mut input = input.clone();
                input[&field.name] = if field.of.is_list { json!([value]) } else { value };
                let what = format!("{what} in {}", field.name);
                all.push(Spoiled { what, input, may_pass: false });
            }
        }
        all
    }

    fn bad_values(&self, field: &Input, given: Option<&Value>) -> Vec<(String, Value)> {
        let long = "x".repeat(TOO_LONG);
        match field.of.name.as_str() {
            "ID" => self.bad_ids(&field.name, given),
            "String" => vec![("a long text".to_owned(), json!(long))],
            "JSON" => vec![("much JSON".to_owned(), json!({ "x": long }))],
            _ => Vec::new(),
        }
    }

    /// Ids that cannot be meant: of another kind, of no kind, and where one is given, one of its kind that
    /// nothing has.
    fn bad_ids(&self, field: &str, given: Option<&Value>) -> Vec<(String, Value)> {
        // A filter's `ids` are of chats.
        let is_of_chat = field == "ids" || field.to_lowercase().contains("chat");
        let foreign = if is_of_chat { "contact" } else { "chat" };
        let mut all = vec![
            ("an id of another kind".to_owned(), json!(self.scene.id(foreign))),
            ("no id".to_owned(), json!("nonsense")),
        ];
        let kind = given.and_then(Value::as_str).and_then(|id| id.rsplit_once('_'));
        if let Some((kind, number)) = kind {
            let unknown = format!("{kind}_{:0>1$}", 1, number.len());
            all.push(("an unknown id".to_owned(), json!(unknown)));
        }
        all
    }
}
