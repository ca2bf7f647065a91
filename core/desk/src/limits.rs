//! The bounds of the desk: the fixed ones with their units, and those that an admin may set.

mod accounts;
mod broadcasts;
mod exports;
mod notifications;
mod pictures;
mod rules;
mod signals;
mod texts;
mod visits;
mod web_chat;

pub use accounts::*;
pub use broadcasts::*;
pub use exports::*;
pub use notifications::*;
pub use pictures::*;
pub use rules::*;
pub use signals::*;
use std::time::Duration;
use switchboard_bounds::Backoff;
pub use texts::*;
pub use visits::*;
pub use web_chat::*;

/// Milliseconds of a day.
pub const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Longest text of one message, in bytes of UTF-8; longer inbound texts are cut and marked.
pub const MESSAGE_TEXT_MAX_BYTES: usize = 64 * 1024;
/// Elements inside elements of a message's HTML; deeper ones are taken out, their text stays.
pub const HTML_DEPTH_MAX: usize = 32;
/// Longest name of an element that a messenger adds to HTML, in characters.
pub const HTML_NAME_MAX_CHARACTERS: usize = 32;
/// Longest text in the web chat, in UTF-16 units.
pub const WEB_TEXT_MAX_UNITS: u32 = 16_000;
/// Longest note, in bytes of UTF-8.
pub const NOTE_TEXT_MAX_BYTES: usize = 64 * 1024;
/// Colleagues whom one note names.
pub const NOTE_MENTIONS_MAX: usize = 20;
/// Keys in the instance's key file.
pub const KEYS_MAX: usize = 16;
/// Longest name of a person, file or chat, in characters.
pub const NAME_MAX_CHARACTERS: usize = 200;
/// Longest extension of a file's name, in characters: it stays when the name is cut.
pub const FILE_EXTENSION_MAX_CHARACTERS: usize = 16;
/// Longest email address, phone number, locale or time zone, in characters.
pub const FIELD_MAX_CHARACTERS: usize = 320;
/// Longest id that a platform may give, in bytes; longer ones are refused.
pub const PLATFORM_ID_MAX_BYTES: usize = 512;
/// Largest JSON object kept beside a contact or a message, in bytes.
pub const EXTRA_MAX_BYTES: usize = 16 * 1024;
/// Kinds of attributes of one server.
pub const ATTRIBUTE_KINDS_MAX: i64 = 200;
/// Kinds of attributes that filters name, each value of which costs lists their memory.
pub const ATTRIBUTE_KINDS_FILTERABLE_MAX: i64 = 20;
/// Choices of one kind of attribute.
pub const ATTRIBUTE_CHOICES_MAX: usize = 100;
/// Longest regular expression of a kind of attribute, in characters.
pub const ATTRIBUTE_PATTERN_MAX_CHARACTERS: usize = 200;
/// Memory that a compiled regular expression may take, in bytes.
pub const ATTRIBUTE_PATTERN_MAX_BYTES: usize = 1 << 20;
/// Blocked addresses of one server.
pub const BLOCKED_ADDRESSES_MAX: i64 = 1_000;
/// Contact roles of one server.
pub const CONTACT_ROLES_MAX: i64 = 200;
/// Attachments of one message.
pub const MESSAGE_ATTACHMENTS_MAX: u32 = 10;
/// Other ids of one account that are kept.
pub const IDENTITY_ALIASES_MAX: usize = 8;
/// Chats that get another label in one write, so that no command waits long behind it.
pub const LABEL_MERGE_CHATS: i64 = 100;
/// Views, macros or retention rules that name another label in one write.
pub const LABEL_MERGE_TEXTS: i64 = 100;
/// Longest quoted text that is kept, in characters.
pub const QUOTED_TEXT_MAX_CHARACTERS: usize = 1_000;
/// Longest emoji of a reaction, in bytes.
pub const EMOJI_MAX_BYTES: usize = 64;
/// Reactions of one person to one message.
pub const REACTIONS_PER_AUTHOR_MAX: i64 = 20;
/// Versions kept of one message; later edits still change it.
pub const MESSAGE_VERSIONS_MAX: i64 = 100;
/// Items of one inbound request or poll page.
pub const INGEST_ITEMS_MAX: usize = 1_000;
/// How far back the platform's order may move a message, in milliseconds.
pub const REORDER_WINDOW_MS: i64 = 10 * 60 * 1000;
/// Messages that one watermark receipt may mark.
pub const RECEIPT_MESSAGES_MAX: i64 = 1_000;
/// How often an inbound request is parsed before it is put aside as dead.
pub const INBOUND_REQUEST_ATTEMPTS_MAX: i32 = 5;
/// Waits between two tries of an inbound request.
pub const INBOUND_REQUEST_BACKOFF: Backoff = Backoff { first_ms: 1_000, max_ms: 60 * 1000 };
/// Dead inbound requests replayed by one call.
pub const REPLAY_MAX: i64 = 10_000;
/// How long an offer of a chat waits for its receiver where the team says nothing else, in milliseconds.
pub const FORWARD_EXPIRES_MS: i64 = 10 * 60 * 1000;
/// Shortest and longest time that a team may say, in milliseconds.
pub const FORWARD_EXPIRES_BOUNDS_MS: std::ops::RangeInclusive<i64> =
    60 * 1000..=24 * 60 * 60 * 1000;
/// Addresses beside its own by which one chat is talked in.
pub const CHAT_ROUTES_MAX: usize = 20;
/// Addresses by which one chat was talked in, and which it has lost.
pub const CHAT_LOST_ROUTES_MAX: usize = 100;
/// Longest time that a chat is put aside, in milliseconds: a year.
pub const SNOOZE_MAX_MS: i64 = 365 * 24 * 60 * 60 * 1000;
/// Shortest and longest time after which closed chats are archived, in milliseconds: an hour, ten years.
pub const ARCHIVE_AFTER_BOUNDS_MS: std::ops::RangeInclusive<i64> =
    60 * 60 * 1000..=10 * 365 * 24 * 60 * 60 * 1000;
/// The lane in which all timers fire, so that they keep their order.
pub const TIMER_LANE: u64 = 0;
/// How long a timer is put off that failed, in milliseconds.
pub const TIMER_RETRY_MS: i64 = 60 * 1000;
/// Inbound requests or deliveries claimed by one call.
pub const CLAIM_MAX: i64 = 256;
/// What is to be tried later than this, in milliseconds from now, was dated by a clock that was ahead:
/// more than any try or claim is put off.
pub const FAR_FUTURE_MS: i64 = 2 * 60 * 60 * 1000;
/// Deliveries that one transaction of `resume` marks as maybe sent.
pub const RESUME_DELIVERIES: i64 = 200;
/// Tries of one delivery before it fails.
pub const DELIVERY_ATTEMPTS_MAX: i32 = 12;
/// Longest stored error text, in characters.
pub const ERROR_TEXT_MAX_CHARACTERS: usize = 500;
/// Longest key that recognises a repeated call, in bytes.
pub const IDEMPOTENCY_KEY_MAX_BYTES: usize = 128;
/// How long the answer of a mutation is kept for its key, in milliseconds.
pub const IDEMPOTENCY_KEPT_MS: i64 = 24 * 60 * 60 * 1000;

/// How long an upload may take, in milliseconds.
pub const UPLOAD_LIFE_MS: i64 = 60 * 60 * 1000;
/// An announced upload of which no byte comes for this long is given up, in milliseconds.
pub const UPLOAD_SILENT_MS: i64 = 10 * 60 * 1000;
/// That bytes of an upload come is noted at most this often, in milliseconds.
pub const UPLOAD_NOTED_MS: i64 = 60 * 1000;
/// How much of the quota may be full for visitors' files, in percent: the rest is for who answers them.
pub const VISITORS_QUOTA_PERCENT: u64 = 75;
/// How much of the quota may be full for files that come from platforms, in percent.
pub const CHANNELS_QUOTA_PERCENT: u64 = 90;
/// How much of the quota visitors of one channel may announce or bring without sending it, in percent.
pub const CHANNEL_LOOSE_PERCENT: u64 = 25;
/// Answers that a visitor is told to have not read, at most.
pub const VISITOR_UNREAD_MAX: i64 = 100;
/// What a visitor brings is counted for this time, in milliseconds.
pub const VISITOR_FILES_WINDOW_MS: i64 = 24 * 60 * 60 * 1000;
/// Files that one visitor may bring in that time.
pub const VISITOR_FILES_MAX: i64 = 200;
/// Bytes that one visitor may bring in that time, and at least one file.
pub const VISITOR_FILES_BYTES: u64 = 512 * 1024 * 1024;
/// Bytes for which an announcement costs its peer one token; the smallest costs one.
pub const UPLOAD_TOKEN_BYTES: u64 = 64 * 1024;
/// Tokens of one peer's visitors: 512 MiB.
pub const VISITOR_PEER_TOKENS: u64 = 8 * 1024;
/// Time in which they come back.
pub const VISITOR_PEER_TOKENS_PER: Duration = Duration::from_secs(60 * 60);
/// Peers whose announcements are remembered.
pub const UPLOAD_PEERS_MAX: usize = 20_000;
/// Those whom a full quota refuses have one look for uploads that are over in this time, in milliseconds.
pub const UPLOAD_SPACE_WINDOW_MS: i64 = 10 * 1000;
/// Uploads of one author in one chat that belong to no message yet.
pub const CHAT_LOOSE_ATTACHMENTS_MAX: i64 = 50;
/// Abandoned uploads removed in one write.
pub const SWEEP_UPLOADS_MAX: i64 = 500;
/// Contents that nothing names removed by one sweep.
pub const SWEEP_CONTENTS_MAX: i64 = 10_000;
/// How long the removal of a content may take.
pub const CONTENT_REMOVAL: Duration = Duration::from_secs(60);
/// How long a removal keeps a content from others, in milliseconds: longer than it may take.
pub const CONTENT_REMOVAL_LEASE_MS: i64 = 3 * 60 * 1000;
/// How often a content is asked for that is being removed.
pub const CONTENT_CLAIM_TRIES: u32 = 50;
/// Pause between two of these.
pub const CONTENT_CLAIM_PAUSE: Duration = Duration::from_millis(100);
/// Waits between two tries to fetch an attachment: platforms' links expire.
pub const FETCH_BACKOFF: Backoff = Backoff { first_ms: 2_000, max_ms: 10 * 60 * 1000 };
/// Tries to fetch one attachment before it is given up.
pub const FETCH_ATTEMPTS_MAX: i32 = 8;
/// Schedules of one server.
pub const SCHEDULES_MAX: i64 = 100;
/// Openings of one day.
pub const DAY_OPENINGS_MAX: usize = 10;
/// Days of one schedule that are different.
pub const SCHEDULE_HOLIDAYS_MAX: usize = 400;
/// Channels of one server.
pub const CHANNELS_MAX: i64 = 1_000;
/// Operators and teams that see the chats of one channel.
pub const CHANNEL_MEMBERS_MAX: usize = 1_000;
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
/// Recognised sessions and tokens that are remembered.
pub const SESSION_ENTRIES_MAX: usize = 10_000;
/// How long they are believed, in milliseconds: the longest that a change in another process goes
/// unseen.
pub const SESSION_BELIEVED_MS: i64 = 1_000;
/// Chats that one call acts on.
pub const BULK_CHATS_MAX: i64 = 1_000;
/// Of these, how many at once: their commits are grouped.
pub const BULK_AT_ONCE: usize = 16;
/// Reasons for closing chats of one server.
pub const CLOSE_REASONS_MAX: i64 = 1_000;
/// Views of one operator's own.
pub const VIEWS_OF_OPERATOR_MAX: i64 = 200;
/// Views of teams and of everybody, on one server.
pub const SHARED_VIEWS_MAX: i64 = 500;
/// Views that one list shows: all that one operator may know of.
pub const VIEWS_LISTED: i64 = VIEWS_OF_OPERATOR_MAX + SHARED_VIEWS_MAX;
/// Views and tabs that one question counts: each is a walk through the chats that are visible.
pub const VIEW_COUNTS_MAX: usize = 50;
/// Rows of a contact that may be pulled into another one: chats, identities, notes and addresses.
pub const UNITE_ROWS_MAX: i64 = 5_000;
/// Contacts with the same address that are offered to be united.
pub const DUPLICATES_MAX: usize = 10;
/// Teams of one server.
pub const TEAMS_MAX: i64 = 1_000;
/// Longest key of a team, in characters.
pub const TEAM_KEY_MAX_CHARACTERS: usize = 64;
/// Operators of one team.
pub const TEAM_OPERATORS_MAX: usize = 1_000;
/// Shortest and longest key of a kind of references, in characters.
pub const REFERENCE_KEY_CHARACTERS: std::ops::RangeInclusive<usize> = 1..=64;
/// Longest id of an object of the company's own, in characters.
pub const EXTERNAL_ID_MAX_CHARACTERS: usize = 200;
/// How long a token is good that opens the company's own page as its user, in milliseconds.
pub const OPEN_AS_MS: i64 = 60 * 1000;
/// Longest solution of an example, in bytes of UTF-8: the longest note.
pub const EXAMPLE_SOLUTION_MAX_BYTES: usize = NOTE_TEXT_MAX_BYTES;
/// How a customer rates a chat, from the worst to the best.
pub const RATING_SCORES: std::ops::RangeInclusive<i64> = 1..=5;
/// How long after its closing a chat is rated, in milliseconds.
pub const RATING_MS: i64 = 14 * 24 * 60 * 60 * 1000;
/// Longest comment of a rating, in characters.
pub const RATING_COMMENT_MAX_CHARACTERS: usize = 2_000;
/// Starts of visits are counted for this time, in milliseconds.
pub const VISITOR_START_WINDOW_MS: i64 = 10 * 60 * 1000;
/// Starts of visits by one peer, per window: an office shares an address.
pub const VISITOR_STARTS_PER_PEER: u32 = 120;
/// Starts of visits by one site, per window.
pub const VISITOR_STARTS_PER_SITE: u32 = 960;
/// Starts of visits of one channel, per window, before it counts as crowded.
pub const VISITOR_STARTS_PER_CHANNEL: u32 = 15_000;
/// Starts of visits by one site on a crowded channel, per window.
pub const VISITOR_STARTS_WHEN_CROWDED: u32 = 3;
/// Peers, sites and channels, as many of each, whose starts are remembered.
pub const VISITOR_START_ENTRIES_MAX: usize = 20_000;
/// What a visitor's message costs to keep beside its texts, in bytes: rows, events, the index.
pub const VISITOR_MESSAGE_KEPT_BYTES: u64 = 2 * 1024;
/// What one contact may write at once in the web chat, in bytes as they are kept: 256 short messages, or
/// ten of the longest.
pub const VISITOR_CONTACT_BYTES: u64 = 512 * 1024;
/// What comes back of that each second.
pub const VISITOR_CONTACT_BYTES_PER_SECOND: u64 = 4 * 1024;
/// What one peer may write at once, in bytes as they are kept: an office shares an address.
pub const VISITOR_PEER_BYTES: u64 = 4 * 1024 * 1024;
/// What comes back of that each second.
pub const VISITOR_PEER_BYTES_PER_SECOND: u64 = 32 * 1024;
/// What the strangers of one channel may write at once, in bytes as they are kept.
pub const VISITOR_CHANNEL_STRANGER_BYTES: u64 = 16 * 1024 * 1024;
/// What comes back of that each second.
pub const VISITOR_CHANNEL_STRANGER_BYTES_PER_SECOND: u64 = 128 * 1024;
/// What the strangers of one site may write at once on a channel whose strangers have used up their share,
/// in bytes as they are kept: some questions, and none of the longest.
pub const VISITOR_SITE_CROWDED_BYTES: u64 = 32 * 1024;
/// What comes back of that each second.
pub const VISITOR_SITE_CROWDED_BYTES_PER_SECOND: u64 = 64;
/// What those may write at once whom the page has signed in or an operator deals with, on one channel, in
/// bytes as they are kept.
pub const VISITOR_CHANNEL_KNOWN_BYTES: u64 = 64 * 1024 * 1024;
/// What comes back of that each second.
pub const VISITOR_CHANNEL_KNOWN_BYTES_PER_SECOND: u64 = 512 * 1024;
/// Contacts, as many peers and as many channels, whose shares are remembered.
pub const VISITOR_WRITE_ENTRIES_MAX: usize = 20_000;
/// Groups of visitors whose live connections look again together when a visit of one of them is ended.
pub const VISIT_GROUPS: u64 = 256;
/// Longest cursor that a visitor may show, in bytes.
pub const VISITOR_CURSOR_MAX_BYTES: usize = 128;
/// How long a visitor's session lasts that is never used, in milliseconds.
pub const VISITOR_SESSION_UNUSED_MS: i64 = 24 * 60 * 60 * 1000;
/// Running sessions of one operator or one contact; a further one ends the oldest.
pub const OWNER_SESSIONS_MAX: i64 = 50;
/// Shortest and longest key of a channel, in characters.
pub const CHANNEL_KEY_CHARACTERS: std::ops::RangeInclusive<usize> = 3..=64;
/// Largest settings of a channel, in bytes of JSON.
pub const CHANNEL_SETTINGS_MAX_BYTES: usize = 64 * 1024;
/// Longest secret of a channel, in bytes.
pub const SECRET_MAX_BYTES: usize = 16 * 1024;
/// Shortest secret that an admin may bring along where the server would make one, in bytes: for an
/// account that moves here with its webhook.
pub const OWN_SECRET_MIN_BYTES: usize = 16;
/// Longest time after which a contact gets a new chat, in milliseconds: ten years.
pub const REOPEN_MAX_MS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;
/// Shortest identity secret, in bytes: as long as what HS256 makes of it.
pub const IDENTITY_SECRET_MIN_BYTES: usize = 32;
/// Different characters that an identity secret has at least: fewer are no chance.
pub const IDENTITY_SECRET_MIN_DISTINCT: usize = 8;
/// Longest greeting of a web channel, also that outside of business hours, in characters.
pub const GREETING_MAX_CHARACTERS: usize = 1_000;
/// Longest text of the widget's look, such as its title, in characters.
pub const WIDGET_TEXT_MAX_CHARACTERS: usize = 100;
/// Layers of a page on which the launcher may lie.
pub const WIDGET_LAYERS: std::ops::RangeInclusive<i32> = 0..=i32::MAX;
/// An upload that was not sent for this long is removed, in milliseconds.
pub const UPLOAD_ABANDONED_MS: i64 = 24 * 60 * 60 * 1000;
/// A visitor's, in milliseconds.
pub const VISITOR_UPLOAD_ABANDONED_MS: i64 = 60 * 60 * 1000;
/// Longest media type that is believed, in bytes.
pub const MIME_MAX_BYTES: usize = 127;
/// Shortest time that a path to a file is valid, in milliseconds.
pub const FILE_LINK_MS: i64 = 60 * 60 * 1000;
/// Paths made within this time are the same, in milliseconds, so that browsers cache the file.
pub const FILE_LINK_STEP_MS: i64 = 5 * 60 * 1000;
/// Bytes at a file's begin that tell its type.
pub const FILE_HEAD_BYTES: usize = 64 * 1024;
/// How long a plugin's blob is kept, in milliseconds.
pub const BLOB_LIFE_MS: i64 = 24 * 60 * 60 * 1000;
/// Bytes that are read from a file at a time.
pub const FILE_CHUNK_BYTES: usize = 256 * 1024;
/// Files up to this size, in bytes, go to the store in one piece; larger ones in parts of it.
pub const FILE_PIECE_BYTES: usize = 5 * 1024 * 1024;
/// Parts of one file that are on their way at once.
pub const FILE_PIECES_AT_ONCE: usize = 2;
/// A visitor's session is extended at most this often, in milliseconds.
pub const SESSION_EXTEND_MS: i64 = 24 * 60 * 60 * 1000;
/// A change in another process is seen after this time at the latest, should its event be missed.
pub const SESSION_LOOK_AGAIN: Duration = Duration::from_secs(30);
/// Longest sequence of a platform that orders messages, in bytes.
pub const ORDER_MAX_BYTES: usize = 128;
/// Longest payload of a pressed button that is kept, in characters.
pub const CHOSEN_MAX_CHARACTERS: usize = 1_000;
/// Longest token of a platform that is kept, in bytes.
pub const MEDIA_TOKEN_MAX_BYTES: usize = 8 * 1024;
/// Longest identity token of a visitor, in bytes.
pub const IDENTITY_TOKEN_MAX_BYTES: usize = 4 * 1024;
/// Longest time that such a token may be valid from now, in milliseconds.
pub const IDENTITY_TOKEN_MAX_MS: i64 = 24 * 60 * 60 * 1000;
/// How far the clocks of its maker and this server may differ, in milliseconds.
pub const IDENTITY_TOKEN_LEEWAY_MS: i64 = 60 * 1000;
/// Longest `sub` of such a token, in characters.
pub const IDENTITY_SUBJECT_MAX_CHARACTERS: usize = 200;
/// Longest key that a visitor's client gives a message, in characters.
pub const CLIENT_KEY_MAX_CHARACTERS: usize = 64;
/// Characters of a channel's key that is made here: 128 bits.
pub const MADE_KEY_CHARACTERS: usize = 22;

/// Operators that a page shows as being there.
pub const WIDGET_OPERATORS: i64 = 3;
/// How wide a pane of the screens may be, in pixels of CSS.
pub const PANE_WIDTHS_PX: std::ops::RangeInclusive<i64> = 120..=2_000;
/// How loud sounds may be.
pub const SOUND_VOLUMES: std::ops::RangeInclusive<i64> = 0..=100;

/// The limits that an admin may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLimits {
    /// Largest attachment, in bytes.
    pub attachment_max_bytes: u64,
    /// All stored files together, in bytes.
    pub storage_quota_bytes: u64,
    /// How long a session of an operator lasts, in milliseconds.
    pub operator_session_ms: i64,
    /// Do operators sign in with passwords.
    pub has_passwords: bool,
    /// How long a visitor's session lasts after its last use, in milliseconds.
    pub visitor_session_ms: i64,
}

impl Default for DeskLimits {
    fn default() -> Self {
        Self {
            attachment_max_bytes: 50 * 1024 * 1024,
            storage_quota_bytes: 10 * 1024 * 1024 * 1024,
            operator_session_ms: 14 * DAY_MS,
            has_passwords: true,
            visitor_session_ms: 180 * DAY_MS,
        }
    }
}
