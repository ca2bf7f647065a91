//! Channels of a server for tests: the web chat, and bots that speak to a Bot API.

use crate::{app::TestApp, fake_telegram::FakeTelegram};
use serde_json::json;
use switchboard_desk::{
    Context,
    channel::connect::{ConnectInput, connect},
    channel::create::{CreateInput, create},
};
use switchboard_model::{
    PublicUrl, TeamId,
    channel::{Channel, ChannelMembers, WEB_PLUGIN},
};

/// The plugin that speaks the Bot API.
pub const TELEGRAM: &str = "org.switchboard.telegram";

/// The token of a test's bot, as it is recorded.
pub const BOT_TOKEN: &str = "123456789:AAdev-fixtures-only-not-a-real-token000";
/// The header in which Telegram shows the secret of a hook.
pub const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
/// The secret of its hook.
pub const HOOK_SECRET: &str = "dev_Secret-Token_256";
/// Where platforms reach a test's server.
pub const PUBLIC_URL: &str = "https://desk.example.org";

/// A channel that speaks the Bot API: by which plugin, under which key, and where the API is.
#[derive(Clone, Copy, Debug)]
pub struct BotChannel<'a> {
    /// The plugin's id.
    pub plugin: &'a str,
    /// The key of the hook.
    pub key: &'a str,
    /// The address of the Bot API.
    pub base_url: &'a str,
}

impl TestApp {
    /// Adds a web channel, whose chats go to a team and are seen by that alone; or to nobody in particular.
    pub async fn web_channel(&self, key: &str, team_id: Option<TeamId>) -> Channel {
        let input = CreateInput {
            plugin: WEB_PLUGIN.to_owned(),
            key: Some(key.to_owned()),
            name: key.to_owned(),
            settings: json!({}),
            secrets: Default::default(),
            team_id,
            members: ChannelMembers {
                operator_ids: Vec::new(),
                team_ids: team_id.into_iter().collect(),
            },
            reopen_within_ms: None,
        };
        let done = create(&self.app.desk, &Context::system(), input).await;
        done.expect("a web channel").value
    }

    /// Adds and connects a Telegram channel that speaks to a fake, with the recorded secret.
    pub async fn telegram_channel(
        &self,
        fake: &FakeTelegram,
        webhook_secret: &str,
        public_url: Option<&str>,
    ) -> Channel {
        let bot = BotChannel { plugin: TELEGRAM, key: "telegram", base_url: &fake.base_url() };
        self.bot_channel(bot, fake.token(), webhook_secret, public_url).await
    }

    /// Adds and connects the channel of a bot.
    pub async fn bot_channel(
        &self,
        bot: BotChannel<'_>,
        bot_token: &str,
        webhook_secret: &str,
        public_url: Option<&str>,
    ) -> Channel {
        let input = CreateInput {
            plugin: bot.plugin.to_owned(),
            key: Some(bot.key.to_owned()),
            name: "Shop bot".to_owned(),
            settings: json!({ "base_url": bot.base_url }),
            secrets: [
                ("bot_token".to_owned(), bot_token.to_owned()),
                ("webhook_secret".to_owned(), webhook_secret.to_owned()),
            ]
            .into(),
            team_id: None,
            members: ChannelMembers::default(),
            reopen_within_ms: None,
        };
        let desk = &self.app.desk;
        let added = create(desk, &Context::system(), input).await.expect("a channel").value;
        let input = ConnectInput {
            channel_id: added.channel_id,
            public_url: public_url.map(|url| PublicUrl::parse(url).expect("an address")),
        };
        connect(desk, &Context::system(), input).await.expect("the bot is let in").value
    }
}
