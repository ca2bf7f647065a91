//! Opens a closed chat again, by an operator.

use super::{apply, is_staffed, touch};
use crate::admin::check_version;
use crate::event::{self, Author, Subject};
use crate::{Context, Desk, DeskError, Done, access, audit};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::status::ChatAct;
use switchboard_store::{Lane, Transaction, chat};

/// Which chat.
#[derive(Clone, Debug)]
pub struct ReopenInput {
    /// The chat.
    pub chat_id: ChatId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Opens the chat again.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right, `Stale`, `Conflict` when it is open.
pub async fn reopen(
    desk: &Desk,
    context: &Context,
    input: ReopenInput,
) -> Result<Done<Chat>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    desk.command(context, Lane::Chat(input.chat_id), move |transaction| {
        let mut chat = access::chat_for_close(transaction, &actor, input.chat_id)?.into_chat();
        check_version(input.expected_version, chat.version)?;
        reopen_locked(transaction, &mut chat, author)?;
        let subject = (SubjectKind::Chat, chat.chat_id.0);
        audit::record(transaction, &audited, "chat.reopen", subject, None, None)?;
        Ok(chat)
    })
    .await
}

/// Opens a locked chat again and lets new messages of its platform chat come to it.
pub(super) fn reopen_locked(
    transaction: &mut Transaction<'_>,
    chat: &mut Chat,
    author: Author,
) -> Result<(), DeskError> {
    let is_staffed = is_staffed(transaction, chat)?;
    let now = transaction.now();
    let change = apply(chat, ChatAct::Reopened, is_staffed, now)?;
    let thread = chat.platform_thread.as_deref();
    let current = chat::lock_current(transaction, chat.channel_id, &chat.platform_chat, thread)?;
    if let Some(current) = current.filter(|current| current.chat_id != chat.chat_id) {
        if current.status.is_open() {
            return Err(DeskError::conflict(format!(
                "the customer has a newer chat that is open, number {}: go on there",
                current.number
            )));
        }
        chat::retire(transaction, current.chat_id)?;
        chat::make_current(transaction, chat.chat_id)?;
    }
    touch(chat, now);
    chat::update(transaction, chat)?;
    let detail = change.detail(EventDetail::default());
    event::append(transaction, author, EventKind::ChatReopened, Subject::chat(chat), detail)?;
    Ok(())
}
