//! The bundled Telegram plugin through the whole host, against a script that speaks like the Bot API.

use crate::{
    config::HostConfig,
    directory::FILE_SUFFIX,
    grant::Grant,
    host::PluginHost,
    network::{HttpBody, HttpPartValue, HttpRequest, HttpResponse},
    package::Package,
    testing::{TOKEN, TestPorts, attempt, outbound, request},
};
use serde_json::{Value, json};
use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};
use switchboard_model::{
    ChannelId, Timestamp,
    connector::{
        Connector, Connectors, ErrorClass, InboundEvent, MediaKind, OutboundMedia, Text, TextFormat,
    },
};

const TELEGRAM: &str = "org.switchboard.telegram";

/// The finished plugin: in the folder that the environment names, or where `cargo xtask guests`
/// writes it.
#[expect(clippy::disallowed_methods, reason = "the task that runs the tests names it")]
fn telegram_file() -> PathBuf {
    let folder = match std::env::var_os("SWITCHBOARD_PLUGINS_FOLDER") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/plugins")),
    };
    let file = folder.join(format!("{TELEGRAM}{FILE_SUFFIX}"));
    assert!(file.exists(), "the Telegram plugin is not built: run cargo xtask guests");
    file
}

async fn telegram() -> (TestPorts, Arc<dyn Connector>) {
    let package = Package::read(&telegram_file()).expect("the bundled plugin is a package");
    let grant = Grant::all_of(&package.manifest);
    let ports = TestPorts::default();
    let host = PluginHost::new(HostConfig::default(), ports.bundle()).unwrap();
    host.load(package, &grant).await.expect("the bundled plugin fits the contract");
    let connector = host.connector(TELEGRAM, ChannelId(1), &json!({})).await.unwrap().unwrap();
    (ports, connector)
}

fn good(result: &Value) -> HttpResponse {
    let body = json!({"ok": true, "result": result}).to_string().into_bytes();
    HttpResponse::whole(200, vec![("content-type".into(), b"application/json".to_vec())], body)
}

fn method(request: &HttpRequest) -> &str {
    request.url.path().rsplit('/').next().unwrap_or_default()
}

fn sent_message() -> Value {
    json!({"message_id": 77, "date": 1_764_000_660, "chat": {"id": 1, "type": "private"}})
}

fn text(body: &str) -> Option<Text> {
    Some(Text { body: body.into(), format: TextFormat::Plain })
}

#[tokio::test]
async fn connecting_tests_the_token_and_gives_the_webhook_its_secret() {
    let (ports, connector) = telegram().await;
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let seen = bodies.clone();
    ports.http.answers(move |request| {
        if let HttpBody::Bytes(bytes) = &request.body {
            seen.lock().unwrap().push(String::from_utf8(bytes.clone()).unwrap());
        }
        Ok(good(&match method(request) {
            "getMe" => {
                json!({"id": 42, "is_bot": true, "first_name": "ACME", "username": "acme_bot"})
            }
            _ => json!(true),
        }))
    });
    let connected = connector.identify().await.unwrap();
    assert_eq!((connected.unique_id.as_str(), connected.title.as_str()), ("42", "ACME"));
    assert_eq!(ports.http.asked(), [format!("https://api.telegram.org/bot{TOKEN}/getMe")]);
    connector.connect(Some("https://desk.example/hooks/1")).await.unwrap();
    assert!(bodies.lock().unwrap().iter().any(|body| body.contains("hook-secret")));
}

#[tokio::test]
async fn a_webhook_becomes_items_without_a_request() {
    let (ports, connector) = telegram().await;
    let update = r#"{"update_id":700101,"message":{"message_id":11,"from":{"id":5,"is_bot":false,
        "first_name":"Ana","language_code":"uk"},"chat":{"id":5,"first_name":"Ana","type":"private"},
        "date":1764000660,"text":"hello"}}"#;
    let items = connector.parse(&request(update)).await.unwrap();
    let [item] = &items[..] else { panic!("one item is expected: {items:?}") };
    let InboundEvent::Message(message) = &item.event else { panic!("{item:?}") };
    assert_eq!(message.at, Timestamp(1_764_000_660_000));
    assert_eq!(message.text.as_ref().map(|text| text.body.as_str()), Some("hello"));
    assert_eq!(message.sender.name.as_deref(), Some("Ana"));
    assert!(ports.http.asked().is_empty());
    let garbage = connector.parse(&request("\u{0}{nonsense")).await;
    assert!(garbage.is_err() || garbage.is_ok_and(|items| items.len() <= 1), "never a trap");
}

#[tokio::test]
async fn what_a_person_writes_is_never_filled_in() {
    let (ports, connector) = telegram().await;
    let written = "my token is {secret:bot_token} {secret:webhook_secret}";
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let seen = bodies.clone();
    ports.http.answers(move |request| {
        if let HttpBody::Bytes(bytes) = &request.body {
            let body: Value = serde_json::from_slice(bytes).unwrap();
            seen.lock().unwrap().push(body["text"].as_str().unwrap_or_default().to_owned());
        }
        Ok(good(&sent_message()))
    });
    let mut message = outbound();
    message.text = text(written);
    let sent = connector.send(&message, &attempt("k")).await.unwrap();
    assert_eq!(sent.references[0].id, "77");
    assert_eq!(*bodies.lock().unwrap(), [written]);
}

#[tokio::test]
async fn a_picture_streams_from_the_store_to_the_platform() {
    let (ports, connector) = telegram().await;
    ports.blobs.put("picture", b"the picture's bytes");
    let streamed = Arc::new(Mutex::new(Vec::new()));
    let seen = streamed.clone();
    ports.http.answers(move |request| {
        if let HttpBody::Multipart(parts) = &request.body {
            for part in parts {
                if let HttpPartValue::Stream(_, size_bytes) = &part.value {
                    seen.lock().unwrap().push((part.file.clone(), part.mime.clone(), *size_bytes));
                }
            }
        }
        Ok(good(&sent_message()))
    });
    let mut message = outbound();
    message.media.push(OutboundMedia {
        blob: "picture".into(),
        kind: MediaKind::Image,
        mime: "image/jpeg".into(),
        name: "cat.jpg".into(),
        size_bytes: 19,
    });
    connector.send(&message, &attempt("k")).await.unwrap();
    let expected = (Some("cat.jpg".to_owned()), Some("image/jpeg".to_owned()), 19);
    assert_eq!(*streamed.lock().unwrap(), [expected]);
}

#[tokio::test]
async fn a_file_is_fetched_into_the_store() {
    let (ports, connector) = telegram().await;
    ports.http.answers(|request| {
        Ok(match method(request) {
            "getFile" => good(&json!({"file_id": "f", "file_path": "photos/file_1.jpg"})),
            _ => HttpResponse::whole(200, Vec::new(), b"jpeg".to_vec()),
        })
    });
    let blob = connector.fetch_media("f").await.unwrap();
    assert_eq!((blob.size_bytes, blob.name.as_deref()), (4, Some("file_1.jpg")));
    assert_eq!(ports.blobs.get(&blob.id).as_deref(), Some(&b"jpeg"[..]));
    let asked = ports.http.asked();
    assert_eq!(asked[1], format!("https://api.telegram.org/file/bot{TOKEN}/photos/file_1.jpg"));
}

#[tokio::test]
async fn a_platform_that_asks_to_wait_is_not_asked_again_before() {
    let (ports, connector) = telegram().await;
    ports.http.answers(|_| {
        let body = json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 14",
            "parameters": {"retry_after": 14}});
        Ok(HttpResponse::whole(429, Vec::new(), body.to_string().into_bytes()))
    });
    let mut message = outbound();
    message.text = text("hello");
    for number in 1..3 {
        let error = connector.send(&message, &attempt("k")).await.unwrap_err();
        assert_eq!(error.class, ErrorClass::RateLimited, "{error:?}");
        assert!(error.retry_after_ms.is_some_and(|wait| wait >= 13_000), "try {number}: {error:?}");
    }
    assert_eq!(ports.http.asked().len(), 1, "the second try waits in the server");
    message.chat.id = "2".into();
    assert!(connector.send(&message, &attempt("other")).await.is_err());
    assert_eq!(ports.http.asked().len(), 2, "other chats are not concerned");
}

#[tokio::test]
async fn a_poll_gives_items_and_the_next_cursor() {
    let (ports, connector) = telegram().await;
    ports.http.answers(|_| {
        Ok(good(
            &json!([{"update_id": 700_901, "message": {"message_id": 33, "date": 1_764_001_980,
            "from": {"id": 5, "is_bot": false, "first_name": "Ana"},
            "chat": {"id": 5, "type": "private"}, "text": "zwei"}}]),
        ))
    });
    let page = connector.poll(Some("700900"), 1_000).await.unwrap();
    assert_eq!((page.cursor.as_str(), page.items.len()), ("700902", 1));
}
