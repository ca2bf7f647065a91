//! The configuration: defaults, then the TOML file, then the environment. Unknown keys are refused
//! with the nearest known one; secrets are never printed.

mod environment;
mod error;
mod key;
mod load;
mod print;
mod sign_in;
mod values;

pub use environment::foreign_variables;
pub use error::ConfigError;
pub use key::{KEYS, Key, Kind};
pub use load::{Sources, load};
pub use print::print;
pub use sign_in::{EmailDomain, Issuer, OidcConfig, SignInConfig};
pub use values::{Interval, KeptBackups, LogLevel, NatsUrl};

use serde::Deserialize;
use std::{net::SocketAddr, path::PathBuf};
use switchboard_host::PrivateHost;
use switchboard_model::{Origin, PublicUrl};

/// All that an admin can set.
#[derive(Clone, Debug, Deserialize)]
pub struct Config {
    /// Where the server listens.
    pub server: ServerConfig,
    /// How operators sign in.
    pub sign_in: SignInConfig,
    /// Where rows are kept.
    pub database: DatabaseConfig,
    /// How several servers on one database tell each other what is never stored.
    #[serde(default)]
    pub bus: BusConfig,
    /// Where attachments are kept.
    pub files: FilesConfig,
    /// Backups that the server makes by itself.
    pub backup: BackupConfig,
    /// Which plugins are loaded and whom they may reach.
    pub plugins: PluginsConfig,
    /// Bounds of the GraphQL endpoints.
    pub graphql: GraphqlConfig,
    /// Bounds of the webhooks.
    pub hooks: HooksConfig,
    /// The widget and the console.
    #[serde(default)]
    pub web: WebConfig,
    /// What is logged, and how.
    pub log: LogConfig,
}

/// `[server]`
#[derive(Clone, Debug, Deserialize)]
pub struct ServerConfig {
    /// The folder that holds everything by default.
    pub data: PathBuf,
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// How the world reaches this server.
    pub public_url: Option<PublicUrl>,
    /// Pages beside the server's own that may open a socket with an operator's cookie.
    pub trusted_origins: Vec<Origin>,
    /// Shows GraphiQL and allows cookies without TLS.
    pub development: bool,
    /// How long a graceful stop may take, in seconds.
    pub stop_seconds: u64,
    /// How many proxies in front set `X-Forwarded-For`.
    pub trusted_proxies: usize,
    /// Who may read `/metrics` without a token.
    pub metrics: MetricsAccess,
    /// The token that `/metrics` asks for, where one is set.
    pub metrics_token: Option<String>,
    /// A file in MaxMind's format, by which it is guessed where visitors are.
    pub geoip: Option<PathBuf>,
}

/// `server.metrics`
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum MetricsAccess {
    /// This machine alone.
    Loopback,
    /// Whoever reaches the server.
    Open,
}

/// `[database]`
#[derive(Clone, Debug, Deserialize)]
pub struct DatabaseConfig {
    /// `sqlite:PATH` or `postgres://…`; by default `switchboard.sqlite` in the data folder.
    pub url: Option<String>,
    /// `full`: an acknowledged write survives a power cut; `normal`: it survives a crash.
    pub durability: DurabilityConfig,
    /// Connections for reading.
    pub readers: usize,
    /// Lanes for writing on PostgreSQL.
    pub lanes: usize,
}

/// `database.durability`
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum DurabilityConfig {
    /// Survives a power cut.
    Full,
    /// Survives a crash of the process.
    Normal,
}

/// `[bus]`
#[derive(Clone, Debug, Default, Deserialize)]
pub struct BusConfig {
    /// The NATS servers; by default PostgreSQL carries what it may.
    pub nats_url: Option<NatsUrl>,
}

/// `[files]`
#[derive(Clone, Debug, Deserialize)]
pub struct FilesConfig {
    /// `s3://bucket`; by default the folder `files` in the data folder.
    pub url: Option<String>,
    /// The S3 endpoint, where it is not Amazon's.
    pub s3_endpoint: Option<String>,
    /// The S3 region.
    pub s3_region: Option<String>,
    /// The S3 access key.
    pub s3_access_key: Option<String>,
    /// The S3 secret key.
    pub s3_secret_key: Option<String>,
    /// Largest attachment, in bytes.
    pub attachment_max_bytes: u64,
    /// All attachments together, in bytes.
    pub quota_bytes: u64,
}

/// `[backup]`
#[derive(Clone, Debug, Deserialize)]
pub struct BackupConfig {
    /// How often; by default never.
    pub every: Option<Interval>,
    /// The folder of the archives, outside of the data folder.
    pub folder: Option<PathBuf>,
    /// How many archives stay.
    pub keep: KeptBackups,
}

/// `[plugins]`
#[derive(Clone, Debug, Deserialize)]
pub struct PluginsConfig {
    /// The folder of an admin's own `*.plugin.wasm` files, which may do what was granted to them; by
    /// default `plugins` in the data folder.
    pub folder: Option<PathBuf>,
    /// The folder of the plugins that come with the program, which may do all that they ask; by default
    /// the ones beside it.
    pub bundled_folder: Option<PathBuf>,
    /// Hosts in private networks that plugins may reach, such as a Bot API server of one's own, and where
    /// the identity provider is, each with its port.
    pub allow_private_hosts: Vec<PrivateHost>,
}

/// `[graphql]`
#[derive(Clone, Debug, Deserialize)]
pub struct GraphqlConfig {
    /// Who may ask for the schema.
    pub introspection: IntrospectionConfig,
    /// Whose documents are taken that are not known by their hash.
    pub free_text: FreeTextConfig,
    /// The folder of the known documents, in files `*.documents.json`.
    pub documents_folder: Option<PathBuf>,
    /// Longest request body, in bytes.
    pub body_max_bytes: usize,
    /// Deepest selection.
    pub depth_max: usize,
    /// Highest cost of one operation.
    pub cost_max: usize,
    /// Cost that one actor may spend in a minute.
    pub cost_per_minute: u32,
    /// Longest run of one query or mutation, in seconds.
    pub operation_seconds: u64,
}

/// `graphql.introspection`
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum IntrospectionConfig {
    /// Nobody.
    Off,
    /// Operators, signed in or by a token.
    Operators,
    /// Strangers too.
    Everybody,
}

/// `graphql.free_text`
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum FreeTextConfig {
    /// Everybody's.
    Everybody,
    /// Those of API tokens.
    Tokens,
}

/// `[hooks]`
#[derive(Clone, Debug, Deserialize)]
pub struct HooksConfig {
    /// Longest body of a webhook, in bytes.
    pub body_max_bytes: usize,
    /// Requests per second and channel.
    pub per_second: u32,
}

/// `[web]`
#[derive(Clone, Debug, Default, Deserialize)]
pub struct WebConfig {
    /// The folder of the built files, such as `graphql/web/dist`; by default those in the program.
    pub folder: Option<PathBuf>,
}

impl WebConfig {
    /// Are there built files, in the program or in a folder.
    pub fn is_served(&self) -> bool {
        self.folder.is_some() || cfg!(feature = "embedded-web")
    }
}

/// `[log]`
#[derive(Clone, Debug, Deserialize)]
pub struct LogConfig {
    /// `text` or `json`.
    pub format: LogFormat,
    /// What is logged.
    pub level: LogLevel,
}

/// `log.format`
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines, one object a line.
    Json,
}

impl Config {
    /// The database's URL, with its default.
    pub fn database_url(&self) -> String {
        self.database.url.clone().unwrap_or_else(|| {
            format!("sqlite:{}", self.server.data.join("switchboard.sqlite").display())
        })
    }

    /// The origins whose pages may open a socket with an operator's cookie, beside the one that a
    /// request names as its own: a proxy need not pass that on.
    pub fn trusted_origins(&self) -> Vec<String> {
        let public = self.server.public_url.iter().map(PublicUrl::origin);
        let all = public.chain(&self.server.trusted_origins);
        all.map(|origin| origin.as_str().to_owned()).collect()
    }
}

/// The defaults with this data folder.
#[cfg(test)]
pub fn of_folder(data: &std::path::Path) -> Config {
    let overrides = vec![("server.data", data.display().to_string())];
    load(&Sources { overrides, ..Sources::default() }).expect("a configuration")
}
