//! What the board shows of a bot's chats, once it has come to rest.

use super::bot::{Bot, PAUSE};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Longer than every lease of a process that was killed.
const PATIENCE: Duration = Duration::from_secs(300);

/// A message as the board shows it.
pub struct Stored {
    /// Its text.
    pub body: String,
    /// The state of its delivery.
    pub delivery: Option<String>,
}

impl Bot {
    /// Waits until there are as many chats, to look into them.
    pub async fn find_chats(&mut self, count: usize) {
        let until = Instant::now() + PATIENCE;
        while self.chats.len() < count {
            assert!(Instant::now() < until, "{} of {count} chats", self.chats.len());
            let data = self.board.data("{ chats(first: 100) { nodes { id } } }", json!({})).await;
            let nodes = data["chats"]["nodes"].as_array().expect("chats").clone();
            self.chats =
                nodes.iter().filter_map(|chat| chat["id"].as_str().map(str::to_owned)).collect();
            sleep(PAUSE).await;
        }
    }

    /// The texts of each chat, oldest first, once so many are there in all.
    pub async fn settled_chats(&self, count: usize) -> Vec<Vec<String>> {
        let until = Instant::now() + PATIENCE;
        loop {
            let chats = self.stored_chats().await;
            let stored: usize = chats.iter().map(Vec::len).sum();
            if stored >= count {
                let bodies = |chat: Vec<Stored>| chat.into_iter().map(|one| one.body).collect();
                return chats.into_iter().map(bodies).collect();
            }
            assert!(Instant::now() < until, "{stored} of {count} stored");
            sleep(Duration::from_secs(1)).await;
        }
    }

    /// Waits until a search finds a message by these words.
    pub async fn finds(&self, words: &str) {
        let query = "query($query: String!) { search(query: $query, first: 1) { nodes { \
             __typename } } }";
        let until = Instant::now() + PATIENCE;
        loop {
            let data = self.board.data(query, json!({ "query": format!("\"{words}\"") })).await;
            if data["search"]["nodes"].as_array().is_some_and(|found| !found.is_empty()) {
                return;
            }
            assert!(Instant::now() < until, "{words} is not found");
            sleep(Duration::from_secs(1)).await;
        }
    }

    /// The texts of the one chat, read page by page, once so many are there.
    pub async fn settled_pages(&self, count: usize) -> Vec<String> {
        let query = "query($id: ID!, $after: String) { chat(id: $id) { messages(first: 100, \
             after: $after) { nodes { body } pageInfo { hasNextPage endCursor } } } }";
        let until = Instant::now() + PATIENCE;
        loop {
            let (mut texts, mut after) = (Vec::new(), Value::Null);
            loop {
                let variables = json!({ "id": self.chats[0], "after": after });
                let data = self.board.data(query, variables).await;
                let page = &data["chat"]["messages"];
                let nodes = page["nodes"].as_array().expect("messages").iter();
                texts.extend(nodes.filter_map(|node| node["body"].as_str().map(str::to_owned)));
                after = page["pageInfo"]["endCursor"].clone();
                if page["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            if texts.len() >= count {
                return texts;
            }
            assert!(Instant::now() < until, "{} of {count} stored", texts.len());
            sleep(Duration::from_secs(1)).await;
        }
    }

    /// Waits until so many messages are stored and no reply is on its way; gives all messages.
    pub async fn settled(&self, count: usize) -> Vec<Stored> {
        let until = Instant::now() + PATIENCE;
        loop {
            let stored = self.stored().await;
            let waiting =
                stored.iter().filter(|one| one.delivery.as_deref() == Some("QUEUED")).count();
            if stored.len() >= count && waiting == 0 {
                return stored;
            }
            let stands = format!("{} of {count} stored, {waiting} replies waiting", stored.len());
            assert!(Instant::now() < until, "{stands}");
            sleep(Duration::from_secs(1)).await;
        }
    }

    async fn stored(&self) -> Vec<Stored> {
        self.stored_chats().await.into_iter().flatten().collect()
    }

    async fn stored_chats(&self) -> Vec<Vec<Stored>> {
        let query = "query($id: ID!) { chat(id: $id) { messages(first: 100) { nodes { body \
             delivery { state } } pageInfo { hasNextPage } } } }";
        let mut chats = Vec::new();
        for chat in &self.chats {
            let data = self.board.data(query, json!({ "id": chat })).await;
            let page = &data["chat"]["messages"];
            assert_eq!(page["pageInfo"]["hasNextPage"], false, "one page holds a chat");
            let messages = page["nodes"].as_array().expect("messages").iter();
            let stored = messages.map(|message| Stored {
                body: message["body"].as_str().expect("a text").to_owned(),
                delivery: message["delivery"]["state"].as_str().map(str::to_owned),
            });
            chats.push(stored.collect());
        }
        chats
    }
}
