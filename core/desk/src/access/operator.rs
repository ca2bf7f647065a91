//! The way to an operator who is changed, and all that is written about one. Whoever changes another
//! operator has every permission that the other has.
//!
//! No other file of the desk writes to operators, their sessions and tokens, or to who is in a team: what
//! is written here takes the proof that it may be.

use super::{InteractiveSession, require};
use crate::change::changed;
use crate::{Command, DeskError, Result};
use std::ops::Deref;
use switchboard_model::event::EventKind;
use switchboard_model::operator::{Operator, Team};
use switchboard_model::presence::{OperatorStatus, Presence, Span, SpanSource};
use switchboard_model::session::Token;
use switchboard_model::{
    Actor, ChatVisibility, OperatorId, Permission, SessionId, TeamId, Timestamp,
};
use switchboard_store::{
    DatabaseConnection, StoreError, operator, operator_presence, operator_span, role, session,
    team, token,
};

/// An operator whom the actor may change: themselves, or one who has no permission that the actor lacks.
#[derive(Clone, Debug)]
pub struct OperatorForChange(Operator);

impl Deref for OperatorForChange {
    type Target = Operator;
    fn deref(&self) -> &Operator {
        &self.0
    }
}

/// A team whose chats the actor may see, so that they may show them to others.
#[derive(Clone, Copy, Debug)]
pub struct TeamForMembers(TeamId);

impl TeamForMembers {
    /// Its id.
    pub fn id(self) -> TeamId {
        self.0
    }

    /// A team that was just made: there is nothing to see yet.
    pub(crate) fn of_new(team: &Team) -> Self {
        Self(team.team_id)
    }
}

/// An operator to change. An API token is nobody's self: it may be cut to less than its owner.
pub(crate) fn operator_for_change(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: OperatorId,
) -> Result<OperatorForChange> {
    operator_for(connection, actor, id, Permission::OperatorManage)
}

/// An operator to change by a permission that is needed for another than oneself.
fn operator_for(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: OperatorId,
    permission: Permission,
) -> Result<OperatorForChange> {
    let is_self = matches!(
        actor,
        Actor::Operator(operator) if operator.operator_id == id && operator.is_interactive()
    );
    if !is_self {
        require(actor, permission)?;
    }
    let found = operator::get(connection, id)?;
    if !is_self {
        let held = role::get(connection, found.role_id)?.permissions;
        if !held.iter().all(|permission| actor.has(*permission)) {
            return Err(DeskError::forbidden(
                "this operator has permissions that you lack: ask somebody who has all of them",
            ));
        }
    }
    Ok(OperatorForChange(found))
}

impl Command<'_> {
    /// An operator to change: oneself, or with `operator.manage` one who has no permission that the
    /// actor lacks.
    pub fn operator_for_change(&mut self, id: OperatorId) -> Result<OperatorForChange> {
        let actor = self.actor();
        operator_for_change(self, actor, id)
    }

    /// An operator to set the status of, locked: oneself, or with `operator.status` one who has no
    /// permission that the actor lacks.
    pub fn operator_for_status(&mut self, id: OperatorId) -> Result<OperatorForChange> {
        let actor = self.actor();
        operator_for(self, actor, id, Permission::OperatorStatus)?;
        Ok(OperatorForChange(operator::lock(self, id)?))
    }

    /// An operator to change in what one may not change about oneself without `operator.manage`.
    pub fn operator_for_manage(&mut self, id: OperatorId) -> Result<OperatorForChange> {
        self.require(Permission::OperatorManage)?;
        self.operator_for_change(id)
    }

    /// A team to put operators into: nobody shows chats that they may not see themselves.
    pub fn team_for_members(&mut self, id: TeamId) -> Result<TeamForMembers> {
        self.require(Permission::OperatorManage)?;
        if let Actor::Operator(operator) = self.actor() {
            let sees_all = operator.visible_chats().is_some_and(ChatVisibility::is_everything);
            if !sees_all && !team::ids_of_operator(self, operator.operator_id)?.contains(&id) {
                return Err(DeskError::forbidden(
                    "you may not see the chats of this team: ask somebody who is in it, or who sees all chats",
                ));
            }
        }
        Ok(TeamForMembers(id))
    }

    /// Adds an operator, whose role the actor may give.
    pub(crate) fn insert_operator(
        &mut self,
        created: &Operator,
    ) -> Result<OperatorForChange, StoreError> {
        operator::insert(self, created)?;
        Ok(OperatorForChange(created.clone()))
    }

    /// Notes a change of what an operator signs in by, which no column of theirs tells.
    pub(crate) fn note_changed(
        &mut self,
        operator: &OperatorForChange,
        action: &str,
        names: &[&str],
    ) -> Result<Operator, StoreError> {
        let after = operator.changed(self);
        operator.write(self, &after)?;
        self.record((EventKind::OperatorUpdated, action), &after, changed(names))?;
        Ok(after)
    }
}

impl OperatorForChange {
    /// The same, one version on.
    pub(crate) fn changed(&self, command: &Command<'_>) -> Operator {
        Operator { version: self.version + 1, updated_at: command.now(), ..self.0.clone() }
    }

    /// Writes the changed row of this operator.
    pub(crate) fn write(
        &self,
        command: &mut Command<'_>,
        after: &Operator,
    ) -> Result<(), StoreError> {
        operator::update(command, after)
    }

    /// Sets the picture, a JPEG, or takes it away, with the changed row that tells of it.
    pub(crate) fn set_avatar(
        &self,
        command: &mut Command<'_>,
        after: &Operator,
        jpeg: Option<&[u8]>,
    ) -> Result<(), StoreError> {
        operator::set_avatar(command, self.operator_id, jpeg)?;
        self.write(command, after)
    }

    /// Sets the password, in PHC form.
    pub(crate) fn set_password(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
        hash: &str,
    ) -> Result<(), StoreError> {
        operator::set_password_hash(command, self.operator_id, hash)
    }

    /// Ends all sessions but one; returns how many.
    pub(crate) fn end_sessions(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
        except: Option<SessionId>,
    ) -> Result<usize, StoreError> {
        let now = command.now();
        session::revoke_of_operator(command, self.operator_id, except, now)
    }

    /// Makes an API token, with the SHA-256 (hex) of its secret.
    pub(crate) fn add_token(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
        token: &Token,
        secret_hash: &str,
    ) -> Result<(), StoreError> {
        token::insert(command, token, secret_hash)
    }

    /// Ends one of the operator's API tokens; true when it still ran.
    pub(crate) fn end_token(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
        token: &Token,
    ) -> Result<bool, StoreError> {
        let now = command.now();
        token::revoke(command, token.token_id, now)
    }

    /// Ends all of the operator's API tokens; returns how many.
    pub(crate) fn end_tokens(
        &self,
        command: &mut Command<'_>,
        _: InteractiveSession,
    ) -> Result<usize, StoreError> {
        let now = command.now();
        token::revoke_of_operator(command, self.operator_id, now)
    }

    /// Ends everything that the operator comes in by: they may not sign in any more.
    pub(crate) fn shut_out(&self, command: &mut Command<'_>) -> Result<(), StoreError> {
        let now = command.now();
        session::revoke_of_operator(command, self.operator_id, None, now)?;
        token::revoke_of_operator(command, self.operator_id, now)?;
        Ok(())
    }

    /// Ends the operator's open span and begins the next at the same instant: at this time, or when the
    /// open one began where that is later, because the clock was set back.
    pub(crate) fn begin_span(
        &self,
        command: &mut Command<'_>,
        (status, source): (OperatorStatus, SpanSource),
        at: Timestamp,
    ) -> Result<Timestamp, StoreError> {
        let span = |span_id, status, begun_at, source| Span {
            span_id,
            operator_id: self.operator_id,
            status,
            begun_at,
            ended_at: None,
            source,
        };
        let open = match operator_span::find_open(command, self.operator_id)? {
            Some(open) => open,
            None => {
                let (id, begun_at) = (command.id(), self.created_at);
                let first = span(id, OperatorStatus::Offline, begun_at, SpanSource::Server);
                operator_span::insert(command, &first)?;
                first
            }
        };
        let at = at.max(open.begun_at);
        operator_span::end(command, open.span_id, at)?;
        let next = span(command.id(), status, at, source);
        operator_span::insert(command, &next)?;
        Ok(at)
    }

    /// Writes the first status of one who never had one.
    pub(crate) fn add_presence(
        &self,
        command: &mut Command<'_>,
        presence: &Presence,
    ) -> Result<(), StoreError> {
        operator_presence::insert(command, presence)
    }

    /// Writes what the operator's status is now.
    pub(crate) fn set_presence(
        &self,
        command: &mut Command<'_>,
        presence: &Presence,
    ) -> Result<(), StoreError> {
        operator_presence::update(command, presence)
    }

    /// Puts the operator into a team that they are not in.
    pub(crate) fn join(
        &self,
        command: &mut Command<'_>,
        team: TeamForMembers,
    ) -> Result<(), StoreError> {
        team::insert_member(command, team.0, self.operator_id)
    }

    /// Takes the operator out of a team.
    pub(crate) fn leave(
        &self,
        command: &mut Command<'_>,
        team_id: TeamId,
    ) -> Result<(), StoreError> {
        team::delete_member(command, team_id, self.operator_id)
    }
}
