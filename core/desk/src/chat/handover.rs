//! The open offer of a chat, and how it ends. While there is one the chat is TRANSFERRED and still with
//! those who had it; an offer to a team has brought it into that team's queue already.

use super::absent::{leaves, release_if_absent};
use super::{StatusChange, apply, is_staffed, operator_detail};
use crate::{Command, DeskError, Result};
use switchboard_model::chat::{Chat, ChatStatus};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::forward::{Forward, ForwardState};
use switchboard_model::status::ChatTransition;
use switchboard_model::timer::TimerKind;
use switchboard_model::{OperatorId, TeamId};
use switchboard_store::{StoreError, forward, participant, team};

/// To whom a chat belongs: what an event has to tell so that those who had it learn of it.
#[derive(Clone, Copy)]
pub(super) struct Owners(Option<OperatorId>, Option<TeamId>);

impl Owners {
    pub(super) fn of(chat: &Chat) -> Self {
        Self(chat.operator_id, chat.team_id)
    }

    /// The detail of a change of owners, from these to those that the chat has now.
    pub(super) fn detail(self, chat: &Chat) -> EventDetail {
        EventDetail {
            operator_id: chat.operator_id.map(|id| id.0),
            team_id: chat.team_id.map(|id| id.0),
            operator_id_before: self.0.map(|id| id.0),
            team_id_before: self.1.map(|id| id.0),
            ..EventDetail::default()
        }
    }
}

/// The open offer of a locked chat.
///
/// # Errors
/// `Conflict` where the chat is offered to nobody.
pub(super) fn offer_of(command: &mut Command<'_>, chat: &Chat) -> Result<Forward> {
    let offer = find_offer(command, chat)?;
    offer.ok_or_else(|| DeskError::conflict("the chat is not offered to anybody"))
}

fn find_offer(command: &mut Command<'_>, chat: &Chat) -> Result<Option<Forward>, StoreError> {
    if chat.status != ChatStatus::Transferred {
        return Ok(None);
    }
    Ok(forward::offered(command, &[chat.chat_id])?.pop())
}

/// Is the chat offered to this operator, or to a team they are in.
pub(super) fn is_for(
    command: &mut Command<'_>,
    offer: &Forward,
    operator_id: OperatorId,
) -> Result<bool, StoreError> {
    match offer.to_team_id {
        // Who offers a chat to a team of their own does not mean themselves.
        Some(team_id) => Ok(![Some(offer.operator_id), offer.from_operator_id]
            .contains(&Some(operator_id))
            && team::ids_of_operator(command, operator_id)?.contains(&team_id)),
        None => Ok(offer.to_operator_id == Some(operator_id)),
    }
}

/// The operator takes the chat where it is offered to them; says whether it was. The row is not written.
pub(crate) fn take_if_offered(
    command: &mut Command<'_>,
    chat: &mut Chat,
    operator_id: OperatorId,
) -> Result<bool> {
    let Some(offer) = find_offer(command, chat)? else { return Ok(false) };
    if !is_for(command, &offer, operator_id)? {
        return Ok(false);
    }
    take(command, chat, &offer, operator_id)?;
    Ok(true)
}

/// The operator takes the offer; those who had the chat leave, unless they stay. The row is not written.
pub(super) fn take(
    command: &mut Command<'_>,
    chat: &mut Chat,
    offer: &Forward,
    operator_id: OperatorId,
) -> Result<()> {
    let (before, now, author) = (Owners::of(chat), command.now(), command.author());
    let is_new = participant::join(command, chat.chat_id, operator_id, now)?;
    chat.operator_id = Some(operator_id);
    let change = apply(chat, ChatTransition::Taken, true, now)?;
    settle(command, chat, offer, ForwardState::Taken, (before, change))?;
    if is_new {
        command.event(EventKind::ChatJoined, &*chat, operator_detail(operator_id))?;
    }
    if !offer.is_staying {
        let senders = [Some(offer.operator_id), offer.from_operator_id, before.0];
        for sender in senders.into_iter().flatten().filter(|id| *id != operator_id) {
            leaves(command, chat, sender, author)?;
        }
    }
    Ok(())
}

/// The open offer is taken back, where there is one, because something else happens to the chat; says
/// whether there was one. The row is not written.
pub(super) fn cancel(command: &mut Command<'_>, chat: &mut Chat) -> Result<bool> {
    let Some(offer) = find_offer(command, chat)? else { return Ok(false) };
    give_back(command, chat, &offer, ForwardState::Cancelled)?;
    Ok(true)
}

/// The offer ends untaken: the chat goes back to its team. Where nobody wanted it, it stays with who had it
/// only while they are there. The row is not written.
pub(super) fn give_back(
    command: &mut Command<'_>,
    chat: &mut Chat,
    offer: &Forward,
    state: ForwardState,
) -> Result<()> {
    let (before, now, author) = (Owners::of(chat), command.now(), command.author());
    if offer.to_team_id.is_some() {
        chat.team_id = offer.from_team_id;
    }
    let is_staffed = if state == ForwardState::Cancelled {
        is_staffed(command, chat)?
    } else {
        release_if_absent(command, chat, author)?
    };
    let change = apply(chat, ChatTransition::Returned, is_staffed, now)?;
    Ok(settle(command, chat, offer, state, (before, change))?)
}

fn settle(
    command: &mut Command<'_>,
    chat: &Chat,
    offer: &Forward,
    state: ForwardState,
    (before, change): (Owners, StatusChange),
) -> Result<(), StoreError> {
    let now = command.now();
    forward::settle(command, offer.forward_id, state, now)?;
    command.remove_timer(TimerKind::ForwardExpire, offer.forward_id.0)?;
    let forward_state = Some(state.as_str().to_owned());
    let detail = EventDetail { forward_state, ..before.detail(chat) };
    command.event(EventKind::ChatForwardSettled, chat, change.detail(detail))
}
