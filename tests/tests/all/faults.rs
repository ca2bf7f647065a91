//! Faults: the server is killed, stopped and starved while messages come in and replies go out. What
//! was acknowledged is there, once.

mod bot;
mod disk;
mod leases;
mod polled;
mod stored;

use bot::Bot;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::{collections::HashMap, time::Duration};
use switchboard_testkit::{
    database::{TestDatabase, both_databases},
    installation::Installation,
};
use tokio::time::sleep;

/// The load of the great storm.
const MESSAGES: usize = 1_000;
const REPLIES: usize = 200;
const CHATS: usize = 20;
const KILLS: usize = 5;

/// How often each text was told.
fn counted(texts: impl IntoIterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for text in texts {
        *counts.entry(text).or_insert(0) += 1;
    }
    counts
}

/// Every acknowledged message is there once; every reply reached the platform once, but for those that
/// are marked. Of each chat one reply at most is under way, so a kill leaves one of each in doubt at
/// most, and a server that ends in order none.
async fn all_is_there(bot: &Bot, messages: &[String], replies: &[String], kills: usize) {
    let stored = bot.settled(CHATS + messages.len() + replies.len()).await;
    let counts = counted(stored.iter().map(|message| message.body.clone()));
    for text in messages.iter().chain(replies) {
        assert_eq!(counts.get(text), Some(&1), "{text} is stored once");
    }
    let sent = counted(bot.fake.calls("sendMessage").iter().map(|call| call.text("text")));
    let mut unsure = 0;
    for message in stored.iter().filter(|message| replies.contains(&message.body)) {
        let count = sent.get(&message.body).copied().unwrap_or(0);
        match message.delivery.as_deref() {
            Some("SENT") => assert_eq!(count, 1, "{} reached the platform once", message.body),
            Some("MAYBE_SENT") => {
                unsure += 1;
                assert!(count <= 1, "{} was never sent again blindly", message.body);
            }
            other => panic!("{} is {other:?}", message.body),
        }
    }
    assert!(unsure <= kills * CHATS, "{unsure} replies in doubt after {kills} kills");
    println!(
        "{} messages, {} replies, of these maybe sent: {unsure}",
        messages.len(),
        replies.len()
    );
}

#[both_databases]
async fn killed_again_and_again_nothing_is_lost_or_doubled(database: TestDatabase) {
    let mut random = StdRng::seed_from_u64(4_821);
    let mut bot = Bot::start(Installation::on(database.url())).await;
    bot.open_chats(CHATS).await;
    let load = bot.load(MESSAGES, REPLIES).await;
    for _ in 0..KILLS {
        sleep(Duration::from_millis(random.random_range(300..1_500))).await;
        bot.kill_and_serve();
    }
    let (messages, replies) = load.acknowledged().await;
    assert_eq!((messages.len(), replies.len()), (MESSAGES, REPLIES));
    bot.kill_and_serve();
    all_is_there(&bot, &messages, &replies, KILLS + 1).await;
}

#[both_databases]
async fn stopped_under_load_it_ends_in_order_and_loses_nothing(database: TestDatabase) {
    let mut bot = Bot::start(Installation::on(database.url())).await;
    bot.open_chats(CHATS).await;
    let load = bot.load(200, 40).await;
    sleep(Duration::from_millis(500)).await;
    let status = bot.terminate_and_serve();
    assert_eq!(status.code(), Some(0), "SIGTERM ends in order");
    let (messages, replies) = load.acknowledged().await;
    all_is_there(&bot, &messages, &replies, 0).await;
}
