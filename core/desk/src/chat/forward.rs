//! Offers a chat to an operator or a team, with a comment that the customer never sees. The chat is
//! TRANSFERRED until somebody takes it; after a while it comes back by itself.

use super::handover::{Owners, give_back};
use super::{apply, save, wake};
use crate::access::can_read;
use crate::check::{check_team, check_version};
use crate::limits::FORWARD_EXPIRES_MS;
use crate::note::create::write_in_chat;
use crate::operator::online;
use crate::session::operator_actor;
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::actor::Credential;
use switchboard_model::chat::{Chat, ChatStatus};
use switchboard_model::event::EventKind;
use switchboard_model::forward::{Forward, ForwardState};
use switchboard_model::note::NoteKind;
use switchboard_model::status::ChatTransition;
use switchboard_model::timer::TimerKind;
use switchboard_model::{Actor, ChatId, ForwardId, OperatorId, Permission, TeamId};
use switchboard_store::{Lane, StoreError, forward, operator, team};

/// To whom, and why.
#[derive(Clone, Debug)]
pub struct ForwardInput {
    pub chat_id: ChatId,
    /// The operator it is for; or the team.
    pub operator_id: Option<OperatorId>,
    /// The team it is for; or the operator.
    pub team_id: Option<TeamId>,
    /// What the receiver should know: a note in the chat.
    pub comment: String,
    /// Do those who have the chat stay in it when it is taken.
    pub is_staying: bool,
    /// Offer it also to one who is not there. Needs the permission to assign.
    pub is_forced: bool,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(forward: forward_in(&ForwardInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Who gets the offer.
#[derive(Clone, Copy)]
enum Receiver {
    Operator(OperatorId),
    Team(TeamId),
}

/// Offers the chat.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Stale`, `Invalid` for the
/// receiver or the comment, `Conflict` when the chat is closed or offered already, or when the receiver is
/// not there, may not write to customers or may not see the chat.
pub fn forward_in(command: &mut Command<'_>, input: &ForwardInput) -> Result<Chat> {
    let sender = command.operator()?.operator_id;
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatForward)?;
    check_version(input.expected_version, chat.version)?;
    let receiver = receiver_of(input)?;
    if input.is_forced {
        command.require(Permission::ChatAssign)?;
    }
    if chat.status == ChatStatus::Transferred {
        let reason = "the chat is offered to somebody already: wait, or cancel that first";
        return Err(DeskError::conflict(reason));
    }
    let before = Owners::of(&chat);
    // Refused before anything is written when the chat is closed.
    let change = apply(&mut chat, ChatTransition::Forwarded, true, command.now())?;
    let expires_ms = match receiver {
        Receiver::Operator(id) => {
            check_operator(command, &chat, id, input.is_forced)?;
            team_expires_ms(command, chat.team_id)?
        }
        Receiver::Team(id) => {
            check_members(command, &chat, id, input.is_forced)?;
            team_expires_ms(command, Some(id))?
        }
    };
    wake::end(command, &mut chat)?;
    let note = write_in_chat(command, &chat, NoteKind::Forward, &input.comment)?;
    let now = command.now();
    let offer = Forward {
        forward_id: command.id(),
        chat_id: chat.chat_id,
        operator_id: sender,
        from_operator_id: chat.operator_id,
        from_team_id: chat.team_id,
        to_operator_id: input.operator_id,
        to_team_id: input.team_id,
        note_id: note.note_id,
        is_staying: input.is_staying,
        state: ForwardState::Offered,
        offered_at: now,
        expires_at: now.plus_ms(expires_ms),
        settled_at: None,
    };
    forward::insert(command, &offer)?;
    command.set_timer(TimerKind::ForwardExpire, offer.forward_id.0, offer.expires_at)?;
    chat.team_id = input.team_id.or(chat.team_id);
    save(command, &mut chat)?;
    let mut detail = before.detail(&chat);
    detail.operator_id = input.operator_id.map(|id| id.0);
    detail.team_id = input.team_id.map(|id| id.0);
    let after = Some(json!({
        "operator": input.operator_id.map(|id| id.to_string()),
        "team": input.team_id.map(|id| id.to_string()),
        "is_forced": input.is_forced,
    }));
    let change = Change { detail: change.detail(detail), before: None, after };
    command.record((EventKind::ChatForwarded, "chat.forward"), &chat, change)?;
    Ok(chat)
}

fn receiver_of(input: &ForwardInput) -> Result<Receiver> {
    match (input.operator_id, input.team_id) {
        (Some(id), None) => Ok(Receiver::Operator(id)),
        (None, Some(id)) => Ok(Receiver::Team(id)),
        (Some(_), Some(_)) | (None, None) => {
            Err(DeskError::invalid("operatorId", "name either an operator or a team"))
        }
    }
}

fn check_operator(
    command: &mut Command<'_>,
    chat: &Chat,
    id: OperatorId,
    is_forced: bool,
) -> Result<()> {
    if command.is_self(id) || chat.operator_id == Some(id) {
        let reason = "the chat is theirs: choose somebody else";
        return Err(DeskError::invalid("operatorId", reason));
    }
    let Some(receiver) = operator_actor(command, id, Credential::Console, None)? else {
        return Err(DeskError::invalid("operatorId", "no active operator has this id"));
    };
    let conflict = |command: &mut Command<'_>, what: &str| -> Result<()> {
        let name = operator::get(command, id)?.name;
        Err(DeskError::conflict(format!("{name} {what}: choose somebody else")))
    };
    if !receiver.has(Permission::ChatReply) {
        return conflict(command, "may not write to customers");
    }
    if !can_read(command, &Actor::Operator(receiver), chat)? {
        return conflict(command, "may not see this chat");
    }
    if !is_forced && !online(command, &[id])?.contains(&id) {
        return conflict(command, "is not ONLINE");
    }
    Ok(())
}

/// Is somebody in the team who may write to customers, and is there.
fn check_members(
    command: &mut Command<'_>,
    chat: &Chat,
    id: TeamId,
    is_forced: bool,
) -> Result<()> {
    check_team(command, Some(id))?;
    if chat.team_id == Some(id) {
        let reason = "the chat belongs to this team: name another one, or an operator";
        return Err(DeskError::invalid("teamId", reason));
    }
    let sender = command.operator()?.operator_id;
    let mut members = team::members(command, id)?;
    members.retain(|member| *member != sender && chat.operator_id != Some(*member));
    if !is_forced {
        let there = online(command, &members)?;
        members.retain(|member| there.contains(member));
    }
    for member in members {
        let actor = operator_actor(command, member, Credential::Console, None)?;
        let may_take = |permission| actor.as_ref().is_some_and(|actor| actor.has(permission));
        if may_take(Permission::ChatReply) && may_take(Permission::ChatRead) {
            return Ok(());
        }
    }
    let name = team::get(command, id)?.name;
    let reason = format!("nobody of {name} is ONLINE and may answer: choose somebody else");
    Err(DeskError::conflict(reason))
}

fn team_expires_ms(command: &mut Command<'_>, id: Option<TeamId>) -> Result<i64, StoreError> {
    let own = match id {
        Some(id) => team::get(command, id)?.forward_expires_ms,
        None => None,
    };
    Ok(own.unwrap_or(FORWARD_EXPIRES_MS))
}

/// The chat of a forward, for its timer.
pub(crate) fn chat_of(command: &mut Command<'_>, id: ForwardId) -> Result<ChatId, StoreError> {
    forward::find(command, id)?.map(|offer| offer.chat_id).ok_or(StoreError::NotFound)
}

/// The time of an offer is over: where it still waits, the chat goes back.
pub(crate) fn when_expired(command: &mut Command<'_>, mut chat: Chat, id: ForwardId) -> Result<()> {
    let offer = forward::find(command, id)?;
    let waiting = offer.filter(|offer| offer.state == ForwardState::Offered);
    let Some(offer) = waiting else { return Ok(()) };
    give_back(command, &mut chat, &offer, ForwardState::Expired)?;
    Ok(save(command, &mut chat)?)
}
