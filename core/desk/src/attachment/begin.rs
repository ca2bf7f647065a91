//! Begins an upload: checks the limits and the quota, and gives a signed path for the bytes.

use super::announced::Announced;
use super::discard::expire;
use super::link::{Purpose, sign};
use super::quota::{Bounds, check_announced};
use super::{name, tell_changed};
use crate::files::kind_of;
use crate::limits::{CHAT_LOOSE_ATTACHMENTS_MAX, MIME_MAX_BYTES, UPLOAD_LIFE_MS, UPLOAD_SILENT_MS};
use crate::{Command, CommandResult, Committed, Context, Desk, DeskError, Result, visitor};
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::{Actor, ChannelId, ChatId, Timestamp};
use switchboard_store::{Lane, attachment};

/// A file that is about to come.
#[derive(Clone, Debug)]
pub struct BeginInput {
    /// The chat; a visitor who names none means the one in which something was said last.
    pub chat_id: Option<ChatId>,
    /// The file's name.
    pub name: String,
    /// The media type, as the sender believes; the real one is sniffed.
    pub mime: Option<String>,
    /// The exact size in bytes.
    pub size_bytes: u64,
}

/// Where the bytes go.
#[derive(Clone, Debug)]
pub struct Begun {
    /// The attachment, PENDING.
    pub attachment: Attachment,
    /// The path to PUT the bytes to, `/uploads/<token>`. `Content-Range: bytes a-b/size` goes on
    /// where an earlier PUT ended.
    pub upload_path: String,
    /// Largest attachment, in bytes.
    pub max_bytes: u64,
    /// When the path stops working.
    pub expires_at: Timestamp,
}

/// Begins an upload to a chat that the actor may reply to, or to a visitor's own. It is given up when no
/// byte comes for some minutes.
///
/// # Errors
/// `NotFound` and `Denied` for the chat, `Invalid` for the name or a size beyond the limit, `Full`
/// when the quota would not hold it or a visitor has brought too much, `TooMany` when visitors of one peer
/// have, `Conflict` with too many uploads that belong to no message.
pub async fn begin(desk: &Desk, context: &Context, input: BeginInput) -> CommandResult<Begun> {
    let max_bytes = desk.limits().attachment_max_bytes;
    if input.size_bytes == 0 || input.size_bytes > max_bytes {
        let reason =
            format!("a file has 1 to {max_bytes} bytes, this one has {}", input.size_bytes);
        return Err(DeskError::invalid("sizeBytes", reason));
    }
    if let Actor::Visitor { .. } = context.actor {
        let peer = context.peer();
        desk.upload_guard().count(peer, input.size_bytes, desk.now())?;
    }
    let mut done = announce(desk, context, input.clone()).await;
    // What nobody goes on with makes room.
    if matches!(done, Err(DeskError::Full { .. }))
        && desk.upload_guard().may_look_for_space(desk.now())
        && expire(desk).await? > 0
    {
        done = announce(desk, context, input).await;
    }
    let Committed { value: Announced(attachment), cursor } = done?;
    let expires_at = attachment.created_at.plus_ms(UPLOAD_LIFE_MS);
    let token = sign(desk.keys(), Purpose::Upload, attachment.attachment_id.0, expires_at);
    let upload_path = format!("/uploads/{token}");
    Ok(Committed { value: Begun { attachment, upload_path, max_bytes, expires_at }, cursor })
}

async fn announce(desk: &Desk, context: &Context, input: BeginInput) -> CommandResult<Announced> {
    let bounds = Bounds::of(desk);
    let work = move |command: &mut Command<'_>| announce_in(command, &input, bounds);
    desk.command(context, Lane::Any, work).await
}

fn announce_in(command: &mut Command<'_>, input: &BeginInput, bounds: Bounds) -> Result<Announced> {
    let (chat_id, channel_id) = chat_to_upload_to(command, input.chat_id)?;
    let (now, author) = (command.now(), command.author());
    let since = now.plus_ms(-UPLOAD_LIFE_MS);
    if attachment::count_loose(command, chat_id, author, since)? >= CHAT_LOOSE_ATTACHMENTS_MAX {
        return Err(DeskError::conflict(
            "too many files of this chat belong to no message: send some, or wait an hour",
        ));
    }
    let mime = input.mime.clone().filter(|mime| mime.len() <= MIME_MAX_BYTES && mime.is_ascii());
    let mime = mime.unwrap_or_else(|| "application/octet-stream".into()).to_lowercase();
    let kind = kind_of(&mime);
    let begun = Attachment {
        attachment_id: command.id(),
        chat_id,
        message_id: None,
        place: 0,
        kind,
        name: name::told_or_made(Some(&input.name), kind),
        mime,
        size_bytes: i64::try_from(input.size_bytes).unwrap_or(i64::MAX),
        sha256: None,
        has_thumbnail: false,
        state: AttachmentState::Pending,
        error: None,
        platform_token: None,
        extra: serde_json::json!({}),
        author_kind: author.0,
        author_id: author.1,
        created_at: now,
    };
    attachment::insert_upload(command, &begun, now.plus_ms(UPLOAD_SILENT_MS))?;
    check_announced(command, bounds, &begun, channel_id)?;
    tell_changed(command, &begun)?;
    Ok(Announced(begun))
}

fn chat_to_upload_to(
    command: &mut Command<'_>,
    chat_id: Option<ChatId>,
) -> Result<(ChatId, ChannelId)> {
    if let Actor::Visitor { .. } = command.actor() {
        let own = visitor::open_chat(command, chat_id)?;
        return Ok((own.chat_id, own.channel_id));
    }
    let chat_id = chat_id.ok_or_else(|| DeskError::invalid("chatId", "name the chat"))?;
    let chat = command.chat_for_reply(chat_id)?;
    Ok((chat_id, chat.channel_id))
}
