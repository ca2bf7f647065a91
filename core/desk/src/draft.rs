//! Drafts: what an operator is writing in a chat, kept for all of their devices. A draft is its author's
//! alone: its event belongs to no chat and is told to nobody else, and neither the audit log nor the search
//! learns of it.

mod save;

pub use save::{SaveInput, Saved, save, save_in};

use crate::chat::operator_detail;
use crate::limits::{MESSAGE_ATTACHMENTS_MAX, MESSAGE_TEXT_MAX_BYTES};
use crate::{Command, DeskError, Result, text};
use serde_json::Value;
use switchboard_model::chat::Chat;
use switchboard_model::draft::{Draft, DraftKind};
use switchboard_model::event::EventKind;
use switchboard_model::pending_reply::PendingReply;
use switchboard_model::{ChatId, DraftId, OperatorId, Permission, Timestamp};
use switchboard_store::{Lane, chat, draft};

/// The device of words that were not sent.
const NOT_SENT: &str = "not sent";

noun!(Draft.draft_id: DraftId in draft, read as drafts,
    seen as Own(|draft| (draft.operator_id, Some(draft.chat_id))));

/// What somebody needs to write what the draft becomes.
fn permission(kind: DraftKind) -> Permission {
    match kind {
        DraftKind::Reply => Permission::ChatReply,
        DraftKind::Note => Permission::ChatNote,
    }
}

/// Which own draft.
#[derive(Clone, Copy, Debug)]
pub struct DeleteInput {
    pub chat_id: ChatId,
    pub kind: DraftKind,
}

command!(delete: delete_in(&DeleteInput) -> DraftId, in |input| Lane::Chat(input.chat_id));

/// Removes an own draft.
///
/// # Errors
/// `NotFound` where there is none. The own words may go whoever has the chat by now.
pub fn delete_in(command: &mut Command<'_>, input: &DeleteInput) -> Result<DraftId> {
    let operator_id = command.operator()?.operator_id;
    let chat = chat::lock(command, input.chat_id)?;
    end(command, &chat, operator_id, input.kind)?.ok_or(DeskError::NotFound)
}

/// The draft is a draft no more: it was sent, or deleted. The chat is locked. Where it has no drafts, nothing
/// is asked.
pub(crate) fn end(
    command: &mut Command<'_>,
    chat: &Chat,
    operator_id: OperatorId,
    kind: DraftKind,
) -> Result<Option<DraftId>> {
    if chat.draft_count == 0 {
        return Ok(None);
    }
    let Some(found) = draft::find_of(command, chat.chat_id, operator_id, kind)? else {
        return Ok(None);
    };
    draft::delete(command, found.draft_id)?;
    draft::count_in_chat(command, chat.chat_id, -1)?;
    command.event(EventKind::DraftDeleted, &found, operator_detail(operator_id))?;
    Ok(Some(found.draft_id))
}

/// What was not sent is a draft again. Where its author has begun another one meanwhile that stays and gets the
/// files; the words stand beside it for a day, with what stands there already. The chat is locked.
pub(crate) fn restore(
    command: &mut Command<'_>,
    chat: &Chat,
    pending: &PendingReply,
) -> Result<()> {
    let (operator_id, now) = (pending.operator_id, command.now());
    let begun = match chat.draft_count {
        0 => None,
        _ => draft::find_of(command, chat.chat_id, operator_id, DraftKind::Reply)?,
    };
    let restored = if let Some(begun) = begun {
        let kept = beside(begun, pending, now);
        draft::update(command, &kept)?;
        kept
    } else {
        let restored = Draft {
            draft_id: command.id(),
            chat_id: chat.chat_id,
            operator_id,
            kind: DraftKind::Reply,
            body: pending.body.clone(),
            format: pending.format,
            quoted_message_id: pending.quoted_message_id,
            attachment_ids: pending.attachment_ids.clone(),
            device: NOT_SENT.to_owned(),
            discarded_body: None,
            discarded_device: None,
            discarded_at: None,
            version: 1,
            updated_at: now,
        };
        draft::insert(command, &restored)?;
        draft::count_in_chat(command, chat.chat_id, 1)?;
        restored
    };
    Ok(command.event(EventKind::DraftSaved, &restored, operator_detail(operator_id))?)
}

/// The draft that was begun meanwhile, with what comes back.
fn beside(begun: Draft, back: &PendingReply, now: Timestamp) -> Draft {
    let attachment_ids = all_files(&begun.attachment_ids, &back.attachment_ids);
    // Who saves it without the files that it has got did not know of them.
    let version = begun.version + i64::from(attachment_ids != begun.attachment_ids);
    let mut kept = Draft { attachment_ids, version, ..begun };
    if !back.body.is_empty() {
        let words = match &kept.discarded_body {
            Some(before) => format!("{}\n\n{before}", back.body),
            None => back.body.clone(),
        };
        kept.discarded_body = Some(text::bounded(&words, MESSAGE_TEXT_MAX_BYTES));
        kept.discarded_device = Some(NOT_SENT.to_owned());
        kept.discarded_at = Some(now);
    }
    kept
}

/// The ids of both lists, each once, at most as many as a message may have.
fn all_files(begun: &Value, back: &Value) -> Value {
    let mut ids: Vec<Value> = Vec::new();
    for id in [begun, back].into_iter().filter_map(Value::as_array).flatten() {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids.truncate(usize::try_from(MESSAGE_ATTACHMENTS_MAX).unwrap_or(usize::MAX));
    Value::Array(ids)
}
