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
