//! A polled bot: what came and where to go on are committed together, so a kill between two pages loses
//! nothing; and a server that ends lets the next one go on at once.

use super::{
    bot::{Bot, customer},
    counted,
};
use std::time::Duration;
use switchboard_testkit::{
    app::TestApp,
    channels::{BOT_TOKEN, BotChannel, HOOK_SECRET, TELEGRAM},
    database::{TestDatabase, both_databases},
    fake_telegram::FakeTelegram,
    shop::update,
};
use tokio::time::sleep;

const CHATS: usize = 20;
/// Messages that wait on the platform: more pages than the kills can meet.
const MESSAGES: usize = 1_000;
/// Pages after whose question the server is killed.
const KILLS_AFTER: [usize; 2] = [3, 8];
/// Pause between two looks.
const PAUSE: Duration = Duration::from_millis(2);

async fn asked(fake: &FakeTelegram, times: usize) {
    while fake.calls("getUpdates").len() < times {
        sleep(PAUSE).await;
    }
}

#[both_databases]
async fn a_polled_bot_is_killed_between_pages(database: TestDatabase) {
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
    println!("polled: {MESSAGES} messages, {} questions", offsets.len());
    assert_eq!(bot.terminate().code(), Some(0));
}

#[both_databases]
async fn a_server_that_closes_lets_go_of_its_polled_channels(app: TestApp) {
    let fake = FakeTelegram::start(BOT_TOKEN).await;
    let bot = BotChannel { plugin: TELEGRAM, key: "telegram", base_url: &fake.base_url() };
    let channel = app.bot_channel(bot, BOT_TOKEN, HOOK_SECRET, None).await;
    app.app.spawn();
    asked(&fake, 1).await;
    let app = app.restart().await;
    let polled = app.app.flow.poll_once(channel.channel_id).await;
    assert!(polled.expect("the fake answers").is_some(), "the next one need not wait");
}
