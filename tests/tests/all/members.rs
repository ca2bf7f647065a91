//! Members of channels (F69): what they see by lists, the search and the feed, and what the others do not.

use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    scene::{PRIVATE, Scene},
};

const FEED: &str = "subscription($after: EventCursor) { events(after: $after) { \
    events { kind } reset { reason } } }";

/// The chats that somebody lists, and how many hits the word has that stands in all of them.
async fn sees(client: &Client) -> (Vec<Value>, usize) {
    let query = "query($query: String!) { chats { nodes { id } } search(query: $query) { edges { cursor } } }";
    let found = client.data(query, json!({ "query": PRIVATE })).await;
    let nodes = found["chats"]["nodes"].as_array().expect("chats");
    let hits = found["search"]["edges"].as_array().expect("hits").len();
    (nodes.iter().map(|chat| chat["id"].clone()).collect(), hits)
}

/// F69.
#[both_databases]
async fn a_new_member_starts_again_and_finds_the_channels_chats(scene: Scene) {
    assert_eq!(sees(&scene.dana).await, (Vec::new(), 0));
    let head = scene.app.head(&scene.dana).await;
    let mut input = json!({
        "channelId": scene.id("channel"),
        "memberTeamIds": [scene.id("team"), scene.id("otherTeam")],
    });
    let selection = "channel { memberTeams { name } memberOperators { name } }";
    let told = scene.admin.change("channelUpdate", input.clone(), selection).await;
    let expected = json!({
        "memberTeams": [{ "name": "Night" }, { "name": "Day" }], "memberOperators": [],
    });
    assert_eq!(told["channel"], expected);

    scene.app.log_shows_all().await;
    let mut feed = scene.dana.subscribe(FEED, json!({ "after": head })).await;
    let batch = feed.next(&scene.app).await["events"].clone();
    assert_eq!(batch["reset"]["reason"], "PERMISSIONS_CHANGED", "{batch}");
    let (chats, hits) = sees(&scene.dana).await;
    assert_eq!(chats, [json!(scene.id("platformChat"))], "of this channel alone");
    assert!(hits > 0, "the search finds them without being made again");

    input["memberTeamIds"] = json!([]);
    input["memberOperatorIds"] = json!([scene.id("operator")]);
    scene.admin.change("channelUpdate", input, "channel { id }").await;
    assert_eq!(sees(&scene.dana).await, (Vec::new(), 0), "they are members no more");
    let (chats, _) = sees(&scene.nora).await;
    assert!(chats.contains(&json!(scene.id("platformChat"))), "Nora is one by herself");
}
