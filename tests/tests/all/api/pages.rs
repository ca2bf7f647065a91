//! Pages while rows arrive: each row that was there is met once.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use switchboard_model::connector::{InboundEvent, PlatformIdentity};
use switchboard_tests::{
    database::{BOTH, TestDatabase},
    scene::{Scene, customer, inbound},
};

/// Rows that are there before.
const BEFORE: usize = 11;

/// The lists, as documents whose list is called `page`.
fn lists(scene: &Scene) -> [(&'static str, String); 3] {
    let page = "{ nodes { id } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } }";
    let arguments = "first: $first, after: $after, last: $last, before: $before";
    let declared = "query($first: Int, $after: String, $last: Int, $before: String)";
    let chat = scene.id("platformChat");
    [
        ("chats", format!("{declared} {{ page: chats({arguments}) {page} }}")),
        ("contacts", format!("{declared} {{ page: contacts({arguments}) {page} }}")),
        (
            "messages",
            format!(
                "{declared} {{ chat(id: \"{chat}\") {{ page: messages({arguments}) {page} }} }}"
            ),
        ),
    ]
}

/// A way through a list; what is not used is null.
fn variables(size: &str, count: usize, cursor: &str, place: Value) -> Value {
    let mut all = json!({ "first": null, "after": null, "last": null, "before": null });
    all[size] = json!(count);
    all[cursor] = place;
    all
}

fn page(data: &Value) -> &Value {
    if data["page"].is_object() { &data["page"] } else { &data["chat"]["page"] }
}

fn ids(page: &Value) -> Vec<String> {
    let nodes = page["nodes"].as_array().expect("rows").iter();
    nodes.map(|node| node["id"].as_str().expect("an id").to_owned()).collect()
}

/// A new customer with a new chat, and a message in the old one.
async fn arrives(scene: &Scene, number: usize) {
    scene.house.clock.pass_ms(1_000);
    let mut message = inbound("1", "hello");
    message.reference.chat.id = format!("chat {number}");
    // Names that fall between those that are there.
    let name = format!("{} {number}", ["Bea", "Zoe", "Ana"][number % 3]);
    message.sender =
        PlatformIdentity { id: format!("id {number}"), name: Some(name), ..customer() };
    scene.takes(&format!("new {number}"), InboundEvent::Message(message)).await;
    scene.writes(&(100 + number).to_string(), "and more").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_neither_skip_nor_repeat_while_rows_arrive() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let scene = Scene::open(&database).await;
        let mut number = 0;
        while number < BEFORE {
            arrives(&scene, number).await;
            number += 1;
        }
        for (name, document) in lists(&scene) {
            for (size, cursor, end, more) in [
                ("first", "after", "endCursor", "hasNextPage"),
                ("last", "before", "startCursor", "hasPreviousPage"),
            ] {
                let whole = scene
                    .admin
                    .data(&document, variables("first", 100, "after", Value::Null))
                    .await;
                let there: BTreeSet<String> = ids(page(&whole)).into_iter().collect();
                // The busiest chat moves to the top of the list whenever a message comes.
                let moves = scene.id("platformChat");
                let mut met: BTreeMap<String, usize> = BTreeMap::new();
                let mut place = Value::Null;
                loop {
                    let data = scene.admin.data(&document, variables(size, 3, cursor, place)).await;
                    let page = page(&data);
                    for id in ids(page) {
                        *met.entry(id).or_default() += 1;
                    }
                    if page[more] == false {
                        break;
                    }
                    place = page[end].clone();
                    if number < BEFORE * 20 {
                        arrives(&scene, number).await;
                        number += 1;
                    }
                    if met.len() > there.len() + BEFORE {
                        break;
                    }
                }
                for (id, times) in &met {
                    assert!(
                        *times == 1 || id == moves,
                        "{name} by {size}: {id} came {times} times"
                    );
                }
                if size == "first" || name != "chats" {
                    let missed: Vec<_> =
                        there.iter().filter(|id| !met.contains_key(*id) && *id != moves).collect();
                    assert!(
                        missed.is_empty() || met.len() > there.len() + BEFORE,
                        "{name} by {size}: {missed:?}"
                    );
                }
            }
        }
    }
}
