//! Sets the bot up: tests the token, and registers the webhook or takes it back for polling.

use crate::{api, person, update};
use switchboard_plugin::{
    Host,
    account::Connected,
    json,
    serde_json::{Value, json},
    types::Error,
};

/// Tests the token and registers the webhook; without a URL takes it back, so that polling works.
pub fn connect(host: &dyn Host, webhook_url: Option<&str>) -> Result<Connected, Error> {
    let bot = api::call(host, "getMe", api::Parameters::new())?;
    let unique_id = json::id(&bot["id"]).ok_or_else(|| {
        Error::transient("telegram.answer", "Telegram did not say which bot the token belongs to.")
    })?;
    match webhook_url {
        Some(url) => set_webhook(host, url)?,
        None => delete_webhook(host)?,
    }
    let username = json::text(&bot["username"]);
    let extra = json!({
        "username": username,
        "can_join_groups": bot["can_join_groups"],
        "can_connect_to_business": bot["can_connect_to_business"],
    });
    let title = person::full_name(&bot).or(username).unwrap_or_else(|| unique_id.clone());
    Ok(Connected { unique_id, title, extra: extra.to_string() })
}

/// Takes the webhook back. Polling leaves nothing behind.
pub fn disconnect(host: &dyn Host, webhook_url: Option<&str>) -> Result<(), Error> {
    match webhook_url {
        Some(_) => delete_webhook(host),
        None => Ok(()),
    }
}

/// The kinds of updates to ask for. Without the list Telegram leaves reactions out.
pub fn allowed_updates() -> Value {
    update::KINDS.to_vec().into()
}

fn set_webhook(host: &dyn Host, url: &str) -> Result<(), Error> {
    let mut parameters = api::Parameters::new();
    parameters.insert("url".to_owned(), url.into());
    parameters.insert("secret_token".to_owned(), "{secret:webhook_secret}".into());
    parameters.insert("allowed_updates".to_owned(), allowed_updates());
    api::call_with_secrets(host, "setWebhook", parameters)?;
    Ok(())
}

fn delete_webhook(host: &dyn Host) -> Result<(), Error> {
    api::call(host, "deleteWebhook", api::Parameters::new())?;
    Ok(())
}
