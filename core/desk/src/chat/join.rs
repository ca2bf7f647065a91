//! An operator joins a chat: the customer sees who is in it.

use super::{apply, enter, operator_detail, touch};
use crate::event::{self, Subject};
use crate::{Context, Desk, DeskError, Done, access, admin, audit};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::status::ChatAct;
use switchboard_store::{Lane, chat};

/// Which chat.
#[derive(Clone, Copy, Debug)]
pub struct JoinInput {
    /// The chat.
    pub chat_id: ChatId,
}

/// Joins the chat. Joining again changes nothing.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right, `Conflict` when the chat is closed.
pub async fn join(
    desk: &Desk,
    context: &Context,
    input: JoinInput,
) -> Result<Done<Chat>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let operator_id = admin::operator_actor(&actor)?.operator_id;
    let audited = context.clone();
    desk.command(context, Lane::Chat(input.chat_id), move |transaction| {
        let mut chat = access::chat_for_reply(transaction, &actor, input.chat_id)?.into_chat();
        let now = transaction.now();
        // Refused before anything is written when the chat is closed.
        let change = apply(&mut chat, ChatAct::Taken, true, now)?;
        let is_new = enter(transaction, &mut chat, operator_id)?;
        if !is_new && change.before == change.after {
            return Ok(chat);
        }
        touch(&mut chat, now);
        chat::update(transaction, &chat)?;
        let detail = change.detail(operator_detail(operator_id));
        event::append(transaction, author, EventKind::ChatJoined, Subject::chat(&chat), detail)?;
        let subject = (SubjectKind::Chat, chat.chat_id.0);
        audit::record(transaction, &audited, "chat.join", subject, None, None)?;
        Ok(chat)
    })
    .await
}
