//! Looks up an account: its name, and the token of its picture.

use crate::{api, chat, person};
use switchboard_plugin::{
    Host, json,
    types::{Error, Identity, Media, MediaAt, MediaKind, PlatformChat},
};

/// The profile of an account that the bot has met.
pub fn profile(host: &dyn Host, id: String) -> Result<Identity, Error> {
    let account = api::call(host, "getChat", &chat::address(&PlatformChat::new(id))?)?;
    let identity = person::identity(&account).ok_or_else(|| {
        Error::transient("telegram.answer", "Telegram's answer about the account has no id.")
    })?;
    let picture = json::text(&account["photo"]["big_file_id"]);
    let avatar = picture.map(|token| Media::new(MediaKind::Image, MediaAt::Platform(token)));
    Ok(Identity { avatar, ..identity })
}
