//! Saves what an operator is writing. Two devices that write on one version do not overwrite each other: the
//! later one is told what is stored, and its own text is kept beside it for a day.

use super::permission;
use crate::chat::operator_detail;
use crate::check::{check_limit, clean_name};
use crate::idempotent::Answer;
use crate::limits::{
    DRAFT_SAVE_MS, MESSAGE_ATTACHMENTS_MAX, MESSAGE_TEXT_MAX_BYTES, OPERATOR_DRAFTS_MAX,
};
use crate::{Command, DeskError, Result, text};
use serde_json::json;
use switchboard_model::connector::TextFormat;
use switchboard_model::draft::{Draft, DraftKind};
use switchboard_model::event::EventKind;
use switchboard_model::{Actor, AttachmentId, ChatId, DraftId, MessageId, Timestamp};
use switchboard_store::{DatabaseConnection, Lane, attachment, draft, message};

/// What is being written.
#[derive(Clone, Debug)]
pub struct SaveInput {
    pub chat_id: ChatId,
    pub kind: DraftKind,
    /// The text so far.
    pub body: String,
    /// How the text is marked up.
    pub format: TextFormat,
    /// The message that it answers.
    pub quoted_message_id: Option<MessageId>,
    /// Files that were uploaded to this chat before, in order.
    pub attachment_ids: Vec<AttachmentId>,
    /// Where it is written, as the author knows it again.
    pub device: String,
    /// The version that was written on; none where the device knows of no draft.
    pub expected_version: Option<i64>,
}

/// The result of a save: the draft as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub enum Saved {
    /// It has the text.
    Stored(Draft),
    /// It has another device's text, and the one of this save as what was discarded.
    Discarded(Draft),
}

impl Saved {
    /// The draft as it is stored.
    pub fn into_draft(self) -> Draft {
        match self {
            Self::Stored(draft) | Self::Discarded(draft) => draft,
        }
    }
}

/// What was discarded is kept as the negative of its draft's id.
impl Answer for Saved {
    fn id(&self) -> i64 {
        match self {
            Self::Stored(draft) => draft.draft_id.0,
            Self::Discarded(draft) => -draft.draft_id.0,
        }
    }

    fn load(connection: &mut DatabaseConnection, actor: &Actor, id: i64) -> Result<Self> {
        let draft = Draft::load(connection, actor, id.saturating_abs())?;
        Ok(if id < 0 { Self::Discarded(draft) } else { Self::Stored(draft) })
    }
}

command!(save: save_in(&SaveInput) -> Saved, in |input| Lane::Chat(input.chat_id));

/// Saves the operator's draft of a kind in a chat. What is there already in the same words changes nothing.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission to write what it becomes,
/// `Invalid` for what is in it, `Stale` where a draft is expected and there is none, `TooMany` for a save that
/// comes too soon, `Conflict` when there are too many.
pub fn save_in(command: &mut Command<'_>, input: &SaveInput) -> Result<Saved> {
    let operator_id = command.operator()?.operator_id;
    let chat = command.locked_chat(input.chat_id, permission(input.kind))?;
    let now = command.now();
    let written = Draft {
        draft_id: DraftId(0),
        chat_id: chat.chat_id,
        operator_id,
        kind: input.kind,
        body: checked_body(input)?,
        format: input.format,
        quoted_message_id: checked_quote(command, input)?,
        attachment_ids: json!(checked_files(command, input)?),
        device: clean_name("device", &input.device)?,
        discarded_body: None,
        discarded_device: None,
        discarded_at: None,
        version: 1,
        updated_at: now,
    };
    let Some(before) = draft::find_of(command, chat.chat_id, operator_id, input.kind)? else {
        if input.expected_version.is_some() {
            return Err(DeskError::Stale);
        }
        let count = draft::count_of(command, operator_id)?;
        check_limit(count, OPERATOR_DRAFTS_MAX, "drafts of yours", "send or delete one")?;
        let created = Draft { draft_id: command.id(), ..written };
        draft::insert(command, &created)?;
        draft::count_in_chat(command, chat.chat_id, 1)?;
        command.event(EventKind::DraftSaved, &created, operator_detail(operator_id))?;
        return Ok(Saved::Stored(created));
    };
    if is_same(&before, &written) {
        return Ok(Saved::Stored(before));
    }
    let is_stale = input.expected_version != Some(before.version);
    let saved_at = if is_stale { before.discarded_at } else { Some(before.updated_at) };
    check_pace(saved_at, now)?;
    let after = if is_stale {
        Draft {
            discarded_body: Some(written.body),
            discarded_device: Some(written.device),
            discarded_at: Some(now),
            ..before
        }
    } else {
        Draft {
            draft_id: before.draft_id,
            discarded_body: before.discarded_body,
            discarded_device: before.discarded_device,
            discarded_at: before.discarded_at,
            version: before.version + 1,
            ..written
        }
    };
    draft::update(command, &after)?;
    command.event(EventKind::DraftSaved, &after, operator_detail(operator_id))?;
    Ok(if is_stale { Saved::Discarded(after) } else { Saved::Stored(after) })
}

fn is_same(before: &Draft, written: &Draft) -> bool {
    before.body == written.body
        && before.format == written.format
        && before.quoted_message_id == written.quoted_message_id
        && before.attachment_ids == written.attachment_ids
}

/// May a further text be saved this soon. A clock that was set back holds nothing up.
fn check_pace(saved_at: Option<Timestamp>, now: Timestamp) -> Result<()> {
    let Some(saved_at) = saved_at else { return Ok(()) };
    let left_ms = DRAFT_SAVE_MS - now.since_ms(saved_at);
    if !(1..=DRAFT_SAVE_MS).contains(&left_ms) {
        return Ok(());
    }
    Err(DeskError::TooMany { retry_after_ms: left_ms.cast_unsigned() })
}

fn checked_body(input: &SaveInput) -> Result<String> {
    let body = text::clean(&input.body);
    if body.trim().is_empty() && input.attachment_ids.is_empty() {
        return Err(DeskError::invalid("body", "write something, or delete the draft"));
    }
    if body.len() > MESSAGE_TEXT_MAX_BYTES {
        let reason = format!("is longer than {MESSAGE_TEXT_MAX_BYTES} bytes: shorten it");
        return Err(DeskError::invalid("body", reason));
    }
    Ok(body)
}

fn checked_quote(command: &mut Command<'_>, input: &SaveInput) -> Result<Option<MessageId>> {
    let Some(id) = input.quoted_message_id else { return Ok(None) };
    let found = message::by_ids(command, &[id])?;
    if found.iter().any(|message| message.chat_id == input.chat_id) {
        return Ok(Some(id));
    }
    Err(DeskError::invalid("quotedMessageId", "no such message in this chat"))
}

fn checked_files(command: &mut Command<'_>, input: &SaveInput) -> Result<Vec<AttachmentId>> {
    let ids = &input.attachment_ids;
    if ids.len() > usize::try_from(MESSAGE_ATTACHMENTS_MAX).unwrap_or(usize::MAX) {
        let reason = format!("a message has at most {MESSAGE_ATTACHMENTS_MAX} files");
        return Err(DeskError::invalid("attachmentIds", reason));
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = attachment::by_ids(command, ids)?;
    let is_there = |id: &AttachmentId| {
        found.iter().any(|file| {
            file.attachment_id == *id && file.chat_id == input.chat_id && file.message_id.is_none()
        })
    };
    match ids.iter().find(|id| !is_there(id)) {
        Some(id) => Err(DeskError::invalid("attachmentIds", format!("no unsent file {id} here"))),
        None => Ok(ids.clone()),
    }
}
