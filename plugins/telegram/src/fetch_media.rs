//! Turns a file id into a blob of the host. The bytes never pass through the plugin.

use crate::{api, refusal};
use switchboard_plugin::{
    Host, json,
    types::{Error, Media, MediaAt, MediaKind},
};

/// Fetches a file. Telegram lets bots download 20 MB at most.
pub fn fetch_media(host: &dyn Host, file_id: &str) -> Result<Media, Error> {
    let mut parameters = api::Parameters::new();
    parameters.insert("file_id".to_owned(), file_id.into());
    let file = api::call(host, "getFile", parameters)?;
    let path = json::text(&file["file_path"]).ok_or_else(|| {
        Error::invalid("media.too_big", "Telegram does not let bots download this file.")
    })?;
    let reply = host.fetch(api::download(host, &path))?;
    let size_bytes = file["file_size"].as_u64();
    let name = path.rsplit('/').next().map(str::to_owned);
    let Some(blob) = reply.blob.clone() else {
        return Err(download_refused(&reply));
    };
    Ok(Media {
        at: MediaAt::Blob(blob),
        kind: MediaKind::File,
        mime: None,
        name,
        size_bytes,
        caption: None,
        extra: "{}".to_owned(),
    })
}

/// A file's link lives for an hour: a 404 here is an old link, not a refused token.
fn download_refused(reply: &switchboard_plugin::http_types::Response) -> Error {
    match (reply.status, refusal::result(reply)) {
        (404, _) | (_, Ok(_)) => {
            Error::transient("media.gone", "The file's link has run out; it is asked for again.")
        }
        (_, Err(refusal)) => refusal.error,
    }
}
