//! An attachment: a file with a download link, or something that has no bytes.

use crate::{
    batch::batched,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, Result};
use switchboard_graphql::{
    api::api,
    choice::{AttachmentKind, AttachmentState},
    object,
    scalars::{DateTime, Json, Long},
};
use switchboard_model::{AttachmentId, attachment};

batched!(Attachment of attachment::Attachment, attachment_id: AttachmentId);

impl Noun for Attachment {
    const ROWS: Rows<Self> = |related, ids| related.attachments(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_attachments(ids);
    const IS_TOLD: IsTold = |_, _| false;
}

event! {
    /// An attachment was stored or could not be had.
    AttachmentEvent {
        /// The attachment as it is now.
        attachment: Attachment
    }
}

/// A file or a described thing in a chat.
#[object(id = attachment_id)]
impl Attachment {
    /// What it is.
    fn kind(&self) -> AttachmentKind;
    /// A safe file name.
    fn name(&self) -> &str;

    /// The media type: the real one once it is stored.
    async fn content_type(&self) -> &str {
        &self.0.mime
    }

    /// Its size in bytes; 0 while it is not known.
    fn size_bytes(&self) -> Long;
    /// Where its bytes are.
    fn state(&self) -> AttachmentState;
    /// Why the bytes are not there; absent while nothing went wrong.
    fn error(&self) -> Option<&str>;

    /// A link to download it, valid for a short time; absent until it is stored. A path on this
    /// server where its public address is not set.
    async fn url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let api = api(ctx)?;
        let path = switchboard_desk::attachment::link::link(&api.desk, &self.0);
        Ok(path.map(|path| api.url(&path)))
    }

    /// A link to a small copy of a picture, valid for a short time; absent where there is none: of what is no picture,
    /// is small itself or cannot be shown.
    async fn thumbnail_url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let api = api(ctx)?;
        let path = switchboard_desk::attachment::link::thumbnail_link(&api.desk, &self.0);
        Ok(path.map(|path| api.url(&path)))
    }

    /// How wide a picture or video is, in pixels; absent where that is not known.
    async fn width(&self) -> Option<i64> {
        self.0.width()
    }

    /// How high a picture or video is, in pixels; absent where that is not known.
    async fn height(&self) -> Option<i64> {
        self.0.height()
    }

    /// How long a recording plays, in ms; absent where that is not known.
    async fn duration_ms(&self) -> Option<Long> {
        self.0.duration_ms().map(Long)
    }

    /// Width, height, duration, coordinates, where they are known: a JSON object.
    fn extra(&self) -> Json;
    /// When it was begun.
    fn created_at(&self) -> DateTime;
}
