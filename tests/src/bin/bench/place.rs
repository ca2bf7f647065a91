//! An installation that is measured: a data folder with operators, a Telegram channel and a web
//! channel, set up in this process, served by another.

use crate::{REST, telegram::SECRET};
use anyhow::Result;
use serde_json::{Value, json};
use switchboard_desk::{
    Context, Desk,
    channel::connect::{ConnectInput, connect},
    channel::create::{CreateInput as CreateChannel, create as create_channel},
    operator::create::{CreateInput as CreateOperator, create as create_operator},
    token::create::{CreateInput as CreateToken, create as create_token},
};
use switchboard_model::{
    ChannelId, PublicUrl,
    channel::{ChannelMembers, WEB_PLUGIN},
};
use switchboard_server::{
    app::App,
    config::{Sources, load},
};
use switchboard_store::role;
use switchboard_testkit::{
    app::plugins,
    database::TestDatabase,
    fake_telegram::FakeTelegram,
    installation::WEB_CHANNEL,
    process::{Server, Start},
    remote::{Remote, visitor_secret},
};
use tempfile::TempDir;

/// Bounds that protect the server from one client: here one client is all of them.
const WIDE: [(&str, &str); 3] = [
    ("SWITCHBOARD_HOOKS_PER_SECOND", "1000000"),
    ("SWITCHBOARD_GRAPHQL_COST_PER_MINUTE", "4000000000"),
    ("SWITCHBOARD_LOG_LEVEL", "warn"),
];

/// An installation.
pub struct Place {
    /// How its server is started.
    pub start: Start,
    /// The token of each operator, all with the permissions of an admin.
    pub tokens: Vec<String>,
    _platform: FakeTelegram,
    _data: TempDir,
}

/// An installation whose server is still open in this process.
pub struct Open {
    /// The installation.
    pub place: Place,
    /// Its server; no worker runs.
    pub app: App,
    /// Its Telegram channel.
    pub channel_id: ChannelId,
}

impl Open {
    /// Ends its server, and gives up what no second one may have: the folder is another process's from now on.
    pub async fn close(self) -> Place {
        self.app.close(REST).await;
        self.place
    }
}

impl Place {
    /// Sets one up and leaves its server open. In this process commits are not flushed.
    pub async fn set_up(database_url: Option<&str>, operators: usize) -> Result<Open> {
        let data = tempfile::tempdir()?;
        let mut start = Start::in_folder(data.path());
        start.environment =
            WIDE.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if let Some(url) = database_url {
            start.database_url = url.to_owned();
        }
        let mut environment = start.environment.clone();
        environment.extend([
            ("SWITCHBOARD_SERVER_DATA".to_owned(), data.path().display().to_string()),
            ("SWITCHBOARD_DATABASE_URL".to_owned(), start.database_url.clone()),
            ("SWITCHBOARD_DATABASE_DURABILITY".to_owned(), "normal".to_owned()),
            ("SWITCHBOARD_PLUGINS_BUNDLED_FOLDER".to_owned(), plugins().display().to_string()),
            ("SWITCHBOARD_PLUGINS_ALLOW_PRIVATE_HOSTS".to_owned(), "127.0.0.1:*".to_owned()),
        ]);
        let config = load(&Sources { file: None, environment, overrides: Vec::new() })?;
        let app = App::open(config).await?;
        let platform = FakeTelegram::start("123456789:bench").await;
        let channel_id = create_channels(&app.desk, &platform).await?;
        let mut tokens = Vec::new();
        for number in 0..operators {
            tokens.push(create_admin(&app.desk, number).await?);
        }
        let place = Self { start, tokens, _platform: platform, _data: data };
        Ok(Open { place, app, channel_id })
    }

    /// Starts its server.
    pub fn serve(&self) -> Server {
        self.start.serve()
    }

    /// An operator's client of its server.
    pub fn operator(&self, server: &Server) -> Remote {
        Remote::new(server.url("/graphql"), self.tokens.first().cloned())
    }

    /// Visitors who have written once; gives the id of each one's chat.
    pub async fn visitors(&self, server: &Server, count: usize) -> Result<Vec<Value>> {
        let mut chats = Vec::new();
        for number in 0..count {
            let secret = visitor_secret(&server.url(""), WEB_CHANNEL).await;
            let visitor = Remote::new(server.url("/visitor/graphql"), Some(secret));
            let input = json!({ "body": format!("hello {number}"), "clientMutationId": "first" });
            visitor.change("messageWrite", input, "message { id }").await;
            let mut data = visitor.data("{ myChat { id } }", json!({})).await;
            chats.push(data["myChat"]["id"].take());
        }
        Ok(chats)
    }
}

/// An empty one on PostgreSQL; none where no server is named.
pub async fn on_postgres() -> Result<Option<(TestDatabase, Place)>> {
    if std::env::var_os("SWITCHBOARD_TEST_POSTGRES").is_none() {
        return Ok(None);
    }
    let database = TestDatabase::postgres().await;
    let place = Place::set_up(Some(database.url()), 1).await?.close().await;
    Ok(Some((database, place)))
}

async fn create_channels(desk: &Desk, platform: &FakeTelegram) -> Result<ChannelId> {
    let context = Context::system();
    let input = CreateChannel {
        plugin: "org.switchboard.telegram".to_owned(),
        key: Some("telegram".to_owned()),
        name: "Shop bot".to_owned(),
        settings: json!({ "base_url": platform.base_url() }),
        secrets: [
            ("bot_token".to_owned(), platform.token().to_owned()),
            ("webhook_secret".to_owned(), SECRET.to_owned()),
        ]
        .into(),
        team_id: None,
        members: ChannelMembers::default(),
        reopen_within_ms: None,
    };
    let channel_id = create_channel(desk, &context, input).await?.value.channel_id;
    let public_url = Some(PublicUrl::parse("https://bench.example.org")?);
    connect(desk, &context, ConnectInput { channel_id, public_url }).await?;
    let input = CreateChannel {
        plugin: WEB_PLUGIN.to_owned(),
        key: Some(WEB_CHANNEL.to_owned()),
        name: "Website".to_owned(),
        settings: json!({}),
        secrets: Default::default(),
        team_id: None,
        members: ChannelMembers::default(),
        reopen_within_ms: None,
    };
    create_channel(desk, &context, input).await?;
    Ok(channel_id)
}

async fn create_admin(desk: &Desk, number: usize) -> Result<String> {
    let context = Context::system();
    let admin = desk.store().read(|connection| role::find_by_name(connection, "Admin")).await?;
    let admin = admin.ok_or_else(|| anyhow::anyhow!("there is no role Admin"))?;
    let input = CreateOperator {
        email: format!("operator{number}@example.org"),
        name: format!("Operator {number}"),
        password: None,
        role_id: Some(admin.role_id),
        team_ids: Vec::new(),
    };
    let operator = create_operator(desk, &context, input).await?.value;
    let input = CreateToken {
        operator_id: Some(operator.operator_id),
        name: "bench".to_owned(),
        permissions: admin.permissions,
        expires_at: None,
    };
    Ok(create_token(desk, &context, input).await?.value.secret)
}
