//! A unite as those see it who follow the server: operators, the search, and the visitors whose contacts were
//! united, each of whom still has their own chat and no other.

use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    scene::{PRIVATE, Scene},
};

const CARD: &str = "query($id: ID!) { contact(id: $id) { id name addresses { kind value isPrimary } \
    unites { uniteId pulledId pulledName operator { name } } chats { nodes { id } } \
    notes { nodes { body } } history(first: 50) { nodes { body } } } }";

/// The other visitor writes; gives their contact.
async fn other(scene: &Scene) -> String {
    let said = json!({ "clientMutationId": "one", "body": "who am I", "name": "Bea" });
    scene.other_visitor.change("messageWrite", said, "message { id }").await;
    let query = "{ chats(order: CREATED, first: 1) { nodes { contact { id } } } }";
    let newest = scene.admin.data(query, json!({})).await["chats"]["nodes"][0].clone();
    newest["contact"]["id"].as_str().expect("an id").to_owned()
}

async fn unite(scene: &Scene, pulled: &str) -> Value {
    let input = json!({ "contactId": scene.id("contact"), "pulledId": pulled });
    let united = "contact { unites { uniteId } }";
    let made = scene.nora.change("contactUnite", input, united).await;
    made["contact"]["unites"][0]["uniteId"].clone()
}

async fn card(client: &Client, id: &str) -> Value {
    client.data(CARD, json!({ "id": id })).await["contact"].clone()
}

fn bodies(list: &Value) -> Vec<&str> {
    let nodes = list["nodes"].as_array().expect("rows").iter();
    nodes.map(|one| one["body"].as_str().expect("a text")).collect()
}

/// What a visitor reads of their chat.
async fn read_by(visitor: &Client) -> Vec<String> {
    let query = "{ myChat { messages(first: 50) { nodes { body } } } }";
    let chat = visitor.data(query, json!({})).await["myChat"].clone();
    bodies(&chat["messages"]).into_iter().map(str::to_owned).collect()
}

#[both_databases]
async fn a_visitor_never_reads_the_chat_of_one_they_were_united_with(scene: Scene) {
    let pulled = other(&scene).await;
    let (one, two) = (read_by(&scene.visitor).await, read_by(&scene.other_visitor).await);
    let unite_id = unite(&scene, &pulled).await;
    assert_eq!(read_by(&scene.visitor).await, one);
    assert_eq!(read_by(&scene.other_visitor).await, two);
    let said = json!({ "clientMutationId": "two", "body": "still me" });
    scene.other_visitor.change("messageWrite", said, "message { id }").await;
    assert_eq!(read_by(&scene.visitor).await, one, "it is said in the other's chat");
    assert_eq!(read_by(&scene.other_visitor).await.len(), two.len() + 1);
    let undo = json!({ "uniteId": unite_id });
    scene.nora.change("contactUndoUnite", undo, "contact { id }").await;
    assert_eq!(read_by(&scene.visitor).await, one);
    assert_eq!(read_by(&scene.other_visitor).await.len(), two.len() + 1);
}

/// F20, F65.
#[both_databases]
async fn both_are_one_card_with_one_history_and_each_permission_holds(scene: Scene) {
    let pulled = other(&scene).await;
    let note = json!({ "contactId": pulled, "body": "Bea likes tea" });
    scene.nora.change("noteCreate", note, "note { id }").await;
    let email = json!({ "contactId": pulled, "email": "bea@example.org" });
    scene.nora.change("contactUpdate", email, "contact { id }").await;
    unite(&scene, &pulled).await;

    let kept = card(&scene.nora, scene.id("contact")).await;
    assert_eq!(card(&scene.nora, &pulled).await, kept, "the id stands for the one that is kept");
    let address = json!({ "kind": "EMAIL", "value": "bea@example.org", "isPrimary": true });
    assert_eq!(kept["addresses"], json!([address]));
    assert_eq!(kept["unites"][0]["pulledName"], "Bea");
    assert_eq!(kept["unites"][0]["operator"]["name"], "Nora");
    assert_eq!(kept["chats"]["nodes"].as_array().map(Vec::len), Some(2), "they stay apart");
    assert!(bodies(&kept["notes"]).contains(&"Bea likes tea"));
    let history = bodies(&kept["history"]);
    assert!(history.contains(&"who am I") && history[0].contains(PRIVATE), "{history:?}");
    let node = "query($id: ID!) { node(id: $id) { id } }";
    let node = scene.nora.data(node, json!({ "id": pulled })).await;
    assert_eq!(node["node"]["id"], json!(scene.id("contact")));
    assert_eq!(card(&scene.dana, &pulled).await, Value::Null, "of another team");
}

#[both_databases]
async fn the_search_finds_the_kept_one_by_all_names(scene: Scene) {
    let pulled = other(&scene).await;
    let email = json!({ "contactId": pulled, "email": "bea@example.org" });
    scene.nora.change("contactUpdate", email, "contact { id }").await;
    scene.app.settle().await;
    let query = "query($query: String!) { search(query: $query, kinds: [CONTACT]) { \
        nodes { ... on Contact { id } } } }";
    let found = async |word: &str| {
        let data = scene.nora.data(query, json!({ "query": word })).await;
        data["search"]["nodes"].as_array().expect("hits").clone()
    };
    assert_eq!(found("Bea").await, [json!({ "id": pulled })]);
    let unite_id = unite(&scene, &pulled).await;
    let kept = [json!({ "id": scene.id("contact") })];
    assert_eq!(found("Bea").await, kept, "also before the index has followed");
    scene.app.settle().await;
    for word in ["Bea", "bea@example.org"] {
        assert_eq!(found(word).await, kept, "{word}");
    }
    scene.nora.change("contactUndoUnite", json!({ "uniteId": unite_id }), "contact { id }").await;
    scene.app.settle().await;
    assert_eq!(found("Bea").await, [json!({ "id": pulled })]);
}
