//! What an operator prefers on their screens. It is theirs alone, on all of their devices.

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

text_enum! {
    /// What makes a sound.
    Sound {
        /// A new chat that nobody has taken.
        NewChat = "NEW_CHAT",
        /// A customer's message in one's own chat.
        NewMessage = "NEW_MESSAGE",
        /// A chat that is offered to one.
        Forward = "FORWARD",
        /// A note that mentions one.
        Mention = "MENTION",
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
    /// What makes a sound: words of [`Sound`], as a JSON list.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub sounds: serde_json::Value,
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
            sounds: Self::listed(Sound::ALL),
            version: 0,
            updated_at: now,
        }
    }

    /// What makes a sound. Words of a newer binary are passed over.
    pub fn sounds(&self) -> Vec<Sound> {
        let words = self.sounds.as_array().into_iter().flatten();
        words.filter_map(|word| word.as_str()?.parse().ok()).collect()
    }

    /// Sounds as they are kept: each once, in one order.
    pub fn listed(sounds: &[Sound]) -> serde_json::Value {
        let kept = Sound::ALL.iter().filter(|sound| sounds.contains(sound));
        kept.map(|sound| sound.as_str()).collect()
    }
}
