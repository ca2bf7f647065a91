//! What names labels in JSON of its own: views, retention rules, macros. A label that becomes another one is replaced in
//! all of them in one way.

use super::label::check_unmerged;
use crate::check::filter_as_stored;
use crate::{Command, DeskError, Result};
use serde_json::Value;
use switchboard_model::{ChatFilter, LabelId};
use switchboard_store::{StoreError, label};

/// A label to name in a field from now on, held: whoever deletes it or merges it into another one comes before this
/// command or behind it, and then finds what names it.
pub(crate) fn hold_label(
    command: &mut Command<'_>,
    id: LabelId,
    field: &'static str,
) -> Result<()> {
    let found = label::hold(command, id)?;
    check_unmerged(&found.ok_or_else(|| DeskError::invalid(field, "no label has this id"))?)
}

/// The labels that a filter asks for, held.
pub(crate) fn hold_labels(command: &mut Command<'_>, filter: &ChatFilter) -> Result<()> {
    filter.named_labels().into_iter().try_for_each(|id| hold_label(command, id, "filter"))
}

/// A row that may name labels.
pub(crate) trait NamesLabel: Sized {
    type Id;

    /// Finds and locks it.
    fn locked(command: &mut Command<'_>, id: Self::Id) -> Result<Self, StoreError>;

    /// The row with another label in the place of one; none where it does not name it, and of a row that only a newer
    /// version can read.
    fn with_label_replaced(&self, label_id: LabelId, by: LabelId) -> Result<Option<Self>>;

    /// Writes it with its event.
    fn write(command: &mut Command<'_>, before: Self, after: Self) -> Result<Self>;
}

/// Puts another label in the place of one. A row that is gone names none.
pub(super) fn replace_label<T: NamesLabel>(
    command: &mut Command<'_>,
    id: T::Id,
    label_id: LabelId,
    by: LabelId,
) -> Result<()> {
    let before = match T::locked(command, id) {
        Err(StoreError::NotFound) => return Ok(()),
        found => found?,
    };
    if let Some(after) = before.with_label_replaced(label_id, by)? {
        T::write(command, before, after)?;
    }
    Ok(())
}

/// A filter as it is stored with another label in the place of one; none where it does not ask for it, or cannot be
/// read.
pub(crate) fn filter_with_label_replaced(
    filter: Result<ChatFilter>,
    label_id: LabelId,
    by: LabelId,
) -> Result<Option<Value>> {
    let Ok(mut filter) = filter else { return Ok(None) };
    let is_changed = filter.replace_label(label_id, by);
    is_changed.then(|| filter_as_stored(&filter)).transpose()
}
