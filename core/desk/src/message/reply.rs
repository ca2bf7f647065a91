//! An operator writes to the customer: the message and its delivery are stored together.

use super::capability::{check_count, check_files, check_text};
use super::queue::queue;
use super::route::{Route, SaidIn, to_address};
use super::window::check_window;
use super::{apply_message, blank};
use crate::chat::{add_participant, is_staffed, operator_detail, operator_id, take_if_offered};
use crate::check::check_version;
use crate::command::{Author, Command};
use crate::limits::QUOTED_TEXT_MAX_CHARACTERS;
use crate::{DeskError, Result, draft, template, text};
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::chat::Chat;
use switchboard_model::connector::{Capabilities, Text, TextFormat};
use switchboard_model::delivery::DeliveryOperation;
use switchboard_model::draft::DraftKind;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::message::Message;
use switchboard_model::status::ChatTransition;
use switchboard_model::{AttachmentId, ChatId, IdentityId, MessageId, TemplateId};
use switchboard_store::{Lane, StoreError, Transaction, attachment, chat, message};

/// What to say.
#[derive(Clone, Debug)]
pub struct ReplyInput {
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
    /// The newest message the operator has seen: a newer one of the customer refuses the reply.
    pub if_last_message_id: Option<MessageId>,
    /// The chat's version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(reply: reply_in(&ReplyInput) -> Message, in |input| Lane::Chat(input.chat_id));

/// Stores the message and queues its delivery. The author joins the chat, and takes it where it is offered
/// to them; what they had begun to write in it is a draft no more. Where another open chat has the address, the
/// message is said in that one.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without the permission, `Conflict` when the chat is
/// closed or a newer message came, for an address of the web chat that is not open, and where the platform takes
/// no reply any more because the customer wrote too long ago; `Stale`, `Invalid` for a text or attachment that the
/// channel cannot take and for an address of somebody else, `Forbidden` for one on a channel whose chats the actor
/// does not see, `Unsupported` for a quote.
pub fn reply_in(command: &mut Command<'_>, input: &ReplyInput) -> Result<Message> {
    let chat = command.chat_for_reply(input.chat_id)?.into_chat();
    if let Some(id) = operator_id(command.author()) {
        draft::end(command, &chat, id, DraftKind::Reply)?;
    }
    send_in(command, chat, input)
}

/// Can it be sent in the locked chat as it is now, or in the one that has the address. Nothing is changed.
///
/// # Errors
/// As [`reply_in`], without those of permissions and of a closed chat.
pub(crate) fn check_in(command: &mut Command<'_>, chat: &Chat, input: &ReplyInput) -> Result<()> {
    match said_in(command, chat, input)? {
        SaidIn::This(route) => checked(command, chat, &route, input).map(|_| ()),
        SaidIn::Other(chat_id) => {
            let other = command.chat_for_reply(chat_id)?.into_chat();
            check_in(command, &other, &elsewhere(input, chat_id))
        }
    }
}

/// [`reply_in`] in a chat that is locked for its author already; what they write in it stays their draft.
pub(crate) fn send_in(
    command: &mut Command<'_>,
    chat: Chat,
    input: &ReplyInput,
) -> Result<Message> {
    match said_in(command, &chat, input)? {
        SaidIn::This(route) => say(command, chat, *route, input),
        SaidIn::Other(chat_id) => {
            let other = command.chat_for_reply(chat_id)?.into_chat();
            send_in(command, other, &elsewhere(input, chat_id))
        }
    }
}

/// The reply as it is said in the open chat that has the address.
fn elsewhere(input: &ReplyInput, chat_id: ChatId) -> ReplyInput {
    ReplyInput { chat_id, if_last_message_id: None, expected_version: None, ..input.clone() }
}

/// Where a reply from the locked chat is said, if it is as its author has seen it.
fn said_in(command: &mut Command<'_>, chat: &Chat, input: &ReplyInput) -> Result<SaidIn> {
    check_version(input.expected_version, chat.version)?;
    let author = command.author();
    check_newest(command, chat, input.if_last_message_id, author)?;
    match input.identity_id {
        None => Ok(SaidIn::this(Route::home(command, chat)?)),
        Some(_) if !chat.status.is_open() => {
            Err(DeskError::conflict("the chat is closed: open it again, then write"))
        }
        Some(id) => to_address(command, chat, id),
    }
}

/// What is to be sent, as the channel takes it that it leaves by.
struct Checked {
    text: Text,
    files: Vec<Attachment>,
    quoted: Option<Message>,
}

fn checked(
    command: &mut Command<'_>,
    chat: &Chat,
    route: &Route,
    input: &ReplyInput,
) -> Result<Checked> {
    let capabilities = command.capabilities(&route.channel.plugin)?;
    check_window(command, &capabilities, route.identity_id)?;
    Ok(Checked {
        text: checked_text(&capabilities, input)?,
        files: files(command, &capabilities, chat, &input.attachment_ids)?,
        quoted: quoted(command, &capabilities, (chat, route), input.quoted_message_id)?,
    })
}

fn say(
    command: &mut Command<'_>,
    mut chat: Chat,
    route: Route,
    input: &ReplyInput,
) -> Result<Message> {
    let author = command.author();
    let Checked { text, files, quoted } = checked(command, &chat, &route, input)?;
    let route = route.begun(command, &chat)?;
    let now = command.now();
    let message_id: MessageId = command.id();
    let message = Message {
        identity_id: route.named,
        template_id: input.template_id,
        quoted_message_id: quoted.as_ref().map(|quoted| quoted.message_id),
        quoted_text: quoted.map(|quoted| text::start(&quoted.body, QUOTED_TEXT_MAX_CHARACTERS)),
        ..blank(command, &chat, message_id, author, text)
    };
    let (is_taken, joined) = match operator_id(author) {
        Some(id) => {
            let is_taken = take_if_offered(command, &mut chat, id)?;
            (is_taken, add_participant(command, &mut chat, id)?.then_some(id))
        }
        None => (false, None),
    };
    let is_staffed = is_staffed(command, &chat)?;
    let act = Some(ChatTransition::OperatorReplied);
    let change = apply_message(&mut chat, &message, act, is_staffed, now)?;
    message::insert(command, &message)?;
    for (place, file) in (0..).zip(&files) {
        let to = (chat.chat_id, message_id);
        if !attachment::bind(command, file.attachment_id, to, place)? {
            return Err(DeskError::invalid("attachmentIds", "a file is sent already"));
        }
    }
    template::count_use(command, input.template_id)?;
    if is_taken || joined.is_some() {
        chat::update(command, &chat)?;
    } else {
        chat::update_after_message(command, &chat)?;
    }
    if let Some(id) = joined {
        command.event(EventKind::ChatJoined, &chat, operator_detail(id))?;
    }
    queue(command, &route, &chat, message_id, DeliveryOperation::Send)?;
    let (event, detail) =
        ((EventKind::MessageCreated, "message.reply"), change.detail(EventDetail::default()));
    command.record(event, (&chat, &message), detail)?;
    Ok(message)
}

fn check_newest(
    transaction: &mut Transaction<'_>,
    chat: &Chat,
    seen: Option<MessageId>,
    author: Author,
) -> Result<()> {
    let (Some(_), Some(last)) = (seen, chat.last_message_id) else { return Ok(()) };
    if seen == Some(last) {
        return Ok(());
    }
    let last = message::get(transaction, last)?;
    if (last.author_kind, last.author_id) == author {
        return Ok(());
    }
    Err(DeskError::conflict("a newer message arrived since you opened this: read it, then send"))
}

fn checked_text(capabilities: &Capabilities, input: &ReplyInput) -> Result<Text> {
    check_count(capabilities, input.attachment_ids.len())?;
    let is_caption = !input.attachment_ids.is_empty();
    match &input.text {
        Some(given) if !(is_caption && given.body.trim().is_empty()) => {
            check_text(capabilities, given, is_caption)
        }
        Some(_) | None if is_caption => Ok(Text { body: String::new(), format: TextFormat::Plain }),
        Some(_) | None => Err(DeskError::invalid("body", "write something, or attach a file")),
    }
}

fn files(
    transaction: &mut Transaction<'_>,
    capabilities: &Capabilities,
    chat: &Chat,
    ids: &[AttachmentId],
) -> Result<Vec<Attachment>> {
    let mut files: Vec<Attachment> = Vec::with_capacity(ids.len());
    for id in ids {
        let file = attachment::find(transaction, *id)?.filter(|file| file.chat_id == chat.chat_id);
        let Some(file) = file else {
            return Err(DeskError::invalid("attachmentIds", format!("no file {id} in this chat")));
        };
        let is_free = file.message_id.is_none() && files.iter().all(|f| f.attachment_id != *id);
        if !is_free {
            return Err(DeskError::invalid("attachmentIds", format!("{id} is sent already")));
        }
        if file.state != AttachmentState::Stored {
            return Err(DeskError::invalid(
                "attachmentIds",
                format!("{} is not uploaded yet: finish the upload, then send", file.name),
            ));
        }
        files.push(file);
    }
    check_files(capabilities, &files)?;
    Ok(files)
}

fn quoted(
    transaction: &mut Transaction<'_>,
    capabilities: &Capabilities,
    (chat, route): (&Chat, &Route),
    id: Option<MessageId>,
) -> Result<Option<Message>> {
    let Some(id) = id else { return Ok(None) };
    if !capabilities.quote {
        return Err(DeskError::unsupported("this channel's platform cannot quote a message"));
    }
    match message::get(transaction, id) {
        Ok(quoted) if quoted.chat_id == chat.chat_id && quoted.deleted_at.is_none() => {
            if quoted.identity_id == route.named {
                return Ok(Some(quoted));
            }
            let reason =
                "it was said by another address: quote what was said by the one that you write to";
            Err(DeskError::invalid("quotedMessageId", reason))
        }
        Ok(_) | Err(StoreError::NotFound) => {
            Err(DeskError::invalid("quotedMessageId", "no such message in this chat"))
        }
        Err(error) => Err(error.into()),
    }
}
