//! Closes a chat with a reason. Nothing is destroyed: the customer's next message opens it again.

use super::{apply, touch};
use crate::admin::check_version;
use crate::event::{self, Subject};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::json;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::status::ChatAct;
use switchboard_model::{ChatId, ReasonId};
use switchboard_store::{Lane, chat, reason};

/// Which chat, and why.
#[derive(Clone, Debug)]
pub struct CloseInput {
    /// The chat.
    pub chat_id: ChatId,
    /// Why.
    pub reason_id: ReasonId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Closes the chat.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right, `Stale`, `Conflict` when it is closed already, `Invalid` for an unknown or inactive reason.
pub async fn close(
    desk: &Desk,
    context: &Context,
    input: CloseInput,
) -> Result<Done<Chat>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    desk.command(context, Lane::Chat(input.chat_id), move |transaction| {
        let mut chat = access::chat_for_close(transaction, &actor, input.chat_id)?.into_chat();
        check_version(input.expected_version, chat.version)?;
        let reason = reason::find(transaction, input.reason_id)?.filter(|reason| reason.is_active);
        let Some(reason) = reason else {
            return Err(DeskError::invalid("reasonId", "choose one of the active reasons"));
        };
        let now = transaction.now();
        let change = apply(&mut chat, ChatAct::Closed, true, now)?;
        chat.reason_id = Some(reason.reason_id);
        touch(&mut chat, now);
        chat::update(transaction, &chat)?;
        let detail = EventDetail { reason_id: Some(reason.reason_id.0), ..EventDetail::default() };
        let kind = EventKind::ChatClosed;
        event::append(transaction, author, kind, Subject::chat(&chat), change.detail(detail))?;
        let subject = (SubjectKind::Chat, chat.chat_id.0);
        let after = json!({ "reason": reason.name });
        audit::record(transaction, &audited, "chat.close", subject, None, Some(after))?;
        Ok(chat)
    })
    .await
}
