//! Does with a chat what was said as data. Called by acts on many chats and by macros.

use super::{archive, assign, close, label, read, snooze, unread, update};
use crate::message::reply::{ReplyInput, send_in};
use crate::template::{RenderInput, render};
use crate::{Command, Context, DeskError, Result};
use switchboard_model::chat::Chat;
use switchboard_model::connector::Text;
use switchboard_model::intent::Intent;
use switchboard_model::{ChatId, TemplateId};
use switchboard_store::{Lane, chat};

/// What to do, and with which chat.
#[derive(Clone, Copy, Debug)]
pub struct PerformInput {
    pub chat_id: ChatId,
    pub intent: Intent,
}

command!(perform: perform_in(PerformInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Does it.
///
/// # Errors
/// Those of the command that does the same by hand.
pub fn perform_in(command: &mut Command<'_>, input: PerformInput) -> Result<Chat> {
    let PerformInput { chat_id, intent } = input;
    let expected_version = None;
    match intent {
        Intent::Assign { operator_id, team_id } => {
            let input = assign::AssignInput { chat_id, operator_id, team_id, expected_version };
            assign::assign_in(command, &input)
        }
        Intent::Label(label_id) => {
            label::label_in(command, label::LabelInput { chat_id, label_id })
        }
        Intent::Unlabel(label_id) => {
            label::unlabel_in(command, label::LabelInput { chat_id, label_id })
        }
        Intent::Prioritize(priority) => {
            let input = update::UpdateInput {
                chat_id,
                subject: None,
                language: None,
                priority: Some(priority),
                attributes: None,
                expected_version,
            };
            update::update_in(command, &input)
        }
        Intent::Close(close_reason_id) => {
            let input = close::CloseInput { chat_id, close_reason_id, expected_version };
            close::close_in(command, &input)
        }
        Intent::Archive => {
            archive::archive_in(command, &archive::ArchiveInput { chat_id, expected_version })
        }
        Intent::Snooze(for_ms) => {
            let until = Some(command.now().plus_ms(for_ms));
            let is_kept = false;
            let input = snooze::SnoozeInput { chat_id, until, is_kept, expected_version };
            snooze::snooze_in(command, &input)
        }
        Intent::Reply(template_id) => reply(command, chat_id, template_id),
        Intent::Read => read::read_in(command, &read::ReadInput { chat_id }),
        Intent::Unread => unread::unread_in(command, &unread::UnreadInput { chat_id }),
    }
}

/// What would be said to the customer once more when the call comes again needs a key that recognises it.
///
/// # Errors
/// `Invalid` where the call has none.
pub(crate) fn check_key(context: &Context, acts: &[Intent]) -> Result<()> {
    if context.key.is_none() && acts.iter().any(|act| matches!(act, Intent::Reply(_))) {
        let reason = "make a key: a repeated call would write twice";
        return Err(DeskError::invalid("clientMutationId", reason));
    }
    Ok(())
}

/// Writes to the customer what a template says to them. What the operator writes in the chat themselves stays
/// their draft.
fn reply(command: &mut Command<'_>, chat_id: ChatId, template_id: TemplateId) -> Result<Chat> {
    let operator = command.operator()?;
    let locked = command.chat_for_reply(chat_id)?.into_chat();
    let input = RenderInput { template_id, chat_id, locale: None };
    let said = render(command, operator, &input).map_err(|error| match error {
        // The chat is there.
        DeskError::NotFound => DeskError::invalid("templateId", "no such template"),
        error => error,
    })?;
    let input = ReplyInput {
        chat_id,
        identity_id: None,
        text: Some(Text { body: said.body, format: said.format }),
        quoted_message_id: None,
        attachment_ids: Vec::new(),
        template_id: Some(template_id),
        if_last_message_id: None,
        expected_version: None,
    };
    send_in(command, locked, &input)?;
    Ok(chat::get(command, chat_id)?)
}
