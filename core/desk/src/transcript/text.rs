//! A transcript as plain text, and what both forms say alike.

use super::Head;
use super::said::{Entry, EntryKind};
use crate::{DeskError, Result};
use jiff::tz::TimeZone;
use switchboard_model::Timestamp;

/// How times are shown.
const TIME: &str = "%Y-%m-%d %H:%M";

/// Shows times in one time zone.
pub(super) struct Clock {
    zone: TimeZone,
    name: String,
}

impl Clock {
    /// Of a time zone by its IANA name; UTC without one.
    ///
    /// # Errors
    /// `Invalid` for an unknown one.
    pub(super) fn of(zone: Option<&str>) -> Result<Self> {
        let Some(name) = zone else {
            return Ok(Self { zone: TimeZone::UTC, name: "UTC".to_owned() });
        };
        let zone = TimeZone::get(name).map_err(|_| {
            let reason = format!(
                "{name:?} is no time zone that is known here: pass one such as Europe/Berlin"
            );
            DeskError::invalid("timeZone", reason)
        })?;
        Ok(Self { zone, name: name.to_owned() })
    }

    /// A time as people read it.
    pub(super) fn show(&self, at: Timestamp) -> Result<String> {
        let at = jiff::Timestamp::from_millisecond(at.0)
            .map_err(|error| DeskError::Internal(format!("a stored time is none: {error}")))?;
        Ok(at.to_zoned_datetime(self.zone.clone()).strftime(TIME).to_string())
    }
}

/// What a transcript is called.
pub(super) fn title(head: &Head) -> String {
    match &head.subject {
        Some(subject) => format!("Chat {}: {subject}", head.number),
        None => format!("Chat {}", head.number),
    }
}

/// With whom, where and since when.
pub(super) fn about(head: &Head, clock: &Clock) -> Result<String> {
    let begun = clock.show(head.begun_at)?;
    Ok(format!("{}, {}, since {begun} ({})", head.contact, head.channel, clock.name))
}

/// Who wrote an entry, with what they are.
pub(super) fn author(entry: &Entry) -> String {
    let mut line = entry.author.clone();
    if let Some(role) = &entry.role {
        line.push_str(&format!(" ({role})"));
    }
    match entry.kind {
        EntryKind::Inside => line.push_str(", note"),
        EntryKind::Theirs | EntryKind::Ours => {}
    }
    if entry.is_edited && !entry.is_deleted {
        line.push_str(", edited");
    }
    line
}

/// What an entry says.
pub(super) fn body(entry: &Entry) -> &str {
    if entry.is_deleted { "This message was deleted." } else { &entry.body }
}

/// What stands above.
pub(super) fn head(head: &Head, clock: &Clock) -> Result<String> {
    Ok(format!("{}\n{}\n", title(head), about(head, clock)?))
}

/// An entry. Its lines are set in, so that no text can look like the head of another entry.
pub(super) fn entry(entry: &Entry, clock: &Clock) -> Result<String> {
    let mut text = format!("\n[{}] {}\n", clock.show(entry.at)?, author(entry));
    let mut add = |mark: &str, lines: &str| {
        for line in lines.lines() {
            text.push_str(&format!("    {mark}{line}\n"));
        }
    };
    if let Some(quoted) = &entry.quoted {
        add("> ", quoted);
    }
    add("", body(entry));
    for file in &entry.files {
        add("File: ", file);
    }
    Ok(text)
}
