//! Who wrote: users, and the chats that write in their own name (channels, anonymous admins).

use switchboard_plugin::{
    json,
    serde_json::{Value, json},
    types::Identity,
};

/// A `User` or a `Chat` object as an identity.
pub fn identity(account: &Value) -> Option<Identity> {
    let id = json::id(&account["id"])?;
    let username = json::text(&account["username"]);
    let name = full_name(account).or_else(|| json::text(&account["title"])).or(username.clone());
    let extra = if account["is_premium"] == true { json!({"is_premium": true}) } else { json!({}) };
    Some(Identity {
        aliases: username.into_iter().map(|name| ("username".to_owned(), name)).collect(),
        name,
        locale: json::text(&account["language_code"]),
        extra: extra.to_string(),
        ..Identity::new(id)
    })
}

/// The first and last name, as far as they are given.
pub fn full_name(account: &Value) -> Option<String> {
    let names = [json::text(&account["first_name"]), json::text(&account["last_name"])];
    let name = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!name.trim().is_empty()).then_some(name)
}

/// Who wrote a message: the chat that speaks for itself before the user behind it.
pub fn sender(message: &Value) -> Option<Identity> {
    identity(&message["sender_chat"])
        .or_else(|| identity(&message["from"]))
        .or_else(|| identity(&message["chat"]))
}
