//! What the operator who calls prefers on their screens.

use crate::{
    caller::read,
    mutation::call::{mutations, run},
};
use async_graphql::{Context, ID, MaybeUndefined, Result};
use switchboard_desk::{
    Context as DeskContext, Desk,
    preferences::{UpdateInput, update},
};
use switchboard_graphql::{choice::Choice, input, object, payload};
use switchboard_model::{
    PreferencesId,
    notification::NotificationKind,
    preferences::{self, Density, Theme},
};

#[derive(Clone)]
pub struct Preferences(pub(crate) preferences::Preferences);

/// What you prefer on your screens, on all of your devices.
#[object]
impl Preferences {
    /// The global id.
    async fn id(&self) -> ID {
        PreferencesId(self.0.operator_id.0).into()
    }

    /// The colours.
    fn theme(&self) -> Choice<Theme>;
    /// How close the lines of lists stand.
    fn density(&self) -> Choice<Density>;
    /// The language (BCP 47); absent: the desk's.
    fn language(&self) -> Option<&str>;
    /// Enter sends, and Shift+Enter begins a line; or the other way round.
    fn is_enter_sending(&self) -> bool;
    /// Single letters act outside of fields.
    fn has_single_keys(&self) -> bool;
    /// How wide the list of chats is, in pixels of CSS; absent: as it was made.
    fn list_width(&self) -> Option<i64>;
    /// How wide the panel beside a chat is, in pixels of CSS; absent: as it was made.
    fn panel_width(&self) -> Option<i64>;
    /// How loud sounds are, from 0 to 100.
    fn sound_volume(&self) -> i64;

    /// What you are told of at all.
    async fn in_app(&self) -> Vec<Choice<NotificationKind>> {
        kinds(&self.0.in_app)
    }

    /// What of that makes a sound.
    async fn sounds(&self) -> Vec<Choice<NotificationKind>> {
        kinds(&self.0.sounds)
    }

    /// What of that is pushed to your browsers.
    async fn pushes(&self) -> Vec<Choice<NotificationKind>> {
        kinds(&self.0.pushes)
    }

    /// Does what is pushed hold the customer's name and words.
    fn is_text_pushed(&self) -> bool;
    /// The minute of the day at which it becomes quiet: no sounds, and nothing is pushed but about urgent chats.
    /// Absent where it never does.
    fn quiet_from_minute(&self) -> Option<i64>;
    /// The minute of the day at which it is not quiet any more; absent where it never is.
    fn quiet_to_minute(&self) -> Option<i64>;
    /// The time zone of both; absent where it is never quiet.
    fn quiet_time_zone(&self) -> Option<&str>;

    /// Counts every change, from 1: pass it as `expectedVersion`. 0 where you have chosen nothing yet.
    fn version(&self) -> i64;
}

fn kinds(list: &serde_json::Value) -> Vec<Choice<NotificationKind>> {
    preferences::Preferences::kinds(list).into_iter().map(Choice).collect()
}

input! {
    /// What to change. Absent keeps, null sets back.
    PreferencesUpdateInput into UpdateInput {
        /// The colours.
        theme: Option<Choice<Theme>>,
        /// How close the lines of lists stand.
        density: Option<Choice<Density>>,
        /// The language (BCP 47).
        language: MaybeUndefined<String>,
        /// Enter sends.
        is_enter_sending: Option<bool>,
        /// Single letters act outside of fields.
        has_single_keys: Option<bool>,
        /// How wide the list of chats is, in pixels of CSS.
        list_width: MaybeUndefined<i64>,
        /// How wide the panel beside a chat is, in pixels of CSS.
        panel_width: MaybeUndefined<i64>,
        /// How loud sounds are, from 0 to 100.
        sound_volume: Option<i64>,
        /// What you are told of at all: the whole list.
        in_app: Option<Vec<Choice<NotificationKind>>>,
        /// What of that makes a sound: the whole list.
        sounds: Option<Vec<Choice<NotificationKind>>>,
        /// What of that is pushed to your browsers: the whole list.
        pushes: Option<Vec<Choice<NotificationKind>>>,
        /// Does what is pushed hold the customer's name and words.
        is_text_pushed: Option<bool>,
        /// The minute of the day at which it becomes quiet; null for all three: never.
        quiet_from_minute: MaybeUndefined<i64>,
        /// The minute of the day at which it is not quiet any more.
        quiet_to_minute: MaybeUndefined<i64>,
        /// The time zone of both.
        quiet_time_zone: MaybeUndefined<String>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }
}

payload!(PreferencesUpdatePayload, "The result of changing what you prefer.", preferences: Preferences, "What you prefer now; absent when it was not changed.");

async fn preferences_update(
    ctx: &Context<'_>,
    input: PreferencesUpdateInput,
) -> Result<PreferencesUpdatePayload> {
    let command = async |desk: &Desk, context: &DeskContext, input: PreferencesUpdateInput| {
        update(desk, context, input.into()).await
    };
    let (changed, outcome) = run(ctx, input, command).await?;
    let row = match changed {
        None if outcome.is_stale() => Some(read(ctx, |reader| reader.own_preferences()).await?),
        changed => changed,
    };
    Ok(PreferencesUpdatePayload::of(outcome, row.map(Preferences)))
}

mutations! {
    /// What is done with what you prefer.
    PreferencesMutation {
        /// Changes what you prefer. Your other devices are told (topic `PERSONAL`), and nobody else.
        preferences_update(PreferencesUpdateInput, "What to change.")
            -> PreferencesUpdatePayload { by preferences_update }
    }
}
