//! Somebody is erased from a whole server: not a byte of what was told of them is left in the database's files, in
//! the index and among the files, and who looked at their chats learns of it (F107).

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use switchboard_store::testing::contents;
use switchboard_testkit::{
    database::{OnDatabase, TestDatabase, both_databases},
    graphql::Client,
    scene::Scene,
};

/// Stands in all that is told of the one who is erased, and nowhere else.
const CANARY: &str = "Xylophonist";

/// A visitor who told much, and of whom much was noted; gives their contact and chat.
async fn known(scene: &Scene) -> (String, String) {
    let visitor = scene.app.visitor("night").await;
    let file = visitor.upload(None, &format!("{CANARY}.txt"), CANARY.as_bytes()).await;
    let input = json!({
        "clientMutationId": "first", "body": format!("{CANARY} asks"), "name": CANARY,
        "attachmentIds": [file],
    });
    visitor.change("messageWrite", input, "message { id }").await;
    let newest = "{ chats(order: CREATED, first: 1) { nodes { id contact { id name } } } }";
    let chat = scene.nora.data(newest, json!({})).await["chats"]["nodes"][0].clone();
    assert_eq!(chat["contact"]["name"], CANARY);
    let text = |value: &Value| value.as_str().expect("an id").to_owned();
    let (chat_id, contact_id) = (text(&chat["id"]), text(&chat["contact"]["id"]));
    let on_chat = |body: &str| json!({ "chatId": chat_id, "body": format!("{CANARY} {body}") });
    let made = scene.nora.change("messageReply", on_chat("is told"), "message { id }").await;
    let edited = json!({ "messageId": made["message"]["id"], "body": format!("told {CANARY}") });
    scene.nora.change("messageEdit", edited, "message { id }").await;
    scene.nora.change("noteCreate", on_chat("pays"), "note { id }").await;
    let on_contact = json!({ "contactId": contact_id, "body": format!("{CANARY} is nice") });
    scene.nora.change("noteCreate", on_contact, "note { id }").await;
    let titled = json!({ "chatId": chat_id, "subject": format!("{CANARY} and a piano") });
    scene.nora.change("chatUpdate", titled, "chat { id }").await;
    let told = json!({
        "contactId": contact_id, "email": format!("{CANARY}@example.org"),
        "attributes": { "plan": CANARY },
    });
    scene.nora.change("contactUpdate", told, "contact { id }").await;
    // One page is written, and the other one waits to be.
    for path in ["one", "two"] {
        let page =
            json!({ "url": format!("https://shop.example.com/{CANARY}/{path}"), "title": CANARY });
        visitor.attempt_plainly("visitUpdate", page, "clientMutationId").await;
        scene.app.app.flow.visits_once().await.expect("the visit is written");
    }
    scene.app.settle().await;
    (contact_id, chat_id)
}

/// Files below a folder that hold the word, in whichever case.
fn files_with(folder: &Path, word: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_with(&path, word, found);
            continue;
        }
        let Ok(bytes) = std::fs::read(&path) else { continue };
        let bytes = bytes.to_ascii_lowercase();
        let word = word.to_ascii_lowercase();
        if bytes.windows(word.len()).any(|part| part == word.as_bytes()) {
            found.push(path);
        }
    }
}

fn all_with(scene: &Scene, database: &TestDatabase) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in [Some(scene.app.data()), database.folder()].into_iter().flatten() {
        files_with(folder, CANARY, &mut found);
    }
    found
}

async fn hits(client: &Client) -> Value {
    let search = "query($query: String!) { search(query: $query) { totalCount } }";
    client.data(search, json!({ "query": CANARY })).await["search"]["totalCount"].clone()
}

/// F107.
#[both_databases]
async fn not_a_byte_of_somebody_who_was_erased_is_left(database: TestDatabase) {
    const FEED: &str =
        "subscription($after: EventCursor) { events(after: $after) { events { kind subjectId } } }";
    let scene = Scene::on(&database).await;
    let (contact_id, chat_id) = known(&scene).await;
    assert_ne!(hits(&scene.nora).await, json!(0));
    let before = all_with(&scene, &database);
    assert!(before.iter().any(|path| path.starts_with(scene.app.data())), "{before:?}");
    let head = scene.admin.data("{ headCursor }", json!({})).await["headCursor"].clone();
    let after = json!({ "after": head });
    let mut near = scene.reader.subscribe(FEED, after.clone()).await;
    let mut far = scene.dana.subscribe(FEED, after).await;
    let input = json!({ "contactId": contact_id, "confirmation": CANARY });
    let done = scene.admin.change("contactErase", input, "deletedId").await;
    assert_eq!(done["deletedId"], json!(contact_id));
    let mark = json!({ "name": "the end" });
    scene.app.settle().await;
    scene.admin.change("closeReasonCreate", mark, "closeReason { id }").await;
    scene.app.clock.pass_ms(60_000);
    scene.app.app.flow.visits_once().await.expect("it is looked");
    scene.app.settle().await;

    let left = scene.app.app.desk.store().read(contents).await.expect("the tables");
    let tables: Vec<_> = left.iter().filter(|(_, table)| table.rows.contains(CANARY)).collect();
    assert!(tables.is_empty(), "{tables:?}");
    assert_eq!(all_with(&scene, &database), Vec::<PathBuf>::new());
    assert_eq!(hits(&scene.nora).await, json!(0));
    let node = "query($id: ID!) { node(id: $id) { id } }";
    assert!(scene.admin.data(node, json!({ "id": contact_id })).await["node"].is_null());
    for (feed, is_told) in [(&mut near, true), (&mut far, false)] {
        let mut told = Vec::new();
        loop {
            let batch = feed.next(&scene.app).await["events"]["events"].clone();
            let events = batch.as_array().expect("events").clone();
            let is_last = events.iter().any(|event| event["kind"] == "CLOSE_REASON_CREATED");
            told.extend(events);
            if is_last {
                break;
            }
        }
        let erased = json!({ "kind": "CHAT_DELETED", "subjectId": chat_id });
        assert_eq!(told.contains(&erased), is_told, "{told:#?}");
    }
}
