//! Counts the statements of every list of both schemas, with everything that hangs on its rows and on
//! what hangs on those: for fifty rows as many as for one. A field that gives objects and is met in no
//! count fails the test, unless it is excused with a reason.

mod budgets;
mod counts;
mod excused;
mod filling;
mod plans;
mod walk;

use counts::{Counts, MANY, is_bounded};
use excused::{SINGLE, UNMET};
pub use filling::visit;
use filling::{begin_chats, fill};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    introspection::{Operation, Schema},
    scene::Scene,
};
use walk::{List, Way, below, gives_objects, is_list, lists, parts, row_of};

/// Rows of everything whose events, some eighty of each, fit into one batch of a feed.
const IN_A_BATCH: usize = 2;
/// Kinds of events that one document asks for.
const IN_A_DOCUMENT: usize = 10;
/// Until those who follow the log have come to its end.
const FOLLOWED: Duration = Duration::from_millis(500);
/// One schema with those who ask it.
struct Side {
    client: Client,
    schema: Schema,
    lists: Vec<List>,
}

#[both_databases(deep)]
async fn every_list_costs_as_many_statements_for_fifty_rows_as_for_one(scene: Scene) {
    // Browsers are rows of a list here: nothing goes to them.
    scene.admin.change("preferencesUpdate", json!({ "pushes": [] }), "preferences { id }").await;
    let sides = sides(&scene).await;
    let start = heads(&sides).await;
    scene.offers_new_chats().await;
    begin_chats(&scene, "c", 1).await;
    fill(&scene, "c", 1).await;
    let few = count(&scene, &sides, 1, &start).await;
    begin_chats(&scene, "b", MANY - IN_A_BATCH).await;
    fill(&scene, "b", MANY - IN_A_BATCH).await;
    let start = heads(&sides).await;
    fill(&scene, "a", IN_A_BATCH).await;
    let many = count(&scene, &sides, MANY, &start).await;
    is_bounded(&few, &many);
    for side in &sides {
        is_covered(&side.schema, &many.met);
    }
}

/// Both schemas.
async fn sides(scene: &Scene) -> [Side; 2] {
    [
        Side::of(scene, &scene.admin, &["viewer", "viewCounts", "chat", "contact"]).await,
        Side::of(scene, &scene.visitor, &["myChat"]).await,
    ]
}

impl Side {
    /// The lists at the root of the schema and those of these single objects.
    async fn of(scene: &Scene, client: &Client, parents: &[&str]) -> Self {
        let schema = Schema::told_to(client).await;
        let mut all = Vec::new();
        for field in schema.fields(Operation::Query) {
            let name = field.name.as_str();
            if is_list(&schema, field) {
                for arguments in arguments(name) {
                    let end = if name == "operators" { "last" } else { "first" };
                    all.extend(lists(&schema, &Way { parent: None, field, arguments, end }));
                }
            } else if gives_objects(&schema, field) {
                let parent = match name {
                    "node" | "whyNot" | "retentionPreview" | "broadcastPreview" | "ruleCheck" => {
                        continue;
                    }
                    "chat" => format!("chat(id: \"{}\")", scene.id("platformChat")),
                    "widget" => "widget(channelKey: \"night\")".to_owned(),
                    "contact" => format!("contact(id: \"{}\")", platform_contact(scene).await),
                    "templateRender" => format!(
                        "templateRender(templateId: \"{}\", chatId: \"{}\")",
                        scene.id("template"),
                        scene.id("platformChat")
                    ),
                    _ => name.to_owned(),
                };
                let of = schema.named(&field.of.name);
                let has_lists = of.fields.iter().any(|field| is_list(&schema, field));
                assert!(!has_lists || parents.contains(&name), "{name} has lists");
                let selection = below(&schema, &field.of.name, 1, &|_, _| true);
                all.push(List {
                    name: name.to_owned(),
                    path: Vec::new(),
                    document: format!("{{ __typename {parent} {selection} }}"),
                    is_paged: false,
                });
                for field in of.fields.iter().filter(|field| is_list(&schema, field)) {
                    let is_talk = ["messages", "history", "entries"].contains(&field.name.as_str());
                    let end = if is_talk { "last" } else { "first" };
                    for arguments in arguments(&field.name) {
                        let way = Way { parent: Some(&parent), field, arguments, end };
                        all.extend(lists(&schema, &way));
                    }
                }
            }
        }
        Self { client: client.clone(), schema, lists: all }
    }
}

/// The ways to ask for a list, so that its rows are of one kind.
fn arguments(list: &str) -> &'static [&'static str] {
    match list {
        "search" => &[
            "query: \"answer\", kinds: [MESSAGE]",
            "query: \"remark\", kinds: [NOTE]",
            "query: \"Ana\", kinds: [CONTACT]",
            "query: \"question\", kinds: [CHAT]",
        ],
        "deliveries" => &["states: [SENT]"],
        "entries" => &["kinds: [MESSAGE]", "kinds: [NOTE]", "kinds: [ACT]"],
        // Asked for apart, with the ids that the other lists give.
        "nodes" => &[],
        // Those of one rule, whose authors are read together.
        "ruleVersions" => &[],
        // One for each status, whoever is asked about.
        "statusTimes" => &[],
        _ => &[""],
    }
}

async fn platform_contact(scene: &Scene) -> String {
    let query = "query($id: ID!) { chat(id: $id) { contact { id } } }";
    let chat = scene.admin.data(query, json!({ "id": scene.id("platformChat") })).await;
    chat["chat"]["contact"]["id"].as_str().expect("an id").to_owned()
}

/// The place in the log as each side may have it.
async fn heads(sides: &[Side]) -> Vec<Value> {
    let mut heads = Vec::new();
    for side in sides {
        let mut data = side.client.data("{ headCursor }", json!({})).await;
        heads.push(data["headCursor"].take());
    }
    heads
}

async fn count(scene: &Scene, sides: &[Side], rows: usize, heads: &[Value]) -> Counts {
    let mut counts = Counts::default();
    // The sessions are read again once the log tells of changed permissions.
    tokio::time::sleep(FOLLOWED).await;
    for side in sides {
        // The first call of a token is noted with it.
        side.client.data("{ headCursor }", json!({})).await;
        let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for list in &side.lists {
            let variables = if list.is_paged { json!({ "n": rows }) } else { json!({}) };
            let data = counts.ask(&side.client, &list.name, &list.document, variables, &list.path);
            collect(&data.await, &mut ids);
        }
        nodes(side, rows, &ids, &mut counts).await;
    }
    for (side, head) in sides.iter().zip(heads) {
        follow(scene, side, head, &mut counts).await;
    }
    counts
}

/// Keeps the ids of an answer's objects, by their type.
fn collect(answer: &Value, ids: &mut BTreeMap<String, BTreeSet<String>>) {
    match answer {
        Value::Array(items) => items.iter().for_each(|item| collect(item, ids)),
        Value::Object(fields) => {
            if let (Some(Value::String(of)), Some(Value::String(id))) =
                (fields.get("__typename"), fields.get("id"))
            {
                ids.entry(of.clone()).or_default().insert(id.clone());
            }
            fields.values().for_each(|value| collect(value, ids));
        }
        _ => {}
    }
}

/// `nodes` with ids of each type, with all that hangs on them.
async fn nodes(
    side: &Side,
    rows: usize,
    ids: &BTreeMap<String, BTreeSet<String>>,
    counts: &mut Counts,
) {
    let queries = side.schema.fields(Operation::Query);
    let Some(field) = queries.iter().find(|field| field.name == "nodes") else { return };
    for name in &side.schema.named(&row_of(&side.schema, field)).possible {
        let found = ids.get(name).unwrap_or_else(|| panic!("no list shows the id of a {name}"));
        // The newest, which are rich.
        let some: Vec<&String> = found.iter().rev().take(rows).collect();
        let selection = below(&side.schema, name, 1, &|_, _| true);
        let document = format!(
            "query($ids: [ID!]!) {{ __typename nodes(ids: $ids) {{ __typename ... on {name} {selection} }} }}"
        );
        let path = ["nodes".to_owned()];
        let variables = json!({ "ids": some });
        counts.ask(&side.client, &format!("nodes({name})"), &document, variables, &path).await;
    }
}

/// The first batch of a feed from a place on.
async fn follow(scene: &Scene, side: &Side, head: &Value, counts: &mut Counts) {
    let subscriptions = side.schema.fields(Operation::Subscription);
    let is_feed = |name: &str| name == "events" || name == "myChat";
    let field = subscriptions.iter().find(|field| is_feed(&field.name)).expect("a feed");
    let of = side.schema.named(&field.of.name);
    let events = of.fields.iter().find(|field| field.name == "events").expect("events");
    // A document may rename a bounded number of fields, which each kind of event needs.
    let parts = parts(&side.schema, &events.of.name, 2, &|_, _| true);
    for (portion, parts) in parts.chunks(IN_A_DOCUMENT).enumerate() {
        let document = format!(
            "subscription($after: EventCursor) {{ {}(after: $after) {{ __typename cursor \
             events {{ __typename {} }} }} }}",
            field.name,
            parts.join(" "),
        );
        let before = statements(scene);
        let mut feed = side.client.subscribe(&document, json!({ "after": head })).await;
        // The workers, whose statements are none of the feed's, are not run for it.
        let batch = feed.replayed().await;
        // It looks at once whether there is more; there is not.
        tokio::time::sleep(FOLLOWED).await;
        let statements = statements(scene) - before;
        let rows = batch[&field.name]["events"].as_array().expect("events").len();
        let name = format!("subscription {} {portion}", field.name);
        counts.note(&name, rows, statements, &batch);
    }
}

/// How many statements the server has run: a feed runs beside the one who asks.
fn statements(scene: &Scene) -> u64 {
    scene.app.app.desk.store().metrics().statements.get()
}

/// Every field that gives objects was met, with two of them at least.
fn is_covered(schema: &Schema, met: &BTreeMap<String, usize>) {
    let mut unmet = Vec::new();
    for (name, of) in schema.types() {
        let is_frame = ["__", "Mutation", "Subscription", "VisitorMutation", "VisitorSubscription"]
            .iter()
            .any(|frame| name.starts_with(frame))
            || ["Payload", "Connection"].iter().any(|frame| name.ends_with(frame));
        if of.kind != "OBJECT" || is_frame {
            continue;
        }
        for field in of.fields.iter().filter(|field| gives_objects(schema, field)) {
            let edge = format!("{name}.{}", field.name);
            // The rows of a page are the same objects as its nodes.
            let is_again = name.ends_with("Edge") && field.name == "node";
            let least = if SINGLE.contains(&name) { 1 } else { 2 };
            let count = met.get(&edge).copied().unwrap_or_default();
            let is_excused = UNMET.iter().any(|(excused, _)| *excused == edge);
            assert!(!is_excused || count == 0, "{edge} is met: take it out of the list");
            if count < least && !is_again && !is_excused {
                unmet.push(format!("{edge}: {count}"));
            }
        }
    }
    assert!(unmet.is_empty(), "met by no count: {unmet:#?}");
}
