//! Deletes an own message. One that is gone already is as good as deleted.

use crate::{
    api, chat,
    refusal::{Refusal, WayOut},
};
use switchboard_plugin::{
    Host,
    outbound::Attempt,
    serde_json::{Value, json},
    types::{Error, PlatformMessage},
};

/// Deletes a message for everybody.
pub fn retract(host: &dyn Host, message: &PlatformMessage, attempt: &Attempt) -> Result<(), Error> {
    let number = chat::message_number(message)?;
    let mut parameters = chat::address(&message.chat)?;
    parameters.remove("message_thread_id");
    let method = if chat::business_connection(&message.chat).is_some() {
        parameters.remove("chat_id");
        parameters.insert("message_ids".to_owned(), json!([number]));
        "deleteBusinessMessages"
    } else {
        parameters.insert("message_id".to_owned(), number);
        "deleteMessage"
    };
    match api::call_chat(host, method, &message.chat, parameters, attempt.deadline) {
        Ok(Value::Bool(false)) => {
            Err(Error::invalid("message.locked", "Telegram did not delete the message."))
        }
        Ok(_) | Err(Refusal { way_out: WayOut::AlreadyGone, .. }) => Ok(()),
        Err(refusal) => Err(refusal.error),
    }
}
