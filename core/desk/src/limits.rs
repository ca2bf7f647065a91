//! The bounds of the desk: the fixed ones with their units, and those that an admin may set.

/// Longest text of one message, in bytes of UTF-8; longer inbound texts are cut and marked.
pub const MESSAGE_TEXT_MAX_BYTES: usize = 64 * 1024;
/// Longest text in the web chat, in UTF-16 units.
pub const WEB_TEXT_MAX_UNITS: u32 = 16_000;
/// Longest note, in bytes of UTF-8.
pub const NOTE_TEXT_MAX_BYTES: usize = 64 * 1024;
/// Longest name of a person, file or chat, in characters.
pub const NAME_MAX_CHARACTERS: usize = 200;
/// Longest email address, phone number, locale or time zone, in characters.
pub const FIELD_MAX_CHARACTERS: usize = 320;
/// Longest id that a platform may give, in bytes; longer ones are refused.
pub const PLATFORM_ID_MAX_BYTES: usize = 512;
/// Largest JSON object kept beside a contact or a message, in bytes.
pub const EXTRA_MAX_BYTES: usize = 16 * 1024;
/// Attachments of one message.
pub const MESSAGE_ATTACHMENTS_MAX: u32 = 10;
/// Other ids of one account that are kept.
pub const IDENTITY_ALIASES_MAX: usize = 8;
/// Longest quoted text that is kept, in characters.
pub const QUOTED_TEXT_MAX_CHARACTERS: usize = 1_000;
/// Longest emoji of a reaction, in bytes.
pub const EMOJI_MAX_BYTES: usize = 64;
/// Reactions of one person to one message.
pub const REACTIONS_PER_AUTHOR_MAX: i64 = 20;
/// Versions kept of one message; later edits still change it.
pub const MESSAGE_VERSIONS_MAX: i64 = 100;
/// Items of one raw request or poll page.
pub const INGEST_ITEMS_MAX: usize = 1_000;
/// How far back the platform's order may move a message, in milliseconds.
pub const REORDER_WINDOW_MS: i64 = 10 * 60 * 1000;
/// Messages that one watermark receipt may mark.
pub const RECEIPT_MESSAGES_MAX: i64 = 1_000;
/// How often a raw request is parsed before it is put aside as dead.
pub const INBOX_ATTEMPTS_MAX: i32 = 5;
/// Longest wait between two tries of a raw request, in milliseconds.
pub const INBOX_BACKOFF_MAX_MS: i64 = 60 * 1000;
/// The wait after the first failed try of a raw request, in milliseconds; doubles with each.
pub const INBOX_BACKOFF_FIRST_MS: i64 = 1_000;
/// Dead raw requests replayed by one call.
pub const REPLAY_MAX: i64 = 10_000;
/// Raw requests or deliveries claimed by one call.
pub const CLAIM_MAX: i64 = 256;
/// Tries of one delivery before it fails.
pub const DELIVERY_ATTEMPTS_MAX: i32 = 12;
/// Longest stored error text, in characters.
pub const ERROR_TEXT_MAX_CHARACTERS: usize = 500;
/// Longest key that recognises a repeated call, in bytes.
pub const IDEMPOTENCY_KEY_MAX_BYTES: usize = 128;
/// How long the answer of a mutation is kept for its key, in milliseconds.
pub const IDEMPOTENCY_KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// Uploads of one chat that belong to no message yet.
pub const CHAT_LOOSE_ATTACHMENTS_MAX: i64 = 50;
/// Abandoned uploads removed by one sweep.
pub const SWEEP_UPLOADS_MAX: i64 = 500;
/// Tries to fetch one attachment before it is given up.
pub const FETCH_ATTEMPTS_MAX: i32 = 8;
/// Channels of one house.
pub const CHANNELS_MAX: i64 = 1_000;
/// Secrets of one channel.
pub const CHANNEL_SECRETS_MAX: usize = 32;
/// All keys and values that the plugin of one channel stores, in bytes.
pub const PLUGIN_STORAGE_MAX_BYTES: i64 = 10 * 1024 * 1024;
/// Values that the plugin of one channel stores.
pub const PLUGIN_STORAGE_MAX_VALUES: i64 = 10_000;
/// Pages that may show one chat.
pub const WEB_ORIGINS_MAX: usize = 100;
/// Maybe-sent deliveries of a chat that an echo is compared with.
pub const ECHO_CANDIDATES_MAX: i64 = 100;
/// Operators of one house.
pub const OPERATORS_MAX: i64 = 10_000;
/// Teams of one operator.
pub const OPERATOR_TEAMS_MAX: usize = 1_000;
/// Addresses and peers whose wrong sign-ins are remembered.
pub const SIGN_IN_ENTRIES_MAX: usize = 20_000;
/// Roles of one house.
pub const ROLES_MAX: i64 = 100;
/// Recognised sessions and tokens that are remembered.
pub const SESSION_ENTRIES_MAX: usize = 10_000;
/// Sources whose last typing or presence is remembered.
pub const SIGNAL_SOURCES_MAX: usize = 10_000;
/// Teams of one house.
pub const TEAMS_MAX: i64 = 1_000;
/// Operators of one team.
pub const TEAM_OPERATORS_MAX: usize = 1_000;
/// Tokens of one operator that are not revoked.
pub const OPERATOR_TOKENS_MAX: i64 = 100;
/// Starts of visits are counted for this time, in milliseconds.
pub const VISITOR_START_WINDOW_MS: i64 = 10 * 60 * 1000;
/// Starts of visits by one peer, per window: an office shares an address.
pub const VISITOR_STARTS_PER_PEER: u32 = 120;
/// Starts of visits of one channel, per window.
pub const VISITOR_STARTS_PER_CHANNEL: u32 = 15_000;
/// Peers and channels whose starts are remembered.
pub const VISITOR_START_ENTRIES_MAX: usize = 20_000;
/// How long a visitor's session lasts that is never used, in milliseconds.
pub const VISITOR_SESSION_UNUSED_MS: i64 = 24 * 60 * 60 * 1000;
/// Running sessions of one operator or one contact; a further one ends the oldest.
pub const OWNER_SESSIONS_MAX: i64 = 50;

/// The limits that an admin may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLimits {
    /// Largest attachment, in bytes.
    pub attachment_max_bytes: u64,
    /// All stored files together, in bytes.
    pub storage_quota_bytes: u64,
    /// How long a session of an operator lasts, in milliseconds.
    pub operator_session_ms: i64,
    /// How long a visitor's session lasts after its last use, in milliseconds.
    pub visitor_session_ms: i64,
}

impl Default for DeskLimits {
    fn default() -> Self {
        const DAY_MS: i64 = 24 * 60 * 60 * 1000;
        Self {
            attachment_max_bytes: 50 * 1024 * 1024,
            storage_quota_bytes: 10 * 1024 * 1024 * 1024,
            operator_session_ms: 14 * DAY_MS,
            visitor_session_ms: 180 * DAY_MS,
        }
    }
}
