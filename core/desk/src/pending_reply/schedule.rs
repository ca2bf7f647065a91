//! Keeps a reply until it is sent: for a moment, in which it can be taken back, or until a time. What could
//! not be sent now is refused now.

use crate::chat::{apply, operator_detail};
use crate::check::check_limit;
use crate::close_reason::active;
use crate::limits::{
    OPERATOR_DRAFTS_MAX, OPERATOR_PENDING_REPLIES_MAX, SEND_LATER_MAX_MS, UNDO_BOUNDS_MS, UNDO_MS,
    UPLOAD_ABANDONED_MS,
};
use crate::message::reply::{ReplyInput, check_in};
use crate::{Command, DeskError, Result, draft, template, text};
use serde_json::json;
use switchboard_model::actor::Credential;
use switchboard_model::attachment::listed_ids;
use switchboard_model::connector::{Text, TextFormat};
use switchboard_model::draft::DraftKind;
use switchboard_model::event::EventKind;
use switchboard_model::pending_reply::{PendingReply, PendingReplyKind, PendingReplyState};
use switchboard_model::status::ChatTransition;
use switchboard_model::{
    AttachmentId, ChatId, CloseReasonId, IdentityId, MessageId, Permission, TemplateId, Timestamp,
};
use switchboard_store::{Lane, attachment, draft as drafts, pending_reply};

/// What to say, and when.
#[derive(Clone, Debug)]
pub struct ScheduleInput {
    pub chat_id: ChatId,
    /// Which of the contact's addresses it goes to; none: the chat's own.
    pub identity_id: Option<IdentityId>,
    /// The text; none for attachments alone.
    pub text: Option<Text>,
    /// The message that it answers.
    pub quoted_message_id: Option<MessageId>,
    /// Files that were uploaded to this chat before, in order.
    pub attachment_ids: Vec<AttachmentId>,
    /// The template that it was made of: counted there.
    pub template_id: Option<TemplateId>,
    /// The newest message the operator has seen: a newer one of the customer keeps it from being sent.
    pub if_last_message_id: Option<MessageId>,
    /// The reason with which the chat is closed after it; none leaves it open.
    pub close_reason_id: Option<CloseReasonId>,
    /// For how long it can be taken back, in milliseconds; none: as long as is usual.
    pub undo_ms: Option<i64>,
    /// In place of that: when it is sent.
    pub release_at: Option<Timestamp>,
}

command!(schedule: schedule_in(&ScheduleInput) -> PendingReply, in |input| Lane::Chat(input.chat_id));

/// Keeps the reply. What its author had begun to write in the chat is a draft no more.
///
/// # Errors
/// Those of a reply; `Denied` for a closing without the permission, `Invalid` for the time and an unknown or
/// inactive reason, `Conflict` when there are too many.
pub fn schedule_in(command: &mut Command<'_>, input: &ScheduleInput) -> Result<PendingReply> {
    let operator = command.operator()?;
    let operator_id = operator.operator_id;
    let chat = command.chat_for_reply(input.chat_id)?.into_chat();
    let (kind, release_at) = checked_time(input, command.now())?;
    // Refused as the reply itself would be.
    apply(&mut chat.clone(), ChatTransition::OperatorReplied, true, command.now())?;
    check_in(command, &chat, &reply_of(input))?;
    if let Some(id) = input.close_reason_id {
        command.require(Permission::ChatClose)?;
        active(command, id)?;
    }
    let count = pending_reply::count_of(command, operator_id)?;
    let instead = "take one back, or wait until one is sent";
    check_limit(count, OPERATOR_PENDING_REPLIES_MAX, "replies of yours that wait", instead)?;
    // Each may become a draft again.
    let drafts = drafts::count_of(command, operator_id)?;
    check_limit(drafts + count, OPERATOR_DRAFTS_MAX, "drafts of yours", "send or delete one")?;
    let given = input.text.as_ref();
    let pending = PendingReply {
        pending_reply_id: command.id(),
        chat_id: chat.chat_id,
        operator_id,
        token_id: match operator.credential {
            Credential::Token(id) => Some(id),
            Credential::Session(_) | Credential::Console => None,
        },
        kind,
        identity_id: input.identity_id,
        body: given.map_or_else(String::new, |given| text::clean(&given.body).trim().to_owned()),
        format: given.map_or(TextFormat::Plain, |given| given.format),
        quoted_message_id: input.quoted_message_id,
        attachment_ids: json!(input.attachment_ids),
        if_last_message_id: input.if_last_message_id,
        close_reason_id: input.close_reason_id,
        release_at,
        state: PendingReplyState::Waiting,
        error_code: None,
        error_message: None,
        created_at: command.now(),
    };
    template::count_use(command, input.template_id)?;
    draft::end(command, &chat, operator_id, DraftKind::Reply)?;
    pending_reply::insert(command, &pending)?;
    keep_files(command, &pending, release_at)?;
    command.set_timer(kind.timer(), pending.pending_reply_id.0, release_at)?;
    command.event(EventKind::ReplyScheduled, &pending, operator_detail(operator_id))?;
    Ok(pending)
}

/// Its files stay a while longer than until then.
pub(super) fn keep_files(
    command: &mut Command<'_>,
    pending: &PendingReply,
    until: Timestamp,
) -> Result<()> {
    for id in listed_ids(&pending.attachment_ids) {
        attachment::keep_upload(command, id, until.plus_ms(UPLOAD_ABANDONED_MS))?;
    }
    Ok(())
}

fn reply_of(input: &ScheduleInput) -> ReplyInput {
    ReplyInput {
        chat_id: input.chat_id,
        identity_id: input.identity_id,
        text: input.text.clone(),
        quoted_message_id: input.quoted_message_id,
        attachment_ids: input.attachment_ids.clone(),
        template_id: None,
        if_last_message_id: input.if_last_message_id,
        expected_version: None,
    }
}

fn checked_time(input: &ScheduleInput, now: Timestamp) -> Result<(PendingReplyKind, Timestamp)> {
    let Some(at) = input.release_at else {
        let undo_ms = input.undo_ms.unwrap_or(UNDO_MS);
        if !UNDO_BOUNDS_MS.contains(&undo_ms) {
            let (from, to) = (UNDO_BOUNDS_MS.start(), UNDO_BOUNDS_MS.end());
            return Err(DeskError::invalid("undoMs", format!("must be {from} to {to}")));
        }
        return Ok((PendingReplyKind::Undo, now.plus_ms(undo_ms)));
    };
    if input.undo_ms.is_some() {
        return Err(DeskError::invalid("undoMs", "leave it out, or \"releaseAt\""));
    }
    if at <= now {
        return Err(DeskError::invalid("releaseAt", "this time is over: choose a later one"));
    }
    if at > now.plus_ms(SEND_LATER_MAX_MS) {
        let days = SEND_LATER_MAX_MS / (24 * 60 * 60 * 1000);
        let reason = format!("is more than {days} days ahead: choose an earlier time");
        return Err(DeskError::invalid("releaseAt", reason));
    }
    Ok((PendingReplyKind::Later, at))
}
