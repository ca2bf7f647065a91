//! What an operator prefers on their screens: on all of their devices, and told to nobody else.

use crate::check::{check_version, clean_language};
use crate::idempotent::Answer;
use crate::limits::{DAY_MINUTES, PANE_WIDTHS_PX, SOUND_VOLUMES};
use crate::read::Reader;
use crate::subject::Subject;
use crate::visit::canonical as canonical_zone;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::notification::NotificationKind;
use switchboard_model::preferences::{Density, Preferences, Theme};
use switchboard_model::{Actor, OperatorId};
use switchboard_store::{DatabaseConnection, StoreError, operator_preferences};

/// What to change; absent keeps.
#[derive(Clone, Debug, Default)]
pub struct UpdateInput {
    pub theme: Option<Theme>,
    pub density: Option<Density>,
    /// `Some(None)`: the desk's.
    pub language: Option<Option<String>>,
    pub is_enter_sending: Option<bool>,
    pub has_single_keys: Option<bool>,
    /// `Some(None)`: as it was made.
    pub list_width: Option<Option<i64>>,
    /// `Some(None)`: as it was made.
    pub panel_width: Option<Option<i64>>,
    pub sound_volume: Option<i64>,
    pub in_app: Option<Vec<NotificationKind>>,
    pub sounds: Option<Vec<NotificationKind>>,
    pub pushes: Option<Vec<NotificationKind>>,
    pub is_text_pushed: Option<bool>,
    /// `Some(None)`: it is never quiet; all three are.
    pub quiet_from_minute: Option<Option<i64>>,
    pub quiet_to_minute: Option<Option<i64>>,
    pub quiet_time_zone: Option<Option<String>>,
    /// The version the caller has seen; 0 where nothing was chosen yet.
    pub expected_version: Option<i64>,
}

impl Subject for Preferences {
    fn subject(&self) -> (SubjectKind, i64) {
        (SubjectKind::Preferences, self.operator_id.0)
    }
}

impl Answer for Preferences {
    fn id(&self) -> i64 {
        self.operator_id.0
    }

    fn load(connection: &mut DatabaseConnection, actor: &Actor, id: i64) -> Result<Self> {
        match actor {
            Actor::Operator(operator) if operator.operator_id.0 == id => {
                let found = operator_preferences::find(connection, operator.operator_id)?;
                found.ok_or(DeskError::NotFound)
            }
            _ => Err(DeskError::NotFound),
        }
    }
}

impl Reader<'_> {
    /// What the operator who reads prefers.
    pub fn own_preferences(&mut self) -> Result<Preferences> {
        let (id, now) = (self.operator()?.operator_id, self.now());
        let found = operator_preferences::find(self.related().connection, id)?;
        Ok(found.unwrap_or_else(|| Preferences::of(id, now)))
    }
}

command!(update: update_in(&UpdateInput) -> Preferences);

/// Changes what the operator prefers. Not audited: it is nobody else's.
///
/// # Errors
/// `NotAllowed` for an actor that is no operator, `Stale`, `Invalid` for what is no language or zone, for a width, a
/// volume or a minute beyond its bounds, for quiet hours of which a part is missing.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Preferences> {
    let (operator_id, now) = (command.operator()?.operator_id, command.now());
    let stored = locked(command, operator_id)?;
    let before = stored.clone().unwrap_or_else(|| Preferences::of(operator_id, now));
    check_version(input.expected_version, before.version)?;
    let after = changed(&before, input)?;
    let Change { mut detail, .. } = Change::between(columns(&before), columns(&after));
    if detail.changed.is_empty() && stored.is_some() {
        return Ok(before);
    }
    let after = Preferences { version: before.version + 1, updated_at: now, ..after };
    match stored {
        Some(_) => operator_preferences::update(command, &after)?,
        None => operator_preferences::insert(command, &after)?,
    }
    detail =
        EventDetail { operator_id: Some(operator_id.0), version: Some(after.version), ..detail };
    command.event(EventKind::PreferencesUpdated, &after, detail)?;
    Ok(after)
}

fn locked(command: &mut Command<'_>, id: OperatorId) -> Result<Option<Preferences>, StoreError> {
    match operator_preferences::lock(command, id) {
        Ok(found) => Ok(Some(found)),
        Err(StoreError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

fn changed(before: &Preferences, input: &UpdateInput) -> Result<Preferences> {
    let language = match &input.language {
        Some(Some(tag)) => Some(clean_language("language", tag)?),
        Some(None) => None,
        None => before.language.clone(),
    };
    for (field, width) in [("listWidth", input.list_width), ("panelWidth", input.panel_width)] {
        if width.flatten().is_some_and(|width| !PANE_WIDTHS_PX.contains(&width)) {
            let (least, most) = PANE_WIDTHS_PX.into_inner();
            return Err(DeskError::invalid(field, format!("must be {least} to {most} pixels")));
        }
    }
    let sound_volume = input.sound_volume.unwrap_or(before.sound_volume);
    if !SOUND_VOLUMES.contains(&sound_volume) {
        let (_, most) = SOUND_VOLUMES.into_inner();
        return Err(DeskError::invalid("soundVolume", format!("must be 0 to {most}")));
    }
    let listed = |kinds: &Option<Vec<NotificationKind>>, before: &Value| {
        kinds.as_deref().map_or_else(|| before.clone(), Preferences::listed)
    };
    let (quiet_from_minute, quiet_to_minute, quiet_time_zone) = quiet_hours(before, input)?;
    Ok(Preferences {
        theme: input.theme.unwrap_or(before.theme),
        density: input.density.unwrap_or(before.density),
        language,
        is_enter_sending: input.is_enter_sending.unwrap_or(before.is_enter_sending),
        has_single_keys: input.has_single_keys.unwrap_or(before.has_single_keys),
        list_width: input.list_width.unwrap_or(before.list_width),
        panel_width: input.panel_width.unwrap_or(before.panel_width),
        sound_volume,
        in_app: listed(&input.in_app, &before.in_app),
        sounds: listed(&input.sounds, &before.sounds),
        pushes: listed(&input.pushes, &before.pushes),
        is_text_pushed: input.is_text_pushed.unwrap_or(before.is_text_pushed),
        quiet_from_minute,
        quiet_to_minute,
        quiet_time_zone,
        ..before.clone()
    })
}

/// When it becomes quiet, until when, and in which zone.
type QuietHours = (Option<i64>, Option<i64>, Option<String>);

fn quiet_hours(before: &Preferences, input: &UpdateInput) -> Result<QuietHours> {
    let from = input.quiet_from_minute.unwrap_or(before.quiet_from_minute);
    let to = input.quiet_to_minute.unwrap_or(before.quiet_to_minute);
    for (field, minute) in [("quietFromMinute", from), ("quietToMinute", to)] {
        if minute.is_some_and(|minute| !(0..DAY_MINUTES).contains(&minute)) {
            let reason = format!("must be a minute of the day, 0 to {}", DAY_MINUTES - 1);
            return Err(DeskError::invalid(field, reason));
        }
    }
    let zone = match &input.quiet_time_zone {
        Some(Some(name)) => {
            let reason = "write a zone like \"Europe/Madrid\"";
            let known = canonical_zone(name);
            Some(known.ok_or_else(|| DeskError::invalid("quietTimeZone", reason))?)
        }
        Some(None) => None,
        None => before.quiet_time_zone.clone(),
    };
    let is_whole = from.is_some() == to.is_some() && to.is_some() == zone.is_some();
    if !is_whole {
        let reason = "pass the beginning, the end and the zone, or null for all three";
        return Err(DeskError::invalid("quietFromMinute", reason));
    }
    Ok((from, to, zone))
}

fn columns(preferences: &Preferences) -> Value {
    json!({
        "theme": preferences.theme,
        "density": preferences.density,
        "language": preferences.language,
        "is_enter_sending": preferences.is_enter_sending,
        "has_single_keys": preferences.has_single_keys,
        "list_width": preferences.list_width,
        "panel_width": preferences.panel_width,
        "sound_volume": preferences.sound_volume,
        "in_app": preferences.in_app,
        "sounds": preferences.sounds,
        "pushes": preferences.pushes,
        "is_text_pushed": preferences.is_text_pushed,
        "quiet_from_minute": preferences.quiet_from_minute,
        "quiet_to_minute": preferences.quiet_to_minute,
        "quiet_time_zone": preferences.quiet_time_zone,
    })
}
