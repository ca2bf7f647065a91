//! How channels are connected and deleted: one account has one channel, a platform is told nothing before
//! that is known, a channel that hears nothing says so, and one that is deleted leaves its chats.

use serde_json::{Value, json};
use switchboard_desk::{
    Context, DeskError,
    channel::{
        connect::{ConnectInput, connect},
        create::{CreateInput, create},
        delete::{DeleteInput, delete},
        resume::resume,
    },
};
use switchboard_model::{
    PublicUrl,
    channel::{Channel, ChannelMembers, ChannelState},
};
use switchboard_store::channel_secret;
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
        members: ChannelMembers::default(),
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

fn deletion(shop: &Shop, public_url: Option<&str>, is_forced: bool) -> DeleteInput {
    let public_url = public_url.map(|url| PublicUrl::parse(url).expect("an address"));
    DeleteInput { channel_id: shop.channel.channel_id, public_url, is_forced }
}

#[both_databases]
async fn a_deleted_channel_leaves_its_chats_and_nothing_else(shop: Shop) {
    let chat_id = shop.customer_writes(7, 1, "hello").await;
    let queued = shop.replies(&chat_id, json!({ "body": "on its way" })).await;
    let desk = &shop.app.app.desk;
    let input = deletion(&shop, Some(PUBLIC_URL), false);
    delete(desk, &Context::system(), input.clone()).await.expect("deleted");
    assert_eq!(shop.fake.webhook(), None, "the platform forgets the hook");

    shop.rest().await;
    assert!(shop.fake.calls("sendMessage").is_empty(), "nothing leaves any more");
    let delivery = shop.message(queued["id"].as_str().expect("an id")).await["delivery"].clone();
    assert_eq!(
        (&delivery["state"], &delivery["errorCode"]),
        (&json!("FAILED"), &json!("channel.deleted"))
    );
    let bodies: Vec<Value> =
        shop.messages(&chat_id).await.iter().map(|message| message["body"].clone()).collect();
    assert_eq!(bodies, [json!("hello"), json!("on its way")]);
    let reply = json!({ "chatId": chat_id, "body": "too late" });
    let answer = shop.board.attempt("messageReply", reply, "message { id }").await;
    assert_eq!(answer["userErrors"][0]["code"], "CONFLICT", "{answer:#}");
    let (status, _) =
        shop.hook(switchboard_testkit::shop::update(7, 2, "anybody?").to_string()).await;
    assert_eq!(status, 404, "its key is nobody's hook");

    let id = shop.channel.channel_id;
    let secrets = desk.store().read(move |connection| channel_secret::names(connection, id)).await;
    assert_eq!(secrets, Ok(Vec::new()));
    let again = delete(desk, &Context::system(), input).await;
    assert_eq!(again.map_err(|error| error.code()).err(), Some("NOT_FOUND"));
    let input = ConnectInput {
        channel_id: twin(&shop).await.channel_id,
        public_url: Some(PublicUrl::parse(PUBLIC_URL).expect("an address")),
    };
    connect(desk, &Context::system(), input).await.expect("the account is free");
}

#[both_databases]
async fn a_platform_that_was_not_told_keeps_its_channel_unless_it_is_forced(shop: Shop) {
    let desk = &shop.app.app.desk;
    let trouble = json!({ "ok": false, "error_code": 500, "description": "Internal Server Error" });
    shop.fake.script("deleteWebhook", Script::Answer(500, trouble.clone()));
    let inputs = [deletion(&shop, Some(PUBLIC_URL), false), deletion(&shop, None, false)];
    for input in inputs {
        let refused = delete(desk, &Context::system(), input).await.expect_err("not told");
        assert!(matches!(refused, DeskError::Conflict { .. }), "{refused}");
        assert!(refused.to_string().contains("force"), "it says what to do: {refused}");
        let held = channel(&shop, "telegram").await;
        assert_eq!(held["state"], "PAUSED");
        assert!(held["stateReason"].as_str().is_some_and(|reason| reason.contains("connect")));
    }
    shop.fake.script("deleteWebhook", Script::Answer(500, trouble));
    let forced = deletion(&shop, Some(PUBLIC_URL), true);
    delete(desk, &Context::system(), forced).await.expect("deleted all the same");
    assert!(shop.fake.webhook().is_some(), "the fake never heard of it");
}

#[both_databases]
async fn a_polled_channel_is_deleted_without_a_word_to_its_platform(database: TestDatabase) {
    let shop = Shop::open_with(&database, None).await;
    let told_before = told(&shop);
    let input = json!({ "channelId": shop.channel.channel_id.to_string() });
    let deleted = shop.board.change("channelDelete", input.clone(), "deletedId").await;
    assert_eq!(deleted["deletedId"], input["channelId"]);
    assert_eq!(told(&shop), told_before);
    let polled = shop.app.app.flow.poll_once(shop.channel.channel_id).await;
    assert!(polled.expect("no failure").is_none(), "nobody asks for news any more");
    let states = shop.board.data("{ channels { id state } }", json!({})).await;
    assert_eq!(states["channels"][0]["state"], "DELETED");
}
