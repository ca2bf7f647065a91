//! The Bot API's calls and answers. The token stays with the host: the URL holds only its name.

use crate::refusal::{REFUSALS, Recovery};
use switchboard_plugin::{
    Host,
    api::{Answer, Api},
    http_types::{Request, Response},
    json,
    refusals::{CallError, Said},
    serde_json::Value,
    types::PlatformChat,
};

/// The Bot API, at Telegram or on a server of the admin's own.
pub const API: Api<Recovery> =
    Api { platform: "Telegram", base_url: "https://api.telegram.org", read, refusals: &REFUSALS };

/// Why a call did not succeed.
pub type Error = CallError<Recovery>;

/// A request that calls a method.
pub fn method(host: &dyn Host, name: &str) -> Request {
    API.post(host, &format!("/bot{{secret:bot_token}}/{name}"))
}

/// Calls a method with JSON parameters.
pub fn call(host: &dyn Host, name: &str, parameters: &Value) -> Result<Value, Error> {
    API.call(host, method(host, name).json(parameters))
}

/// Makes a call that counts towards a chat's rate and has to end by a deadline.
pub fn call_in(
    host: &dyn Host,
    chat: &PlatformChat,
    request: Request,
    deadline_ms: u64,
) -> Result<Value, Error> {
    let request = request.bucket("send").bucket(format!("chat/{}", chat.id));
    API.call(host, request.by_deadline(host, deadline_ms)?)
}

fn read(response: &Response) -> Option<Answer<Recovery>> {
    let mut answer = response.json()?;
    if answer["ok"].as_bool()? {
        return Some(Answer::Done(answer["result"].take()));
    }
    let parameters = &answer["parameters"];
    let retry_after_ms = parameters["retry_after"]
        .as_u64()
        .map(|seconds| u32::try_from(seconds.saturating_mul(1_000)).unwrap_or(u32::MAX));
    Some(Answer::Refused(Said {
        code: json::id(&answer["error_code"]).unwrap_or_else(|| response.status.to_string()),
        text: json::text(&answer["description"]).unwrap_or_default(),
        retry_after_ms,
        recovery: parameters["migrate_to_chat_id"].as_i64().map(Recovery::MovedTo),
    }))
}
