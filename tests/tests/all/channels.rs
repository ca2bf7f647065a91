//! How channels are connected: one account has one channel, a platform is told nothing before that is
//! known, and a channel that hears nothing says so.

use serde_json::{Value, json};
use switchboard_desk::{
    Context, DeskError,
    channel::{
        connect::{ConnectInput, connect},
        create::{CreateInput, create},
        resume::resume,
    },
};
use switchboard_model::{
    PublicUrl,
    channel::{Channel, ChannelState},
};
use switchboard_testkit::{
    channels::{PUBLIC_URL, TELEGRAM},
    database::{TestDatabase, both_databases},
    fake_telegram::Script,
    shop::Shop,
};

/// Polls that fail one after the other until the channel is marked.
const POLLS_FAILED_MAX: usize = 4;

/// A channel of the shop's own bot under another key, not yet connected.
async fn twin(shop: &Shop) -> Channel {
    let input = CreateInput {
        plugin: TELEGRAM.to_owned(),
        key: Some("twin".to_owned()),
        name: "Twin".to_owned(),
        settings: json!({ "base_url": shop.fake.base_url() }),
        secrets: [("bot_token".to_owned(), shop.fake.token().to_owned())].into(),
        team_id: None,
        reopen_within_ms: None,
    };
    create(&shop.app.app.desk, &Context::system(), input).await.expect("a channel").value
}

async fn channel(shop: &Shop, key: &str) -> Value {
    let query = "{ channels { id key state stateReason account hookUrl } }";
    let channels = shop.board.data(query, json!({})).await["channels"].clone();
    let channels = channels.as_array().expect("a list");
    channels.iter().find(|channel| channel["key"] == key).expect("the channel").clone()
}

/// Calls that change what the platform knows of a bot.
fn told(shop: &Shop) -> usize {
    shop.fake.calls("setWebhook").len() + shop.fake.calls("deleteWebhook").len()
}

#[both_databases]
async fn a_second_channel_of_a_bot_leaves_the_first_alone(shop: Shop) {
    let (webhook, told_before) = (shop.fake.webhook(), told(&shop));
    assert!(webhook.is_some(), "the first is connected");
    let twin = twin(&shop).await;
    for public_url in [Some(PublicUrl::parse(PUBLIC_URL).expect("an address")), None] {
        let input = ConnectInput { channel_id: twin.channel_id, public_url };
        let refused = connect(&shop.app.app.desk, &Context::system(), input).await;
        let error = refused.expect_err("the account is taken");
        assert!(matches!(error, DeskError::Conflict { .. }), "{error}");
        assert!(error.to_string().contains("Shop bot"), "it says which has it: {error}");
    }
    assert_eq!((shop.fake.webhook(), told(&shop)), (webhook, told_before), "nothing was told");
    let twin = channel(&shop, "twin").await;
    assert_eq!((&twin["state"], &twin["account"]), (&json!("PAUSED"), &Value::Null));
    shop.customer_writes(5_550_009_001, 1, "still heard").await;
    assert_eq!(channel(&shop, "telegram").await["state"], "ACTIVE");
}

#[both_databases]
async fn a_channel_that_was_never_connected_does_not_pretend_to_work(shop: Shop) {
    let twin = twin(&shop).await;
    let refused = resume(&shop.app.app.desk, &Context::system(), twin.channel_id).await;
    assert!(matches!(refused.err(), Some(DeskError::Conflict { .. })));
    assert_eq!(channel(&shop, "twin").await["state"], "PAUSED");
}

#[both_databases]
async fn a_polled_channel_stays_polled_when_it_is_connected_again(database: TestDatabase) {
    for public_url in [None, Some("http://desk.example.org")] {
        let database = TestDatabase::of(database.backend()).await;
        let shop = Shop::open_with(&database, public_url).await;
        assert!(shop.channel.is_polled, "{public_url:?}");
        let input = json!({ "channelId": shop.channel.channel_id.to_string() });
        shop.board.change("channelConnect", input, "channel { state }").await;
        assert_eq!(shop.fake.webhook(), None, "{public_url:?}: no platform could call that");
        assert_eq!(channel(&shop, "telegram").await["hookUrl"], Value::Null);
        let polled = shop.app.app.flow.poll_once(shop.channel.channel_id).await;
        assert!(polled.expect("the fake answers").is_some(), "{public_url:?}: it goes on polling");
    }
}

/// What `/metrics` tells of channels in a state.
async fn counted(shop: &Shop, state: &str) -> String {
    let (_, metrics) = shop.app.send("GET", "/metrics", "").await;
    let metrics = String::from_utf8(metrics).expect("text");
    let name = format!("switchboard_channels{{state=\"{state}\"}} ");
    let line = metrics.lines().find_map(|line| line.strip_prefix(&name));
    line.unwrap_or_else(|| panic!("no {name} in\n{metrics}")).to_owned()
}

#[both_databases]
async fn a_poll_that_fails_again_and_again_is_seen_until_one_goes_well(database: TestDatabase) {
    let shop = Shop::open_with(&database, None).await;
    let id = shop.channel.channel_id;
    let poll = async || {
        shop.app.clock.pass_ms(60_000);
        shop.app.app.flow.poll_once(id).await
    };
    let conflict = json!({
        "ok": false, "error_code": 409,
        "description": "Conflict: terminated by other getUpdates request"
    });
    for failure in 1..=POLLS_FAILED_MAX + 1 {
        shop.fake.script("getUpdates", Script::Answer(409, conflict.clone()));
        assert!(poll().await.is_err(), "poll {failure}");
        let expected = if failure < POLLS_FAILED_MAX { "ACTIVE" } else { "FAILING" };
        assert_eq!(channel(&shop, "telegram").await["state"], expected, "after {failure}");
    }
    let reason = channel(&shop, "telegram").await["stateReason"].clone();
    assert!(reason.as_str().is_some_and(|reason| reason.contains("connect the channel again")));
    assert_eq!(counted(&shop, ChannelState::Failing.as_str()).await, "1");

    let chat = json!({ "ok": true, "result": [switchboard_testkit::shop::update(7, 1, "hello")] });
    shop.fake.script("getUpdates", Script::Answer(200, chat));
    assert!(poll().await.expect("an answer").is_some(), "a failing channel is asked on");
    let recovered = channel(&shop, "telegram").await;
    assert_eq!((&recovered["state"], &recovered["stateReason"]), (&json!("ACTIVE"), &Value::Null));
    assert_eq!(counted(&shop, ChannelState::Failing.as_str()).await, "0");
}

#[both_databases]
async fn a_platform_that_asks_to_wait_is_not_polled_before(database: TestDatabase) {
    let shop = Shop::open_with(&database, None).await;
    let (flow, id) = (&shop.app.app.flow, shop.channel.channel_id);
    let before = shop.fake.calls("getUpdates").len();
    let too_many = json!({
        "ok": false, "error_code": 429, "description": "Too Many Requests: retry after 90",
        "parameters": { "retry_after": 90 }
    });
    shop.fake.script("getUpdates", Script::Answer(429, too_many));
    assert!(flow.poll_once(id).await.is_err());
    for _ in 0..2 {
        shop.app.clock.pass_ms(44_000);
        assert_eq!(flow.poll_once(id).await, Ok(None));
    }
    assert_eq!(shop.fake.calls("getUpdates").len(), before + 1, "it was left alone");
    shop.app.clock.pass_ms(3_000);
    assert!(flow.poll_once(id).await.expect("an answer").is_some());
}
