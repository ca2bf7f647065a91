//! Chats and messages between the Bot API and the contract. A forum topic and a business
//! connection become the chat's thread: the same chat id means another conversation there, with
//! message ids of its own.

use switchboard_plugin::{
    json,
    serde_json::{Value, json},
    types::{Error, PlatformChat, PlatformMessage},
};

const TOPIC: &str = "topic:";
const BUSINESS: &str = "business:";

/// The chat of a message, with its topic or business connection.
pub fn of_message(message: &Value, business_connection: Option<&str>) -> Option<PlatformChat> {
    let id = json::id(&message["chat"]["id"])?;
    let thread = match business_connection {
        Some(connection) => Some(format!("{BUSINESS}{connection}")),
        None if message["is_topic_message"] == true => {
            json::id(&message["message_thread_id"]).map(|topic| format!("{TOPIC}{topic}"))
        }
        None => None,
    };
    Some(PlatformChat { id, thread })
}

/// Whether many people share a chat: a group, a supergroup or a channel. A chat that does not say
/// what it is shows it by its number, which is negative for those.
pub fn is_shared(chat: &Value) -> bool {
    match chat["type"].as_str() {
        Some("private") => false,
        Some("group" | "supergroup" | "channel") => true,
        _ => chat["id"].as_i64().is_some_and(i64::is_negative),
    }
}

/// A message of a chat by its number.
pub fn reference(chat: &PlatformChat, message_id: &Value) -> Option<PlatformMessage> {
    Some(PlatformMessage::new(chat, json::id(message_id)?))
}

/// The business connection through which a chat is reached.
pub fn business_connection(chat: &PlatformChat) -> Option<&str> {
    chat.thread.as_deref()?.strip_prefix(BUSINESS)
}

/// The parameters that name a chat, for calls about a message in it.
pub fn address(chat: &PlatformChat) -> Result<Value, Error> {
    let mut parameters = json!({"chat_id": chat_id(chat)?});
    if let Some(connection) = business_connection(chat) {
        parameters["business_connection_id"] = connection.into();
    }
    Ok(parameters)
}

/// The parameters that lead a new message to a chat, with its topic.
pub fn destination(chat: &PlatformChat) -> Result<Value, Error> {
    let mut parameters = address(chat)?;
    if let Some(topic) = chat.thread.as_deref().and_then(|thread| thread.strip_prefix(TOPIC)) {
        parameters["message_thread_id"] = number(topic, "topic")?;
    }
    Ok(parameters)
}

/// The number of a message, for calls that change it or answer it.
pub fn message_number(message: &PlatformMessage) -> Result<Value, Error> {
    number(&message.id, "message")
}

/// Bots may name a public channel as `@name`; everything else is a number.
fn chat_id(chat: &PlatformChat) -> Result<Value, Error> {
    match chat.id.strip_prefix('@') {
        Some(name) if !name.is_empty() => Ok(chat.id.clone().into()),
        _ => number(&chat.id, "chat"),
    }
}

fn number(text: &str, what: &str) -> Result<Value, Error> {
    text.parse::<i64>().map(Value::from).map_err(|_| {
        Error::invalid(
            "telegram.id",
            format!("`{text}` is not a {what} of Telegram: its ids are whole numbers."),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_and_a_business_connection_lead_back_to_where_they_came_from() {
        let message = json!({"chat": {"id": -1001234567890123_i64}, "message_thread_id": 7, "is_topic_message": true});
        let topic = of_message(&message, None).expect("a chat");
        let parameters = destination(&topic).expect("an address");
        assert_eq!(parameters, json!({"chat_id": -1001234567890123_i64, "message_thread_id": 7}));

        let business = of_message(&json!({"chat": {"id": 5}}), Some("bc")).expect("a chat");
        let parameters = destination(&business).expect("an address");
        assert_eq!(parameters, json!({"chat_id": 5, "business_connection_id": "bc"}));
    }

    #[test]
    fn a_reply_thread_of_an_ordinary_group_is_no_topic() {
        let message = json!({"chat": {"id": -5}, "message_thread_id": 7});
        assert_eq!(of_message(&message, None).expect("a chat").thread, None);
    }

    #[test]
    fn other_ids_are_refused() {
        let chat = PlatformChat::new("abc");
        assert_eq!(address(&chat).expect_err("no number").code, "telegram.id");
    }
}
