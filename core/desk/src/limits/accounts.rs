//! The bounds of operators: how many there are, how they come and sign in, and when they are there.

use std::time::Duration;

/// Longest name of somebody at an identity provider, in bytes: OpenID Connect allows so many.
pub const SUBJECT_MAX_BYTES: usize = 255;
/// Operators of one server.
pub const OPERATORS_MAX: i64 = 10_000;
/// An operator who was not seen for this long is offline, in milliseconds.
pub const UNSEEN_MS: i64 = 60 * 1000;
/// Longest message beside a status, in characters.
pub const STATUS_MESSAGE_MAX_CHARACTERS: usize = 200;
/// Longest period of which the times in each status are told, in milliseconds: ten years.
pub const STATUS_PERIOD_MAX_MS: i64 = 10 * 366 * 24 * 60 * 60 * 1000;
/// Spans that one such answer adds up.
pub const STATUS_SPANS_MAX: i64 = 100_000;
/// Teams of one operator.
pub const OPERATOR_TEAMS_MAX: usize = 1_000;
/// Pairs of address and peer, and as many peers and sites, whose wrong sign-ins are remembered.
pub const SIGN_IN_ENTRIES_MAX: usize = 20_000;
/// Wrong sign-ins are forgotten after this time, in milliseconds.
pub const SIGN_IN_WINDOW_MS: i64 = 15 * 60 * 1000;
/// Wrong sign-ins for one address from one peer, per window.
pub const SIGN_IN_TRIES_PER_EMAIL: u32 = 10;
/// Wrong sign-ins from one peer, per window.
pub const SIGN_IN_TRIES_PER_PEER: u32 = 50;
/// Wrong sign-ins from one site, per window.
pub const SIGN_IN_TRIES_PER_SITE: u32 = 400;
/// Wrong sign-ins for one address from one peer, on all nodes together, after which nobody signs in from
/// there.
pub const SIGN_IN_FAILURES_MAX: i64 = 20;
/// They are counted for this time, in milliseconds.
pub const SIGN_IN_FAILURES_MS: i64 = 24 * 60 * 60 * 1000;
/// How long nobody signs in then, in milliseconds.
pub const SIGN_IN_LOCKED_MS: i64 = 60 * 60 * 1000;
/// Pairs of address and peer whose wrong sign-ins are stored; beyond, the oldest are forgotten.
pub const SIGN_IN_FAILURE_KEYS_MAX: i64 = 100_000;
/// Digits of a code of an authenticator app.
pub const TOTP_DIGITS: usize = 6;
/// How long such a code is shown, in seconds.
pub const TOTP_STEP_SECONDS: u64 = 30;
/// How far the app's clock may be behind or ahead, in steps.
pub const TOTP_SKEW_STEPS: u8 = 1;
/// Bytes of the secret that an app shares with the server, as RFC 4226 has it.
pub const TOTP_SECRET_BYTES: usize = 20;
/// How long the secret of an app may wait to be confirmed, in milliseconds.
pub const TOTP_SETUP_MS: i64 = 60 * 60 * 1000;
/// Recovery codes of one operator.
pub const RECOVERY_CODES: usize = 10;
/// Bytes of a recovery code.
pub const RECOVERY_CODE_BYTES: usize = 10;
/// Password hashes computed at once: each takes 19 MiB and a core.
pub const HASHES_AT_ONCE: usize = 2;
/// How far the threads that hash step back behind all others, in steps of nice: a tenth of a processor
/// is left to them where every one is busy.
pub const HASHING_NICENESS: i32 = 10;
/// Calls that may wait for a hash.
pub const HASHES_WAITING: usize = 64;
/// Hashes in a row for sites from which somebody has signed in, while others wait.
pub const HASHES_OF_KNOWN: usize = 3;
/// How long a thread that hashes keeps its memory without work.
pub const HASHING_IDLE: Duration = Duration::from_secs(20);
/// Roles of one server.
pub const ROLES_MAX: i64 = 100;
/// Tokens of one operator that are not revoked.
pub const OPERATOR_TOKENS_MAX: i64 = 100;
/// How long the link of the first admin is valid, in milliseconds.
pub const FIRST_ADMIN_LINK_MS: i64 = 24 * 60 * 60 * 1000;
/// How long an invitation is valid, in milliseconds.
pub const INVITATION_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long one is kept after that, in milliseconds.
pub const INVITATION_KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Invitations of one server that are kept.
pub const INVITATIONS_MAX: i64 = 500;
/// Memory of a password's hash, in KiB.
pub const HASH_MEMORY_KIB: u32 = 19 * 1024;
/// Passes of a password's hash.
pub const HASH_PASSES: u32 = 2;
/// Lanes of a password's hash.
pub const HASH_LANES: u32 = 1;
/// Shortest password, in characters.
pub const PASSWORD_MIN_CHARACTERS: usize = 10;
/// Longest password, in bytes.
pub const PASSWORD_MAX_BYTES: usize = 1_024;
/// A token's last use is written down at most this often, in milliseconds.
pub const TOKEN_LAST_USE_MS: i64 = 60 * 1000;
/// An operator's session's last use is written down at most this often, in milliseconds.
pub const SESSION_LAST_USE_MS: i64 = 15 * 60 * 1000;
/// Longest name of a program that is kept of a request, in characters.
pub const PROGRAM_NAME_MAX_CHARACTERS: usize = 256;
