//! An operator sees where they are signed in, and ends it there.

use serde_json::{Value, json};
use switchboard_testkit::{database::both_databases, graphql::Client, scene::Scene};

async fn sessions(client: &Client) -> Vec<Value> {
    let query = "{ viewer { sessions { id isCurrent createdAt expiresAt } } }";
    let data = client.data(query, json!({})).await;
    data["viewer"]["sessions"].as_array().expect("sessions").clone()
}

#[both_databases]
async fn an_operator_lists_and_ends_their_own_sessions(scene: Scene) {
    let nora = scene.id("operator");
    let before = sessions(&scene.nora).await.len();
    let (client, own) = scene.app.session_of("nora@example.org", &scene.admin, nora).await;
    let other = scene.app.sign_in("nora@example.org").await.session.session_id.to_string();
    let all = sessions(&client).await;
    assert!(all.len() >= 2 && all.len() <= before + 2, "{all:#?}");
    assert_eq!(all[0]["id"], json!(other), "the newest is first");
    let current: Vec<&Value> = all.iter().filter(|one| one["isCurrent"] == true).collect();
    assert_eq!(current.len(), 1, "{all:#?}");
    assert_eq!(current[0]["id"], json!(own));
    // An API token is no session.
    assert!(sessions(&scene.nora).await.iter().all(|one| one["isCurrent"] == false));
    assert_eq!(sessions(&scene.dana).await, [] as [Value; 0], "sessions of others are not told");

    let end = json!({ "sessionId": other });
    client.change("sessionRevoke", end, "revokedId").await;
    let left = sessions(&client).await;
    assert!(left.iter().all(|one| one["id"] != json!(other)), "{left:#?}");
    let far_off_ms = 10 * 365 * 24 * 60 * 60 * 1000;
    scene.app.clock.pass_ms(far_off_ms);
    assert_eq!(sessions(&scene.nora).await, [] as [Value; 0], "what has expired is no session");
}
