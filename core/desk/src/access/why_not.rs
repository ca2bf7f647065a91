//! Why an operator sees a chat, or why not: the rule itself, told with its reasons and what would change it.

use crate::channel::members;
use crate::read::Reader;
use crate::session::operator_actor;
use crate::{DeskError, Result};
use switchboard_model::actor::Credential;
use switchboard_model::chat::Chat;
use switchboard_model::visibility::{VisibilityArm, VisibilityCheck, VisibilityTrace};
use switchboard_model::{ChatId, OperatorId, Permission};
use switchboard_store::{DatabaseConnection, channel, chat, operator, participant, team};

/// Why an operator sees a chat, or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNot {
    /// Do they see it.
    pub is_allowed: bool,
    /// What was looked at, in the order of the rule.
    pub checks: Vec<VisibilityCheck>,
    /// What would let them see it, in sentences; empty where they do.
    pub remedies: Vec<String>,
}

impl Reader<'_> {
    /// Why an operator, signed in themselves, sees a chat or not. For who manages operators and sees the chat.
    ///
    /// # Errors
    /// `Denied` without `operator.manage`; `NotFound` for a chat that the one who asks does not see, and
    /// for an operator who is not there.
    pub fn why_not(&mut self, operator_id: OperatorId, chat_id: ChatId) -> Result<WhyNot> {
        self.require(Permission::OperatorManage)?;
        let actor = self.actor();
        let connection = &mut *self.related().connection;
        let chat = chat::get(connection, chat_id)?;
        if !super::can_read(connection, actor, &chat)? {
            return Err(DeskError::NotFound);
        }
        operator::get(connection, operator_id)?;
        let of = operator_actor(connection, operator_id, Credential::Console, None)?;
        let is_in = participant::is_in(connection, chat_id, operator_id)?;
        let trace = VisibilityTrace::of(of.as_ref(), &chat, is_in);
        let remedies = remedies(connection, &trace, &chat)?;
        Ok(WhyNot { is_allowed: trace.is_allowed(), checks: trace.checks().to_vec(), remedies })
    }
}

fn remedies(
    connection: &mut DatabaseConnection,
    trace: &VisibilityTrace,
    chat: &Chat,
) -> Result<Vec<String>> {
    if trace.is_allowed() {
        return Ok(Vec::new());
    }
    let fails = |arm| trace.checks().iter().any(|check| check.arm == arm && !check.is_passed);
    if fails(VisibilityArm::Active) {
        return Ok(vec!["let them sign in: they are not active".to_owned()]);
    }
    if fails(VisibilityArm::Permission) {
        return Ok(vec!["give their role the permission chat.read".to_owned()]);
    }
    let mut all = vec!["assign the chat to them, or let them join it".to_owned()];
    let team_ids: Vec<_> = chat.team_id.into_iter().collect();
    for team in team::find_all(connection, &team_ids)? {
        let name = team.name;
        all.push(format!("put them into the team {name}, which the chat is assigned to"));
    }
    let channel = channel::get(connection, chat.channel_id)?.name;
    all.push(format!("make them a member of the channel {channel}"));
    let members = members::of_channel(connection, chat.channel_id)?;
    for team in team::find_all(connection, &members.team_ids)? {
        let name = team.name;
        all.push(format!("put them into the team {name}, a member of the channel {channel}"));
    }
    all.push("give their role the permission chat.read.all".to_owned());
    Ok(all)
}
