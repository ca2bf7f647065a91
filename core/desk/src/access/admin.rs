//! The way to an object of administration.

use crate::{Command, DeskError, Result};
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::operator::{Operator, Role, Team};
use switchboard_model::session::Token;
use switchboard_model::{Actor, ChannelId, OperatorId, Permission, RoleId, TeamId, TokenId};
use switchboard_store::{DatabaseConnection, channel, operator, role, team, token};

/// A channel to change.
pub(crate) fn channel_for_manage(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ChannelId,
) -> Result<Channel> {
    if actor.has(Permission::ChannelManage) {
        undeleted(channel::get(connection, id)?)
    } else {
        Err(DeskError::Denied)
    }
}

/// Nothing more is done with a channel that was deleted.
fn undeleted(found: Channel) -> Result<Channel> {
    if found.state == ChannelState::Deleted { Err(DeskError::NotFound) } else { Ok(found) }
}

/// An operator whose sessions, tokens or password may be touched: oneself, or anybody with
/// `operator.manage`.
pub(crate) fn operator_for_access(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: OperatorId,
) -> Result<Operator> {
    let is_self = matches!(actor, Actor::Operator(operator) if operator.operator_id == id);
    if is_self || actor.has(Permission::OperatorManage) {
        Ok(operator::get(connection, id)?)
    } else {
        Err(DeskError::Denied)
    }
}

impl Command<'_> {
    /// A channel to change, its row locked.
    pub fn channel_for_manage(&mut self, id: ChannelId) -> Result<Channel> {
        self.require(Permission::ChannelManage)?;
        undeleted(channel::lock(self, id)?)
    }

    /// An operator to change.
    pub fn operator_for_manage(&mut self, id: OperatorId) -> Result<Operator> {
        self.require(Permission::OperatorManage)?;
        Ok(operator::get(self, id)?)
    }

    /// An operator whose sessions, tokens or password may be touched: oneself, or anybody with
    /// `operator.manage`.
    pub fn operator_for_access(&mut self, id: OperatorId) -> Result<Operator> {
        let actor = self.actor();
        operator_for_access(self, actor, id)
    }

    /// A role to change.
    pub fn role_for_manage(&mut self, id: RoleId) -> Result<Role> {
        self.require(Permission::OperatorManage)?;
        Ok(role::get(self, id)?)
    }

    /// A team to change.
    pub fn team_for_manage(&mut self, id: TeamId) -> Result<Team> {
        self.require(Permission::OperatorManage)?;
        Ok(team::get(self, id)?)
    }

    /// A token to end: one's own, or anybody's with `operator.manage`.
    pub fn token_for_revoke(&mut self, id: TokenId) -> Result<Token> {
        let found = token::find(self, id)?.ok_or(DeskError::NotFound)?;
        let is_allowed =
            self.is_self(found.operator_id) || self.require(Permission::OperatorManage).is_ok();
        if is_allowed { Ok(found) } else { Err(DeskError::NotFound) }
    }
}
