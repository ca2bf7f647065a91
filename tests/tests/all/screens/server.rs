//! What a program wants to know of the server before it shows anything.

use serde_json::{Value, json};
use switchboard_testkit::{app::TestApp, database::both_databases, scene::Scene};

async fn is_needed(app: &TestApp) -> Value {
    let (status, body) = app.send("GET", "/setup", "").await;
    assert_eq!(status, 200);
    serde_json::from_slice::<Value>(&body).expect("JSON")["isNeeded"].clone()
}

#[both_databases]
async fn w11_who_comes_first_is_told_that_the_server_is_to_be_set_up(app: TestApp) {
    assert_eq!(is_needed(&app).await, true);
    app.admin().await;
    assert_eq!(is_needed(&app).await, false);
}

#[both_databases]
async fn w11_every_operator_knows_the_time_the_name_and_the_language_of_the_desk(scene: Scene) {
    let query = "{ server { now deskName defaultLanguage } }";
    let told = scene.guest.data(query, json!({})).await;
    assert_eq!(told["server"]["deskName"], Value::Null);
    assert_eq!(told["server"]["defaultLanguage"], "en");
    scene.app.clock.pass_ms(60_000);
    let later = scene.guest.data(query, json!({})).await;
    assert_ne!(later["server"]["now"], told["server"]["now"]);
    let input = json!({ "deskName": " Lumen Pay ", "defaultLanguage": "pt_br" });
    scene.admin.change("settingUpdate", input, "settings { deskName }").await;
    let told = scene.guest.data(query, json!({})).await;
    assert_eq!(told["server"]["deskName"], "Lumen Pay");
    assert_eq!(told["server"]["defaultLanguage"], "pt-BR");
    for (input, field) in [
        (json!({ "deskName": "" }), "deskName"),
        (json!({ "defaultLanguage": "the king's English" }), "defaultLanguage"),
    ] {
        let refused = scene.admin.attempt("settingUpdate", input, "eventCursor").await;
        assert_eq!(refused["userErrors"][0]["path"], json!(["input", field]));
    }
    let none = json!({ "deskName": null });
    let unnamed = scene.admin.change("settingUpdate", none, "settings { deskName }").await;
    assert_eq!(unnamed["settings"]["deskName"], Value::Null);
}

/// F31: the meter beside the quota.
#[both_databases]
async fn the_meter_shows_what_all_files_take_and_each_content_once(scene: Scene) {
    let stored = async || {
        let told = scene.guest.data("{ server { storedBytes } }", json!({})).await;
        told["server"]["storedBytes"].as_i64().expect("a number")
    };
    let before = stored().await;
    let bytes = b"a list of all that was ordered";
    for name in ["order.txt", "again.txt"] {
        scene.admin.upload_bytes(Some(scene.id("chat")), name, bytes).await;
        assert_eq!(stored().await, before + 30, "{name}");
    }
}
