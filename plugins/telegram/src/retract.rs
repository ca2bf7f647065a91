//! Deletes an own message. One that is gone already is as good as deleted.

use crate::{api, chat, refusal::Recovery};
use switchboard_plugin::{
    Host,
    outbound::Attempt,
    serde_json::{Value, json},
    types::{Error, PlatformMessage},
};

/// Deletes a message for everybody.
pub fn retract(host: &dyn Host, message: PlatformMessage, attempt: Attempt) -> Result<(), Error> {
    let number = chat::message_number(&message)?;
    let (method, parameters) = match chat::business_connection(&message.chat) {
        Some(connection) => (
            "deleteBusinessMessages",
            json!({"business_connection_id": connection, "message_ids": [number]}),
        ),
        None => {
            let mut parameters = chat::address(&message.chat)?;
            parameters["message_id"] = number;
            ("deleteMessage", parameters)
        }
    };
    let request = api::method(host, method).json(&parameters);
    match api::call_in(host, &message.chat, request, attempt.deadline) {
        Ok(Value::Bool(false)) => {
            Err(Error::invalid("message.locked", "Telegram did not delete the message."))
        }
        Ok(_) | Err(api::Error { recovery: Some(Recovery::AlreadyGone), .. }) => Ok(()),
        Err(refused) => Err(refused.error),
    }
}
