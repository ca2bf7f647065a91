//! Every recorded payload of Telegram through the real hook, workers and guest, compared with what a
//! correct connector makes of it, as the operators' GraphQL shows it.

mod bytes;
mod compare;
mod emulator;
mod replies;
mod troubles;

use compare::Comparison;
use serde_json::{Value, json};
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    fake_telegram::Script,
    fixtures::{self, Recorded},
    shop::{HOOK, Shop},
};

/// How many cases and scenarios are recorded.
const CASES: usize = 44;
const SCENARIOS: usize = 3;

/// The first recorded case opens the chat; then the bot says message 9, to which others refer.
async fn bot_says_message_9(comparison: &mut Comparison<'_>) {
    let shop = comparison.shop;
    let chat = shop.newest_chat().await;
    let sent = json!({ "ok": true, "result": {
        "message_id": 9, "date": 1_764_000_500, "chat": { "id": 5_550_001_001_i64, "type": "private" }
    } });
    shop.fake.script("sendMessage", Script::Answer(200, sent));
    let id = chat["id"].as_str().expect("a chat");
    let said = shop.replies(id, json!({ "body": "Це замовлення на адресу Хрещатик 1?" })).await;
    shop.rest().await;
    comparison.know("9", said["id"].as_str().expect("an id"));
}

#[both_databases]
async fn all_recorded_cases(database: TestDatabase) {
    let mut names = posted_cases(&database).await;
    names.push(polled_case(&TestDatabase::of(database.backend()).await).await);
    println!("telegram: {} cases: {}", names.len(), names.join(" "));
    assert_eq!(names.len(), CASES);
}

async fn posted_cases(database: &TestDatabase) -> Vec<String> {
    let shop = Shop::open(database).await;
    let mut comparison = Comparison::new(&shop);
    let mut names = Vec::new();
    for case in fixtures::recorded("telegram").into_iter().filter(Recorded::is_webhook) {
        assert_eq!(case.entry["path"], HOOK, "{}", case.name);
        comparison.deliver(&case).await;
        if names.is_empty() {
            bot_says_message_9(&mut comparison).await;
        }
        names.push(case.name);
    }
    names
}

async fn polled_case(database: &TestDatabase) -> String {
    let case = fixtures::recorded("telegram").into_iter().find(|case| !case.is_webhook());
    let case = case.expect("one case is polled");
    let shop = Shop::open_with(database, None).await;
    assert!(shop.channel.is_polled, "without a public address the bot is polled");
    let page: Value = serde_json::from_slice(&case.body).expect("JSON");
    for update in page["result"].as_array().expect("updates") {
        shop.fake.update(update.clone());
    }
    for _ in 0..2 {
        let polled = shop.app.app.flow.poll_once(shop.channel.channel_id).await;
        assert!(polled.expect("the fake answers").is_some(), "the channel is polled");
        shop.rest().await;
    }
    let asked = shop.fake.calls("getUpdates");
    assert_eq!(asked[1].text("offset"), case.expected["next_offset"].to_string(), "{}", case.name);
    let mut comparison = Comparison::new(&shop);
    comparison.polled(&case).await;
    case.name
}

#[both_databases]
async fn all_recorded_scenarios(database: TestDatabase) {
    let scenarios = fixtures::json("telegram", "scenarios.json");
    let scenarios = scenarios["scenarios"].as_array().expect("a list");
    assert_eq!(scenarios.len(), SCENARIOS);
    for scenario in scenarios {
        let name = scenario["name"].as_str().expect("a name");
        let database = TestDatabase::of(database.backend()).await;
        let shop = Shop::open(&database).await;
        compare::hold_files(&shop);
        for step in scenario["steps"].as_array().expect("steps") {
            let case = fixtures::one("telegram", step["deliver"].as_str().expect("a case"));
            let (status, _) = shop.app.post(HOOK, &case.headers(), case.body.clone()).await;
            assert_eq!(status, 200, "{name}");
            shop.rest().await;
        }
        let chat = shop.newest_chat().await;
        let messages = shop.messages(chat["id"].as_str().expect("a chat")).await;
        assert_eq!(shop.counts().await[..2], [1, 1], "{name}: one contact, one chat");
        end_state(name, &messages);
        println!("telegram scenario {name}: as expected");
    }
}

fn end_state(name: &str, messages: &[Value]) {
    let bodies: Vec<&str> =
        messages.iter().filter_map(|message| message["body"].as_str()).collect();
    match name {
        "redelivery" => assert_eq!(bodies, ["Добрий день! Де моє замовлення №4821?"]),
        "edit-after-create" => {
            assert_eq!(bodies, ["Добрий день! Де моє замовлення №4812?"]);
            let old = json!([{ "body": "Добрий день! Де моє замовлення №4821?", "version": 1 }]);
            assert_eq!(messages[0]["versions"], old, "the old text is kept");
        }
        "album" => {
            assert_eq!(bodies, ["дві фотографії", ""], "the caption stands once");
            for message in messages {
                assert_eq!(message["attachments"][0]["kind"], "IMAGE");
                assert_eq!(message["extra"]["group_id"], "13579246801");
            }
        }
        other => panic!("the scenario {other} has no expected end here: add it"),
    }
}
