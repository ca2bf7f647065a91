//! Operators with their roles, and who is in which team.

use super::{Page, PageRequest, Reader, Related};
use super::{filled, keyed};
use crate::Result;
use switchboard_model::operator::{Operator, Role};
use switchboard_model::{OperatorId, Permission, RoleId, TeamId};
use switchboard_store::page::{batch, directory};

impl Reader<'_> {
    /// A page of the operators, in the order in which they were created.
    pub fn operators(
        &mut self,
        is_active: Option<bool>,
        page_request: &PageRequest<OperatorId>,
    ) -> Result<Page<Operator>> {
        self.operator()?;
        let page = directory::operators(self.related.connection, is_active, page_request)?;
        let rows = self.related.operators(&page.items)?;
        Ok(filled(page, &mut keyed(rows, |row| row.operator_id)))
    }

    /// The roles with these ids; none without `operator.manage`.
    pub fn visible_roles(&mut self, ids: &[RoleId]) -> Result<Vec<Role>> {
        match self.require(Permission::OperatorManage) {
            Ok(()) => self.related.roles(ids),
            Err(_) => Ok(Vec::new()),
        }
    }
}

impl Related<'_> {
    /// Who is in these teams.
    pub fn team_members(&mut self, ids: &[TeamId]) -> Result<Vec<(TeamId, OperatorId)>> {
        Ok(batch::team_members(self.connection, ids)?)
    }

    /// In which teams these operators are.
    pub fn teams_of_operators(&mut self, ids: &[OperatorId]) -> Result<Vec<(OperatorId, TeamId)>> {
        let pairs = batch::operator_teams(self.connection, ids)?;
        Ok(pairs.into_iter().map(|(team, operator)| (operator, team)).collect())
    }
}
