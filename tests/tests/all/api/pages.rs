//! Pages while rows arrive and move: each row that was there and did not move is met once, no other
//! one twice. Paging arguments are declared by the document and left out by the client.

mod arrivals;

use arrivals::arrive;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    introspection::{Operation, Schema},
    scene::Scene,
};

/// Rows that are there before.
const BEFORE: usize = 12;
/// Rows that arrive in between.
const ARRIVALS: usize = 8;
/// Rows of a page.
const PAGE: usize = 3;
/// A walk that takes more steps does not come to an end.
const STEPS: usize = 200;
/// What stands in a chat is of several types.
const ENTRY: &str = "... on Message { id } ... on Note { id } ... on TimelineItem { id }";
/// Lists that are not walked.
const LEFT_OUT: [(&str, &str); 3] = [
    ("Query.search", "its pages are walked beside the index, while hits of every rank arrive"),
    (
        "Viewer.notifications",
        "a follower writes them, in the order of their ids, which none of them changes",
    ),
    ("Broadcast.recipients", "walked beside the broadcast: once they are found, none arrives"),
];

/// A paged list.
struct List<'a> {
    /// Such as `Chat.messages`.
    field: &'static str,
    client: &'a Client,
    /// What stands around it.
    parent: Option<String>,
    /// Arguments beside the paging.
    arguments: &'static str,
    /// What tells its rows apart.
    key: &'static str,
    /// How that is asked for.
    asked: &'static str,
    /// Rows whose place changes meanwhile.
    moved: Vec<&'a str>,
}

impl List<'_> {
    fn document(&self, has_end: bool) -> String {
        let name = self.field.split('.').nth(1).unwrap_or_default();
        let (declared, passed) = if has_end {
            (", $last: Int, $before: String", ", last: $last, before: $before")
        } else {
            ("", "")
        };
        let page = format!(
            "page: {name}({} first: $first, after: $after{passed}) {{ nodes {{ {} }} \
             pageInfo {{ endCursor startCursor hasNextPage hasPreviousPage }} }}",
            self.arguments, self.asked
        );
        let asked = match &self.parent {
            Some(parent) => format!("parent: {parent} {{ {page} }}"),
            None => page,
        };
        format!("query($first: Int, $after: String{declared}) {{ {asked} }}")
    }
}

fn lists(scene: &Scene) -> Vec<List<'_>> {
    let (admin, visitor) = (&scene.admin, &scene.visitor);
    let (platform, web) = (scene.id("platformChat"), scene.id("chat"));
    let chat = || Some(format!("chat(id: \"{platform}\")"));
    let contact = |of: &str| Some(format!("contact(id: \"{of}\")"));
    let list = |field, arguments, moved: &[&'static str]| List {
        field,
        client: admin,
        parent: None,
        arguments,
        key: "id",
        asked: "id",
        moved: moved.iter().map(|word| scene.id(word)).collect(),
    };
    vec![
        list("Query.chats", "order: LAST_MESSAGE,", &["platformChat", "chat"]),
        list("Query.chats", "order: WAITING_LONGEST,", &["platformChat", "chat"]),
        list("Query.chats", "order: CREATED,", &[]),
        list("Query.chats", "order: CONTACT_NAME,", &["chat"]),
        list("Query.chats", "order: CONTACT_NAME_DESC,", &["chat"]),
        list("Query.contacts", "", &["contact"]),
        list("Query.operators", "", &[]),
        list("Query.deliveries", "states: [QUEUED],", &[]),
        list("Query.inboundRequests", "", &[]),
        list("Query.auditLog", "", &[]),
        list("Query.visits", "", &[]),
        List { parent: chat(), ..list("Chat.messages", "", &[]) },
        List { parent: chat(), ..list("Chat.notes", "", &[]) },
        List { parent: chat(), ..list("Chat.timeline", "", &[]) },
        List { parent: chat(), asked: ENTRY, ..list("Chat.entries", "", &[]) },
        List {
            parent: contact(scene.id("platformContact")),
            moved: vec![platform],
            ..list("Contact.chats", "", &[])
        },
        List { parent: contact(scene.id("platformContact")), ..list("Contact.history", "", &[]) },
        List { parent: contact(scene.id("platformContact")), ..list("Contact.notes", "", &[]) },
        List { client: &scene.other_visitor, ..list("Query.myChats", "", &[]) },
        List {
            parent: Some("myChat".to_owned()),
            client: visitor,
            ..list("VisitorChat.messages", "", &[])
        },
        List {
            parent: Some("myChat".to_owned()),
            client: visitor,
            ..list("VisitorChat.timeline", "", &[])
        },
        // The web chat's own messages, by its operators.
        List { parent: Some(format!("chat(id: \"{web}\")")), ..list("Chat.messages", "", &[]) },
    ]
}

/// A walk through a list in one direction.
struct Walk<'a> {
    list: &'a List<'a>,
    document: String,
    is_backward: bool,
    there: BTreeSet<String>,
    met: BTreeMap<String, usize>,
    place: Value,
    is_done: bool,
}

impl<'a> Walk<'a> {
    async fn begin(list: &'a List<'a>, has_end: bool, is_backward: bool) -> Self {
        let document = list.document(has_end);
        let mut there = BTreeSet::new();
        let mut variables = json!({ "first": 100 });
        loop {
            let data = list.client.data(&document, variables.clone()).await;
            let page = page(&data);
            there.extend(keys(page, list.key));
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            variables["after"] = page["pageInfo"]["endCursor"].clone();
        }
        assert!(there.len() > PAGE * 3, "{} has {} rows", list.field, there.len());
        let by_default = list.client.data(&document, json!({})).await;
        assert!(!keys(page(&by_default), list.key).is_empty(), "{} without a size", list.field);
        Self {
            list,
            document,
            is_backward,
            there,
            met: BTreeMap::new(),
            place: Value::Null,
            is_done: false,
        }
    }

    async fn step(&mut self) {
        let (size, cursor, end, more) = if self.is_backward {
            ("last", "before", "startCursor", "hasPreviousPage")
        } else {
            ("first", "after", "endCursor", "hasNextPage")
        };
        // What is not said is left out, not null.
        let mut variables = json!({ size: PAGE });
        if !self.place.is_null() {
            variables[cursor] = self.place.clone();
        }
        let data = self.list.client.data(&self.document, variables).await;
        let page = page(&data);
        for key in keys(page, self.list.key) {
            *self.met.entry(key).or_default() += 1;
        }
        self.is_done = page["pageInfo"][more] == false;
        self.place = page["pageInfo"][end].clone();
    }

    fn check(&self) {
        let way = if self.is_backward { "from its end" } else { "from its beginning" };
        let name = format!("{} {} {way}", self.list.field, self.list.arguments);
        let is_still = |key: &&String| !self.list.moved.contains(&key.as_str());
        let skipped: Vec<_> =
            self.there.iter().filter(is_still).filter(|key| !self.met.contains_key(*key)).collect();
        assert!(skipped.is_empty(), "{name} skips {skipped:?}");
        let met = self.met.iter().filter(|(key, _)| is_still(key));
        let repeated: Vec<_> = met.filter(|(_, times)| **times > 1).collect();
        assert!(repeated.is_empty(), "{name} repeats {repeated:?}");
    }
}

fn page(data: &Value) -> &Value {
    if data["page"].is_object() { &data["page"] } else { &data["parent"]["page"] }
}

fn keys(page: &Value, key: &str) -> Vec<String> {
    let nodes = page["nodes"].as_array().expect("rows").iter();
    nodes.map(|node| node[key].as_str().expect("a word").to_owned()).collect()
}

/// Every paged list of the schema, and whether it can be read from its end.
fn paged(schema: &Schema) -> BTreeMap<String, bool> {
    let mut all = BTreeMap::new();
    let root = schema.fields(Operation::Query).as_ptr();
    for (name, of) in schema.types() {
        let name = if std::ptr::eq(of.fields.as_ptr(), root) { "Query" } else { name };
        for field in &of.fields {
            let has = |name: &str| field.arguments.iter().any(|argument| argument.name == name);
            if has("first") && of.kind == "OBJECT" {
                all.insert(format!("{name}.{}", field.name), has("last"));
            }
        }
    }
    all
}

/// F3, F5, F6, F16, F24.
#[both_databases]
async fn pages_neither_skip_nor_repeat_while_rows_arrive_and_move(mut scene: Scene) {
    let query = "query($id: ID!) { chat(id: $id) { contact { id } } }";
    let chat = scene.admin.data(query, json!({ "id": scene.id("platformChat") })).await;
    let contact = chat["chat"]["contact"]["id"].as_str().expect("an id").to_owned();
    scene.ids.insert("platformContact", contact);
    let mut paged = paged(&Schema::told_to(&scene.admin).await);
    paged.extend(self::paged(&Schema::told_to(&scene.visitor).await));
    scene.offers_new_chats().await;
    for number in 0..BEFORE {
        arrive(&scene, number).await;
    }
    let lists = lists(&scene);
    let mut walks = Vec::new();
    for list in &lists {
        let has_end = paged[list.field];
        walks.push(Walk::begin(list, has_end, false).await);
        if has_end {
            walks.push(Walk::begin(list, has_end, true).await);
        }
    }
    for list in &lists {
        paged.remove(list.field);
    }
    paged.retain(|name, _| !LEFT_OUT.iter().any(|(left_out, _)| left_out == name));
    assert!(paged.is_empty(), "nobody walks {paged:?}");
    for step in 0.. {
        assert!(step < STEPS, "the walks do not come to an end");
        let mut is_done = true;
        for walk in walks.iter_mut().filter(|walk| !walk.is_done) {
            walk.step().await;
            is_done = false;
        }
        if is_done {
            break;
        }
        if step < ARRIVALS {
            arrive(&scene, BEFORE + step).await;
        }
    }
    walks.iter().for_each(Walk::check);
}
