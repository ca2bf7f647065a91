//! Where the requests to an identity provider may go, whatever its document says, and how many there are (F109).

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use switchboard_model::{Clock, ManualClock};
use switchboard_server::{
    config::{Sources, load},
    limits::{OIDC_ANSWER_BYTES, OIDC_FAILED_MS},
    oidc::Oidc,
};
use switchboard_testkit::app::BEGIN;
use tokio::net::TcpListener;

/// A provider that answers one request: how it names itself, and how often it was asked.
async fn answers(answer: impl FnOnce(&str) -> Value) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let issuer = format!("http://{}", listener.local_addr().expect("an address"));
    let (text, asked) = (answer(&issuer).to_string(), Arc::new(AtomicUsize::new(0)));
    let counted = Arc::clone(&asked);
    let document = get(move || {
        counted.fetch_add(1, Ordering::SeqCst);
        let is_redirect = text.contains("\"redirect\"");
        let answer: Response = if is_redirect { redirect() } else { text.clone().into_response() };
        async move { answer }
    });
    let router = Router::new().route("/.well-known/openid-configuration", document);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (issuer, asked)
}

fn redirect() -> Response {
    let mut response = StatusCode::FOUND.into_response();
    let address = HeaderValue::from_static("https://10.0.0.1/.well-known/openid-configuration");
    response.headers_mut().insert(header::LOCATION, address);
    response
}

fn opened(issuer: &str) -> (Oidc, Arc<ManualClock>) {
    let set = |name: &str, value: &str| (format!("SWITCHBOARD_{name}"), value.to_owned());
    let environment = vec![
        set("SERVER_PUBLIC_URL", "https://desk.example.org"),
        set("SIGN_IN_OIDC_ISSUER", issuer),
        set("SIGN_IN_OIDC_CLIENT_ID", "desk"),
        set("PLUGINS_ALLOW_PRIVATE_HOSTS", "127.0.0.1:*"),
    ];
    let config = load(&Sources { environment, ..Sources::default() }).expect("a configuration");
    let clock = Arc::new(ManualClock::at(BEGIN));
    let shared: Arc<dyn Clock> = clock.clone();
    (Oidc::open(&config, &shared).expect("it opens").expect("it is set"), clock)
}

fn document(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
    })
}

#[tokio::test]
async fn a_document_points_to_no_inner_address() {
    for (member, value, told) in [
        ("jwks_uri", json!("https://10.0.0.1/keys"), "plugins.allow_private_hosts"),
        ("jwks_uri", json!("https://[::1]/keys"), "plugins.allow_private_hosts"),
        ("token_endpoint", json!("http://accounts.example.org/token"), "not https"),
        ("authorization_endpoint", json!("javascript:alert(1)"), "not https"),
        ("userinfo_endpoint", json!("file:///etc/passwd"), "not https"),
        ("issuer", json!("https://accounts.example.org"), "write sign_in.oidc_issuer so"),
        ("issuer", json!(1), "otherwise than it must"),
        ("redirect", json!(true), "answers 302"),
        ("more", json!("x".repeat(OIDC_ANSWER_BYTES)), "answers more than"),
    ] {
        let damaged = |issuer: &str| {
            let mut document = document(issuer);
            document[member] = value;
            document
        };
        let (issuer, _) = answers(damaged).await;
        let (oidc, _) = opened(&issuer);
        let said = oidc.look().await.expect_err(member).to_string();
        assert!(said.contains(told), "{member}: {said}");
    }
}

#[tokio::test]
async fn who_asks_often_does_not_ask_the_provider_often() {
    let (issuer, asked) = answers(|_| json!({})).await;
    let (oidc, clock) = opened(&issuer);
    for (waited_ms, count) in [(0, 1), (OIDC_FAILED_MS - 1, 1), (1, 2)] {
        clock.pass_ms(waited_ms);
        for _ in 0..3 {
            assert!(oidc.begin(None).await.is_err());
        }
        assert_eq!(asked.load(Ordering::SeqCst), count);
    }
}
