//! Looks up an account: its name, and the token of its picture.

use crate::{api, person};
use switchboard_plugin::{
    Host, json,
    serde_json::Value,
    types::{Error, Identity, Media, MediaAt, MediaKind, PlatformChat},
};

/// The profile of an account that the bot has met.
pub fn profile(host: &dyn Host, id: &str) -> Result<Identity, Error> {
    let chat = PlatformChat { id: id.to_owned(), thread: None };
    let account = api::call(host, "getChat", crate::chat::address(&chat)?)?;
    let identity = person::identity(&account).ok_or_else(|| {
        Error::transient("telegram.answer", "Telegram's answer about the account has no id.")
    })?;
    Ok(Identity { avatar: picture(&account["photo"]), ..identity })
}

fn picture(photo: &Value) -> Option<Media> {
    Some(Media {
        at: MediaAt::Platform(json::text(&photo["big_file_id"])?),
        kind: MediaKind::Image,
        mime: None,
        name: None,
        size_bytes: None,
        caption: None,
        extra: "{}".to_owned(),
    })
}
