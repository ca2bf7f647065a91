//! How a file comes in: begin, send the bytes by PUT to the link, finish.

use crate::{
    family::single,
    mutation::call::{Call, payload},
    scalars::{DateTime, Id, Long},
    types::attachment::Attachment,
};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use switchboard_desk::attachment;
use switchboard_model::{AttachmentId, ChatId};

/// The file to upload.
#[derive(Clone, InputObject)]
pub struct AttachmentUploadBeginInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The chat it belongs to.
    chat_id: Id<ChatId>,
    /// The file name.
    name: String,
    /// The media type as the client knows it; the real one is found out from the bytes.
    content_type: Option<String>,
    /// Its size in bytes.
    size_bytes: Long,
}

/// The upload that is complete.
#[derive(Clone, InputObject)]
pub struct AttachmentUploadFinishInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The attachment.
    attachment_id: Id<AttachmentId>,
}

/// Where the bytes go.
#[derive(Clone, SimpleObject)]
pub struct Upload {
    /// The attachment; use it in a message after the upload is finished.
    attachment: Attachment,
    /// Send the bytes there by PUT. A path on this server where its public address is not set.
    url: String,
    /// More bytes than this are refused.
    max_bytes: Long,
    /// The link works until then.
    expires_at: DateTime,
}

payload!(AttachmentUploadBeginPayload, "What came of beginning an upload.", upload: Upload, "Where the bytes go; absent when the file is not taken.");
payload!(AttachmentUploadFinishPayload, "What came of finishing an upload.", attachment: Attachment, "The attachment; absent when it is not complete.");

#[derive(Default)]
pub struct AttachmentMutation;

/// How a file comes in.
#[Object]
impl AttachmentMutation {
    /// Begins an upload: gives a link for the bytes.
    async fn attachment_upload_begin(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The file.")] input: AttachmentUploadBeginInput,
    ) -> Result<AttachmentUploadBeginPayload> {
        let key = input.client_mutation_id.as_ref();
        let call = Call::begin(ctx, "attachmentUploadBegin", &input, key)?;
        let api = call.api;
        let command = attachment::begin::BeginInput {
            chat_id: Some(input.chat_id.0),
            name: input.name,
            mime: input.content_type,
            size_bytes: u64::try_from(input.size_bytes.0).unwrap_or(0),
        };
        let done = attachment::begin::begin(call.desk, &call.context, command).await;
        let (begun, outcome) = call.finish(done)?;
        let upload = begun.and_then(|begun| {
            let base = api.server.public_url.as_deref().unwrap_or_default();
            Some(Upload {
                attachment: single(begun.attachment)?,
                url: format!("{base}{}", begun.upload_path),
                max_bytes: Long(i64::try_from(begun.max_bytes).unwrap_or(i64::MAX)),
                expires_at: DateTime(begun.expires_at),
            })
        });
        Ok(AttachmentUploadBeginPayload::of(outcome, upload))
    }

    /// Finishes an upload: the bytes are checked, the real type is found out.
    async fn attachment_upload_finish(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The upload.")] input: AttachmentUploadFinishInput,
    ) -> Result<AttachmentUploadFinishPayload> {
        let key = input.client_mutation_id.as_ref();
        let call = Call::begin(ctx, "attachmentUploadFinish", &input, key)?;
        let id = input.attachment_id.0;
        let done = attachment::finish::finish(call.desk, &call.context, id).await;
        let (row, outcome) = call.finish(done)?;
        Ok(AttachmentUploadFinishPayload::of(outcome, row.and_then(single)))
    }
}
