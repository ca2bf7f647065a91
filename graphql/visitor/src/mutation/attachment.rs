//! How a visitor's file comes in: begin, send the bytes by PUT to the link, finish.

use crate::{
    access::visitor,
    cursor::{EventCursor, outcome},
    types::VisitorAttachment,
};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use std::sync::Arc;
use switchboard_desk::attachment::{begin, finish};
use switchboard_graphql::{
    api::api,
    payload,
    plain::Plain,
    scalars::{DateTime, Id, Long},
};
use switchboard_model::{AttachmentId, ChatId};

/// The file to upload.
#[derive(Clone, InputObject)]
pub struct AttachmentUploadBeginInput {
    /// Returned in the payload.
    client_mutation_id: Option<String>,
    /// For which of your chats; absent: the one in which something was said last.
    chat_id: Option<Id<ChatId>>,
    /// The file name.
    name: String,
    /// The media type as the browser knows it; the real one is found out from the bytes.
    content_type: Option<String>,
    /// Its size in bytes.
    size_bytes: Long,
}

/// The upload that is complete.
#[derive(Clone, InputObject)]
pub struct AttachmentUploadFinishInput {
    /// Returned in the payload.
    client_mutation_id: Option<String>,
    /// The file.
    attachment_id: Id<AttachmentId>,
}

/// Where the bytes go.
#[derive(Clone, SimpleObject)]
pub struct VisitorUpload {
    /// The file; use it in a message after the upload is finished.
    attachment: VisitorAttachment,
    /// Send the bytes there by PUT.
    url: String,
    /// More bytes than this are refused.
    max_bytes: Long,
    /// The link works until then.
    expires_at: DateTime,
}

payload!(cursor = EventCursor; AttachmentUploadBeginPayload, "The result of beginning an upload.", upload: VisitorUpload, "Where the bytes go; absent when the file is not taken.");
payload!(cursor = EventCursor; AttachmentUploadFinishPayload, "The result of finishing an upload.", attachment: VisitorAttachment, "The file; absent when it is not complete.");

#[derive(Default)]
pub struct AttachmentMutation;

/// How a visitor's file comes in.
#[Object]
impl AttachmentMutation {
    /// Begins an upload: gives a link for the bytes.
    async fn attachment_upload_begin(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: AttachmentUploadBeginInput,
    ) -> Result<AttachmentUploadBeginPayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let command = begin::BeginInput {
            chat_id: input.chat_id.plain(),
            name: input.name,
            mime: input.content_type,
            size_bytes: input.size_bytes.plain(),
        };
        let done = begin::begin(&api.desk, &visitor.context, command).await;
        let actor = &visitor.context.actor;
        let (begun, outcome) = outcome(api, actor, input.client_mutation_id, done)?;
        let upload = begun.map(|begun| VisitorUpload {
            attachment: VisitorAttachment(Arc::new(begun.attachment)),
            url: api.url(&begun.upload_path),
            max_bytes: Long(i64::try_from(begun.max_bytes).unwrap_or(i64::MAX)),
            expires_at: DateTime(begun.expires_at),
        });
        Ok(AttachmentUploadBeginPayload::of(outcome, upload))
    }

    /// Finishes an upload: the bytes are checked, the real type is found out.
    async fn attachment_upload_finish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The upload.")] input: AttachmentUploadFinishInput,
    ) -> Result<AttachmentUploadFinishPayload> {
        let visitor = visitor(ctx)?;
        let (api, id) = (api(ctx)?, input.attachment_id.0);
        let done = finish::finish(&api.desk, &visitor.context, id).await;
        let actor = &visitor.context.actor;
        let (row, outcome) = outcome(api, actor, input.client_mutation_id, done)?;
        let attachment = row.map(|row| VisitorAttachment(Arc::new(row)));
        Ok(AttachmentUploadFinishPayload::of(outcome, attachment))
    }
}
