//! A Bot API for tests: the real paths, parameters and answers, for bots that exist only here.
//! Source: the Bot API's documentation; limits as it tells them.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::any,
};
use serde_json::{Value, json};
use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
};
use tokio::net::TcpListener;

/// One call that a bot made.
#[derive(Clone, Debug)]
pub struct Call {
    /// The method, such as `sendMessage`.
    pub method: String,
    /// The parameters: from JSON, from a form, or the text parts of a multipart body.
    pub parameters: HashMap<String, Value>,
    /// The file parts of a multipart body: name of the part, file name, bytes.
    pub files: Vec<(String, String, Vec<u8>)>,
}

impl Call {
    /// A parameter as text, whatever it was sent as.
    pub fn text(&self, name: &str) -> String {
        match self.parameters.get(name) {
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        }
    }
}

/// An answer that is given instead of the usual one.
#[derive(Clone, Debug)]
pub enum Script {
    /// This status and body.
    Answer(u16, Value),
    /// This address is told as the place of the answer.
    Redirect(String),
    /// Nothing, for as long as the fake lives.
    Silence,
    /// The connection is cut after the request was read.
    Cut,
}

#[derive(Default)]
struct Memory {
    calls: Vec<Call>,
    scripts: HashMap<String, VecDeque<Script>>,
    files: HashMap<String, (String, Vec<u8>)>,
    updates: Vec<Value>,
    webhook: Option<(String, String)>,
    last_message_id: i64,
}

/// The fake, listening on loopback until it is dropped.
pub struct FakeTelegram {
    address: SocketAddr,
    token: String,
    memory: Arc<Mutex<Memory>>,
    server: tokio::task::JoinHandle<()>,
}

#[derive(Clone)]
struct Shared {
    token: String,
    memory: Arc<Mutex<Memory>>,
}

impl FakeTelegram {
    /// Starts for one bot.
    pub async fn start(token: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let memory = Arc::new(Mutex::new(Memory { last_message_id: 1_000, ..Memory::default() }));
        let shared = Shared { token: token.to_owned(), memory: Arc::clone(&memory) };
        let router = Router::new()
            .route("/file/{bot}/{*path}", any(download))
            .route("/{bot}/{method}", any(call))
            .with_state(shared);
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the fake serves");
        });
        Self { address, token: token.to_owned(), memory, server }
    }

    /// Where it is reached.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The bot's token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// All calls of a method so far.
    pub fn calls(&self, method: &str) -> Vec<Call> {
        lock(&self.memory).calls.iter().filter(|call| call.method == method).cloned().collect()
    }

    /// The next call of a method gets this answer.
    pub fn script(&self, method: &str, script: Script) {
        lock(&self.memory).scripts.entry(method.to_owned()).or_default().push_back(script);
    }

    /// A file that bots can fetch.
    pub fn hold_file(&self, file_id: &str, path: &str, bytes: &[u8]) {
        lock(&self.memory).files.insert(file_id.to_owned(), (path.to_owned(), bytes.to_vec()));
    }

    /// An update that `getUpdates` hands out.
    pub fn update(&self, update: Value) {
        lock(&self.memory).updates.push(update);
    }

    /// The webhook that was set: address and secret.
    pub fn webhook(&self) -> Option<(String, String)> {
        lock(&self.memory).webhook.clone()
    }
}

impl Drop for FakeTelegram {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn lock(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    memory.lock().expect("no test panics while it holds the fake")
}

async fn download(
    State(shared): State<Shared>,
    Path((bot, path)): Path<(String, String)>,
) -> Response {
    if bot != format!("bot{}", shared.token) {
        return refusal(401, "Unauthorized");
    }
    let memory = lock(&shared.memory);
    match memory.files.values().find(|(held, _)| *held == path) {
        Some((_, bytes)) => bytes.clone().into_response(),
        None => refusal(404, "Not Found"),
    }
}

async fn call(
    State(shared): State<Shared>,
    Path((bot, method)): Path<(String, String)>,
    request: Request,
) -> Response {
    if bot != format!("bot{}", shared.token) {
        return refusal(401, "Unauthorized");
    }
    let call = match read(method, request).await {
        Ok(call) => call,
        Err(description) => return refusal(400, description),
    };
    let script = {
        let mut memory = lock(&shared.memory);
        memory.calls.push(call.clone());
        memory.scripts.get_mut(&call.method).and_then(VecDeque::pop_front)
    };
    match script {
        Some(Script::Answer(status, body)) => {
            let status = StatusCode::from_u16(status).expect("a status");
            (status, Json(body)).into_response()
        }
        Some(Script::Redirect(location)) => {
            (StatusCode::FOUND, [("location", location)], Json(json!({ "moved": true })))
                .into_response()
        }
        Some(Script::Silence) => std::future::pending().await,
        // A body that fails makes the server drop the connection without an answer.
        Some(Script::Cut) => cut(),
        None => answer(&call, &mut lock(&shared.memory)),
    }
}

fn cut() -> Response {
    let broken = futures::stream::once(async {
        Err::<Bytes, _>(std::io::Error::other("the fake cuts the connection"))
    });
    let mut response = axum::body::Body::from_stream(broken).into_response();
    response.headers_mut().insert("content-length", 1_000.into());
    response
}

fn refusal(code: u16, description: &str) -> Response {
    let status = StatusCode::from_u16(code).expect("a status");
    let body = json!({ "ok": false, "error_code": code, "description": description });
    (status, Json(body)).into_response()
}

fn done(result: Value) -> Response {
    Json(json!({ "ok": true, "result": result })).into_response()
}

fn answer(call: &Call, memory: &mut Memory) -> Response {
    let chat = call.text("chat_id").parse::<i64>();
    match call.method.as_str() {
        "getMe" => done(json!({
            "id": 123_456_789, "is_bot": true, "first_name": "ACME Help", "username": "acme_help_bot"
        })),
        "setWebhook" => {
            let secret = call.text("secret_token");
            let is_valid = !secret.is_empty()
                && secret.len() <= 256
                && secret.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
            if !is_valid {
                return refusal(400, "Bad Request: secret token contains unallowed characters");
            }
            memory.webhook = Some((call.text("url"), secret));
            done(json!(true))
        }
        "deleteWebhook" => {
            memory.webhook = None;
            done(json!(true))
        }
        "getUpdates" if memory.webhook.is_some() => refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        ),
        "getUpdates" => {
            let offset = call.text("offset").parse::<i64>().unwrap_or(0);
            memory.updates.retain(|update| update["update_id"].as_i64() >= Some(offset));
            let limit = call.text("limit").parse::<usize>().unwrap_or(100).clamp(1, 100);
            done(json!(memory.updates.iter().take(limit).collect::<Vec<_>>()))
        }
        "getFile" => match memory.files.get(&call.text("file_id")) {
            Some((path, bytes)) => done(json!({
                "file_id": call.text("file_id"), "file_unique_id": "u", "file_size": bytes.len(),
                "file_path": path
            })),
            None => refusal(400, "Bad Request: invalid file_id"),
        },
        "answerCallbackQuery" | "sendChatAction" | "deleteMessage" | "setMessageReaction" => {
            done(json!(true))
        }
        _ if chat.is_err() => refusal(400, "Bad Request: chat_id is empty"),
        "sendMessage" if call.text("text").is_empty() => {
            refusal(400, "Bad Request: message text is empty")
        }
        "sendMessage" if call.text("text").encode_utf16().count() > 4_096 => {
            refusal(400, "Bad Request: message is too long")
        }
        "editMessageText" | "editMessageCaption" => {
            let id = call.text("message_id").parse::<i64>().unwrap_or_default();
            done(message(id, chat.unwrap_or_default()))
        }
        "sendMediaGroup" => {
            let count = serde_json::from_str::<Vec<Value>>(&call.text("media"))
                .map(|media| media.len())
                .or_else(|_| match call.parameters.get("media") {
                    Some(Value::Array(media)) => Ok(media.len()),
                    other => Err(other),
                });
            let Ok(count @ 2..=10) = count else {
                return refusal(400, "Bad Request: media must hold 2 to 10 items");
            };
            let sent: Vec<Value> = (0..count)
                .map(|_| {
                    memory.last_message_id += 1;
                    message(memory.last_message_id, *chat.as_ref().unwrap_or(&0))
                })
                .collect();
            done(json!(sent))
        }
        "sendMessage" | "sendPhoto" | "sendDocument" | "sendVoice" | "sendVideo" | "sendAudio"
        | "sendLocation" | "sendSticker" => {
            memory.last_message_id += 1;
            done(message(memory.last_message_id, chat.unwrap_or_default()))
        }
        _ => refusal(404, "Not Found: method not found"),
    }
}

fn message(id: i64, chat: i64) -> Value {
    json!({
        "message_id": id, "date": 1_764_000_000, "chat": { "id": chat, "type": "private" },
        "from": { "id": 123_456_789, "is_bot": true, "first_name": "ACME Help" }
    })
}

async fn read(method: String, request: Request) -> Result<Call, &'static str> {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get("content-type").and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let bytes = axum::body::to_bytes(body, 64 << 20).await.map_err(|_| "Bad Request: body")?;
    let mut call = Call { method, parameters: HashMap::new(), files: Vec::new() };
    if let Some(boundary) = kind.strip_prefix("multipart/form-data; boundary=") {
        read_multipart(&mut call, boundary.trim_matches('"'), &bytes)?;
    } else if !bytes.is_empty() {
        call.parameters =
            serde_json::from_slice(&bytes).map_err(|_| "Bad Request: can't parse JSON")?;
    }
    Ok(call)
}

fn read_multipart(call: &mut Call, boundary: &str, bytes: &[u8]) -> Result<(), &'static str> {
    let mark = format!("--{boundary}").into_bytes();
    for part in split(bytes, &mark).into_iter().skip(1) {
        let Some(end) = find(part, b"\r\n\r\n") else { continue };
        let head = std::str::from_utf8(&part[2.min(end)..end]).map_err(|_| "Bad Request: head")?;
        let content = part[end + 4..].strip_suffix(b"\r\n").unwrap_or(&part[end + 4..]);
        let field = |name: &str| {
            let from = head.find(&format!("{name}=\""))? + name.len() + 2;
            head[from..].split('"').next().map(str::to_owned)
        };
        let name = field(" name").ok_or("Bad Request: a part has no name")?;
        match field("filename") {
            Some(file) => call.files.push((name, file, content.to_vec())),
            None => {
                let text = String::from_utf8_lossy(content).into_owned();
                call.parameters.insert(name, Value::String(text));
            }
        }
    }
    Ok(())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn split<'a>(mut bytes: &'a [u8], mark: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    while let Some(at) = find(bytes, mark) {
        parts.push(&bytes[..at]);
        bytes = &bytes[at + mark.len()..];
    }
    parts.push(bytes);
    parts
}
