//! Gives a chat to an operator or a team, or takes the assignment back.

use super::{apply, is_staffed, touch};
use crate::admin::check_version;
use crate::event::{self, Subject, changed};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::status::ChatAct;
use switchboard_model::{ChatId, OperatorId, TeamId};
use switchboard_store::{Lane, Transaction, chat, operator, team};

/// Who gets it.
#[derive(Clone, Debug)]
pub struct AssignInput {
    /// The chat.
    pub chat_id: ChatId,
    /// The new operator: absent keeps, `Some(None)` takes the assignment back.
    pub operator_id: Option<Option<OperatorId>>,
    /// The new team: absent keeps, `Some(None)` takes it out of its team.
    pub team_id: Option<Option<TeamId>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Assigns the chat. An operator's chat is taken; one without any returns to the queue. Assigning it
/// as it is changes nothing.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right, `Stale`, `Conflict` when the chat is closed, `Invalid` for an unknown or inactive receiver.
pub async fn assign(
    desk: &Desk,
    context: &Context,
    input: AssignInput,
) -> Result<Done<Chat>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    desk.command(context, Lane::Chat(input.chat_id), move |transaction| {
        let mut chat = access::chat_for_assign(transaction, &actor, input.chat_id)?.into_chat();
        check_version(input.expected_version, chat.version)?;
        let before = (chat.operator_id, chat.team_id);
        let after = (input.operator_id.unwrap_or(before.0), input.team_id.unwrap_or(before.1));
        if after == before {
            return Ok(chat);
        }
        check_receiver(transaction, before, after)?;
        (chat.operator_id, chat.team_id) = after;
        let act = if chat.operator_id.is_some() { ChatAct::Taken } else { ChatAct::Released };
        let is_staffed = is_staffed(transaction, &chat)?;
        let now = transaction.now();
        let change = apply(&mut chat, act, is_staffed, now)?;
        touch(&mut chat, now);
        chat::update(transaction, &chat)?;
        let mut names = Vec::new();
        if after.0 != before.0 {
            names.push("operator_id");
        }
        if after.1 != before.1 {
            names.push("team_id");
        }
        let detail = EventDetail {
            operator_id: chat.operator_id.map(|id| id.0),
            team_id: chat.team_id.map(|id| id.0),
            operator_id_before: before.0.map(|id| id.0),
            team_id_before: before.1.map(|id| id.0),
            ..changed(&names)
        };
        let kind = EventKind::ChatAssigned;
        event::append(transaction, author, kind, Subject::chat(&chat), change.detail(detail))?;
        let told = |(operator, team): Assignment| {
            json!({
                "operator": operator.map(|id| id.to_string()),
                "team": team.map(|id| id.to_string()),
            })
        };
        let subject = (SubjectKind::Chat, chat.chat_id.0);
        let told = (Some(told(before)), Some(told(after)));
        audit::record(transaction, &audited, "chat.assign", subject, told.0, told.1)?;
        Ok(chat)
    })
    .await
}

type Assignment = (Option<OperatorId>, Option<TeamId>);

fn check_receiver(
    transaction: &mut Transaction<'_>,
    before: Assignment,
    after: Assignment,
) -> Result<(), DeskError> {
    if let Some(id) = after.0.filter(|_| after.0 != before.0) {
        let receiver = operator::find(transaction, id)?;
        if !receiver.is_some_and(|operator| operator.is_active) {
            return Err(DeskError::invalid("operatorId", "no active operator has this id"));
        }
    }
    if let Some(id) = after.1.filter(|_| after.1 != before.1)
        && team::find(transaction, id)?.is_none()
    {
        return Err(DeskError::invalid("teamId", "no team has this id"));
    }
    Ok(())
}
