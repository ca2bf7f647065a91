//! Files in a test's server: sends some up, looks whether some are still there.

use crate::app::TestApp;
use switchboard_desk::Context;
use switchboard_desk::attachment::begin::{BeginInput, begin};
use switchboard_desk::attachment::finish::finish;
use switchboard_desk::attachment::receive::receive;
use switchboard_desk::files::Files;
use switchboard_model::ChatId;
use switchboard_model::attachment::Attachment;
use switchboard_model::connector::{BlobPort, BlobStream};

/// A stream of one chunk.
pub fn bytes(content: &[u8]) -> BlobStream {
    let content = bytes::Bytes::copy_from_slice(content);
    Box::pin(futures::stream::once(async move { Ok(content) }))
}

impl TestApp {
    /// Sends a file up, to the chat or to the visitor's own.
    pub async fn uploads(
        &self,
        context: &Context,
        chat_id: Option<ChatId>,
        name: &str,
        content: &[u8],
    ) -> Attachment {
        let size_bytes = u64::try_from(content.len()).expect("a small file");
        let input = BeginInput { chat_id, name: name.to_owned(), mime: None, size_bytes };
        let begun = begin(&self.desk, context, input).await.expect("begun").value;
        let token = begun.upload_path.strip_prefix("/uploads/").expect("a path");
        receive(&self.desk, token, 0, bytes(content)).await.expect("received");
        let id = begun.attachment.attachment_id;
        finish(&self.desk, context, id).await.expect("finished").value
    }

    /// Is the content of this SHA-256 among the files.
    pub async fn has_content(&self, sha256: &str) -> bool {
        self.desk.files().open(&Files::blob_of_content(sha256)).await.is_ok()
    }
}
