//! What an operator prefers on their screens: on all of their devices, and told to nobody else.

use crate::check::{check_version, clean_language};
use crate::idempotent::Answer;
use crate::limits::{PANE_WIDTHS_PX, SOUND_VOLUMES};
use crate::read::Reader;
use crate::subject::Subject;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::preferences::{Density, Preferences, Sound, Theme};
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
    pub sounds: Option<Vec<Sound>>,
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
/// `NotAllowed` for an actor that is no operator, `Stale`, `Invalid` for what is no language, a width or a volume
/// beyond its bounds.
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
    let sounds = input.sounds.as_deref().map(Preferences::listed);
    Ok(Preferences {
        theme: input.theme.unwrap_or(before.theme),
        density: input.density.unwrap_or(before.density),
        language,
        is_enter_sending: input.is_enter_sending.unwrap_or(before.is_enter_sending),
        has_single_keys: input.has_single_keys.unwrap_or(before.has_single_keys),
        list_width: input.list_width.unwrap_or(before.list_width),
        panel_width: input.panel_width.unwrap_or(before.panel_width),
        sound_volume,
        sounds: sounds.unwrap_or_else(|| before.sounds.clone()),
        ..before.clone()
    })
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
        "sounds": preferences.sounds,
    })
}
