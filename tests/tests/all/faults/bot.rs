//! A server process with a Telegram bot on a fixed port, a platform that repeats until it is
//! acknowledged, and an operator who repeats until it is answered.

use super::leases::run_out;
use serde_json::{Value, json};
use std::{
    net::TcpListener,
    path::Path,
    process::{Command, ExitStatus},
    time::Duration,
};
use switchboard_testkit::{
    channels::{BOT_TOKEN, BotChannel, HOOK_SECRET, PUBLIC_URL, SECRET_HEADER},
    database::TestDatabase,
    fake_telegram::FakeTelegram,
    graphql::mutation,
    installation::Installation,
    process::{Server, Start},
    remote::Remote,
    shop::update,
};
use tokio::{task::JoinHandle, time::sleep};

const FIRST_CUSTOMER: i64 = 5_550_006_000;
/// Webhooks that the platform sends at once.
const CONNECTIONS: usize = 8;
/// The customers' messages count from here on; the platform counts what is sent to them below that, and
/// no two messages of a chat have the same number.
const FIRST_MESSAGE: i64 = 2_000;
/// Pause before a repetition.
pub(super) const PAUSE: Duration = Duration::from_millis(50);

/// The bot.
pub struct Bot {
    /// The platform.
    pub fake: FakeTelegram,
    installation: Installation,
    server: Option<Server>,
    url: String,
    pub(super) board: Remote,
    pub(super) chats: Vec<String>,
}

/// What is on its way.
pub struct Load {
    messages: Vec<JoinHandle<Vec<String>>>,
    replies: JoinHandle<Vec<String>>,
}

impl Load {
    /// All that was acknowledged: messages and replies.
    pub async fn acknowledged(self) -> (Vec<String>, Vec<String>) {
        let mut messages = Vec::new();
        for task in self.messages {
            messages.extend(task.await.expect("no panic"));
        }
        (messages, self.replies.await.expect("no panic"))
    }
}

impl Bot {
    /// An installation with the bot, serving; the platform calls its hook.
    pub async fn start(mut installation: Installation) -> Self {
        let public = ("SWITCHBOARD_SERVER_PUBLIC_URL".to_owned(), PUBLIC_URL.to_owned());
        installation.start.environment.push(public);
        Self::start_in(installation).await
    }

    /// A fresh installation with the bot on a database, serving; the platform is asked.
    pub async fn start_polled(database: &TestDatabase) -> Self {
        Self::start_in(Installation::on(database.url())).await
    }

    async fn start_in(mut installation: Installation) -> Self {
        let fake = FakeTelegram::start(BOT_TOKEN).await;
        let port = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr();
        let address = port.expect("an address").to_string();
        installation.start.listen.clone_from(&address);
        let bot = BotChannel { plugin: "telegram", key: "telegram", base_url: &fake.base_url() };
        installation.create_bot(bot, Some(HOOK_SECRET)).await;
        let token = installation.admin_token("ada");
        let server = Some(installation.serve());
        let url = format!("http://{address}");
        let board = Remote::new(format!("{url}/graphql"), Some(token));
        Self { fake, installation, server, url, board, chats: Vec::new() }
    }

    /// kill -9, and serve again when all is over that the killed one had taken for a time.
    pub fn kill_and_serve(&mut self) {
        self.server.take().expect("a server").kill();
        run_out(&self.installation.start.database_url);
        self.server = Some(self.installation.serve());
    }

    /// SIGTERM, and serve again; gives how it ended.
    pub fn terminate_and_serve(&mut self) -> ExitStatus {
        let status = self.server.take().expect("a server").terminate();
        self.server = Some(self.installation.serve());
        status
    }

    /// SIGTERM; gives how it ended.
    pub fn terminate(mut self) -> ExitStatus {
        self.server.take().expect("a server").terminate()
    }

    /// Serves from a copy of the data in another folder.
    pub fn move_to(&mut self, folder: &Path) {
        let ended = self.server.take().expect("a server").terminate();
        assert!(ended.success(), "the server ends in order");
        let start = &mut self.installation.start;
        let copied = Command::new("cp").arg("-a").arg(&start.data).arg(folder).status();
        assert!(copied.is_ok_and(|status| status.success()), "the data is copied");
        *start = Start {
            listen: start.listen.clone(),
            environment: start.environment.clone(),
            ..Start::in_folder(folder)
        };
        self.server = Some(self.installation.serve());
    }

    /// Where the server is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// As many customers write for the first time.
    pub async fn open_chats(&mut self, count: usize) {
        for number in 0..count {
            deliver(&self.url, update(customer(number), 1, &format!("first of {number}"))).await;
        }
        self.find_chats(count).await;
    }

    /// Customers write and the operator replies, beside each other.
    pub async fn load(&self, messages: usize, replies: usize) -> Load {
        let count = self.chats.len();
        let messages = (0..CONNECTIONS).map(|connection| {
            let url = self.url.clone();
            tokio::spawn(async move {
                let mut acknowledged = Vec::new();
                for number in (connection..messages).step_by(CONNECTIONS) {
                    let text = format!("message {number}");
                    let id = FIRST_MESSAGE + i64::try_from(number).expect("small");
                    deliver(&url, update(customer(number % count), id, &text)).await;
                    acknowledged.push(text);
                }
                acknowledged
            })
        });
        let (board, chats) = (self.board.clone(), self.chats.clone());
        let replies = tokio::spawn(async move {
            let mut acknowledged = Vec::new();
            for number in 0..replies {
                let text = format!("reply {number}");
                reply(&board, &chats[number % chats.len()], &text).await;
                acknowledged.push(text);
            }
            acknowledged
        });
        Load { messages: messages.collect(), replies }
    }
}

/// A customer's number on the platform.
pub fn customer(number: usize) -> i64 {
    FIRST_CUSTOMER + i64::try_from(number).expect("small")
}

/// Delivers an update until it is acknowledged, as Telegram does. Numbers of messages are counted per
/// chat there, numbers of updates over all of them.
async fn deliver(url: &str, mut body: Value) {
    let message = &body["message"];
    let id = message["chat"]["id"].as_i64().unwrap_or(0) * 10_000;
    body["update_id"] = json!((id + message["message_id"].as_i64().unwrap_or(0)) % 2_000_000_000);
    while !matches!(attempt(url, &body).await, Ok((200, _))) {
        sleep(PAUSE).await;
    }
}

/// Delivers an update once; gives the status and what was said.
pub async fn attempt(url: &str, body: &Value) -> Result<(u16, String), reqwest::Error> {
    let request = reqwest::Client::new()
        .post(format!("{url}/hooks/telegram"))
        .header(SECRET_HEADER, HOOK_SECRET)
        .timeout(Duration::from_secs(10))
        .json(body);
    let answer = request.send().await?;
    Ok((answer.status().as_u16(), answer.text().await?))
}

async fn reply(board: &Remote, chat: &str, text: &str) {
    let query = mutation("messageReply", "message { id } userErrors { message }");
    let key = text.replace(' ', "-");
    let input = json!({ "chatId": chat, "body": text, "clientMutationId": key });
    loop {
        if let Ok((_, answer)) = board.send(&query, &json!({ "input": input })).await {
            let errors = &answer["data"]["messageReply"]["userErrors"];
            if answer["data"]["messageReply"]["message"].is_object() {
                return;
            }
            assert!(errors.as_array().is_none_or(Vec::is_empty), "{answer}");
        }
        sleep(PAUSE).await;
    }
}
