//! Turns a file id into a blob of the host. The bytes never pass through the plugin.

use crate::api::{self, API};
use switchboard_plugin::{
    Host,
    http::escaped_path,
    json,
    serde_json::json,
    text::file_name,
    types::{Error, Media, MediaAt, MediaKind},
};

/// Fetches a file. Telegram lets bots download 20 MB at most.
pub fn fetch_media(host: &dyn Host, file_id: String) -> Result<Media, Error> {
    let file = api::call(host, "getFile", &json!({"file_id": file_id}))?;
    let path = json::text(&file["file_path"]).ok_or_else(|| {
        Error::invalid("media.too_big", "Telegram does not let bots download this file.")
    })?;
    let url = format!("/file/bot{{secret:bot_token}}/{}", escaped_path(&path));
    let reply = host.fetch(API.get(host, &url).into_blob())?;
    match (reply.blob.clone(), API.result(&reply)) {
        (Some(blob), _) => Ok(Media {
            name: file_name(&path),
            size_bytes: file["file_size"].as_u64(),
            ..Media::new(MediaKind::File, MediaAt::Blob(blob))
        }),
        // A file's link lives for an hour: a 404 here is an old link, not a refused token.
        (None, Err(refused)) if reply.status != 404 => Err(refused.error),
        (None, _) => {
            let message = "The file's link has run out; it is asked for again.";
            Err(Error::transient("media.gone", message))
        }
    }
}
