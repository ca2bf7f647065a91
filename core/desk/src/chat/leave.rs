//! An operator leaves a chat; one left by all returns to the queue.

use super::{apply, operator_detail, touch};
use crate::event::{self, Subject};
use crate::{Context, Desk, DeskError, Done, access, admin, audit};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::status::ChatAct;
use switchboard_store::{Lane, chat, participant};

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct LeaveInput {
    /// The chat.
    pub chat_id: ChatId,
}

/// Leaves the chat. Leaving one that the operator is not in changes nothing.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right
pub async fn leave(
    desk: &Desk,
    context: &Context,
    input: LeaveInput,
) -> Result<Done<Chat>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let operator_id = admin::operator_actor(&actor)?.operator_id;
    let audited = context.clone();
    desk.command(context, Lane::Chat(input.chat_id), move |transaction| {
        let mut chat = access::chat_for_reply(transaction, &actor, input.chat_id)?.into_chat();
        let now = transaction.now();
        let was_in = participant::leave(transaction, chat.chat_id, operator_id, now)?;
        let was_assigned = chat.operator_id == Some(operator_id);
        if !was_in && !was_assigned {
            return Ok(chat);
        }
        let left = participant::of_chat(transaction, chat.chat_id)?;
        if was_assigned {
            chat.operator_id = left.first().map(|participant| participant.operator_id);
        }
        let is_staffed = chat.operator_id.is_some() || !left.is_empty();
        let mut detail = operator_detail(operator_id);
        if chat.status.is_open() {
            detail = apply(&mut chat, ChatAct::Released, is_staffed, now)?.detail(detail);
        }
        touch(&mut chat, now);
        chat::update(transaction, &chat)?;
        event::append(transaction, author, EventKind::ChatLeft, Subject::chat(&chat), detail)?;
        let subject = (SubjectKind::Chat, chat.chat_id.0);
        audit::record(transaction, &audited, "chat.leave", subject, None, None)?;
        Ok(chat)
    })
    .await
}
