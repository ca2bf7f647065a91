//! Begins an upload: checks the limits and the quota, and gives a signed path for the bytes.

use super::link::{Purpose, sign};
use super::{event, name, quota};
use crate::files::kind_of;
use crate::limits::CHAT_LOOSE_ATTACHMENTS_MAX;
use crate::{Context, Desk, DeskError, Done, access, visitor};
use switchboard_model::Actor;
use switchboard_model::attachment::Attachment;
use switchboard_model::attachment::AttachmentState;
use switchboard_model::{ChatId, Timestamp};
use switchboard_store::{Lane, Transaction};

/// How long an upload may take, in milliseconds.
pub(super) const UPLOAD_LIFE_MS: i64 = 60 * 60 * 1000;
/// Longest media type that is believed, in bytes.
const MIME_MAX_BYTES: usize = 127;

/// A file that is about to come.
#[derive(Clone, Debug)]
pub struct BeginInput {
    /// The chat; for a visitor none: their own.
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

/// Begins an upload to a chat that the actor may reply to, or to a visitor's own.
///
/// # Errors
/// `NotFound` and `Denied` for the chat, `Invalid` for the name or a size beyond the limit, `Full`
/// when the quota would not hold it, `Conflict` with too many uploads that belong to no message.
pub async fn begin(
    desk: &Desk,
    context: &Context,
    input: BeginInput,
) -> Result<Done<Begun>, DeskError> {
    let max_bytes = desk.limits().attachment_max_bytes;
    if input.size_bytes == 0 || input.size_bytes > max_bytes {
        let reason =
            format!("a file has 1 to {max_bytes} bytes, this one has {}", input.size_bytes);
        return Err(DeskError::invalid("sizeBytes", reason));
    }
    let mime = input.mime.clone().filter(|mime| mime.len() <= MIME_MAX_BYTES && mime.is_ascii());
    let mime = mime.unwrap_or_else(|| "application/octet-stream".into()).to_lowercase();
    let name = name::safe(&input.name);
    let limit = desk.limits().storage_quota_bytes;
    let (acting, size_bytes) = (context.clone(), input.size_bytes);
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            let chat_id = chat_to_upload_to(transaction, &acting, input.chat_id)?;
            let now = transaction.now();
            quota::check(transaction, limit, size_bytes, now)?;
            let since = now.plus_ms(-UPLOAD_LIFE_MS);
            if switchboard_store::attachment::count_loose(transaction, chat_id, since)?
                >= CHAT_LOOSE_ATTACHMENTS_MAX
            {
                return Err(DeskError::conflict(
                    "too many files of this chat belong to no message: send some, or wait an hour",
                ));
            }
            let (author_kind, author_id) = acting.actor.author();
            let begun = Attachment {
                attachment_id: transaction.id(),
                chat_id,
                message_id: None,
                place: 0,
                kind: kind_of(&mime),
                name: name.clone(),
                mime: mime.clone(),
                size_bytes: i64::try_from(size_bytes).unwrap_or(i64::MAX),
                sha256: None,
                state: AttachmentState::Pending,
                error: None,
                platform_token: None,
                extra: serde_json::json!({}),
                author_kind,
                author_id,
                created_at: now,
            };
            switchboard_store::attachment::insert(transaction, &begun)?;
            event::changed(transaction, &acting, &begun)?;
            Ok(begun)
        })
        .await?;
    let attachment = done.value;
    let expires_at = attachment.created_at.plus_ms(UPLOAD_LIFE_MS);
    let token = sign(desk.keys(), Purpose::Upload, attachment.attachment_id, expires_at);
    let upload_path = format!("/uploads/{token}");
    Ok(Done {
        value: Begun { attachment, upload_path, max_bytes, expires_at },
        cursor: done.cursor,
    })
}

fn chat_to_upload_to(
    transaction: &mut Transaction<'_>,
    context: &Context,
    chat_id: Option<ChatId>,
) -> Result<ChatId, DeskError> {
    if let Actor::Visitor { .. } = context.actor {
        let own = visitor::open_chat(transaction, context)?.chat_id;
        return match chat_id {
            Some(asked) if asked != own => Err(DeskError::NotFound),
            _ => Ok(own),
        };
    }
    let chat_id = chat_id.ok_or_else(|| DeskError::invalid("chatId", "name the chat"))?;
    access::chat_for_reply(transaction, &context.actor, chat_id)?;
    Ok(chat_id)
}
