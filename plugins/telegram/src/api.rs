//! Makes calls of the Bot API. The token stays with the host: the URL holds only its name.

use crate::{
    limits::{CALL_LEAST_MS, CALL_TIMEOUT_MS},
    refusal::{self, Refusal},
};
use switchboard_plugin::{
    Host,
    http_types::{Part, Request},
    serde_json::{Map, Value},
    types::{Error, PlatformChat},
};

const BASE_URL: &str = "https://api.telegram.org";

/// The parameters of a call, by their names in the Bot API.
pub type Parameters = Map<String, Value>;

/// Calls a method with JSON parameters and gives back its `result`.
pub fn call(host: &dyn Host, method: &str, parameters: Parameters) -> Result<Value, Refusal> {
    post(host, request(host, method).json(&parameters.into()))
}

/// The same for parameters that name a secret for the host to fill in. Never for words that a
/// person wrote.
pub fn call_with_secrets(
    host: &dyn Host,
    method: &str,
    parameters: Parameters,
) -> Result<Value, Refusal> {
    post(host, request(host, method).json_with_secrets(&parameters.into()))
}

/// The same for a call that counts towards a chat's rate, and has to end by a deadline.
pub fn call_chat(
    host: &dyn Host,
    method: &str,
    chat: &PlatformChat,
    parameters: Parameters,
    deadline_ms: u64,
) -> Result<Value, Refusal> {
    let timeout_ms = time_left(host, deadline_ms, CALL_TIMEOUT_MS)?;
    let request = request(host, method).json(&parameters.into()).timeout_ms(timeout_ms);
    post(host, in_chat(request, chat))
}

/// The same with files, which the host streams.
pub fn upload(
    host: &dyn Host,
    method: &str,
    chat: &PlatformChat,
    parameters: Parameters,
    files: Vec<Part>,
    timeout_ms: u32,
) -> Result<Value, Refusal> {
    let fields = parameters.into_iter().map(|(name, value)| match value {
        Value::String(text) => Part::field(&name, text),
        value => Part::field(&name, value.to_string()),
    });
    let parts = fields.chain(files).collect();
    let request = request(host, method).multipart(parts).timeout_ms(timeout_ms);
    post(host, in_chat(request, chat))
}

/// A call that gives a poll's answer; it may stay open for as long as `timeout_ms`.
pub fn call_for(
    host: &dyn Host,
    method: &str,
    parameters: Parameters,
    timeout_ms: u32,
) -> Result<Value, Refusal> {
    post(host, request(host, method).json(&parameters.into()).timeout_ms(timeout_ms))
}

/// The request that downloads a file into a blob.
pub fn download(host: &dyn Host, file_path: &str) -> Request {
    let url = format!("{}/file/bot{{secret:bot_token}}/{}", base_url(host), encoded(file_path));
    Request::new("GET", url).into_blob()
}

/// How long a call may take, in milliseconds.
///
/// # Errors
/// Too little is left before the deadline; nothing was sent.
pub fn time_left(host: &dyn Host, deadline_ms: u64, most_ms: u32) -> Result<u32, Error> {
    let left = deadline_ms.saturating_sub(host.now_ms());
    if left < CALL_LEAST_MS {
        return Err(Error::transient("telegram.deadline", "No time was left to call Telegram."));
    }
    Ok(u32::try_from(left).unwrap_or(u32::MAX).min(most_ms))
}

fn request(host: &dyn Host, method: &str) -> Request {
    let url = format!("{}/bot{{secret:bot_token}}/{method}", base_url(host));
    Request::new("POST", url).timeout_ms(CALL_TIMEOUT_MS)
}

fn in_chat(request: Request, chat: &PlatformChat) -> Request {
    request.bucket("send").bucket(format!("chat/{}", chat.id))
}

fn post(host: &dyn Host, request: Request) -> Result<Value, Refusal> {
    refusal::result(&host.fetch(request)?)
}

fn base_url(host: &dyn Host) -> String {
    let settings = host.settings();
    let url = settings["base_url"].as_str().filter(|url| !url.is_empty()).unwrap_or(BASE_URL);
    url.trim_end_matches('/').to_owned()
}

/// File paths are made of plain characters and slashes; anything else is escaped.
fn encoded(path: &str) -> String {
    path.bytes().fold(String::with_capacity(path.len()), |mut encoded, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}
