//! Inputs that mean something else than a given one, and what an answer is told apart by.

use serde_json::{Value, json};
use switchboard_testkit::{
    introspection::{Field, Input, Schema},
    scene::Scene,
};

/// What a payload says beside its object.
const ALWAYS: [&str; 3] = ["clientMutationId", "eventCursor", "userErrors"];
/// Fields that say how something is done, or choose among few words.
const FIXED: [&str; 4] = ["clientMutationId", "expectedVersion", "key", "plugin"];

/// A version that no recipe expects.
const OTHER_VERSION: i64 = 1_000;

/// All that a payload says of its own.
pub fn selection(schema: &Schema, mutation: &Field) -> String {
    let fields = schema.named(&mutation.of.name).fields.iter();
    let own = fields.filter(|field| !ALWAYS.contains(&field.name.as_str()));
    let own: Vec<String> = own
        .map(|field| format!("{} {}", field.name, schema.selection(&field.of.name, 0)))
        .collect();
    format!("{} clientMutationId eventCursor", own.join(" "))
}

/// The input with one field changed: a text longer, a switch turned, another object of its kind, and
/// null where nothing was said; another version where there is nothing else to say.
pub fn others(scene: &Scene, schema: &Schema, mutation: &Field, input: &Value) -> Vec<Value> {
    let fields = &schema.named(&mutation.arguments[0].of.name).inputs;
    let changed = |field: &Input| {
        let mut other = input.clone();
        other[&field.name] = another(scene, field, input.get(&field.name))?;
        Some(other)
    };
    let free = fields.iter().filter(|field| !FIXED.contains(&field.name.as_str()));
    let others: Vec<Value> = free.filter_map(changed).collect();
    if others.is_empty() && fields.iter().any(|field| field.name == "expectedVersion") {
        let mut other = input.clone();
        other["expectedVersion"] = json!(OTHER_VERSION);
        return vec![other];
    }
    others
}

fn another(scene: &Scene, field: &Input, value: Option<&Value>) -> Option<Value> {
    match (value, field.of.name.as_str()) {
        (None | Some(Value::Null), _) if value.is_some() || field.of.is_required => None,
        (None, _) => Some(Value::Null),
        (Some(Value::String(id)), "ID") => {
            let kind = kind_of(id);
            let is_other = |other: &&String| kind_of(other) == kind && *other != id;
            scene.ids.values().find(is_other).map(|other| json!(other))
        }
        (Some(Value::String(text)), "String") => Some(json!(format!("{text}!"))),
        (Some(Value::Bool(is_on)), _) => Some(json!(!is_on)),
        _ => None,
    }
}

/// What an id is of: `contact_role` in `contact_role_0123456789abc`.
fn kind_of(id: &str) -> Option<&str> {
    id.rsplit_once('_').map(|(kind, _)| kind)
}
