//! Makes one label of two (F106): what has the one gets the other, and the first is gone. The command only says so;
//! what follows from it is done in portions. What is left to do stands in the rows, so that any process goes on with
//! it, and a chat that was done is none of those any more.

use super::label::{check_unmerged, columns};
use super::names_label::replace_label;
use super::save;
use crate::change::changed;
use crate::limits::{LABEL_MERGE_CHATS, LABEL_MERGE_TEXTS};
use crate::{Change, Command, Context, Desk, DeskError, Result};
use serde_json::json;
use switchboard_model::chat::Label;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::macros::Macro;
use switchboard_model::retention::RetentionRule;
use switchboard_model::view::View;
use switchboard_model::{LabelId, MacroId, Permission, RetentionRuleId, ViewId};
use switchboard_store::label::{self, NamedBy};
use switchboard_store::{DatabaseConnection, Lane, StoreError, chat};

/// Which label becomes which.
#[derive(Clone, Copy, Debug)]
pub struct MergeInput {
    /// The label that will be gone.
    pub label_id: LabelId,
    /// The one that stays.
    pub into_label_id: LabelId,
}

command!(merge: merge_in(MergeInput) -> Label);

/// Merges a label into another one, which it gives. From now on it can be put on no more chats; [`advance`] moves
/// those that have it.
///
/// # Errors
/// `Denied` without `label.manage`, `NotFound`, `Invalid` for a label that no chat can get, `Conflict` for a label
/// and itself, and where one of both takes part in another merge.
pub fn merge_in(command: &mut Command<'_>, input: MergeInput) -> Result<Label> {
    command.require(Permission::LabelManage)?;
    let MergeInput { label_id, into_label_id } = input;
    if label_id == into_label_id {
        return Err(DeskError::conflict("a label is no other one: choose two labels"));
    }
    // In the order of their ids, as whoever merges them the other way round.
    let first = label::lock(command, label_id.min(into_label_id))?;
    let second = label::lock(command, label_id.max(into_label_id))?;
    let (before, into) = if label_id < into_label_id { (first, second) } else { (second, first) };
    if before.merged_into_id == Some(into_label_id) {
        return Ok(into);
    }
    check_unmerged(&before)?;
    check_unmerged(&into)?;
    if !into.is_active {
        return Err(DeskError::invalid("intoLabelId", "choose one of the active labels"));
    }
    check_is_no_target(command, label_id)?;
    let after = Label {
        is_active: false,
        merged_into_id: Some(into_label_id),
        version: before.version + 1,
        ..before.clone()
    };
    label::update(command, &after)?;
    let change = Change {
        detail: changed(&["is_active", "merged_into_id"]),
        before: Some(columns(&before)),
        after: Some(json!({ "merged_into": into.name })),
    };
    command.record((EventKind::LabelMerged, "label.merge"), &after, change)?;
    Ok(into)
}

/// Nothing is merged into it.
pub(super) fn check_is_no_target(command: &mut Command<'_>, id: LabelId) -> Result<()> {
    if label::is_merged_into(command, id)? {
        let reason = "another label is being merged into it: wait until that one is gone";
        return Err(DeskError::conflict(reason));
    }
    Ok(())
}

/// What is being merged.
#[derive(Clone, Copy, Debug)]
struct Merge {
    label_id: LabelId,
    into_id: LabelId,
}

/// Does the next portion of the merge that has waited for longest; false when nothing is left of any, or when
/// somebody else goes on with it.
///
/// # Errors
/// `Store`.
pub async fn advance(desk: &Desk) -> Result<bool> {
    let found = desk.store().read(label::next_merged).await?;
    let Some((label_id, into_id)) =
        found.and_then(|row: Label| Some((row.label_id, row.merged_into_id?)))
    else {
        return Ok(false);
    };
    let merge = Merge { label_id, into_id };
    let work = move |command: &mut Command<'_>| move_chats(command, merge);
    if desk.transact(&Context::system(), Lane::Any, work).await? {
        return Ok(true);
    }
    for by in NamedBy::ALL {
        follow_all(desk, by, merge).await?;
    }
    let work = move |command: &mut Command<'_>| end(command, merge);
    desk.transact(&Context::system(), Lane::Any, work).await
}

/// Gives the next chats the other label; false when none has the first one.
fn move_chats(command: &mut Command<'_>, merge: Merge) -> Result<bool> {
    let Merge { label_id, into_id } = merge;
    let ids = label::chats_with(command, label_id, LABEL_MERGE_CHATS)?;
    for id in &ids {
        // Locked first, as by whoever else changes its labels; one that was deleted only loses it.
        let chat = match chat::lock(command, *id) {
            Err(StoreError::NotFound) => None,
            found => Some(found?),
        };
        if !label::take_off(command, *id, label_id)? {
            continue;
        }
        let Some(mut chat) = chat else { continue };
        if !label::of_chats(command, &[*id])?.contains(&(*id, into_id)) {
            label::put_on(command, *id, into_id)?;
        }
        save(command, &mut chat)?;
        command.event(EventKind::ChatLabeled, &chat, changed(&["labels"]))?;
    }
    Ok(!ids.is_empty())
}

/// Has all that names the label name the other one.
async fn follow_all(desk: &Desk, by: NamedBy, merge: Merge) -> Result<()> {
    let mut after = 0;
    loop {
        let look = move |connection: &mut DatabaseConnection| {
            label::named_by(connection, by, merge.label_id, (after, LABEL_MERGE_TEXTS))
        };
        let ids = desk.store().read(look).await?;
        let Some(last) = ids.last().copied() else { return Ok(()) };
        let work = move |command: &mut Command<'_>| follow(command, by, &ids, merge);
        desk.transact(&Context::system(), Lane::Any, work).await?;
        after = last;
    }
}

fn follow(command: &mut Command<'_>, by: NamedBy, ids: &[i64], merge: Merge) -> Result<()> {
    let Merge { label_id, into_id } = merge;
    for id in ids {
        match by {
            NamedBy::Views => replace_label::<View>(command, ViewId(*id), label_id, into_id),
            NamedBy::Macros => replace_label::<Macro>(command, MacroId(*id), label_id, into_id),
            NamedBy::RetentionRules => {
                replace_label::<RetentionRule>(command, RetentionRuleId(*id), label_id, into_id)
            }
        }?;
    }
    Ok(())
}

/// Nothing has the label any more: it is gone. False where a chat has got it meanwhile, or when it is gone already.
fn end(command: &mut Command<'_>, merge: Merge) -> Result<bool> {
    // Locked, so that nobody puts it on a chat meanwhile.
    let merged = match label::lock(command, merge.label_id) {
        Err(StoreError::NotFound) => return Ok(false),
        found => found?,
    };
    if !label::chats_with(command, merge.label_id, 1)?.is_empty() {
        return Ok(false);
    }
    label::delete(command, merge.label_id)?;
    command.event(EventKind::LabelDeleted, &merged, EventDetail::default())?;
    Ok(true)
}
