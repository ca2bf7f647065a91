//! What the screens of channels are told of each plugin, and what composers are told before anything is sent.

use crate::hostile::neighbours::{Neighbours, good_as, manifest};
use serde_json::{Value, json};
use switchboard_testkit::{
    channels::TELEGRAM,
    database::both_databases,
    fake_telegram::Script,
    shop::{Shop, update},
};

/// A day, in milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

async fn route(server: &Neighbours, chat: &str) -> Value {
    let query = "query($id: ID!) { chat(id: $id) { routes { replyUntil \
        channel { capabilities { replyWindowMs } } } } }";
    let told = server.board().data(query, json!({ "id": chat })).await;
    told["chat"]["routes"][0].clone()
}

/// F94: the rules of platforms are told before anything is sent.
#[both_databases]
async fn w8_until_when_an_address_can_be_written_to_is_told(server: Neighbours) {
    let manifest = format!("{}reply_window_ms = {DAY_MS}\n", manifest("2.1.0"));
    let server = server.swap(&good_as(&manifest)).await;
    server.posts(&update(7, 1, "hello")).await;
    assert_eq!(server.hook("telegram", &update(8, 2, "hi")).await.0, 200);
    server.app.settle().await;
    let chat = server.chat_with("hello").await.expect("the shop's chat");
    let neighbour = server.chat_with("hi").await.expect("the neighbour's chat");

    let open = route(&server, &chat).await;
    assert_eq!(open["channel"]["capabilities"]["replyWindowMs"], DAY_MS);
    assert!(open["replyUntil"].is_string(), "{open}");
    let endless = json!({ "replyUntil": null,
        "channel": { "capabilities": { "replyWindowMs": null } } });
    assert_eq!(route(&server, &neighbour).await, endless);

    server.app.clock.pass_ms(DAY_MS);
    assert_eq!(route(&server, &chat).await["replyUntil"], open["replyUntil"]);
    server.replies(&chat, "in time").await;
    server.app.clock.pass_ms(1);
    assert_eq!(route(&server, &chat).await["replyUntil"], Value::Null);
    let late = json!({ "chatId": chat, "body": "too late" });
    let refused = server.board().attempt("messageReply", late, "message { id }").await;
    assert_eq!(refused["userErrors"][0]["code"], "CONFLICT");
    assert_eq!(refused["message"], Value::Null);
}

#[both_databases]
async fn w8_a_form_is_drawn_of_what_a_plugin_tells_of_its_settings(shop: Shop) {
    let query = "{ plugins { name title version suspendedReason settingsSchema \
        grants { line isGranted useCount } secrets { name isRequired isGenerated hostSettings } } }";
    let told = shop.board.data(query, json!({})).await["plugins"].clone();
    let plugins = told.as_array().expect("a list");
    let plugin = plugins.iter().find(|plugin| plugin["name"] == TELEGRAM).expect("Telegram");
    assert_eq!((&plugin["title"], &plugin["version"]), (&json!("Telegram"), &json!("1.0.0")));
    assert_eq!(plugin["suspendedReason"], Value::Null);
    let grants = plugin["grants"].as_array().expect("a list");
    assert!(grants.iter().all(|grant| grant["isGranted"] == true), "{grants:?}");
    let used = |line: &str| {
        let found = grants.iter().find(|grant| grant["line"] == line).expect("it asks for it");
        found["useCount"].as_i64().expect("a count")
    };
    assert!(used("reaches {settings.base_url}") > 0, "the bot was connected");
    assert_eq!(used("reaches https://api.telegram.org"), 0, "nobody asked there");
    let groups = &plugin["settingsSchema"]["properties"]["groups"];
    assert_eq!(groups["enum"], json!(["ignore", "chat"]));
    assert_eq!(groups["title"], "Groups and channels");
    let secrets = json!([
        { "name": "bot_token", "isRequired": true, "isGenerated": false,
            "hostSettings": ["base_url"] },
        { "name": "webhook_secret", "isRequired": true, "isGenerated": true,
            "hostSettings": ["base_url"] },
    ]);
    assert_eq!(plugin["secrets"], secrets);
}

#[both_databases]
async fn w8_a_channel_is_tested_without_a_change(shop: Shop) {
    let fields = "isWorking problem account title";
    let id = shop.channel.channel_id.to_string();
    let test = async |id: &str| {
        let input = json!({ "channelId": id });
        shop.board.attempt_plainly("channelTest", input, fields).await
    };
    let states = "{ channels { state stateReason account version } }";
    let before = shop.board.data(states, json!({})).await;
    let works = test(&id).await;
    assert_eq!((&works["isWorking"], &works["problem"]), (&json!(true), &Value::Null));
    assert_eq!(works["account"], before["channels"][0]["account"]);

    let refusal = json!({ "ok": false, "error_code": 401, "description": "Unauthorized" });
    shop.fake.script("getMe", Script::Answer(401, refusal));
    let refused = test(&id).await;
    assert_eq!((&refused["isWorking"], &refused["account"]), (&json!(false), &Value::Null));
    let problem = refused["problem"].as_str().expect("a problem");
    assert!(problem.starts_with("the platform refused: "), "{problem}");
    assert_eq!(shop.board.data(states, json!({})).await, before, "it is as it was");

    let secrets = json!([{ "name": "bot_token", "value": shop.fake.token() }]);
    let twin = json!({ "plugin": TELEGRAM, "name": "Twin", "secrets": secrets,
        "settings": { "base_url": shop.fake.base_url() } });
    let made = shop.board.change("channelCreate", twin, "channel { id }").await;
    let taken = test(made["channel"]["id"].as_str().expect("an id")).await;
    assert_eq!((&taken["isWorking"], &taken["account"]), (&json!(false), &works["account"]));
    assert!(taken["problem"].as_str().expect("a problem").contains("Shop bot"));
}
