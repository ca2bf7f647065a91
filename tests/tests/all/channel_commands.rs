//! `switchboard channel` as an admin types it in the first hour: with a wrong token first, with addresses
//! as people write them, and with what a container platform adds to the environment.

use serde_json::{Value, json};
use std::{fs, path::PathBuf, process::Output};
use switchboard_testkit::{
    channels::BOT_TOKEN,
    fake_telegram::FakeTelegram,
    installation::{Installation, WEB_CHANNEL},
    process::Start,
    remote::{Remote, visitor_secret},
};

/// A settings file of a bot.
fn settings(start: &Start, fake: &FakeTelegram, token: &str) -> PathBuf {
    let file = start.data.join("bot.toml");
    let text = format!(
        "name = \"Shop bot\"\nkey = \"shop-bot\"\n[settings]\nbase_url = \"{}\"\n\
         [secrets]\nbot_token = \"{token}\"\n",
        fake.base_url()
    );
    fs::write(&file, text).expect("the settings are written");
    file
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The only bot of an installation, as `channel list` shows it.
async fn bot(start: &Start) -> Value {
    let listed = start.run_beside(&["channel", "list", "--json"]).await;
    let listed: Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    let channels = listed["channels"].as_array().expect("a list");
    let bots: Vec<&Value> = channels.iter().filter(|channel| channel["plugin"] != "web").collect();
    assert_eq!(bots.len(), 1, "{listed}");
    bots[0].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_could_not_be_created_is_created_by_the_same_command() {
    let installation = Installation::new();
    let start = &installation.start;
    let fake = FakeTelegram::start(BOT_TOKEN).await;
    let file = settings(start, &fake, "123456789:AAwrong-token-that-nobody-knows00000");
    let file = file.to_str().expect("a path in UTF-8").to_owned();
    let create = ["channel", "create", "telegram", "--settings", file.as_str()];
    let failed = start.run_beside(&create).await;
    assert!(!failed.status.success(), "the token is wrong");
    assert!(errors(&failed).contains("channel update shop-bot"), "{}", errors(&failed));

    settings(start, &fake, BOT_TOKEN);
    let created = start.run_beside(&create).await;
    assert!(created.status.success(), "{}", errors(&created));
    assert_eq!(bot(start).await["state"], "ACTIVE");
    let again = start.run_beside(&create).await;
    assert!(errors(&again).contains("is taken by"), "{}", errors(&again));

    for (verb, state) in [("pause", "PAUSED"), ("resume", "ACTIVE"), ("connect", "ACTIVE")] {
        let done = start.run_beside(&["channel", verb, "shop-bot"]).await;
        assert!(done.status.success(), "{verb}: {}", errors(&done));
        assert_eq!(bot(start).await["state"], state, "{verb}");
    }
    let renamed = fs::read_to_string(&file).expect("the settings").replace("Shop bot", "Night bot");
    fs::write(&file, renamed).expect("written");
    let updated = start.run_beside(&["channel", "update", "shop-bot", "--settings", &file]).await;
    assert!(updated.status.success(), "{}", errors(&updated));
    assert_eq!(bot(start).await["name"], "Night bot");
    let unknown = start.run_beside(&["channel", "pause", "day-bot"]).await;
    assert!(errors(&unknown).contains("channel list"), "{}", errors(&unknown));

    let asked = start.run_beside(&["channel", "delete", "shop-bot"]).await;
    assert!(errors(&asked).contains("--yes"), "{}", errors(&asked));
    assert_eq!(bot(start).await["state"], "ACTIVE", "nobody said yes");
    let deleted = start.run_beside(&["channel", "delete", "shop-bot", "--yes"]).await;
    assert!(deleted.status.success(), "{}", errors(&deleted));
    let created = start.run_beside(&create).await;
    assert!(created.status.success(), "key and account are free: {}", errors(&created));
    assert_eq!(bot(start).await["state"], "ACTIVE", "the deleted one is not listed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_the_same_however_it_is_written() {
    for (written, base) in [
        ("https://desk.example.test", Some("https://desk.example.test")),
        ("https://desk.example.test/", Some("https://desk.example.test")),
        ("https://example.test/desk/", Some("https://example.test/desk")),
        ("", None),
    ] {
        let mut installation = Installation::new();
        let variable = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        installation.start.environment = vec![
            variable("SWITCHBOARD_SERVER_PUBLIC_URL", written),
            variable("SWITCHBOARD_PORT", "tcp://10.0.0.7:8080"),
        ];
        let fake = FakeTelegram::start(BOT_TOKEN).await;
        let start = &installation.start;
        let file = settings(start, &fake, BOT_TOKEN);
        let file = file.to_str().expect("a path in UTF-8");
        let create = ["channel", "create", "telegram", "--settings", file, "--json"];
        let created = start.run_beside(&create).await;
        assert!(created.status.success(), "{written:?}: {}", errors(&created));
        assert!(errors(&created).contains("SWITCHBOARD_PORT"), "a foreign variable is told of");
        let hook = base.map(|base| format!("{base}/hooks/shop-bot"));
        let webhook = fake.webhook().map(|(address, _)| address);
        assert_eq!(webhook, hook, "{written:?}: what the platform knows");
        let printed: Value = serde_json::from_slice(&created.stdout).expect("JSON");
        assert_eq!(printed["hookUrl"], json!(hook), "{written:?}: what the command prints");

        let token = installation.admin_token("ada");
        let server = installation.serve();
        let board = Remote::new(server.url("/graphql"), Some(token));
        let query = "{ server { publicUrl } channels { key hookUrl } }";
        let shown = board.data(query, json!({})).await;
        assert_eq!(shown["server"]["publicUrl"], json!(base), "{written:?}");
        let channels = shown["channels"].as_array().expect("a list");
        let bot = channels.iter().find(|channel| channel["key"] == "shop-bot").expect("the bot");
        assert_eq!(bot["hookUrl"], json!(hook), "{written:?}: what the API shows");
        let begin = json!({ "name": "a.txt", "sizeBytes": 1 });
        let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
        let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
        let begun = visitor.change("attachmentUploadBegin", begin, "upload { url }").await;
        let url = begun["upload"]["url"].as_str().expect("a link");
        let path = format!("{}/uploads/", base.unwrap_or_default());
        assert!(url.starts_with(&path), "{written:?}: {url}");
        assert!(server.terminate().success());
    }
}
