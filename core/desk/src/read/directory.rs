//! Operators with their roles, and who is in which team.

use super::{Page, PageRequest, Reader, Related};
use super::{filled, keyed};
use crate::limits::{STATUS_PERIOD_MAX_MS, STATUS_SPANS_MAX};
use crate::{DeskError, Result};
use std::collections::HashMap;
use switchboard_model::operator::{Operator, Role, Team};
use switchboard_model::presence::{OperatorStatus, Presence};
use switchboard_model::{OperatorId, Permission, RoleId, TeamId, Timestamp};
use switchboard_store::page::{batch, directory};
use switchboard_store::{operator, operator_presence, operator_span, team};

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

    /// Those of these teams that are there; of one that was deleted only what still names it tells.
    pub fn present_teams(&mut self, ids: &[TeamId]) -> Result<Vec<Team>> {
        self.operator()?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(team::find_all(self.related.connection, ids)?)
    }

    /// How long an operator was in each status in a period, in milliseconds; together as long as what of
    /// the period has passed. One's own, or with `operator.status` anybody's.
    ///
    /// # Errors
    /// `Denied`, `NotFound`, `Invalid` for the period.
    pub fn status_times(
        &mut self,
        id: OperatorId,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<Vec<(OperatorStatus, i64)>> {
        if self.operator()?.operator_id != id {
            self.require(Permission::OperatorStatus)?;
        }
        if !(0..=STATUS_PERIOD_MAX_MS).contains(&to.since_ms(from)) {
            let reason = "must not be before `from`, nor more than ten years behind it";
            return Err(DeskError::invalid("to", reason));
        }
        operator::get(self.related.connection, id)?;
        let to = to.min(self.now).max(from);
        let most = STATUS_SPANS_MAX;
        let spans = operator_span::between(self.related.connection, id, (from, to), most + 1)?;
        if i64::try_from(spans.len()).is_ok_and(|count| count > most) {
            return Err(DeskError::invalid("to", "there are too many changes: ask for less time"));
        }
        let of = |status: OperatorStatus| {
            let spans = spans.iter().filter(|span| span.status == status);
            spans.map(|span| span.within_ms(from, to)).sum::<i64>()
        };
        // Nobody was at work before their first span.
        let known: i64 = OperatorStatus::ALL.iter().map(|status| of(*status)).sum();
        let before = to.since_ms(from) - known;
        let with_rest = |status: OperatorStatus| match status {
            OperatorStatus::Offline => of(status) + before,
            _ => of(status),
        };
        Ok(OperatorStatus::ALL.iter().map(|status| (*status, with_rest(*status))).collect())
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
    /// What the statuses of these operators are; those who never had one are missing.
    pub fn presences(&mut self, ids: &[OperatorId]) -> Result<Vec<Presence>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        Ok(operator_presence::by_ids(self.connection, ids)?)
    }

    /// How many open chats are assigned to each of these operators; those with none are missing.
    pub fn open_chats_of_operators(
        &mut self,
        ids: &[OperatorId],
    ) -> Result<HashMap<OperatorId, i64>> {
        Ok(batch::open_chats(self.connection, ids)?)
    }

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
