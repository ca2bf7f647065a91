//! A text by itself.

use super::markup::Words;
use crate::{
    api::{self, Parameters},
    refusal::Refusal,
};
use switchboard_plugin::{Host, serde_json::Value, types::PlatformChat};

/// Sends a text.
pub fn send(
    host: &dyn Host,
    chat: &PlatformChat,
    mut parameters: Parameters,
    words: &Words,
    is_plain: bool,
    deadline_ms: u64,
) -> Result<Value, Refusal> {
    words.put(&mut parameters, "text", is_plain);
    api::call_chat(host, "sendMessage", chat, parameters, deadline_ms)
}
