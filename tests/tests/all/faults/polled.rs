//! A polled bot: what came and where to go on are committed together, so a kill between two pages loses
//! nothing; and a server that ends lets the next one go on at once.

use super::{
    bot::{Bot, customer},
    counted,
};
use crate::flows::update;
use std::time::Duration;
use switchboard_tests::{
    app::TestApp,
    channels::{Bot as Channel, TELEGRAM},
    database::{BOTH, Backend, TestDatabase},
    fake_telegram::FakeTelegram,
};
use tokio::time::sleep;

const CHATS: usize = 20;
/// Messages that wait on the platform: more pages than the kills can meet.
const MESSAGES: usize = 1_000;
/// Pages after whose question the server is killed; a killed poller's lease lasts a minute.
const KILLS_AFTER: [usize; 2] = [3, 8];
/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(2);
const GRACE: Duration = Duration::from_secs(5);
const BOT_TOKEN: &str = "123456789:AAdev-fixtures-only-not-a-real-token000";

async fn asked(fake: &FakeTelegram, times: usize) {
    while fake.calls("getUpdates").len() < times {
        sleep(PAUSE).await;
    }
}

async fn is_killed_between_pages(backend: Backend) {
    let database = TestDatabase::of(backend).await;
    let mut bot = Bot::start_polled(&database).await;
    for number in 0..MESSAGES {
        let id = i64::try_from(number).expect("small") + 1;
        let mut body = update(customer(number % CHATS), id, &format!("message {number}"));
        body["update_id"] = id.into();
        bot.fake.update(body);
    }
    let mut times = bot.fake.calls("getUpdates").len();
    for pages in KILLS_AFTER {
        asked(&bot.fake, times + pages).await;
        bot.kill_and_serve();
        times = bot.fake.calls("getUpdates").len();
    }
    bot.find_chats(CHATS).await;
    let chats = bot.settled_chats(MESSAGES).await;
    let counts = counted(chats.iter().flatten().cloned());
    assert_eq!(counts.len(), MESSAGES, "none is missing");
    for chat in &chats {
        let numbers = chat.iter().map(|text| text["message ".len()..].parse::<usize>());
        let numbers: Vec<usize> = numbers.map(|number| number.expect("a number")).collect();
        assert!(numbers.is_sorted(), "in the platform's order: {numbers:?}");
        assert_eq!(numbers.len(), MESSAGES / CHATS, "each once");
    }
    let offsets: Vec<i64> = bot
        .fake
        .calls("getUpdates")
        .iter()
        .map(|call| call.text("offset").parse().unwrap_or(0))
        .collect();
    assert!(offsets.is_sorted(), "it never goes back behind what it committed: {offsets:?}");
    println!("polled on {backend:?}: {MESSAGES} messages, {} questions", offsets.len());
    assert_eq!(bot.terminate().code(), Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_polled_bot_on_sqlite_is_killed_between_pages() {
    is_killed_between_pages(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_polled_bot_on_postgres_is_killed_between_pages() {
    is_killed_between_pages(Backend::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_closes_lets_go_of_its_polled_channels() {
    for backend in BOTH {
        let database = TestDatabase::of(backend).await;
        let app = TestApp::open(&database).await;
        let fake = FakeTelegram::start(BOT_TOKEN).await;
        let bot = Channel { plugin: TELEGRAM, key: "telegram", base_url: &fake.base_url() };
        let channel = app.bot_channel(bot, BOT_TOKEN, "dev_Secret-Token_256", None).await;
        app.app.spawn();
        asked(&fake, 1).await;
        let app = app.restart().await;
        let polled = app.app.flow.poll_once(channel.channel_id).await;
        assert!(polled.expect("the fake answers").is_some(), "the next one need not wait");
        app.app.close(GRACE).await;
    }
}
