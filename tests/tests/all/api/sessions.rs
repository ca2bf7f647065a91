//! An operator sees where they are signed in, and ends it there.

use crate::replay::steps::totp_of;
use serde_json::{Value, json};
use switchboard_testkit::{
    database::both_databases,
    graphql::Client,
    scene::{PASSWORD, Scene},
};

async fn sessions(client: &Client) -> Vec<Value> {
    let query = "{ viewer { sessions { id isCurrent createdAt expiresAt } } }";
    let data = client.data(query, json!({})).await;
    data["viewer"]["sessions"].as_array().expect("sessions").clone()
}

/// F109.
#[both_databases]
async fn an_operator_lists_and_ends_their_own_sessions(scene: Scene) {
    let nora = scene.id("operator");
    let (client, own) = scene.app.session_of("nora@example.org", &scene.admin, nora).await;
    let other = scene.app.sign_in("nora@example.org").await.session.session_id.to_string();
    let all = sessions(&client).await;
    let ids: Vec<&Value> = all.iter().map(|one| &one["id"]).collect();
    assert_eq!(
        ids,
        [&json!(other), &json!(own)],
        "the newest first: a new password ends the others"
    );
    let current: Vec<&Value> = all.iter().filter(|one| one["isCurrent"] == true).collect();
    assert_eq!(current.len(), 1, "{all:#?}");
    assert_eq!(current[0]["id"], json!(own));
    assert_eq!(sessions(&scene.dana).await.len(), 1, "sessions of others are not told");

    let end = json!({ "sessionId": other });
    client.change("sessionRevoke", end, "revokedId").await;
    let left = sessions(&client).await;
    assert!(left.iter().all(|one| one["id"] != json!(other)), "{left:#?}");
    let far_off_ms = 10 * 365 * 24 * 60 * 60 * 1000;
    scene.app.clock.pass_ms(far_off_ms);
    let gone = client.send("{ viewer { sessions { id } } }", json!({})).await.body;
    assert_eq!(gone["errors"][0]["extensions"]["code"], "UNAUTHENTICATED", "{gone:#}");
}

#[both_databases]
async fn an_api_token_is_told_of_no_way_into_the_account(scene: Scene) {
    let owner = scene.app.operator("Olga", "Admin", &[]).await;
    let (token, signed_in) =
        (scene.app.token_client_of(&owner).await, scene.app.client_of(&owner).await);
    let query = "{ viewer { email sessions { id } tokens { id } } }";
    let data = signed_in.data(query, json!({})).await;
    assert_eq!(data["viewer"]["sessions"].as_array().map(Vec::len), Some(1));
    assert_eq!(data["viewer"]["tokens"].as_array().map(Vec::len), Some(1));
    assert_eq!(data["viewer"]["email"], "olga@example.org");
    let data = token.data(query, json!({})).await;
    assert!(data["viewer"]["sessions"].is_null() && data["viewer"]["tokens"].is_null(), "{data:#}");
}

#[both_databases]
async fn signing_in_tells_which_factor_is_missing(scene: Scene) {
    let nora = scene.id("operator");
    let (client, _) = scene.app.session_of("nora@example.org", &scene.admin, nora).await;
    let code = totp_of(&scene, &client).await;
    let confirmed = json!({ "code": code });
    client.change("operatorConfirmTotp", confirmed, "recovery { codes }").await;
    let told = client.data("{ viewer { hasTotp } }", json!({})).await;
    assert_eq!(told["viewer"]["hasTotp"], true);
    // The code that confirmed the app is used up.
    for (code, expected) in [(Value::Null, "REQUIRED"), (json!(code), "WRONG")] {
        let body = json!({ "email": "nora@example.org", "password": PASSWORD, "code": code });
        let (status, told) = scene.app.post("/session", &[], body.to_string()).await;
        let told: Value = serde_json::from_str(&told).expect("JSON");
        let expected = format!("SECOND_FACTOR_{expected}");
        assert_eq!((status, &told["error"]["code"]), (401, &json!(expected)), "{told:#}");
    }
    let role = scene.app.role("Operator").await.to_string();
    let input = json!({ "roleId": role, "isTotpRequired": true });
    scene.admin.change("roleUpdate", input, "role { isTotpRequired }").await;
    scene
        .admin
        .change("operatorDisableTotp", json!({ "operatorId": nora }), "operator { id }")
        .await;
    let body = json!({ "email": "nora@example.org", "password": PASSWORD }).to_string();
    let (status, told) = scene.app.post("/session", &[], body.clone()).await;
    assert!(status == 401 && told.contains("TOTP_SETUP_REQUIRED"), "{status} {told}");
    let (status, told) = scene.app.post("/session/totp", &[], body).await;
    assert!(status == 200 && told.contains("otpauth://totp/"), "{status} {told}");
}
