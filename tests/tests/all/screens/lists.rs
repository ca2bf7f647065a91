//! What lists need beside their pages.

use serde_json::json;
use switchboard_testkit::{database::both_databases, scene::Scene};

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
