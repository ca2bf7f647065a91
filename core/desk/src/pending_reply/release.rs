//! The time of a pending reply has come: it is sent as its author would send it now, and the chat is closed
//! with it where that was said. What cannot be sent comes back to its author as a draft, with the reason.

use super::schedule::keep_files;
use crate::chat::close::{CloseInput, close_in};
use crate::chat::operator_detail;
use crate::limits::ERROR_TEXT_MAX_CHARACTERS;
use crate::message::reply::{ReplyInput, send_in};
use crate::session::acting_in;
use crate::{Command, DeskError, Result, draft, text};
use switchboard_model::actor::Credential;
use switchboard_model::attachment::listed_ids;
use switchboard_model::channel::ChannelState;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventKind;
use switchboard_model::pending_reply::{PendingReply, PendingReplyState};
use switchboard_model::{Actor, ChatId, PendingReplyId};
use switchboard_store::{StoreError, channel, identity, pending_reply};

/// The chat of a pending reply; none when it was sent or taken back.
pub(crate) fn chat_of(
    command: &mut Command<'_>,
    id: PendingReplyId,
) -> Result<Option<ChatId>, StoreError> {
    Ok(pending_reply::find(command, id)?.map(|pending| pending.chat_id))
}

fn waiting(
    command: &mut Command<'_>,
    id: PendingReplyId,
) -> Result<Option<PendingReply>, StoreError> {
    let found = pending_reply::find(command, id)?;
    Ok(found.filter(|pending| pending.state == PendingReplyState::Waiting))
}

/// Sends it, in a chat that is locked already.
///
/// # Errors
/// Those of a reply and of a closing, as they are for its author now; `NotAllowed` when they may not act any
/// more, `Conflict` when the channel does not work.
pub(crate) fn when_due(command: &mut Command<'_>, id: PendingReplyId) -> Result<()> {
    let Some(pending) = waiting(command, id)? else { return Ok(()) };
    let credential = pending.token_id.map_or(Credential::Console, Credential::Token);
    let (operator_id, now) = (pending.operator_id, command.now());
    let author = acting_in(command, operator_id, credential, now)?.ok_or(DeskError::NotAllowed)?;
    command.on_behalf_of(Actor::Operator(author), |command| release(command, &pending))
}

fn release(command: &mut Command<'_>, pending: &PendingReply) -> Result<()> {
    let chat = command.chat_for_reply(pending.chat_id)?.into_chat();
    let channel_id = match pending.identity_id {
        Some(id) => identity::get(command, id)?.channel_id,
        None => chat.channel_id,
    };
    let channel = channel::get(command, channel_id)?;
    if channel.state != ChannelState::Active {
        let reason =
            format!("the channel {:?} does not work now: resume it, then send", channel.name);
        return Err(DeskError::conflict(reason));
    }
    let input = ReplyInput {
        chat_id: pending.chat_id,
        identity_id: pending.identity_id,
        text: pending.text(),
        quoted_message_id: pending.quoted_message_id,
        attachment_ids: listed_ids(&pending.attachment_ids),
        // It was counted when the reply was made.
        template_id: None,
        if_last_message_id: pending.if_last_message_id,
        expected_version: None,
    };
    send_in(command, chat, &input)?;
    if let Some(close_reason_id) = pending.close_reason_id {
        let chat_id = pending.chat_id;
        close_in(command, &CloseInput { chat_id, close_reason_id, expected_version: None })?;
    }
    pending_reply::delete(command, pending.pending_reply_id)?;
    let detail = operator_detail(pending.operator_id);
    Ok(command.event(EventKind::ReplyReleased, pending, detail)?)
}

/// It could not be sent, in a chat that is locked already: its words are a draft again, and what was said
/// stays beside it with the reason until its author puts it away.
pub(crate) fn return_in(
    command: &mut Command<'_>,
    chat: &Chat,
    id: PendingReplyId,
    error: &DeskError,
) -> Result<()> {
    let Some(pending) = waiting(command, id)? else { return Ok(()) };
    let reason = text::start(&reason(error), ERROR_TEXT_MAX_CHARACTERS);
    pending_reply::set_returned(command, id, error.code(), &reason)?;
    let now = command.now();
    keep_files(command, &pending, now)?;
    draft::restore(command, chat, &pending)?;
    let detail = operator_detail(pending.operator_id);
    Ok(command.event(EventKind::ReplyReturned, &pending, detail)?)
}

fn reason(error: &DeskError) -> String {
    match error {
        DeskError::NotFound => "you may no longer see this chat: ask for it, then send".to_owned(),
        DeskError::Denied(_) | DeskError::NotAllowed => {
            "you lack the permission by now, or the token that you used has ended: send it yourself, or ask \
             an admin"
                .to_owned()
        }
        error => error.to_string(),
    }
}
