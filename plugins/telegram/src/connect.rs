//! Sets the bot up: tells whose token it is, and registers the webhook or deletes it for polling.

use crate::{api, person, update};
use switchboard_plugin::{Host, account::Connected, json, serde_json::json, types::Error};

/// Tests the token and tells which bot it belongs to.
pub fn identify(host: &dyn Host) -> Result<Connected, Error> {
    let bot = api::call(host, "getMe", &json!({}))?;
    let unique_id = json::id(&bot["id"]).ok_or_else(|| {
        Error::transient("telegram.answer", "Telegram did not say which bot the token belongs to.")
    })?;
    let username = json::text(&bot["username"]);
    let extra = json!({
        "username": username,
        "can_join_groups": bot["can_join_groups"],
        "can_connect_to_business": bot["can_connect_to_business"],
    });
    let title = person::full_name(&bot).or(username).unwrap_or_else(|| unique_id.clone());
    Ok(Connected { unique_id, title, extra: extra.to_string() })
}

/// Registers the webhook; without a URL deletes it, so that polling works.
pub fn connect(host: &dyn Host, webhook_url: Option<String>) -> Result<(), Error> {
    match webhook_url {
        Some(url) => set_webhook(host, &url),
        None => delete_webhook(host),
    }
}

/// Deletes the webhook. Polling leaves nothing behind.
pub fn disconnect(host: &dyn Host, webhook_url: Option<String>) -> Result<(), Error> {
    match webhook_url {
        Some(_) => delete_webhook(host),
        None => Ok(()),
    }
}

/// Registers for all kinds of updates: without the list Telegram leaves reactions out.
fn set_webhook(host: &dyn Host, url: &str) -> Result<(), Error> {
    let parameters = json!({
        "url": url,
        "secret_token": "{secret:webhook_secret}",
        "allowed_updates": update::KINDS,
    });
    api::API.call(host, api::method(host, "setWebhook").json_with_secrets(&parameters))?;
    Ok(())
}

fn delete_webhook(host: &dyn Host) -> Result<(), Error> {
    api::call(host, "deleteWebhook", &json!({}))?;
    Ok(())
}
