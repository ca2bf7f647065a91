//! Counts the statements of every list of the schema, and of everything that hangs on its rows, with
//! few rows and with many.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use switchboard_model::connector::{InboundEvent, PlatformIdentity};
use switchboard_tests::{
    database::{BOTH, TestDatabase},
    introspection::{Field, Operation, Schema},
    scene::{Scene, customer, inbound},
};

/// Rows of a long list.
const MANY: usize = 50;
/// Lists that stay short: what is installed, and a contact's chats, of which one is current.
const SHORT: [&str; 2] = ["plugins", "contact.chats"];

/// What a list cost.
#[derive(Clone, Copy, Debug)]
struct Cost {
    rows: usize,
    statements: u64,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_costs_the_same_number_of_statements_for_one_row_and_for_fifty() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let scene = Scene::open(&database).await;
        let schema = Schema::told_to(&scene.admin).await;
        let lists = lists(&scene, &schema);
        fill(&scene, 2).await;
        let few = costs(&scene, &lists, 1).await;
        fill(&scene, MANY).await;
        let many = costs(&scene, &lists, MANY).await;
        let mut dear = Vec::new();
        for (name, many) in &many {
            let few = few[name];
            let root = name.split(' ').next().unwrap_or_default();
            assert!(few.rows > 0, "{name} has no rows to begin with");
            assert!(many.rows >= MANY || SHORT.contains(&root), "{name} has {} rows", many.rows);
            // The only row of a short list may lack a relation that is read for a long one.
            if many.statements > few.statements + 1 {
                dear.push(format!("{name}: {few:?}, {many:?}"));
            }
        }
        assert!(dear.is_empty(), "statements grow with the rows: {dear:#?}");
    }
}

/// A list with one thing that hangs on its rows.
struct List {
    name: String,
    field: String,
    document: String,
}

/// Every list at the root of the schema, and the lists of one chat, one contact and the viewer.
fn lists(scene: &Scene, schema: &Schema) -> Vec<List> {
    let mut all = Vec::new();
    for field in schema.fields(Operation::Query) {
        let (arguments, declared) = match field.name.as_str() {
            "search" => ("(query: \"hello\", first: $first)", "($first: Int!)"),
            "nodes" => continue,
            "deliveries" => ("(states: [FAILED], first: $first)", "($first: Int!)"),
            _ if is_paged(field) => ("(first: $first)", "($first: Int!)"),
            _ => ("", ""),
        };
        push(schema, field, "", arguments, declared, &mut all);
    }
    let of_type = |name: &str, parent: String, all: &mut Vec<List>| {
        for field in &schema.named(name).fields {
            let (arguments, declared) =
                if is_paged(field) { ("(first: $first)", "($first: Int!)") } else { ("", "") };
            if is_paged(field) {
                push(schema, field, &parent, arguments, declared, all);
            }
        }
    };
    of_type("Chat", format!("chat(id: \"{}\")", scene.id("platformChat")), &mut all);
    of_type("Contact", format!("contact(id: \"{}\")", scene.id("contact")), &mut all);
    all
}

fn is_paged(field: &Field) -> bool {
    field.arguments.iter().any(|argument| argument.name == "first")
}

fn push(
    schema: &Schema,
    field: &Field,
    parent: &str,
    arguments: &str,
    declared: &str,
    all: &mut Vec<List>,
) {
    let is_page = field.of.name.ends_with("Connection");
    if !is_page && !field.of.is_list {
        return;
    }
    let connection = schema.named(&field.of.name);
    let row = if is_page {
        &connection.fields.iter().find(|field| field.name == "nodes").expect("rows").of.name
    } else {
        &field.of.name
    };
    for (hanging, selection) in hanging(schema, row) {
        let inner = if is_page { format!("nodes {{ {selection} }}") } else { selection };
        let asked = format!("{}{arguments} {{ {inner} }}", field.name);
        let asked = if parent.is_empty() { asked } else { format!("{parent} {{ {asked} }}") };
        let place = parent.split('(').next().unwrap_or_default();
        all.push(List {
            name: format!(
                "{}{}{} {hanging}",
                place,
                if place.is_empty() { "" } else { "." },
                field.name
            ),
            field: field.name.clone(),
            document: format!("query{declared} {{ {asked} }}"),
        });
    }
}

/// What hangs on a row: the row alone, and with each of its relations.
fn hanging(schema: &Schema, row: &str) -> Vec<(String, String)> {
    let of = schema.named(row);
    let mut all = vec![("alone".to_owned(), "__typename".to_owned())];
    let owners: Vec<&str> = if of.kind == "OBJECT" {
        vec![row]
    } else {
        of.possible.iter().map(String::as_str).collect()
    };
    for owner in owners {
        for field in &schema.named(owner).fields {
            let is_leaf = matches!(schema.named(&field.of.name).kind.as_str(), "SCALAR" | "ENUM");
            if field.arguments.iter().any(|argument| !argument.is_optional) {
                continue;
            }
            let arguments = if is_paged(field) { "(first: 2)" } else { "" };
            let below = if is_leaf {
                ""
            } else if is_paged(field) {
                "{ nodes { __typename } }"
            } else {
                "{ __typename }"
            };
            let asked = format!("{}{arguments} {below}", field.name);
            let asked =
                if of.kind == "OBJECT" { asked } else { format!("... on {owner} {{ {asked} }}") };
            all.push((format!("{owner}.{}", field.name), format!("__typename {asked}")));
        }
    }
    all
}

async fn costs(scene: &Scene, lists: &[List], first: usize) -> BTreeMap<String, Cost> {
    let mut costs = BTreeMap::new();
    scene.admin.data("{ viewer { rights } }", json!({})).await;
    for list in lists {
        let before = statements(scene);
        let variables =
            if list.document.contains("$first") { json!({ "first": first }) } else { json!({}) };
        let data = scene.admin.data(&list.document, variables).await;
        let statements = statements(scene) - before;
        costs.insert(list.name.clone(), Cost { rows: rows(&data, &list.field), statements });
    }
    costs
}

/// How many statements the house has run.
pub fn statements(scene: &Scene) -> u64 {
    scene.house.house.desk.store().metrics().statement_count
}

fn rows(data: &Value, field: &str) -> usize {
    let found = data.get(field).or_else(|| data.as_object()?.values().next()?.get(field));
    let list = found.map(|found| found.get("nodes").unwrap_or(found));
    list.and_then(Value::as_array).map_or(0, Vec::len)
}

/// More rows of everything.
async fn fill(scene: &Scene, count: usize) {
    let admin = &scene.admin;
    let chat = scene.id("platformChat");
    for number in 0..count {
        let name = format!("{count}-{number}");
        let made = admin.change("teamAdd", json!({ "name": name }), "team { id }").await;
        let team = &made["team"]["id"];
        let operator =
            json!({ "name": name, "email": format!("{name}@example.org"), "teamIds": [team] });
        admin.change("operatorAdd", operator, "operator { id }").await;
        admin
            .change("roleAdd", json!({ "name": name, "rights": ["CHAT_READ"] }), "role { id }")
            .await;
        admin.change("reasonAdd", json!({ "name": name }), "reason { id }").await;
        let channel = json!({ "plugin": "web", "name": name, "key": name, "teamId": team });
        admin.change("channelAdd", channel, "channel { id }").await;
        let mut message = inbound("1", "hello");
        message.reference.chat.id = format!("chat {name}");
        message.sender =
            PlatformIdentity { id: name.clone(), name: Some(name.clone()), ..customer() };
        scene.takes(&name, InboundEvent::Message(message)).await;
        scene.writes(&format!("{}", 100 + count * 1_000 + number), "hello").await;
        let body = format!("note {name}");
        admin.change("noteCreate", json!({ "chatId": chat, "body": body }), "note { id }").await;
        let on_contact = json!({ "contactId": scene.id("contact"), "body": body });
        admin.change("noteCreate", on_contact, "note { id }").await;
        scene.dead_request().await;
        scene.fails_to_reply().await;
    }
    scene.house.settle().await;
}
