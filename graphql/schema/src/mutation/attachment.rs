//! How a file comes in: begin, send the bytes by PUT to the link, finish.

use crate::{
    batch::single,
    mutation::call::{Returned, mutate, mutations},
    types::attachment::Attachment,
};
use async_graphql::{Context, Result, SimpleObject};
use switchboard_desk::{
    Context as DeskContext, Desk,
    attachment::{begin, finish},
};
use switchboard_graphql::{
    api::api,
    input, payload,
    plain::Plain,
    scalars::{DateTime, Id, Long},
};
use switchboard_model::{AttachmentId, ChatId};

input! {
    /// The file to upload.
    AttachmentUploadBeginInput {
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
    AttachmentUploadFinishInput of AttachmentId {
        /// The attachment.
        attachment_id
    }
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

payload!(AttachmentUploadBeginPayload, "The result of beginning an upload.", upload: Upload, "Where the bytes go; absent when the file is not taken.");
payload!(AttachmentUploadFinishPayload, "The result of finishing an upload.", attachment: Attachment, "The attachment; absent when it is not complete.");

impl Returned<begin::Begun> for Upload {
    async fn returned(ctx: &Context<'_>, begun: begin::Begun) -> Result<Option<Self>> {
        Ok(Some(Self {
            attachment: single(begun.attachment),
            url: api(ctx)?.url(&begun.upload_path),
            max_bytes: Long(i64::try_from(begun.max_bytes).unwrap_or(i64::MAX)),
            expires_at: DateTime(begun.expires_at),
        }))
    }
}

async fn attachment_upload_begin(
    ctx: &Context<'_>,
    input: AttachmentUploadBeginInput,
) -> Result<AttachmentUploadBeginPayload> {
    let command = async |desk: &Desk, context: &DeskContext, input: AttachmentUploadBeginInput| {
        let command = begin::BeginInput {
            chat_id: Some(input.chat_id.0),
            name: input.name,
            mime: input.content_type,
            size_bytes: input.size_bytes.plain(),
        };
        begin::begin(desk, context, command).await
    };
    mutate(ctx, input, command).await
}

mutations! {
    /// How a file comes in.
    AttachmentMutation {
        /// Begins an upload: gives a link for the bytes.
        attachment_upload_begin(AttachmentUploadBeginInput, "The file.")
            -> AttachmentUploadBeginPayload { by attachment_upload_begin }
        /// Finishes an upload: the bytes are checked, the real type is found out.
        attachment_upload_finish(AttachmentUploadFinishInput, "The upload.")
            -> AttachmentUploadFinishPayload { finish::finish }
    }
}
