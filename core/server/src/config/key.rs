//! The one list of settings: path, kind, default, secrecy, help. The file, the environment, the
//! error for an unknown key and the printed configuration all read it.

/// What a value looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A list of words; in the environment separated by commas.
    List,
}

/// A setting.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its place in the file, such as `server.listen`.
    pub path: &'static str,
    /// What its value looks like.
    pub kind: Kind,
    /// The default as it would stand in the environment; none: unset.
    pub default: Option<&'static str>,
    /// Never printed; may come from a file named by `…_FILE`.
    pub is_secret: bool,
    /// One sentence.
    pub help: &'static str,
}

impl Key {
    /// The name in the environment, such as `SWITCHBOARD_SERVER_LISTEN`.
    pub fn variable(&self) -> String {
        format!("SWITCHBOARD_{}", self.path.replace('.', "_").to_uppercase())
    }
}

const fn key(
    path: &'static str,
    kind: Kind,
    default: Option<&'static str>,
    help: &'static str,
) -> Key {
    Key { path, kind, default, is_secret: false, help }
}

const fn secret(path: &'static str, help: &'static str) -> Key {
    Key { path, kind: Kind::Text, default: None, is_secret: true, help }
}

/// All settings.
pub const KEYS: &[Key] = &[
    key("server.data", Kind::Text, Some("data"), "The folder that holds everything by default."),
    key(
        "server.listen",
        Kind::Text,
        Some("127.0.0.1:8080"),
        "Address and port to listen on, such as 0.0.0.0:8080; no name.",
    ),
    key(
        "server.public_url",
        Kind::Text,
        None,
        "How the world reaches this server, such as https://desk.example.org.",
    ),
    key(
        "server.trusted_origins",
        Kind::List,
        Some(""),
        "Pages beside the public address that may open sockets with a cookie.",
    ),
    key(
        "server.development",
        Kind::Boolean,
        Some("false"),
        "Shows GraphiQL, allows cookies without TLS.",
    ),
    key("server.stop_seconds", Kind::Integer, Some("25"), "How long a graceful stop may take."),
    key(
        "server.trusted_proxies",
        Kind::Integer,
        Some("0"),
        "How many proxies in front set X-Forwarded-For.",
    ),
    key(
        "server.metrics",
        Kind::Text,
        Some("loopback"),
        "Who may read /metrics: loopback is this machine alone, open everybody.",
    ),
    secret("server.metrics_token", "The bearer token that /metrics asks for, from anywhere."),
    key(
        "server.geoip",
        Kind::Text,
        None,
        "A file in MaxMind's format (mmdb) that tells where visitors probably are; read again when it changes.",
    ),
    key(
        "sign_in.password",
        Kind::Boolean,
        Some("true"),
        "false lets operators in by the identity provider alone.",
    ),
    key(
        "sign_in.oidc_issuer",
        Kind::Text,
        None,
        "The identity provider (OpenID Connect) as it names itself, such as https://accounts.example.org.",
    ),
    key("sign_in.oidc_client_id", Kind::Text, None, "What the provider calls this server."),
    secret("sign_in.oidc_client_secret", "The secret that the provider has given to this server."),
    key(
        "sign_in.oidc_email_domains",
        Kind::List,
        Some(""),
        "Domains whose verified addresses at the provider are those of operators and invitations.",
    ),
    Key {
        path: "database.url",
        kind: Kind::Text,
        default: None,
        is_secret: true,
        help: "sqlite:PATH or postgres://…; by default switchboard.sqlite in the data folder.",
    },
    key(
        "database.durability",
        Kind::Text,
        Some("full"),
        "full survives a power cut, normal a crash.",
    ),
    key("database.readers", Kind::Integer, Some("4"), "Connections for reading."),
    key("database.lanes", Kind::Integer, Some("4"), "Lanes for writing on PostgreSQL."),
    secret(
        "bus.nats_url",
        "nats://… or tls://…, several with commas: tells other servers who types, and what.",
    ),
    key(
        "files.url",
        Kind::Text,
        None,
        "s3://bucket; by default the folder files in the data folder.",
    ),
    key("files.s3_endpoint", Kind::Text, None, "The S3 endpoint, where it is not Amazon's."),
    key("files.s3_region", Kind::Text, None, "The S3 region."),
    secret("files.s3_access_key", "The S3 access key."),
    secret("files.s3_secret_key", "The S3 secret key."),
    key("files.attachment_max_bytes", Kind::Integer, Some("52428800"), "Largest attachment."),
    key("files.quota_bytes", Kind::Integer, Some("107374182400"), "All attachments together."),
    key(
        "backup.every",
        Kind::Text,
        None,
        "How often the server makes a backup, such as 24h; by default never.",
    ),
    key(
        "backup.folder",
        Kind::Text,
        None,
        "The folder of these backups, outside of the data folder.",
    ),
    key("backup.keep", Kind::Integer, Some("7"), "How many of these backups stay."),
    key(
        "plugins.folder",
        Kind::Text,
        None,
        "Your own *.plugin.wasm files; by default the folder plugins in the data folder.",
    ),
    key(
        "plugins.bundled_folder",
        Kind::Text,
        None,
        "The plugins that come with the program and need no grant; by default beside it.",
    ),
    key(
        "plugins.allow_private_hosts",
        Kind::List,
        Some(""),
        "Private hosts that plugins may reach, or where the identity provider is: host:port, host for 80 and 443, host:* for all.",
    ),
    key(
        "graphql.introspection",
        Kind::Text,
        Some("operators"),
        "Who may ask for the schema: off, operators or everybody.",
    ),
    key(
        "graphql.free_text",
        Kind::Text,
        Some("everybody"),
        "Whose GraphQL documents are taken that are not known: everybody's, or those of API tokens alone.",
    ),
    key(
        "graphql.documents_folder",
        Kind::Text,
        None,
        "The known documents by their SHA-256, in files *.documents.json.",
    ),
    key("graphql.body_max_bytes", Kind::Integer, Some("262144"), "Longest GraphQL request."),
    key(
        "graphql.depth_max",
        Kind::Integer,
        Some("16"),
        "Deepest selection; tools that read the schema need 15.",
    ),
    key("graphql.cost_max", Kind::Integer, Some("20000"), "Highest cost of one operation."),
    key(
        "graphql.cost_per_minute",
        Kind::Integer,
        Some("600000"),
        "Cost that one actor may spend in a minute.",
    ),
    key("graphql.operation_seconds", Kind::Integer, Some("10"), "Longest run of one operation."),
    key("hooks.body_max_bytes", Kind::Integer, Some("3145728"), "Longest body of a webhook."),
    key("hooks.per_second", Kind::Integer, Some("500"), "Webhooks per second and channel."),
    key(
        "web.folder",
        Kind::Text,
        None,
        "The built files of the widget and the console; by default those in the program.",
    ),
    key("log.format", Kind::Text, Some("text"), "text or json."),
    key("log.level", Kind::Text, Some("info"), "A level, or tracing directives."),
];
