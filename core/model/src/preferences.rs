//! What an operator prefers on their screens. It is theirs alone, on all of their devices.

use crate::notification::NotificationKind;
use crate::{OperatorId, Timestamp};
#[cfg(feature = "sql")]
use diesel::ExpressionMethods as _;

text_enum! {
    /// The colours of the screens.
    Theme {
        /// As the device has it.
        System = "SYSTEM",
        /// Dark on light.
        Light = "LIGHT",
        /// Light on dark.
        Dark = "DARK",
    }
}

text_enum! {
    /// How close the lines of lists stand.
    Density {
        /// As many as fit.
        Compact = "COMPACT",
        /// With space around them.
        Roomy = "ROOMY",
    }
}

/// What an operator prefers. Who has chosen nothing has no row.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable, diesel::AsChangeset),
    diesel(table_name = crate::schema::operator_preferences, primary_key(operator_id)),
    diesel(treat_none_as_null = true, treat_none_as_default_value = false)
)]
pub struct Preferences {
    /// The operator.
    pub operator_id: OperatorId,
    /// The colours.
    pub theme: Theme,
    /// How close lines stand.
    pub density: Density,
    /// The language of the screens (BCP 47); none: the desk's.
    pub language: Option<String>,
    /// Enter sends, and Shift+Enter begins a line; or the other way round.
    pub is_enter_sending: bool,
    /// Single letters act outside of fields.
    pub has_single_keys: bool,
    /// How wide the list of chats is, in pixels of CSS; none: as it was made.
    pub list_width: Option<i64>,
    /// How wide the panel beside a chat is.
    pub panel_width: Option<i64>,
    /// How loud sounds are, from 0 to 100.
    pub sound_volume: i64,
    /// What they are told of at all: words of [`NotificationKind`], as a JSON list.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub in_app: serde_json::Value,
    /// What of that makes a sound.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub sounds: serde_json::Value,
    /// What of that is pushed to their browsers.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub pushes: serde_json::Value,
    /// Does what is pushed hold the customer's name and words.
    pub is_text_pushed: bool,
    /// The minute of the day at which it becomes quiet: no sounds, nothing pushed that is not urgent. All three
    /// are set, or none.
    pub quiet_from_minute: Option<i64>,
    /// The minute of the day at which it is not quiet any more.
    pub quiet_to_minute: Option<i64>,
    /// The zone of both.
    pub quiet_time_zone: Option<String>,
    /// Counts every change, from 1; 0 where nothing was chosen yet.
    pub version: i64,
    /// When they last changed.
    pub updated_at: Timestamp,
}

impl Preferences {
    /// Of an operator who has chosen nothing.
    pub fn of(operator_id: OperatorId, now: Timestamp) -> Self {
        Self {
            operator_id,
            theme: Theme::System,
            density: Density::Compact,
            language: None,
            is_enter_sending: true,
            has_single_keys: true,
            list_width: None,
            panel_width: None,
            sound_volume: 50,
            in_app: Self::listed(NotificationKind::ALL),
            sounds: Self::listed(NotificationKind::SOUNDING),
            pushes: Self::listed(NotificationKind::PUSHED),
            is_text_pushed: false,
            quiet_from_minute: None,
            quiet_to_minute: None,
            quiet_time_zone: None,
            version: 0,
            updated_at: now,
        }
    }

    /// The kinds of a list of them. Words of a newer binary are passed over.
    pub fn kinds(list: &serde_json::Value) -> Vec<NotificationKind> {
        let words = list.as_array().into_iter().flatten();
        words.filter_map(|word| word.as_str()?.parse().ok()).collect()
    }

    /// Kinds as they are kept: each once, in one order.
    pub fn listed(kinds: &[NotificationKind]) -> serde_json::Value {
        let kept = NotificationKind::ALL.iter().filter(|kind| kinds.contains(kind));
        kept.map(|kind| kind.as_str()).collect()
    }

    /// Are they told of this at all.
    pub fn notifies(&self, kind: NotificationKind) -> bool {
        Self::kinds(&self.in_app).contains(&kind)
    }

    /// Is this pushed to their browsers.
    pub fn is_pushed(&self, kind: NotificationKind) -> bool {
        Self::kinds(&self.pushes).contains(&kind)
    }

    /// Is it quiet at this minute of their zone's day.
    pub fn is_quiet_at(&self, minute: i64) -> bool {
        match (self.quiet_from_minute, self.quiet_to_minute) {
            (Some(from), Some(to)) if from <= to => (from..to).contains(&minute),
            // Past midnight.
            (Some(from), Some(to)) => minute >= from || minute < to,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_may_pass_midnight() {
        let mut preferences = Preferences::of(OperatorId(1), Timestamp(0));
        assert!(!preferences.is_quiet_at(0), "nobody has set any");
        for (from, to, quiet, loud) in [
            (22 * 60, 7 * 60, [22 * 60, 0, 7 * 60 - 1], [7 * 60, 12 * 60, 22 * 60 - 1]),
            (60, 120, [60, 90, 119], [0, 59, 120]),
        ] {
            (preferences.quiet_from_minute, preferences.quiet_to_minute) = (Some(from), Some(to));
            assert!(quiet.iter().all(|minute| preferences.is_quiet_at(*minute)), "{from} to {to}");
            assert!(!loud.iter().any(|minute| preferences.is_quiet_at(*minute)), "{from} to {to}");
        }
    }
}
