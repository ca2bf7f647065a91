//! Every number of the demo, with its unit.

use std::{ops::RangeInclusive, time::Duration};

/// A second, in milliseconds.
pub const SECOND_MS: i64 = 1_000;
/// A minute, in milliseconds.
pub const MINUTE_MS: i64 = 60 * SECOND_MS;
/// An hour, in milliseconds.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// A day, in milliseconds.
pub const DAY_MS: i64 = 24 * HOUR_MS;

/// The password of everybody at the demo, which is no secret: a demo is for the machine that it runs on.
pub const PASSWORD: &str = "lumen demo desk";
/// What decides all that happens where nobody names another seed.
pub const SEED: u64 = 88_120;
/// The chats of a demo.
pub const CHATS: usize = 2_000;
/// How many there may be: fewer leave no place for what each demo has, more take too long.
pub const CHATS_BOUNDS: RangeInclusive<usize> = 40..=20_000;
/// The messages of the longest chat.
pub const LONG_CHAT_MESSAGES: usize = 10_000;
/// How many there may be.
pub const LONG_CHAT_BOUNDS: RangeInclusive<usize> = 50..=50_000;
/// The days that lie behind it.
pub const DAYS: i64 = 90;
/// What is written at a time in the longest chat, in messages.
pub const LONG_CHAT_LINES: usize = 24;

/// When customers begin to write, in hours of the day; the middle is the busiest.
pub const BUSY_HOURS: RangeInclusive<i64> = 5..=20;
/// One chat in so many begins within the last hours.
pub const RECENT_PART: usize = 80;
/// At least so many do.
pub const RECENT_CHATS: usize = 8;
/// How long ago those begin, in milliseconds.
pub const RECENT_MS: RangeInclusive<i64> = 4 * MINUTE_MS..=6 * HOUR_MS;
/// How long a chat may still be open, in milliseconds.
pub const OPEN_MS: i64 = 36 * HOUR_MS;
/// How long a channel has said nothing by now that has ended, in milliseconds.
pub const SILENT_MS: i64 = 2 * DAY_MS;
/// When the channels end that have ended, in milliseconds before now.
pub const ENDED_MS: i64 = 2 * HOUR_MS;
/// A customer who writes again this long after the end of a chat gets a new one, in milliseconds.
pub const REOPEN_MS: i64 = DAY_MS;

/// Of a hundred customers, those who tell their email address.
pub const WITH_EMAIL: u32 = 60;
/// Of a hundred chats, those in which the customer presses for an answer.
pub const WITH_URGE: u32 = 18;
/// Of a hundred chats, those in which something is asked back.
pub const WITH_QUESTION: u32 = 60;
/// Of a hundred disputes, those that are escalated.
pub const ESCALATED: u32 = 12;
/// Of a hundred customers, those who say thanks.
pub const WITH_THANKS: u32 = 70;
/// Of a hundred of those, the ones who hear something back.
pub const WITH_FAREWELL: u32 = 60;
/// Of a hundred chats that may still be open, those that are.
pub const STILL_OPEN: u32 = 60;
/// Of a hundred closed chats, those that are closed as solved.
pub const SOLVED: u32 = 70;
/// Phone numbers that belong to nobody, but the one of who is there twice.
pub const PHONES: usize = 999;
/// The numbers of transactions.
pub const REFERENCES: RangeInclusive<i64> = 10_000..=99_999;

/// How long a customer takes to press for an answer, in milliseconds.
pub const URGE_MS: RangeInclusive<i64> = 20 * SECOND_MS..=90 * SECOND_MS;
/// How long an operator takes for the first answer, in milliseconds.
pub const FIRST_REPLY_MS: RangeInclusive<i64> = MINUTE_MS..=18 * MINUTE_MS;
/// How long a customer takes to answer, in milliseconds.
pub const ANSWER_MS: RangeInclusive<i64> = MINUTE_MS..=20 * MINUTE_MS;
/// How long an operator works on something, in milliseconds.
pub const WORK_MS: RangeInclusive<i64> = 2 * MINUTE_MS..=40 * MINUTE_MS;
/// How long a colleague takes to take a chat, in milliseconds: shorter than it is offered.
pub const TAKE_MS: RangeInclusive<i64> = 20 * SECOND_MS..=8 * MINUTE_MS;
/// What lies between two things that one person does, in milliseconds.
pub const STEP_MS: RangeInclusive<i64> = 5 * SECOND_MS..=50 * SECOND_MS;
/// How long a chat stays open after the last message, in milliseconds.
pub const CLOSE_MS: RangeInclusive<i64> = 5 * MINUTE_MS..=3 * HOUR_MS;
/// For how long the chat is put aside that is, in milliseconds.
pub const SNOOZE_MS: i64 = 20 * HOUR_MS;

/// How long the demo holds what it delivers, in milliseconds.
pub const LEASE_MS: i64 = HOUR_MS;
/// How many deliveries it takes at a time.
pub const CLAIM: i64 = 16;
/// When a platform of the demo wants to be asked again, in milliseconds.
pub const POLL_NEXT_MS: u32 = 30_000;
/// How often it is told how far the making of it is, in steps.
pub const TOLD_EVERY: usize = 100;

/// How often somebody writes while the demo runs, in milliseconds.
pub const WRITE_EVERY_MS: RangeInclusive<i64> = 20 * SECOND_MS..=60 * SECOND_MS;
/// How long a customer thinks before they answer, in milliseconds.
pub const THINK_MS: RangeInclusive<i64> = 4 * SECOND_MS..=12 * SECOND_MS;
/// How long they are seen to type.
pub const TYPING: Duration = Duration::from_secs(2);
/// How many operators may wait for an answer; who comes later gets none.
pub const OWED: usize = 64;
/// How many new chats a demo that runs opens; then it only goes on with those.
pub const LIVE_CHATS: usize = 5_000;
/// The chats in which it goes on by itself.
pub const LIVE_CHATS_KEPT: usize = 24;
/// Of a hundred times that somebody writes, those in a chat that is there.
pub const GO_ON: u32 = 35;
/// Of a hundred answers, those that ask for more.
pub const ASK_MORE: u32 = 30;
