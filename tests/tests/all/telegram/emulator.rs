//! A Bot API that others wrote, as a smoke test: npm `telegram-test-api`, whose client writes to the bot
//! and finds the reply in its history.
//!
//! Where it differs from the real Bot API: `getUpdates` knows neither `offset` nor `timeout`, so an update
//! is handed out once, acknowledged or not, and an empty answer comes at once; times of the bot's own
//! messages are in milliseconds; a webhook is called without the secret header, which our hook refuses
//! as it must, and the refusal ends the emulator. So the bot is polled here, and webhooks are
//! left to our own fake.

use serde_json::json;
use switchboard_testkit::{
    channels::{BOT_TOKEN, BotChannel},
    database::{TestDatabase, both_databases},
    installation::Installation,
    programs::Script,
    remote::Remote,
};

/// What the bot said, in its order.
fn said_by_the_bot(emulator: &mut Script) -> Vec<String> {
    let history = emulator.ask("history");
    let history = history.as_array().expect("a history").iter();
    // What its users wrote has a sender, what bots sent has not.
    let of_the_bot = history.filter(|one| one["message"]["from"].is_null());
    of_the_bot.filter_map(|one| one["message"]["text"].as_str().map(str::to_owned)).collect()
}

#[both_databases]
async fn npm_telegram_test_api(database: TestDatabase) {
    let mut emulator = Script::start(&["telegram.mjs", BOT_TOKEN]);
    let installation = Installation::on(database.url());
    let bot = BotChannel { plugin: "telegram", key: "telegram", base_url: &emulator.url };
    let added = installation.create_bot(bot, None).await;
    assert!(added.contains("the server asks the platform for news"), "{added}");
    let token = installation.admin_token("ada");
    let server = installation.serve();
    let board = Remote::new(server.url("/graphql"), Some(token));

    let said = ["Where is my order?", "Добрий день 👋"];
    for text in said {
        assert_eq!(emulator.ask(&format!("say {text}"))["ok"], true);
    }
    let query = "{ chats(first: 9) { nodes { id contact { name } \
         messages(first: 9) { nodes { body authorKind delivery { state } } } } } }";
    let chat = board
        .comes(query, |data| {
            let chat = &data["chats"]["nodes"][0];
            (chat["messages"]["nodes"].as_array()?.len() == said.len()).then(|| chat.clone())
        })
        .await;
    assert_eq!(chat["contact"]["name"], "Olena");
    for (message, text) in chat["messages"]["nodes"].as_array().expect("two").iter().zip(said) {
        assert_eq!(message["body"], text);
        assert_eq!(message["authorKind"], "CONTACT");
    }

    let replies = ["It leaves <today> & not later", "Гарного дня!"];
    for body in replies {
        let reply = json!({ "chatId": chat["id"], "body": body });
        board.change("messageReply", reply, "message { id }").await;
    }
    board
        .comes(query, |data| {
            let messages = data["chats"]["nodes"][0]["messages"]["nodes"].as_array()?.iter();
            let sent = messages.filter(|message| message["delivery"]["state"] == "SENT").count();
            (sent == replies.len()).then_some(())
        })
        .await;
    assert_eq!(said_by_the_bot(&mut emulator), replies);
    println!("telegram-test-api: {} in, {} out", said.len(), replies.len());
    assert!(server.terminate().success(), "the server ends in order");
}
