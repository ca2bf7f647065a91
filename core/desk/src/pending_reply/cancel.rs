//! Takes back what is not sent yet, and puts away what came back.

use super::schedule::keep_files;
use crate::chat::operator_detail;
use crate::{Command, DeskError, Result, draft};
use switchboard_model::event::EventKind;
use switchboard_model::pending_reply::{PendingReply, PendingReplyState};
use switchboard_model::{ChatId, PendingReplyId};
use switchboard_store::{StoreError, chat, pending_reply};

command!(cancel: cancel_in(PendingReplyId) -> PendingReplyId);

/// Takes the operator's pending reply back: its words are a draft again. One that came back is put away, and
/// its draft stays.
///
/// # Errors
/// `NotFound` where the operator has none with this id, or none any more because it was sent. The own words
/// may be taken back whoever has the chat by now.
pub fn cancel_in(command: &mut Command<'_>, id: PendingReplyId) -> Result<PendingReplyId> {
    let operator_id = command.operator()?.operator_id;
    let found = pending_reply::get(command, id)?;
    if found.operator_id != operator_id {
        return Err(DeskError::NotFound);
    }
    let chat = chat::lock(command, found.chat_id)?;
    // Read again: it may have been sent before the chat was locked.
    let pending = pending_reply::get(command, id)?;
    if pending.state == PendingReplyState::Waiting {
        let now = command.now();
        keep_files(command, &pending, now)?;
        draft::restore(command, &chat, &pending)?;
    }
    end(command, &pending)?;
    Ok(id)
}

/// Nothing of the chat, which is locked, waits to be sent any more, whoever has said it: the chat is going.
pub(crate) fn end_all(command: &mut Command<'_>, chat_id: ChatId) -> Result<()> {
    for pending in pending_reply::of_chat(command, chat_id)? {
        end(command, &pending)?;
    }
    Ok(())
}

/// These wait no more, whoever has said them: whom they would go to is erased. Their chats are not locked yet.
pub(crate) fn end_each(command: &mut Command<'_>, waiting: &[PendingReply]) -> Result<()> {
    for found in waiting {
        if let Err(error) = chat::lock(command, found.chat_id)
            && error != StoreError::NotFound
        {
            return Err(error.into());
        }
        // Read again: it may have been sent before the chat was locked.
        if let Some(pending) = pending_reply::find(command, found.pending_reply_id)? {
            end(command, &pending)?;
        }
    }
    Ok(())
}

fn end(command: &mut Command<'_>, pending: &PendingReply) -> Result<()> {
    pending_reply::delete(command, pending.pending_reply_id)?;
    command.remove_timer(pending.kind.timer(), pending.pending_reply_id.0)?;
    let detail = operator_detail(pending.operator_id);
    Ok(command.event(EventKind::ReplyCancelled, pending, detail)?)
}
