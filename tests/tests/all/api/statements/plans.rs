//! How the databases answer what they are asked: no statement reads all chats, messages, contacts, acts or timers
//! to find a few. Whatever the lists, the mutations and the workers ask is explained on both databases. A walk
//! in the order of an index that ends at a limit is none.

mod explained;
mod values;

use super::{excused::SCANS, filling::fill, sides, walk::List};
use crate::replay::{
    has_user_errors,
    recipes::{Recipe, recipe},
    steps::open,
};
use explained::Explainer;
use serde_json::json;
use switchboard_desk::far_future;
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    graphql::Client,
    introspection::{Operation, Schema},
    scene::Scene,
};
use values::filled;

/// Longer than an offer waits and anything is put off.
const LONG_MS: i64 = 24 * 60 * 60 * 1000;
/// Fewer statements than this are not all.
const STATEMENTS: usize = 60;

/// Ways to ask for chats.
const CHATS: [&str; 16] = [
    "order: WAITING_LONGEST",
    "order: CONTACT_NAME",
    "order: CREATED",
    "filter: { status: [NEW, ACTIVE] }",
    "filter: { isMine: true }",
    "filter: { isUnassigned: true, isUnread: true }",
    "filter: { isSnoozed: true }",
    "filter: { isEscalated: true }",
    "filter: { isExample: true }",
    "filter: { externalIds: [\"42\"] }",
    "filter: { attribute: { key: \"seats\", value: \"5\" } }",
    "filter: { chatAttribute: { key: \"order\", value: \"4821\" } }",
    "filter: { closedFrom: \"2020-01-01T00:00:00Z\" }",
    "filter: { contactRoles: [\"investor\"] }",
    "filter: { languages: [\"de\"] }",
    "filter: { not: { status: [CLOSED] } }",
];
/// Ways to ask for contacts.
const CONTACTS: [&str; 6] = [
    "namePrefix: \"a\"",
    "email: \"ana@example.org\"",
    "phone: \"+380501112233\"",
    "role: \"investor\"",
    "isBlocked: true",
    "hasOpenChat: true",
];

#[both_databases(deep)]
async fn no_statement_reads_all_of_what_grows_to_find_a_few(database: TestDatabase) {
    let mut heard = heard(&database, list).await;
    // Each mutation finds a server on which nothing has happened.
    let other = TestDatabase::of(database.backend()).await;
    heard.extend(self::heard(&other, change).await);

    let mut explainer = Explainer::open(&database);
    for scan in [
        "SELECT * FROM chats WHERE subject = 'x'",
        "SELECT chat_id FROM chats WHERE subject = 'x' ORDER BY priority LIMIT 3",
        "UPDATE messages SET version = 2 WHERE body = 'x'",
        "SELECT 1 FROM chats JOIN messages AS said ON said.body = chats.subject WHERE chats.chat_id = 1",
    ] {
        assert!(explainer.finding(scan).is_some(), "{scan} reads all there is");
    }
    let walk = "SELECT * FROM chats ORDER BY last_message_at DESC, chat_id DESC LIMIT 3";
    assert_eq!(explainer.finding(walk), None, "{walk}");
    let (mut explained, mut findings, mut met) = (0, Vec::new(), [false; SCANS.len()]);
    for shown in heard.iter().filter(|shown| explained::is_about_what_grows(shown)) {
        let Some(statement) = filled(shown) else { continue };
        explained += 1;
        let plain = format!("{} ;", statement.replace(['"', '`'], "").trim_end());
        let excuse = SCANS.iter().position(|(part, _)| plain.contains(part));
        if let Some(place) = excuse {
            met[place] = true;
        } else {
            findings
                .extend(explainer.finding(&statement).map(|told| format!("{told}: {statement}")));
        }
    }
    println!("{:?}: {explained} statements of {} are explained", database.backend(), heard.len());
    assert!(explained > STATEMENTS, "only {explained} statements were heard");
    assert!(findings.is_empty(), "these read all there is: {findings:#?}");
    let stale: Vec<_> = SCANS.iter().zip(met).filter(|(_, is_met)| !is_met).collect();
    assert!(stale.is_empty(), "take these off the list, nobody asks so: {stale:#?}");
}

/// The statements that some work takes, on a server of its own.
async fn heard(database: &TestDatabase, work: impl AsyncFnOnce(&Scene)) -> Vec<String> {
    let scene = Scene::open(database).await;
    let heard = scene.app.app.desk.store().metrics().heard.clone();
    heard.listen();
    work(&scene).await;
    heard.end()
}

/// Every list of both schemas, as an admin asks for it and as one does who may see some chats only.
async fn list(scene: &Scene) {
    fill(scene, "c", 2).await;
    let [operators, visitors] = sides(scene).await;
    // The board has not heard of it: the database finds the lists of chats.
    scene.admin.change("labelCreate", json!({ "name": "unheard" }), "label { id }").await;
    ask(&operators.client, &operators.lists).await;
    ask(&scene.nora, &operators.lists).await;
    ask(&visitors.client, &visitors.lists).await;
    for client in [&scene.admin, &scene.nora] {
        ask_for_chats_and_contacts(scene, client).await;
    }
    scene.app.settle().await;
    for client in [&scene.admin, &scene.nora] {
        ask_for_chats_and_contacts(scene, client).await;
    }
}

/// All that hangs on the rows of the lists; what the client may not see is refused.
async fn ask(client: &Client, lists: &[List]) {
    for list in lists {
        let variables = if list.is_paged { json!({ "n": 2 }) } else { json!({}) };
        client.send(&list.document, variables).await;
    }
}

async fn ask_for_chats_and_contacts(scene: &Scene, client: &Client) {
    let found = scene.admin.data("{ labels { id } }", json!({})).await;
    let of = [
        format!("filter: {{ contactId: \"{}\" }}", scene.id("contact")),
        format!("filter: {{ labelIds: [{}] }}", found["labels"][0]["id"]),
    ];
    for wanted in CHATS.iter().copied().chain(of.iter().map(String::as_str)) {
        client
            .data(&format!("{{ chats(first: 2, {wanted}) {{ nodes {{ id }} }} }}"), json!({}))
            .await;
    }
    for wanted in CONTACTS {
        let query =
            format!("{{ contacts(first: 2, filter: {{ {wanted} }}) {{ nodes {{ id }} }} }}");
        client.data(&query, json!({})).await;
    }
    client.data("{ chatCounts { new mine unread } }", json!({})).await;
    let counts = "{ viewCounts(tabs: [NEW, ACTIVE]) { counts { total unread } } }";
    client.data(counts, json!({})).await;
}

/// Every mutation, once with effect, and what is done unasked afterwards.
async fn change(scene: &Scene) {
    let schema = Schema::told_to(&scene.admin).await;
    for mutation in schema.fields(Operation::Mutation) {
        let name = mutation.name.as_str();
        let Recipe { mut input, .. } = recipe(scene, name).await;
        input["clientMutationId"] = json!(format!("plan of {name}"));
        if has_user_errors(&schema, name) {
            scene.admin.change(name, input, "clientMutationId").await;
        } else {
            scene.admin.attempt_plainly(name, input, "clientMutationId").await;
        }
        scene.app.settle().await;
    }
    work(scene).await;
}

/// What is done unasked: an export is read, timers fire, what has served its time goes, the index is made again.
async fn work(scene: &Scene) {
    let input = json!({ "format": "JSONL", "includesNotes": true });
    let made = scene.admin.change("exportBegin", input, "export { url }").await;
    let url = made["export"]["url"].as_str().expect("a link");
    let path = url.find("/exports/").map(|place| &url[place..]).expect("a path");
    let (status, _) = scene.admin.follow("GET", path, "").await;
    assert_eq!(status, 200, "the export is read");
    open(scene).await;
    scene.admin.change("chatSnooze", json!({ "chatId": scene.id("chat") }), "chat { id }").await;
    scene.app.clock.pass_ms(LONG_MS);
    scene.app.settle().await;
    far_future::pull_in(&scene.app.app.desk).await.expect("it looks");
    scene.app.app.flow.prune_once().await.expect("it prunes");
    scene.app.app.search.rebuild().await.expect("the index is made again");
}
