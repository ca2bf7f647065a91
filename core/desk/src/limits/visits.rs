//! The bounds of visits of the web chat, with their units.

use std::time::Duration;

/// Visits that begin by one peer, per window in which starts are counted.
pub const VISITS_PER_PEER: u32 = 30;
/// Visits that begin by one site, per window.
pub const VISITS_PER_SITE: u32 = 240;
/// Visits that begin on one channel, per window, before it counts as crowded.
pub const VISITS_PER_CHANNEL: u32 = 1_000;
/// Visits that begin by one site on a crowded channel, per window.
pub const VISITS_WHEN_CROWDED: u32 = 3;
/// Visits that go on in one process.
pub const VISITS_LIVE_MAX: usize = 20_000;
/// How long nothing is heard of a visitor before their visit is over, in milliseconds.
pub const VISIT_SILENT_MS: i64 = 30 * 60 * 1000;
/// A visitor counts as there for so long after they were last heard of, in milliseconds: they are heard of once
/// a minute, and that may be written a minute later.
pub const VISIT_THERE_MS: i64 = 3 * 60 * 1000;
/// A visit is written at most this often, in milliseconds.
pub const VISIT_KEPT_EVERY_MS: i64 = 60 * 1000;
/// Visits of one write.
pub const VISITS_KEPT_AT_ONCE: usize = 200;
/// Pages of a visit that are kept: its newest.
pub const VISIT_PAGES_MAX: i64 = 200;
/// Pages of a visit that wait to be written; further ones are not kept.
pub const VISIT_WAITING_PAGES_MAX: usize = 20;
/// Pages of all visits that wait to be written.
pub const VISITS_WAITING_PAGES_MAX: usize = 20_000;
/// How often a visitor may tell of their page at once.
pub const VISIT_PAGE_TURNS: u64 = 20;
/// How many of these come back in the time after it.
pub const VISIT_PAGE_TURNS_BACK: u64 = 20;
/// In which time.
pub const VISIT_PAGE_TURNS_PER: Duration = Duration::from_secs(60);
/// Longest name of a browser or an operating system, in characters.
pub const DEVICE_WORD_MAX_CHARACTERS: usize = 60;
/// Largest file with the places of addresses, in bytes: it is read into memory.
pub const PLACES_FILE_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// How often somebody may change their mind about one thing that they are asked to agree to.
pub const CONSENTS_OF_ADDRESS_MAX: i64 = 50;
/// Longest version of a text of consent, in characters.
pub const CONSENT_VERSION_MAX_CHARACTERS: usize = 40;
/// Longest text of consent, in characters.
pub const CONSENT_TEXT_MAX_CHARACTERS: usize = 2_000;
