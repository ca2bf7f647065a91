//! The server that is attacked: a process as its owner runs it, behind one proxy that tells who asks,
//! with a web chat and a bot.

use super::caller::{Caller, DONE, OPERATORS, VISITORS};
use serde_json::{Value, json};
use switchboard_testkit::{
    channels::{BOT_TOKEN, BotChannel, HOOK_SECRET, PUBLIC_URL, SECRET_HEADER},
    fake_telegram::FakeTelegram,
    installation::{Installation, WEB_CHANNEL},
    process::Server,
    shop::update,
};

/// Everybody's password.
pub const PASSWORD: &str = "correct horse battery staple";
/// The path of the bot's hook.
pub const HOOK: &str = "/hooks/telegram";
const OWNER: &str = "ada@example.org";

/// The server, and those who came first.
pub struct Site {
    /// Its data and how it is started.
    pub installation: Installation,
    /// The process.
    pub server: Server,
    /// Who may do everything, signed in.
    pub admin: Caller,
    nobody: Caller,
    _telegram: FakeTelegram,
}

impl Site {
    /// Sets it up on SQLite and starts it.
    pub async fn open() -> Self {
        let telegram = FakeTelegram::start(BOT_TOKEN).await;
        let mut installation = Installation::new();
        let start = &mut installation.start;
        start.is_development = false;
        start.log = Some(start.data.join("log"));
        let set = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        start.environment = vec![
            set("SWITCHBOARD_SERVER_PUBLIC_URL", PUBLIC_URL),
            set("SWITCHBOARD_SERVER_TRUSTED_PROXIES", "1"),
        ];
        let bot =
            BotChannel { plugin: "telegram", key: "telegram", base_url: &telegram.base_url() };
        installation.create_bot(bot, Some(HOOK_SECRET)).await;
        installation.make_admin(OWNER, PASSWORD);
        let server = installation.serve();
        let nobody = Caller::at(&reqwest::Client::new(), &server.url(""), "192.0.2.1");
        let secret = nobody.sign_in(OWNER, PASSWORD).await.expect("the owner signs in");
        let admin = nobody.with(&secret);
        Self { installation, server, admin, nobody, _telegram: telegram }
    }

    /// Somebody without a secret.
    pub fn stranger(&self, address: &str) -> Caller {
        self.nobody.moved_to(address)
    }

    /// A new visitor.
    pub async fn visitor(&self, address: &str) -> Caller {
        start_visit(&self.stranger(address)).await.expect("a visit begins")
    }

    /// A new operator with the role of those who answer, signed in.
    pub async fn operator(&self, name: &str, address: &str) -> Caller {
        let email = email(name);
        let input = json!({ "email": email, "name": name, "password": PASSWORD });
        let made = self.admin.change(OPERATORS, "operatorCreate", input, "operator { id }").await;
        assert_eq!(made.code, DONE, "{made:?}");
        let stranger = self.stranger(address);
        stranger.with(&stranger.sign_in(&email, PASSWORD).await.expect("an operator signs in"))
    }
}

/// The address that an operator signs in with.
pub fn email(name: &str) -> String {
    format!("{name}@example.org")
}

/// Begins a visit; gives who has come.
pub async fn start_visit(caller: &Caller) -> Option<Caller> {
    let input = json!({ "channelKey": WEB_CHANNEL });
    let begun = caller.change(VISITORS, "visitStart", input, "visit { secret }").await;
    let secret = begun.body["data"]["visitStart"]["visit"]["secret"].as_str()?;
    Some(caller.with(secret))
}

/// What a visitor writes.
pub fn message(key: &str, body: &str) -> Value {
    json!({ "body": body, "clientMutationId": key })
}

/// A genuine webhook of a customer of the bot; gives what the platform is told.
pub async fn genuine_webhook(caller: &Caller, customer: i64, number: i64) -> String {
    let mut body = update(customer, number, &format!("message {number}"));
    body["update_id"] = json!(1_000_000 + number);
    caller.post_with(HOOK, (SECRET_HEADER, HOOK_SECRET), &body).await.code
}
