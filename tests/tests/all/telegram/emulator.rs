//! A Bot API that others wrote, as a smoke test: npm `telegram-test-api`, whose client writes to the bot
//! and finds the reply in its history.
//!
//! Where it differs from the real Bot API: `getUpdates` knows neither `offset` nor `timeout`, so an update
//! is handed out once, acknowledged or not, and an empty answer comes at once; times of the bot's own
//! messages are in milliseconds; a webhook is called without the secret header, which our hook refuses
//! as it must, and the refusal ends the emulator. So the bot is polled here, and webhooks are
//! left to our own fake.

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};
use switchboard_testkit::{
    channels::{BOT_TOKEN, BotChannel},
    database::{TestDatabase, both_databases},
    installation::Installation,
    programs,
    remote::Remote,
};

/// The emulator with its client.
struct Emulator {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    url: String,
}

impl Emulator {
    fn start() -> Self {
        let mut child = Command::new("node")
            .args(["telegram.mjs", BOT_TOKEN])
            .current_dir(programs::folder())
            // Its client reaches it by HTTP: not by way of a proxy.
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let commands = child.stdin.take().expect("a pipe");
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut emulator = Self { child, commands, answers, url: String::new() };
        emulator.url = emulator.line();
        assert!(emulator.url.starts_with("http://127.0.0.1:"), "it listens: {}", emulator.url);
        emulator
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the emulator answers");
        line.trim_end().to_owned()
    }

    fn ask(&mut self, command: &str) -> Value {
        writeln!(self.commands, "{command}").expect("the emulator listens");
        let line = self.line();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{command}: {error}: {line:?}"))
    }

    /// What the bot said, in its order.
    fn said_by_the_bot(&mut self) -> Vec<String> {
        let history = self.ask("history");
        let history = history.as_array().expect("a history").iter();
        // What its users wrote has a sender, what bots sent has not.
        let of_the_bot = history.filter(|one| one["message"]["from"].is_null());
        of_the_bot.filter_map(|one| one["message"]["text"].as_str().map(str::to_owned)).collect()
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        // A test that failed leaves no process behind; one that is gone already needs nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[both_databases]
async fn npm_telegram_test_api(database: TestDatabase) {
    let mut emulator = Emulator::start();
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
    assert_eq!(emulator.said_by_the_bot(), replies);
    println!("telegram-test-api: {} in, {} out", said.len(), replies.len());
    assert!(server.terminate().success(), "the server ends in order");
}
