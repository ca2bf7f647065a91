//! Lists over the whole server: saved views, a colleague's list, exact counts, acts on many, exports.

use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    scene::{PRIVATE, Scene},
};

const COUNTS: &str = "query($views: [ID!], $tabs: [ChatTab!], $operatorId: ID) { \
    viewCounts(views: $views, tabs: $tabs, operatorId: $operatorId) { \
        counts { view { id } tab total unread } cursor } }";

fn ids(answer: &Value) -> Vec<String> {
    let nodes = answer["chats"]["nodes"].as_array().expect("chats");
    nodes.iter().map(|chat| chat["id"].as_str().expect("an id").to_owned()).collect()
}

/// F9b.
#[both_databases]
async fn a_view_is_cut_to_what_its_reader_sees_and_counted_exactly(scene: Scene) {
    let view = json!({
        "name": "Of the bot", "scope": "EVERYONE", "chatOrder": "CREATED",
        "filter": { "or": [{ "channelIds": [scene.id("channel")] }, { "status": [] }] },
    });
    let made = scene.admin.change("viewCreate", view, "view { id filter }").await;
    let shown = json!({ "or": [{ "channelIds": [scene.id("channel")] }, { "status": [] }] });
    assert_eq!(made["view"]["filter"], shown);
    let view = made["view"]["id"].clone();
    let chats = "query($id: ID!) { chats(viewId: $id) { nodes { id } } }";
    let of_nora = scene.nora.data(chats, json!({ "id": view })).await;
    assert_eq!(ids(&of_nora), [scene.id("platformChat")]);
    let of_dana = scene.dana.data(chats, json!({ "id": view })).await;
    assert!(ids(&of_dana).is_empty(), "{of_dana:#}");

    let asked = json!({ "views": [view], "tabs": ["NEW", "ACTIVE", "ARCHIVED"] });
    let counted = scene.nora.data(COUNTS, asked.clone()).await["viewCounts"]["counts"].clone();
    let totals: Vec<i64> = counted
        .as_array()
        .expect("counts")
        .iter()
        .map(|count| count["total"].as_i64().expect("a number"))
        .collect();
    assert_eq!((totals[0], totals[1] + totals[2], totals[3]), (1, 2, 0), "{counted:#}");
    assert_eq!(counted[1]["tab"], "NEW");
    let of_dana = scene.dana.data(COUNTS, asked).await["viewCounts"]["counts"].clone();
    assert!(of_dana.as_array().expect("counts").iter().all(|count| count["total"] == 0));

    let night = json!({ "views": [scene.id("view")] });
    let refused = scene.dana.send(COUNTS, night).await.body;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "NOT_FOUND", "{refused:#}");
    let many = json!({ "views": vec![scene.id("view"); 51], "tabs": [] });
    let refused = scene.nora.send(COUNTS, many).await.body;
    assert_eq!(refused["errors"][0]["extensions"]["code"], "INVALID", "{refused:#}");
}

/// F10.
#[both_databases]
async fn a_colleagues_list_shows_what_is_theirs_among_what_one_sees(scene: Scene) {
    let assign = json!({ "chatId": scene.id("chat"), "operatorId": scene.id("operator") });
    scene.admin.change("chatAssign", assign, "chat { id }").await;
    let chats = "query($view: ChatView!, $id: ID) { \
        chats(view: $view, operatorId: $id) { nodes { id } } }";
    let theirs = json!({ "view": "OF_OPERATOR", "id": scene.id("operator") });
    let of_reader = ids(&scene.reader.data(chats, theirs.clone()).await);
    assert!(of_reader.contains(&scene.id("chat").to_owned()), "{of_reader:?}");
    assert!(ids(&scene.dana.data(chats, theirs).await).is_empty());
    for wrong in
        [json!({ "view": "OF_OPERATOR" }), json!({ "view": "MINE", "id": scene.id("operator") })]
    {
        let refused = scene.reader.send(chats, wrong).await.body;
        assert_eq!(refused["errors"][0]["extensions"]["code"], "INVALID", "{refused:#}");
    }
    let all = json!({ "filter": {}, "act": { "isRead": true } });
    scene.nora.change("chatsBulk", all, "results { chatId isDone }").await;
    let tabs = json!({ "tabs": ["NEW", "ACTIVE"], "operatorId": scene.id("operator") });
    let counted = scene.reader.data(COUNTS, tabs).await["viewCounts"]["counts"].clone();
    assert!(counted.as_array().expect("counts").iter().all(|count| count["unread"] == 0));
    let own = scene.reader.data(COUNTS, json!({ "tabs": ["NEW", "ACTIVE"] })).await;
    let own = own["viewCounts"]["counts"].as_array().expect("counts").clone();
    assert!(own.iter().any(|count| count["unread"] != 0), "the reader's own marks: {own:#?}");
}

/// F18.
#[both_databases]
async fn an_export_is_streamed_by_its_link_and_by_no_other(scene: Scene) {
    let input = json!({ "format": "JSONL", "includesNotes": true });
    let made = scene.admin.change("exportBegin", input, "export { url expiresAt }").await;
    let url = made["export"]["url"].as_str().expect("a link").to_owned();
    let path = url.find("/exports/").map(|place| url[place..].to_owned()).expect("a path");
    let (status, bytes) = scene.dana.follow("GET", &path, "").await;
    let text = String::from_utf8(bytes).expect("a text");
    assert_eq!(status, 200, "{text}");
    let kinds: Vec<String> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("an object"))
        .map(|line| line["kind"].as_str().expect("a kind").to_owned())
        .collect();
    for kind in ["CHAT", "MESSAGE", "NOTE"] {
        assert!(kinds.iter().any(|one| one == kind), "{kinds:?}");
    }
    assert!(text.contains(PRIVATE));
    let elsewhere = path.replace("/exports/", "/files/");
    for other in ["/exports/abc", elsewhere.as_str(), "/exports/"] {
        let (status, _) = scene.dana.follow("GET", other, "").await;
        assert_eq!(status, 404, "{other}");
    }
}

/// The names of these contacts, in the order of the list.
async fn listed(scene: &Scene, names: &[&str]) -> Vec<String> {
    let all = scene.admin.data("{ contacts(first: 100) { nodes { name } } }", json!({})).await;
    let all = all["contacts"]["nodes"].as_array().expect("contacts").clone();
    let all = all.iter().map(|contact| contact["name"].as_str().expect("a name").to_owned());
    all.filter(|name| names.contains(&name.as_str())).collect()
}

/// F13: names are sorted as the server's language does, those that were there before it was set and those that are
/// written since.
#[both_databases]
async fn contacts_are_sorted_as_the_language_of_the_server_does(scene: Scene) {
    for name in ["Zoë", "Öberg", "Olsen"] {
        scene.admin.change("contactCreate", json!({ "name": name }), "contact { id }").await;
    }
    let names = ["Zoë", "Öberg", "Olsen", "Ögren"];
    assert_eq!(listed(&scene, &names).await, ["Öberg", "Olsen", "Zoë"]);
    let swedish = json!({ "nameLanguage": "SV" });
    let set = scene.admin.change("settingUpdate", swedish, "settings { nameLanguage }").await;
    assert_eq!(set["settings"]["nameLanguage"], "sv");
    scene.app.settle().await;
    assert_eq!(listed(&scene, &names).await, ["Olsen", "Zoë", "Öberg"]);
    scene.admin.change("contactCreate", json!({ "name": "Ögren" }), "contact { id }").await;
    scene.app.settle().await;
    assert_eq!(listed(&scene, &names).await, ["Olsen", "Zoë", "Öberg", "Ögren"]);
    let wrong = json!({ "clientMutationId": "wrong", "nameLanguage": "no language" });
    let update = "mutation($input: SettingUpdateInput!) { \
        settingUpdate(input: $input) { userErrors { code } } }";
    let refused = scene.admin.data(update, json!({ "input": wrong })).await;
    assert_eq!(refused["settingUpdate"]["userErrors"][0]["code"], "INVALID", "{refused:#}");
}

/// F13: both ways.
#[both_databases]
async fn chats_are_sorted_by_the_names_of_their_contacts_both_ways(scene: Scene) {
    let rename = json!({ "contactId": scene.id("platformContact"), "name": "Ána" });
    scene.admin.change("contactUpdate", rename, "contact { id }").await;
    let chats = "query($order: ChatOrder!, $after: String) { \
        chats(first: 1, after: $after, order: $order) { nodes { id } pageInfo { endCursor } } }";
    let expected = [scene.id("platformChat"), scene.id("chat")];
    for (order, expected) in
        [("CONTACT_NAME", expected), ("CONTACT_NAME_DESC", [expected[1], expected[0]])]
    {
        let mut after = Value::Null;
        for chat in expected {
            let page = scene.nora.data(chats, json!({ "order": order, "after": after })).await;
            assert_eq!(ids(&page), [chat], "{order}");
            after = page["chats"]["pageInfo"]["endCursor"].clone();
        }
    }
}

/// F18, F56: as a page in a sandbox, and without what operators write for each other.
#[both_databases]
async fn a_transcript_for_the_customer_is_a_page_without_notes(scene: Scene) {
    let noted = format!("{PRIVATE} is a customer");
    for (audience, has_note) in [("OPERATORS", true), ("CUSTOMER", false)] {
        let input = json!({ "chatId": scene.id("chat"), "format": "HTML", "audience": audience });
        let made = scene.reader.change("transcriptBegin", input, "export { url }").await;
        let url = made["export"]["url"].as_str().expect("a link");
        let path = url.find("/exports/").map(|place| url[place..].to_owned()).expect("a path");
        let (status, bytes) = scene.dana.follow("GET", &path, "").await;
        let page = String::from_utf8(bytes).expect("a text");
        assert_eq!(status, 200, "{page}");
        assert!(page.contains(&format!("{PRIVATE} answers")), "{page}");
        assert_eq!(page.contains(&noted), has_note, "{audience}: {page}");
    }
}
