//! Answers a pressed button, so that the customer's app stops waiting.

use crate::{api, refusal::Recovery};
use switchboard_plugin::{Host, json, serde_json::json, types::Error};

const ANSWER_CALLBACK: &str = "answer_callback_query";

/// The call that a pressed button asks for.
pub fn answer_callback(callback_query_id: &str) -> String {
    json!({ ANSWER_CALLBACK: callback_query_id }).to_string()
}

/// Makes it. A button that waited too long, or was answered before, needs no answer any more.
pub fn follow_up(host: &dyn Host, call: String) -> Result<(), Error> {
    let id =
        json::lenient(call.as_bytes()).ok().and_then(|call| json::text(&call[ANSWER_CALLBACK]));
    let id = id.ok_or_else(|| {
        let message = format!("`{call}` is no follow-up of this plugin.");
        Error::permanent("telegram.follow_up", message)
    })?;
    match api::call(host, "answerCallbackQuery", &json!({"callback_query_id": id})) {
        Ok(_) | Err(api::Error { recovery: Some(Recovery::AlreadyGone), .. }) => Ok(()),
        Err(refused) => Err(refused.error),
    }
}
