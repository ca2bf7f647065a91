//! The way to an object of administration.

use super::require;
use crate::{Command, DeskError, Result};
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::operator::{Role, Team};
use switchboard_model::{Actor, ChannelId, Permission, RoleId, TeamId};
use switchboard_store::{DatabaseConnection, channel, role, team};

/// A channel to change.
pub(crate) fn channel_for_manage(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ChannelId,
) -> Result<Channel> {
    require(actor, Permission::ChannelManage)?;
    undeleted(channel::get(connection, id)?)
}

/// Nothing more is done with a channel that was deleted.
fn undeleted(found: Channel) -> Result<Channel> {
    if found.state == ChannelState::Deleted { Err(DeskError::NotFound) } else { Ok(found) }
}

impl Command<'_> {
    /// A channel to change, its row locked.
    pub fn channel_for_manage(&mut self, id: ChannelId) -> Result<Channel> {
        self.require(Permission::ChannelManage)?;
        undeleted(channel::lock(self, id)?)
    }

    /// A role to change.
    pub fn role_for_manage(&mut self, id: RoleId) -> Result<Role> {
        self.require(Permission::OperatorManage)?;
        Ok(role::get(self, id)?)
    }

    /// A team to change, its row locked.
    pub fn team_for_manage(&mut self, id: TeamId) -> Result<Team> {
        self.require(Permission::OperatorManage)?;
        let found = team::lock(self, id)?;
        if found.deleted_at.is_some() { Err(DeskError::NotFound) } else { Ok(found) }
    }
}
