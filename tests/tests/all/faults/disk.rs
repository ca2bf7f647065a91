//! A full disk: what cannot be stored is refused and not acknowledged, and what was acknowledged is
//! there when there is room again.

use super::{
    bot::{Bot, attempt, customer},
    counted,
};
use serde_json::{Value, json};
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};
use switchboard_testkit::{
    graphql::mutation,
    installation::{Installation, WEB_CHANNEL},
    remote::{Remote, visitor_secret},
    shop::update,
};

/// Room on the small disk, as mount takes it.
const ROOM: &str = "size=64m";
/// Room that is left when the squeeze begins, in bytes: some messages still fit.
const ROOM_LEFT_BYTES: u64 = 1 << 20;
/// Webhooks after which a full disk must have been noticed.
const ATTEMPTS: i64 = 300;
/// The operator and the visitor write once for so many webhooks.
const WEBHOOKS_PER_WORD: i64 = 4;
/// The code by which a full disk is told.
const FULL: &str = "QUOTA_FULL";

/// A small disk in memory.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Mounts it; none where this process may not.
    fn mount(place: &Path) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", ROOM, "tmpfs"])
            .arg(place)
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then(|| Self(place.to_owned()))
    }

    /// Fills it but for a little room.
    fn fill(&self) {
        let mut ballast = std::fs::File::create(self.0.join("ballast")).expect("room for a name");
        let mut size = 1 << 20;
        while size > 0 {
            if ballast.write_all(&vec![0; size]).is_err() {
                size /= 2;
            }
        }
        let size = ballast.metadata().expect("the ballast is there").len();
        ballast.set_len(size - ROOM_LEFT_BYTES).expect("the ballast shrinks");
    }

    /// Makes room again.
    fn clear(&self) {
        std::fs::remove_file(self.0.join("ballast")).expect("the ballast is there");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("--lazy").arg(&self.0).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            println!("{} is still mounted", self.0.display());
        }
    }
}

/// What somebody said during the squeeze.
#[derive(Default)]
struct Said {
    acknowledged: Vec<String>,
    refused: Vec<String>,
}

impl Said {
    /// Says something by a mutation that gives a message; a refusal must tell that the disk is full.
    async fn say(&mut self, client: &Remote, name: &str, input: Value) {
        let query = mutation(name, "message { id } userErrors { code }");
        let text = input["body"].as_str().expect("a text").to_owned();
        let (_, answer) = client.send(&query, &json!({ "input": input })).await.expect("an answer");
        if answer["data"][name]["message"].is_object() {
            self.acknowledged.push(text);
            return;
        }
        assert_eq!(answer["errors"][0]["extensions"]["code"], FULL, "{name}: {answer}");
        self.refused.push(text);
    }

    /// All that was acknowledged is there once, nothing that was refused is.
    fn is_as_told(&self, who: &str, stored: &[String]) {
        let counts = counted(stored.iter().cloned());
        for text in &self.acknowledged {
            assert_eq!(counts.get(text), Some(&1), "{who}: what was acknowledged is stored once");
        }
        for text in &self.refused {
            assert_eq!(counts.get(text), None, "{who}: what was refused is not stored");
        }
        println!(
            "full disk, {who}: {} acknowledged, {} refused",
            self.acknowledged.len(),
            self.refused.len()
        );
    }
}

fn webhook(number: i64) -> (String, Value) {
    let text = format!("message {number} {}", "x".repeat(2_000));
    let mut body = update(customer(0), 10 + number, &text);
    body["update_id"] = (700_000 + number).into();
    (text, body)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_and_acknowledges_nothing_that_is_not_stored() {
    let place = tempfile::tempdir().expect("a folder");
    let Some(disk) = SmallDisk::mount(place.path()) else {
        println!("skipped: this process may not mount a small disk (needs root)");
        return;
    };
    let mut bot = Bot::start(Installation::new()).await;
    bot.move_to(&place.path().join("data"));
    bot.open_chats(1).await;
    let secret = visitor_secret(bot.url(), WEB_CHANNEL).await;
    let visitor = Remote::new(format!("{}/visitor/graphql", bot.url()), Some(secret));
    let first = json!({ "body": "Anybody here?", "clientMutationId": "first" });
    Said::default().say(&visitor, "messageWrite", first).await;

    disk.fill();
    let (mut platform, mut operator, mut visited) =
        (Said::default(), Said::default(), Said::default());
    let mut repeats = Vec::new();
    for number in 0..ATTEMPTS {
        let (text, body) = webhook(number);
        match attempt(bot.url(), &body).await.expect("an answer") {
            (200, _) => platform.acknowledged.push(text),
            (status, answer) => {
                assert_eq!(status, 507, "a full disk is told as such: {answer}");
                assert!(answer.contains(FULL) && !answer.contains("disk"), "{answer}");
                platform.refused.push(text);
                repeats.push(body);
            }
        }
        if number % WEBHOOKS_PER_WORD == 0 {
            let reply = json!({ "chatId": bot.chats[0], "body": format!("reply {number}"),
                "clientMutationId": format!("reply-{number}") });
            operator.say(&bot.board, "messageReply", reply).await;
            let word = json!({ "body": format!("word {number}"),
                "clientMutationId": format!("word-{number}") });
            visited.say(&visitor, "messageWrite", word).await;
        }
    }
    assert!(!platform.acknowledged.is_empty(), "there was a little room");
    for said in [&platform, &operator, &visited] {
        assert!(!said.refused.is_empty(), "the disk is full");
    }

    let ready = reqwest::get(format!("{}/readyz", bot.url())).await.expect("an answer");
    assert_eq!(ready.status(), 503, "whoever watches the server is told");
    let told: Value = ready.json().await.expect("JSON");
    assert_eq!(told["dependencies"]["disk"], "failing", "{told}");

    disk.clear();
    let count = 1 + platform.acknowledged.len() + operator.acknowledged.len();
    let stored = bot.settled_pages(count).await;
    platform.is_as_told("webhooks", &stored);
    operator.is_as_told("replies", &stored);
    let history = "{ myChat { messages(first: 100) { nodes { body } } } }";
    let history = visitor.data(history, json!({})).await;
    let history = history["myChat"]["messages"]["nodes"].as_array().expect("messages").iter();
    let history: Vec<String> =
        history.filter_map(|one| one["body"].as_str().map(str::to_owned)).collect();
    visited.is_as_told("a visitor's words", &history);

    for body in &repeats {
        let (status, answer) = attempt(bot.url(), body).await.expect("an answer");
        assert_eq!(status, 200, "with room it is taken: {answer}");
    }
    platform.acknowledged.append(&mut platform.refused);
    let stored = bot.settled_pages(count + repeats.len()).await;
    platform.is_as_told("webhooks, repeated", &stored);
    // The index stood still on the full disk; with room it follows again, without a rebuild.
    bot.finds(&format!("message {}", ATTEMPTS - 1)).await;
    assert_eq!(bot.terminate().code(), Some(0), "it never fell over");
}
