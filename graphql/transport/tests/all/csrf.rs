//! Foreign pages cannot act with a cookie that the browser sends along.

use serde_json::json;
use switchboard_transport::{CSRF_HEADER, ConnectionLimits, Limits, Settings};

use crate::support::{Heard, Socket, TestServer};

#[tokio::test]
async fn a_cookie_needs_the_header_on_every_post() {
    let server = TestServer::start().await;
    let mutation = r#"{"query":"mutation { save }"}"#;
    for accept in ["application/json", "text/event-stream"] {
        let bare = server.post_for(accept, mutation).header("x-person", "browser");
        assert_eq!(bare.send().await.unwrap().status(), 403);
    }
    assert_eq!(server.counts.mutated(), 0);
    assert_eq!(server.refused("CSRF_HEADER_MISSING"), 2);
    let own = server.post(mutation).header("x-person", "browser").header(CSRF_HEADER, "1");
    assert_eq!(own.send().await.unwrap().status(), 200);
    let token = server.post(mutation).header("x-person", "ana");
    assert_eq!(token.send().await.unwrap().status(), 200);
    assert_eq!(server.counts.mutated(), 2);
}

#[tokio::test]
async fn a_cookie_opens_a_socket_only_from_a_trusted_page() {
    let settings = Settings {
        trusted_origins: vec!["https://help.example".to_owned()],
        ..Settings::default()
    };
    let server =
        TestServer::with_all(Limits::default(), settings, ConnectionLimits::default()).await;
    let own = format!("http://{}", server.address);
    for (origin, person, is_let_in) in [
        ("https://evil.example", "browser", false),
        ("null", "browser", false),
        ("https://help.example", "browser", true),
        (own.as_str(), "browser", true),
        ("https://evil.example", "ana", true),
    ] {
        let headers = [("sec-websocket-protocol", "graphql-transport-ws"), ("origin", origin)];
        let mut socket = Socket::connect_with(&server, &headers).await;
        socket.init(person).await;
        match socket.hear().await {
            Heard::Message(message) => {
                assert!(is_let_in, "{origin}");
                assert_eq!(message, json!({ "type": "connection_ack" }));
            }
            Heard::Closed(code, _) => assert_eq!((is_let_in, code), (false, 4403), "{origin}"),
            Heard::Lost => panic!("no close code for {origin}"),
        }
    }
}
