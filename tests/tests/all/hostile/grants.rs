//! Plugins that an admin put beside the bundled ones: each may do what was granted to it, a new version that
//! asks for more gets what the old one had, and what is missing is told.

use super::neighbours::{SHOP, good, manifest, put, shop_plugin};
use serde_json::Value;
use std::fs;
use switchboard_host::{FILE_SUFFIX, testing::without_sections};
use switchboard_testkit::{
    app::plugins,
    channels::{BOT_TOKEN, TELEGRAM},
    fake_telegram::FakeTelegram,
    installation::Installation,
    process::Start,
};

/// What Telegram's manifest asks for: two hosts, and two secrets to be used and to be sent to both.
const ASKED: usize = 8;

async fn succeeds(start: &Start, arguments: &[&str]) {
    let output = start.run_beside(arguments).await;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What the shop's plugin asks for and was not granted.
async fn missing(start: &Start) -> Vec<String> {
    let listed = start.run_beside(&["plugin", "list", "--json"]).await;
    let listed: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    let plugins = listed["plugins"].as_array().expect("a list");
    let telegram = plugins.iter().find(|plugin| plugin["id"] == TELEGRAM).expect("bundled");
    assert_eq!(telegram["missing"], Value::Array(Vec::new()), "it comes with the program");
    let shop = plugins.iter().find(|plugin| plugin["id"] == SHOP).expect("the shop's plugin");
    serde_json::from_value(shop["missing"].clone()).expect("lines")
}

async fn doctor(start: &Start) -> String {
    String::from_utf8_lossy(&start.run_beside(&["doctor"]).await.stdout).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plugin_of_ones_own_may_do_what_was_granted() {
    let own = tempfile::tempdir().expect("a folder");
    put(own.path(), &good());
    let mut installation = Installation::new();
    let folder = own.path().display().to_string();
    installation.start.environment = vec![("SWITCHBOARD_PLUGINS_FOLDER".to_owned(), folder)];
    let start = &installation.start;
    let fake = FakeTelegram::start(BOT_TOKEN).await;
    let settings = start.data.join("shop.toml");
    let text = format!(
        "name = \"Shop\"\nkey = \"shop\"\n[settings]\nbase_url = \"{}\"\n\
         [secrets]\nbot_token = \"{BOT_TOKEN}\"\n",
        fake.base_url()
    );
    fs::write(&settings, text).expect("the settings are written");
    let create = ["channel", "create", SHOP, "--settings", settings.to_str().expect("a path")];

    let lines = missing(start).await;
    assert_eq!(lines.len(), ASKED, "{lines:?}");
    assert!(lines.contains(&"sends the secret bot_token to {settings.base_url}".to_owned()));
    assert!(doctor(start).await.contains("reaches {settings.base_url}"));
    assert!(!start.run_beside(&create).await.status.success(), "it reaches nobody");
    assert_eq!(fake.calls("getMe").len(), 0);

    succeeds(start, &["plugin", "grant", SHOP]).await;
    assert_eq!(missing(start).await, Vec::<String>::new());
    succeeds(start, &create).await;
    assert_ne!(fake.calls("getMe").len(), 0);

    let wider = manifest("3.0.0").replacen("allow = [", "allow = [\"https://more.example\", ", 1);
    put(own.path(), &shop_plugin(&without_sections(&good()), &wider));
    assert_eq!(missing(start).await, ["reaches https://more.example"]);
    assert!(doctor(start).await.contains("reaches https://more.example"));
    succeeds(start, &["channel", "connect", "shop"]).await;

    succeeds(start, &["plugin", "revoke", SHOP]).await;
    assert_eq!(missing(start).await.len(), ASKED + 1);
    assert!(!start.run_beside(&["channel", "connect", "shop"]).await.status.success());

    let bundled = plugins().join(format!("{TELEGRAM}{FILE_SUFFIX}"));
    fs::copy(bundled, own.path().join(format!("mine{FILE_SUFFIX}"))).expect("copied");
    assert!(doctor(start).await.contains("comes with the program"));
}
