//! What lists need beside their pages.

use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    feed::{Feed, Heard},
    scene::Scene,
};

const COUNTS: &str = "subscription { viewCounts(views: [], tabs: [NEW, ACTIVE], lists: [ALL, MINE]) { \
    counts { tab list total unread } } }";

/// What is told next, as tab or list, total and unread.
async fn told(feed: &mut Feed, scene: &Scene) -> Vec<(String, i64, i64)> {
    let counts = feed.next(&scene.app).await["viewCounts"]["counts"].clone();
    let of = |one: &Value| {
        let word = one["tab"].as_str().or(one["list"].as_str()).expect("a thing");
        let number = |name: &str| one[name].as_i64().expect("a number");
        (word.to_owned(), number("total"), number("unread"))
    };
    counts.as_array().expect("counts").iter().map(of).collect()
}

fn of(counts: &[(String, i64, i64)], word: &str) -> Option<(i64, i64)> {
    let found = counts.iter().find(|one| one.0 == word);
    found.map(|(_, total, unread)| (*total, *unread))
}

#[both_databases]
async fn w6_a_screen_asks_which_of_its_chats_are_still_in_a_list(scene: Scene) {
    let query =
        "query($filter: ChatFilter) { chats(filter: $filter, order: CREATED) { nodes { id } } }";
    let (web, platform) = (scene.id("chat"), scene.id("platformChat"));
    let both = json!([platform, web]);
    for (filter, left) in [
        (json!({ "ids": both }), vec![platform, web]),
        (json!({ "ids": both, "channelIds": [scene.id("channel")] }), vec![platform]),
        (json!({ "not": { "ids": [platform] } }), vec![web]),
        (json!({ "ids": [] }), vec![]),
    ] {
        let told = scene.nora.data(query, json!({ "filter": filter })).await;
        let left: Vec<_> = left.iter().map(|id| json!({ "id": id })).collect();
        assert_eq!(told["chats"]["nodes"], json!(left), "{filter}");
    }
    let told = scene.dana.data(query, json!({ "filter": { "ids": both } })).await;
    assert_eq!(told["chats"]["nodes"], json!([]), "ids show nobody what they may not see");
}

/// F9, F9b.
#[both_databases]
async fn w5_numbers_that_change_are_told_to_who_sees_the_chats_and_no_others(scene: Scene) {
    let chat = scene.id("platformChat");
    scene.admin.change("chatMarkRead", json!({ "chatId": chat }), "chat { id }").await;
    let mut of_admin = scene.admin.subscribe(COUNTS, json!({})).await;
    let mut of_dana = scene.dana.subscribe(COUNTS, json!({})).await;
    let all = told(&mut of_admin, &scene).await;
    let names: Vec<&str> = all.iter().map(|one| one.0.as_str()).collect();
    assert_eq!(names, ["NEW", "ACTIVE", "ALL", "MINE"], "all of them at first");
    let (total, unread) = of(&all, "ALL").expect("all chats");
    let nothing = told(&mut of_dana, &scene).await;
    assert!(nothing.iter().all(|one| (one.1, one.2) == (0, 0)), "{nothing:?}");

    for number in 0..5 {
        scene.writes(&(60 + number).to_string(), "again").await;
    }
    let changed = told(&mut of_admin, &scene).await;
    assert_eq!(of(&changed, "ALL"), Some((total, unread + 1)), "one chat more is unread");
    assert_eq!(of(&changed, "MINE"), None, "what is as it was is not told: {changed:?}");
    scene.admin.change("chatJoin", json!({ "chatId": chat }), "chat { id }").await;
    let changed = told(&mut of_admin, &scene).await;
    assert_eq!(of(&changed, "MINE"), Some((1, 1)), "{changed:?}");
    scene.app.settle().await;
    assert!(matches!(of_dana.listen().await, Heard::Silence), "none of it is hers");
}

/// F9, F9b, F10.
#[both_databases]
async fn w5_lists_are_counted_with_views_and_tabs_fifty_at_most(scene: Scene) {
    let query = "query($views: [ID!], $lists: [ChatView!]) { \
        viewCounts(views: $views, lists: $lists) { counts { list total } } }";
    let lists = json!({ "views": [], "lists": ["ALL", "UNASSIGNED", "OTHERS"] });
    let told = scene.nora.data(query, lists).await;
    let counts = told["viewCounts"]["counts"].as_array().expect("counts").clone();
    assert_eq!(counts[5], json!({ "list": "ALL", "total": 2 }), "behind the tabs");
    for wrong in [
        json!({ "views": vec![scene.id("view"); 46] }),
        json!({ "views": [], "lists": ["OF_OPERATOR"] }),
    ] {
        let refused = scene.nora.send(query, wrong).await.body;
        assert_eq!(refused["errors"][0]["extensions"]["code"], "INVALID", "{refused:#}");
    }
}

/// F4: all columns of the list in one read.
#[both_databases]
async fn a_row_of_the_list_has_all_its_columns(scene: Scene) {
    let known = json!({
        "contactId": scene.id("contact"), "name": "Ana Maria", "email": "ana@example.org",
        "phone": "+34600111222", "role": "merchant",
    });
    scene.admin.change("contactUpdate", known, "contact { id }").await;
    let chat = scene.id("chat");
    let assign = json!({ "chatId": chat, "operatorId": scene.id("operator") });
    scene.admin.change("chatAssign", assign, "chat { id }").await;
    let query = "query($ids: [ID!]) { chats(filter: { ids: $ids }) { nodes { createdAt status \
        isUnanswered unreadCount lastMessageAt lastMessage { body } operator { name } \
        channel { name } contact { name role phone email } } } }";
    let told = scene.admin.data(query, json!({ "ids": [chat] })).await;
    let row = &told["chats"]["nodes"][0];
    let contact = json!({
        "name": "Ana Maria", "role": "merchant", "phone": "+34600111222", "email": "ana@example.org",
    });
    assert_eq!(row["contact"], contact);
    assert_eq!(row["operator"]["name"], "Nora");
    for column in ["createdAt", "status", "lastMessageAt"] {
        assert!(row[column].is_string(), "{column}: {row:#}");
    }
    assert!(row["lastMessage"]["body"].is_string() && row["channel"]["name"].is_string());
    assert!(row["isUnanswered"].is_boolean() && row["unreadCount"].is_number(), "{row:#}");
}

/// F12: rows of a filter in the words of the API, what a chat is like, and whether it is kept. A screen that judges
/// without the server which chats a list has holds itself to the same rows.
#[both_databases]
async fn w6_the_server_answers_as_the_table_of_filters_says(scene: Scene) {
    for contact in ["contact", "platformContact"] {
        let speaks = json!({ "contactId": scene.id(contact), "locale": "uk_UA" });
        scene.admin.change("contactUpdate", speaks, "contact { id }").await;
    }
    let unknown = json!({ "chatId": scene.id("chat"), "language": null });
    scene.admin.change("chatUpdate", unknown, "chat { id }").await;
    let close = json!({ "chatId": scene.id("chat"), "closeReasonId": scene.id("reason") });
    scene.admin.change("chatClose", close, "chat { id }").await;
    let urgent =
        json!({ "chatId": scene.id("platformChat"), "priority": "URGENT", "language": "de-AT" });
    scene.admin.change("chatUpdate", urgent, "chat { id }").await;
    let query = "query($filter: ChatFilter) { chats(filter: $filter) { nodes { id status waitingOn \
        priority escalationLevel snoozedUntil closedAt language contact { locale } } } }";
    let all = scene.admin.data(query, json!({ "filter": {} })).await["chats"]["nodes"].clone();
    let is_like = |chat: &Value, told: &Value| {
        let told = told.as_object().expect("what a chat is like");
        told.iter().all(|(name, value)| chat[name] == *value)
    };
    let table = include_str!("filters.json");
    for row in serde_json::from_str::<Vec<Value>>(table).expect("rows") {
        let mut chats = all.as_array().expect("chats").iter();
        let chat = chats.find(|chat| is_like(chat, &row["chat"])).expect("a chat like this");
        let filter = json!({ "and": [{ "ids": [chat["id"]] }, row["filter"]] });
        let found = scene.admin.data(query, json!({ "filter": filter })).await;
        let is_kept = found["chats"]["nodes"] != json!([]);
        assert_eq!(json!(is_kept), row["answer"], "{row}");
    }
}
