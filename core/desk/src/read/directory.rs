//! What every operator may know of: operators, teams, roles, channels and close reasons.

use super::{Page, PageRequest, Reader, Related};
use super::{filled, keyed};
use crate::DeskError;
use switchboard_model::channel::Channel;
use switchboard_model::chat::CloseReason;
use switchboard_model::operator::{Operator, Role, Team};
use switchboard_model::{OperatorId, TeamId};
use switchboard_store::page::{batch, directory};
use switchboard_store::{channel, role, team};

impl Reader<'_> {
    /// A page of the operators, in the order in which they were created.
    ///
    /// # Errors
    /// `Denied`, `Store`.
    pub fn operators(
        &mut self,
        is_active: Option<bool>,
        page_request: &PageRequest<OperatorId>,
    ) -> Result<Page<Operator>, DeskError> {
        self.operator()?;
        let page = directory::operators(self.related.connection, is_active, page_request)?;
        let rows = self.related.operators(&page.items)?;
        Ok(filled(page, &mut keyed(rows, |row| row.operator_id)))
    }

    /// The teams by name, at most `max`.
    ///
    /// # Errors
    /// `Denied`, `Store`.
    pub fn teams(&mut self, max: i64) -> Result<Vec<Team>, DeskError> {
        self.operator()?;
        Ok(team::all(self.related.connection, max)?)
    }

    /// The roles by name, at most `max`.
    ///
    /// # Errors
    /// `Denied`, `Store`.
    pub fn roles(&mut self, max: i64) -> Result<Vec<Role>, DeskError> {
        self.operator()?;
        Ok(role::all(self.related.connection, max)?)
    }

    /// The channels by name, at most `max`.
    ///
    /// # Errors
    /// `Denied`, `Store`.
    pub fn channels(&mut self, max: i64) -> Result<Vec<Channel>, DeskError> {
        self.operator()?;
        Ok(channel::all(self.related.connection, max)?)
    }

    /// The close reasons by name, at most `max`.
    ///
    /// # Errors
    /// `Denied`, `Store`.
    pub fn close_reasons(&mut self, max: i64) -> Result<Vec<CloseReason>, DeskError> {
        self.operator()?;
        let ids = directory::close_reasons(self.related.connection, max)?;
        let mut rows = keyed(self.related.close_reasons(&ids)?, |row| row.close_reason_id);
        Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
    }
}

impl Related<'_> {
    /// Who is in these teams.
    pub fn team_members(&mut self, ids: &[TeamId]) -> Result<Vec<(TeamId, OperatorId)>, DeskError> {
        Ok(batch::team_members(self.connection, ids)?)
    }

    /// In which teams these operators are.
    pub fn teams_of_operators(
        &mut self,
        ids: &[OperatorId],
    ) -> Result<Vec<(OperatorId, TeamId)>, DeskError> {
        let pairs = batch::operator_teams(self.connection, ids)?;
        Ok(pairs.into_iter().map(|(team, operator)| (operator, team)).collect())
    }
}
