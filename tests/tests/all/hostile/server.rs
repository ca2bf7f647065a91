//! Hostile guests in a running server: it stays within its bounds, answers every webhook at once and
//! serves its other channels, while one plugin does its worst.

use super::{
    guests,
    neighbours::{SHOP, folder, good, put},
};
use serde_json::{Value, json};
use std::time::Duration;
use switchboard_host::limits::LOG_LINES_MAX;
use switchboard_testkit::{
    channels::{BOT_TOKEN, BotChannel, HOOK_SECRET, PUBLIC_URL, SECRET_HEADER},
    database::{TestDatabase, both_databases},
    fake_telegram::FakeTelegram,
    installation::Installation,
    process::Server,
    remote::Remote,
    shop::update,
    usage::resident_peak_kib,
};
use tempfile::TempDir;
use tokio::time::{Instant, sleep};

const CUSTOMER: i64 = 5_550_005_005;
/// Messages that come while the plugin takes all memory.
const MESSAGES: i64 = 20;
/// What the server may have at its worst, in kibibytes: all calls of a plugin at their limit, and the
/// server of a debug build beside them.
const MEMORY_MAX_KIB: u64 = 1 << 20;
/// Longer than all tries of an inbound request.
const PATIENCE: Duration = Duration::from_secs(90);

struct Street {
    installation: Installation,
    server: Server,
    plugins: TempDir,
    telegram: FakeTelegram,
    _shop: FakeTelegram,
    token: String,
}

impl Street {
    async fn open(database: &TestDatabase) -> Self {
        let (telegram, shop) =
            (FakeTelegram::start(BOT_TOKEN).await, FakeTelegram::start(BOT_TOKEN).await);
        let plugins = folder();
        let mut installation = Installation::on(database.url());
        let start = &mut installation.start;
        let set = |name: &str, value: String| (name.to_owned(), value);
        start.environment = vec![
            set("SWITCHBOARD_PLUGINS_BUNDLED_FOLDER", plugins.path().display().to_string()),
            set("SWITCHBOARD_SERVER_PUBLIC_URL", PUBLIC_URL.to_owned()),
        ];
        start.log = Some(start.data.join("log"));
        for (plugin, key, fake) in [("telegram", "telegram", &telegram), (SHOP, "shop", &shop)] {
            let bot = BotChannel { plugin, key, base_url: &fake.base_url() };
            installation.create_bot(bot, Some(HOOK_SECRET)).await;
        }
        let token = installation.admin_token("ada");
        let server = installation.serve();
        Self { installation, server, plugins, telegram, _shop: shop, token }
    }

    fn swap(self, plugin: &[u8]) -> Self {
        let Self { installation, server, plugins, telegram, _shop, token } = self;
        let status = server.terminate();
        let log = std::fs::read_to_string(installation.start.log.as_ref().expect("a log"));
        assert!(status.success(), "{status}: the server ends in order: {log:?}");
        put(plugins.path(), plugin);
        let server = installation.serve();
        Self { installation, server, plugins, telegram, _shop, token }
    }

    fn board(&self) -> Remote {
        Remote::new(self.server.url("/graphql"), Some(self.token.clone()))
    }

    async fn posts(&self, key: &str, body: &Value) {
        let request = reqwest::Client::new()
            .post(self.server.url(&format!("/hooks/{key}")))
            .header(SECRET_HEADER, HOOK_SECRET)
            .json(body);
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200, "the platform's own answer");
    }

    /// A customer of the Telegram bot writes and is answered.
    async fn neighbour_is_served(&self, number: i64) {
        let (question, answer) = (format!("hello {number}"), format!("hello to you {number}"));
        self.posts("telegram", &update(70, number, &question)).await;
        let chat = self
            .board()
            .comes("{ chats(first: 9) { nodes { id lastMessage { body } } } }", |data| {
                let chats = data["chats"]["nodes"].as_array()?;
                let chat = chats.iter().find(|chat| chat["lastMessage"]["body"] == question)?;
                chat["id"].as_str().map(str::to_owned)
            })
            .await;
        let reply = json!({ "chatId": chat, "body": answer });
        self.board().change("messageReply", reply, "message { id }").await;
        let until = Instant::now() + PATIENCE;
        while !self.telegram.calls("sendMessage").iter().any(|call| call.text("text") == answer) {
            assert!(Instant::now() < until, "the neighbour is not answered");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Waits until as many requests are shown as failed; gives their reasons, oldest first.
    async fn failed(&self, count: usize) -> Vec<String> {
        let query = "{ inboundRequests(last: 100) { nodes { error } } }";
        self.board()
            .comes(query, |data| {
                let nodes = data["inboundRequests"]["nodes"].as_array()?;
                let reasons = nodes.iter().rev().filter_map(|one| one["error"].as_str());
                (nodes.len() == count).then(|| reasons.map(str::to_owned).collect())
            })
            .await
    }

    /// The most memory the server had, in kibibytes.
    fn memory_peak_kib(&self) -> u64 {
        resident_peak_kib(self.server.id()).expect("the server runs")
    }

    fn log(&self) -> String {
        let path = self.installation.start.log.as_ref().expect("a log");
        std::fs::read_to_string(path).expect("the log")
    }
}

#[both_databases]
async fn a_server_bears_a_guest_that_does_its_worst(database: TestDatabase) {
    let readers = guests::readers();
    let version = |what: &str| readers.iter().find(|one| one.what == what).expect("a guest");

    let flood = version("floods the log");
    let street = Street::open(&database).await.swap(&flood.plugin());
    street.posts("shop", &update(CUSTOMER, 1, "message 1")).await;
    street.neighbour_is_served(1).await;
    assert!(street.failed(1).await[0].contains(flood.reason));
    let lines = street.log().lines().filter(|line| line.contains("the guest's own words")).count();
    let most = 5 * LOG_LINES_MAX as usize;
    assert!((1..=most).contains(&lines), "{lines} lines of at most {most}");

    let bomb = version("takes memory without end");
    let street = street.swap(&bomb.plugin());
    for number in 2..=MESSAGES {
        street.posts("shop", &update(CUSTOMER, number, &format!("message {number}"))).await;
    }
    street.neighbour_is_served(2).await;
    let reasons = street.failed(usize::try_from(MESSAGES).expect("few")).await;
    assert!(reasons[1].contains(bomb.reason), "{}", reasons[1]);
    let peak_kib = street.memory_peak_kib();
    assert!(peak_kib < MEMORY_MAX_KIB, "{peak_kib} KiB");

    let street = street.swap(&good());
    let channels = street.board().data("{ channels { id key } }", json!({})).await;
    let channels = channels["channels"].as_array().expect("channels");
    let shop = channels.iter().find(|channel| channel["key"] == "shop").expect("the shop");
    let of_shop = json!({ "channelId": shop["id"] });
    let done = street.board().change("inboundRequestReplay", of_shop, "count").await;
    assert_eq!(done["count"], MESSAGES);
    let expected: Vec<String> = (1..=MESSAGES).map(|number| format!("message {number}")).collect();
    let query =
        "{ chats(first: 9) { nodes { channel { key } messages(first: 100) { nodes { body } } } } }";
    let texts = street
        .board()
        .comes(query, |data| {
            let chats = data["chats"]["nodes"].as_array()?;
            let chat = chats.iter().find(|chat| chat["channel"]["key"] == "shop")?;
            let messages = chat["messages"]["nodes"].as_array()?.iter();
            let texts: Vec<String> =
                messages.filter_map(|one| one["body"].as_str().map(str::to_owned)).collect();
            (texts.len() >= expected.len()).then_some(texts)
        })
        .await;
    assert_eq!(texts, expected, "each once, in its order");
    println!("hostile guests: {lines} log lines, {peak_kib} KiB at most");
    assert!(street.server.terminate().success());
}
