//! Views: saved lists of chats. Everybody has their own; shared ones are made by who may.

use crate::chat::names_label::{NamesLabel, filter_with_label_replaced, hold_labels};
use crate::check::{
    check_filter, check_limit, check_version, clean_name, clean_new_name, filter_as_stored,
};
use crate::limits::{SHARED_VIEWS_MAX, VIEWS_LISTED, VIEWS_OF_OPERATOR_MAX};
use crate::read::Reader;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::event::EventKind;
use switchboard_model::view::View;
use switchboard_model::{
    ChatFilter, ChatOrder, LabelId, Owner, Permission, SharingScope, TeamId, ViewId,
};
use switchboard_store::{StoreError, view};

noun!(View.view_id: ViewId in view, read as views,
    seen as Owned(|row| (row.owner(), Permission::ViewManage)));

impl Reader<'_> {
    /// The views that the operator may know of, in the order of their places.
    pub fn known_views(&mut self) -> Result<Vec<View>> {
        let operator = self.operator()?;
        let own = operator.operator_id;
        let mut rows = view::own_and_shared(self.related().connection, own, VIEWS_LISTED)?;
        rows.retain(|row| row.owner().is_seen_by(operator, Permission::ViewManage));
        Ok(rows)
    }

    /// Those of these views that the operator may know of.
    pub fn visible_views(&mut self, ids: &[ViewId]) -> Result<Vec<View>> {
        let operator = self.operator()?;
        let mut rows = self.related().views(ids)?;
        rows.retain(|row| row.owner().is_seen_by(operator, Permission::ViewManage));
        Ok(rows)
    }

    /// A view that the operator may know of, with its filter.
    ///
    /// # Errors
    /// `NotFound`, `Unsupported` for a filter that only a newer version can read.
    pub fn view_with_filter(&mut self, id: ViewId) -> Result<(View, ChatFilter)> {
        let row = self.visible_views(&[id])?.pop().ok_or(DeskError::NotFound)?;
        let filter = filter_of(&row)?;
        Ok((row, filter))
    }
}

/// The filter of a view.
///
/// # Errors
/// `Unsupported` for one that only a newer version can read.
pub fn filter_of(row: &View) -> Result<ChatFilter> {
    serde_json::from_value(row.filter.clone()).map_err(|_| {
        DeskError::unsupported(format!(
            "the view {:?} asks for something that this version does not know: update the server, or \
             give the view another filter",
            row.name
        ))
    })
}

/// A new view.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name.
    pub name: String,
    /// Whose it is.
    pub scope: SharingScope,
    /// The team, where it is a team's.
    pub team_id: Option<TeamId>,
    /// What its chats are like.
    pub filter: ChatFilter,
    /// How they are ordered; by the newest message where nothing is said.
    pub chat_order: Option<ChatOrder>,
    /// Its place among the others; the first where nothing is said.
    pub position: Option<i64>,
}

/// What to change; absent keeps. Whose it is stays.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub view_id: ViewId,
    /// The name.
    pub name: Option<String>,
    /// What its chats are like.
    pub filter: Option<ChatFilter>,
    /// How they are ordered.
    pub chat_order: Option<ChatOrder>,
    /// Its place among the others.
    pub position: Option<i64>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(create: create_in(&CreateInput) -> View);

/// Adds a view.
///
/// # Errors
/// `Denied` for a shared one without `view.manage`, `Invalid` for name, team and filter, `Conflict` when
/// there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<View> {
    let owner = command.owner_for_create(input.scope, input.team_id, Permission::ViewManage)?;
    let name = clean_name("name", &input.name)?;
    let filter = stored(command, &input.filter)?;
    check_room(command, owner)?;
    let created = View {
        view_id: command.id(),
        scope: owner.scope(),
        operator_id: owner.operator_id(),
        team_id: owner.team_id(),
        name,
        filter,
        chat_order: input.chat_order.unwrap_or(ChatOrder::LastMessage),
        position: input.position.unwrap_or(0),
        version: 1,
        created_at: command.now(),
    };
    view::insert(command, &created)?;
    let change = Change::created(columns(&created)).of_owner(owner);
    command.record((EventKind::ViewCreated, "view.create"), &created, change)?;
    Ok(created)
}

command!(update: update_in(&UpdateInput) -> View);

/// Changes a view.
///
/// # Errors
/// `NotFound` for one that is unknown or another's own, `Denied` for a shared one without `view.manage`,
/// `Stale`, `Invalid` for name and filter.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<View> {
    let name = clean_new_name(input.name.as_deref())?;
    let filter = input.filter.as_ref().map(|filter| stored(command, filter)).transpose()?;
    let before = view_for_change(command, input.view_id)?;
    check_version(input.expected_version, before.version)?;
    let after = View {
        name: name.unwrap_or_else(|| before.name.clone()),
        filter: filter.unwrap_or_else(|| before.filter.clone()),
        chat_order: input.chat_order.unwrap_or(before.chat_order),
        position: input.position.unwrap_or(before.position),
        ..before.clone()
    };
    write(command, before, after)
}

impl NamesLabel for View {
    type Id = ViewId;

    fn locked(command: &mut Command<'_>, id: ViewId) -> Result<Self, StoreError> {
        view::lock(command, id)
    }

    fn with_label_replaced(&self, label_id: LabelId, by: LabelId) -> Result<Option<Self>> {
        let filter = filter_with_label_replaced(filter_of(self), label_id, by)?;
        Ok(filter.map(|filter| Self { filter, ..self.clone() }))
    }

    fn write(command: &mut Command<'_>, before: Self, after: Self) -> Result<Self> {
        write(command, before, after)
    }
}

/// Writes a changed view.
fn write(command: &mut Command<'_>, before: View, after: View) -> Result<View> {
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    let after = View { version: before.version + 1, ..after };
    view::update(command, &after)?;
    let change = change.of_owner(after.owner());
    command.record((EventKind::ViewUpdated, "view.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(ViewId) -> ViewId);

/// Deletes a view. Its chats stay.
///
/// # Errors
/// `NotFound` for one that is unknown or another's own, `Denied` for a shared one without `view.manage`.
pub fn delete_in(command: &mut Command<'_>, view_id: ViewId) -> Result<ViewId> {
    let deleted = view_for_change(command, view_id)?;
    view::delete(command, view_id)?;
    let change = Change::deleted(columns(&deleted)).of_owner(deleted.owner());
    command.record((EventKind::ViewDeleted, "view.delete"), &deleted, change)?;
    Ok(view_id)
}

/// A view to change, locked: one's own, or with the permission a shared one.
fn view_for_change(command: &mut Command<'_>, id: ViewId) -> Result<View> {
    let found = view::lock(command, id)?;
    command.check_owner(found.owner(), Permission::ViewManage)?;
    Ok(found)
}

fn check_room(command: &mut Command<'_>, owner: Owner) -> Result<()> {
    let count = view::count_of(command, owner.operator_id())?;
    if owner.is_shared() {
        check_limit(count, SHARED_VIEWS_MAX, "shared views", "delete one")
    } else {
        check_limit(count, VIEWS_OF_OPERATOR_MAX, "views of yours", "delete one")
    }
}

/// The filter as it is stored, if it is within its bounds.
fn stored(command: &mut Command<'_>, filter: &ChatFilter) -> Result<Value> {
    check_filter(command, filter)?;
    hold_labels(command, filter)?;
    filter_as_stored(filter)
}

fn columns(view: &View) -> Value {
    json!({
        "name": view.name,
        "scope": view.scope.as_str(),
        "team": view.team_id.map(|id| id.to_string()),
        "filter": view.filter,
        "chat_order": view.chat_order.as_str(),
        "position": view.position,
    })
}
