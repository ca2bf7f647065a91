//! An attachment: a file with a download link, or something that has no bytes.

use crate::{
    api::api,
    enums::{AttachmentKind, AttachmentState},
    family::Family,
    scalars::{DateTime, Json, Long},
};
use async_graphql::{Context, ID, Object, Result};
use std::sync::Arc;
use switchboard_model::{AttachmentId, attachment};
use switchboard_store::{DatabaseConnection, StoreError};

/// A file or a described thing in a chat.
#[derive(Clone)]
pub struct Attachment {
    pub(crate) row: Arc<attachment::Attachment>,
}

impl Family for Attachment {
    type Id = AttachmentId;
    type Row = attachment::Attachment;

    fn siblings(rows: Vec<attachment::Attachment>) -> Vec<Self> {
        rows.into_iter().map(|row| Self { row: Arc::new(row) }).collect()
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[AttachmentId],
    ) -> Result<Vec<attachment::Attachment>, StoreError> {
        switchboard_store::attachment::by_ids(connection, ids)
    }

    fn key(&self) -> AttachmentId {
        self.row.attachment_id
    }
}

/// A file or a described thing in a chat.
#[Object]
impl Attachment {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.attachment_id.into()
    }

    /// What it is.
    async fn kind(&self) -> AttachmentKind {
        self.row.kind.into()
    }

    /// A safe file name.
    async fn name(&self) -> &str {
        &self.row.name
    }

    /// The media type: the real one once it is stored.
    async fn content_type(&self) -> &str {
        &self.row.mime
    }

    /// Its size in bytes; 0 while it is not known.
    async fn size_bytes(&self) -> Long {
        Long(self.row.size_bytes)
    }

    /// Where its bytes are.
    async fn state(&self) -> AttachmentState {
        self.row.state.into()
    }

    /// Why the bytes are not there; absent while nothing went wrong.
    async fn error(&self) -> Option<&str> {
        self.row.error.as_deref()
    }

    /// A link to download it, valid for a short time; absent until it is stored. A path on this
    /// server where its public address is not set.
    async fn url(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let api = api(ctx)?;
        let path = switchboard_desk::attachment::link::link(&api.desk, &self.row);
        let base = api.server.public_url.as_deref().unwrap_or_default();
        Ok(path.map(|path| format!("{base}{path}")))
    }

    /// Width, height, duration, coordinates, where they are known: a JSON object.
    async fn extra(&self) -> Json {
        Json(self.row.extra.clone())
    }

    /// When it was begun.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }
}
