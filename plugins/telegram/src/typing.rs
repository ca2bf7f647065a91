//! Shows "typing…" in the customer's app. Telegram hides it by itself after five seconds or with the
//! next message, so there is nothing to call for hiding it.

use crate::{api, chat};
use switchboard_plugin::{
    Host,
    types::{Error, PlatformChat},
};

/// Shows that an operator types.
pub fn typing(host: &dyn Host, chat: PlatformChat, is_on: bool) -> Result<(), Error> {
    if !is_on {
        return Ok(());
    }
    let mut parameters = chat::destination(&chat)?;
    parameters["action"] = "typing".into();
    api::call(host, "sendChatAction", &parameters)?;
    Ok(())
}
