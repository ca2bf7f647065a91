//! The only way to an object of administration: a right is a function that returns the thing.

use crate::{Context, DeskError};
use switchboard_model::actor::OperatorActor;
use switchboard_model::channel::Channel;
use switchboard_model::event::{EventDetail, EventKind, NewEvent, SubjectKind};
use switchboard_model::operator::{Operator, Role, Team};
use switchboard_model::session::Token;
use switchboard_model::{
    Actor, ChannelId, EventCursor, OperatorId, Right, RoleId, TeamId, TokenId,
};
use switchboard_store::{
    DatabaseConnection, StoreError, Transaction, channel, operator, role, team, token,
};

/// Has the actor this right.
///
/// # Errors
/// `Denied`.
pub fn require(actor: &Actor, right: Right) -> Result<(), DeskError> {
    if actor.has(right) { Ok(()) } else { Err(DeskError::Denied) }
}

/// The operator who acts.
///
/// # Errors
/// `Denied` for a visitor and the house.
pub fn operator_actor(actor: &Actor) -> Result<&OperatorActor, DeskError> {
    match actor {
        Actor::Operator(operator) => Ok(operator),
        Actor::Visitor { .. } | Actor::System => Err(DeskError::Denied),
    }
}

/// A channel to look at: with `channel.read` or `channel.manage`.
///
/// # Errors
/// `Denied`, `NotFound`.
pub fn channel_for_read(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ChannelId,
) -> Result<Channel, DeskError> {
    if !actor.has(Right::ChannelManage) {
        require(actor, Right::ChannelRead)?;
    }
    channel::find(connection, id)?.ok_or(DeskError::NotFound)
}

/// A channel to change.
///
/// # Errors
/// `Denied`, `NotFound`.
pub fn channel_for_manage(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ChannelId,
) -> Result<Channel, DeskError> {
    require(actor, Right::ChannelManage)?;
    channel::find(connection, id)?.ok_or(DeskError::NotFound)
}

/// An operator to change.
///
/// # Errors
/// `Denied`, `NotFound`.
pub fn operator_for_manage(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: OperatorId,
) -> Result<Operator, DeskError> {
    require(actor, Right::OperatorManage)?;
    operator::find(connection, id)?.ok_or(DeskError::NotFound)
}

/// An operator whose sessions, tokens or password may be touched: oneself, or anybody with
/// `operator.manage`.
///
/// # Errors
/// `Denied`, `NotFound`.
pub fn operator_for_access(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: OperatorId,
) -> Result<Operator, DeskError> {
    if !is_self(actor, id) {
        require(actor, Right::OperatorManage)?;
    }
    operator::find(connection, id)?.ok_or(DeskError::NotFound)
}

/// A role to change.
///
/// # Errors
/// `Denied`, `NotFound`.
pub fn role_for_manage(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: RoleId,
) -> Result<Role, DeskError> {
    require(actor, Right::OperatorManage)?;
    role::find(connection, id)?.ok_or(DeskError::NotFound)
}

/// A team to change.
///
/// # Errors
/// `Denied`, `NotFound`.
pub fn team_for_manage(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: TeamId,
) -> Result<Team, DeskError> {
    require(actor, Right::OperatorManage)?;
    team::find(connection, id)?.ok_or(DeskError::NotFound)
}

/// A token to end: one's own, or anybody's with `operator.manage`.
///
/// # Errors
/// `NotFound`, also for another's.
pub fn token_for_revoke(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: TokenId,
) -> Result<Token, DeskError> {
    token::find(connection, id)?
        .filter(|token| is_self(actor, token.operator_id) || actor.has(Right::OperatorManage))
        .ok_or(DeskError::NotFound)
}

/// Is the actor this operator.
pub(crate) fn is_self(actor: &Actor, id: OperatorId) -> bool {
    matches!(actor, Actor::Operator(operator) if operator.operator_id == id)
}

/// Nobody hands out rights that they lack.
pub(crate) fn require_all(actor: &Actor, rights: &[Right]) -> Result<(), DeskError> {
    rights.iter().try_for_each(|right| require(actor, *right))
}

/// Has the object changed since the caller read it.
pub(crate) fn check_version(expected: Option<i64>, version: i64) -> Result<(), DeskError> {
    match expected {
        Some(expected) if expected != version => Err(DeskError::Stale),
        _ => Ok(()),
    }
}

/// A name that people read: trimmed, one line, neither empty nor too long.
pub(crate) fn clean_name(field: &'static str, name: &str) -> Result<String, DeskError> {
    let name = name.trim();
    let max = crate::limits::NAME_MAX_CHARACTERS;
    if name.is_empty() {
        return Err(DeskError::invalid(field, "must not be empty"));
    }
    if name.chars().count() > max {
        return Err(DeskError::invalid(field, format!("is longer than {max} characters")));
    }
    if name.chars().any(char::is_control) {
        return Err(DeskError::invalid(field, "must be one line without control characters"));
    }
    Ok(name.to_owned())
}

/// A conflict of a unique column, told in the caller's words.
pub(crate) fn taken(error: StoreError, reason: impl FnOnce() -> String) -> DeskError {
    match error {
        StoreError::Conflict(_) => DeskError::conflict(reason()),
        other => other.into(),
    }
}

/// Writes the event of a change of administration.
pub(crate) fn append(
    transaction: &mut Transaction<'_>,
    context: &Context,
    kind: EventKind,
    subject: (SubjectKind, i64),
    changed: &[&str],
) -> Result<EventCursor, StoreError> {
    let (author_kind, author_id) = context.actor.author();
    let event = NewEvent {
        kind,
        author_kind,
        author_id,
        subject_kind: subject.0,
        subject_id: subject.1,
        chat_id: None,
        contact_id: None,
        channel_id: match subject.0 {
            SubjectKind::Channel => Some(ChannelId(subject.1)),
            _ => None,
        },
        detail: EventDetail {
            changed: changed.iter().map(|&name| name.to_owned()).collect(),
            ..EventDetail::default()
        },
    };
    switchboard_store::log::append(transaction, &event)
}

/// The place of the command's last event, or the log's head where nothing had to change.
pub(crate) fn place(
    transaction: &mut Transaction<'_>,
    epoch: u32,
) -> Result<EventCursor, StoreError> {
    match transaction.last_event() {
        Some(cursor) => Ok(cursor),
        None => switchboard_store::log::head(transaction, epoch),
    }
}
