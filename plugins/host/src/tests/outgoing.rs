//! What leaves the server: where it may go, what it may carry, and what is said when it is unclear
//! whether it arrived.

use crate::{
    network::{HttpFailure, HttpResponse},
    testing::{
        TOKEN, TestHost, attempt, fetch, fetch_to_blob, outbound, tell_blob, tell_reply, text,
    },
};
use serde_json::json;
use std::time::Duration;
use switchboard_model::{
    Timestamp,
    connector::{Attempt, ConnectorError, Connectors as _, ErrorClass},
};

async fn host_that_fetches(method: &str, url: &str) -> TestHost {
    let call = fetch(method, url);
    TestHost::with(&format!("outbound.follow-up {{ {call} (i32.const 2048) }}")).await
}

async fn follow_up(host: &TestHost) -> Result<(), ConnectorError> {
    host.connector().await.follow_up(&json!({})).await
}

#[tokio::test]
async fn only_granted_hosts_are_asked() {
    host_that_fetches("POST", "https://api.example.org/").await;
    for url in ["https://elsewhere.example/", "http://169.254.169.254/"] {
        let host = host_that_fetches("POST", url).await;
        let error = follow_up(&host).await.unwrap_err();
        assert_eq!((error.class, error.code.as_str()), (ErrorClass::Denied, "http.host"), "{url}");
        assert!(host.ports.http.asked().is_empty());
    }
    let host = host_that_fetches("POST", "https://api.example.org/").await;
    assert_eq!(follow_up(&host).await, Ok(()));
    assert_eq!(host.ports.http.asked(), ["https://api.example.org/"]);
}

#[tokio::test]
async fn a_metadata_address_is_denied_even_as_a_setting() {
    let host = host_that_fetches("POST", "http://169.254.169.254/").await;
    let connector = host.connector_with(json!({"base_url": "http://169.254.169.254"})).await;
    assert_eq!(connector.follow_up(&json!({})).await.unwrap_err().class, ErrorClass::Denied);
}

#[tokio::test]
async fn a_secret_is_filled_in_for_its_host_only() {
    let host = host_that_fetches("GET", "https://api.example.org/bot{secret:token}/x").await;
    assert_eq!(follow_up(&host).await, Ok(()));
    assert_eq!(host.ports.http.asked(), [format!("https://api.example.org/bot{TOKEN}/x")]);

    let host = host_that_fetches("GET", "https://mine.example/bot{secret:token}/x").await;
    let error = follow_up(&host).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Denied, "secret.not-bound"));
    assert!(host.ports.http.asked().is_empty());
}

#[tokio::test]
async fn what_was_granted_is_counted_when_it_is_used() {
    let host = host_that_fetches("GET", "https://api.example.org/bot{secret:token}/x").await;
    for _ in 0..2 {
        assert_eq!(follow_up(&host).await, Ok(()));
    }
    let grants = host.host.installed().remove(0).grants;
    assert!(grants.iter().all(|grant| grant.is_granted), "{grants:?}");
    let counted: Vec<(&str, Option<u64>)> =
        grants.iter().map(|grant| (grant.line.as_str(), grant.use_count)).collect();
    assert_eq!(
        counted,
        [
            ("reaches https://api.example.org", Some(2)),
            ("reaches {settings.base_url}", Some(0)),
            ("uses the secret token", Some(2)),
            ("sends the secret token to https://api.example.org:443", Some(2)),
            ("uses the secret webhook_secret", Some(0)),
        ]
    );
}

#[tokio::test]
async fn an_echoed_secret_reaches_the_guest_as_its_placeholder() {
    let url = "https://api.example.org/bot{secret:token}/x";
    for call in [
        format!("{} {}", fetch("GET", url), tell_reply(0)),
        format!("{} {}", fetch_to_blob("GET", url), tell_blob(0)),
    ] {
        let host = TestHost::with(&format!("outbound.follow-up {{ {call} }}")).await;
        host.ports.http.answers(|request| {
            let body = format!("asked {}", request.url).into_bytes();
            Ok(HttpResponse::whole(200, Vec::new(), body))
        });
        let error = follow_up(&host).await.unwrap_err();
        assert_eq!(error.message, "asked https://api.example.org/bot{secret:token}/x", "{call}");
        let stored = host.ports.blobs.get("stored-0");
        assert!(!stored.is_some_and(|bytes| bytes.ends_with(format!("{TOKEN}/x").as_bytes())));
    }
}

#[tokio::test]
async fn an_unknown_secret_is_denied_and_signing_shows_no_secret() {
    let (name, data) = (text("unknown"), text("token"));
    let host = TestHost::with(&format!(
        "outbound.follow-up {{ (call $secrets.sign {name} (i32.const 1) {data} (i32.const 2048)) (i32.const 2048) }}"
    ))
    .await;
    let error = follow_up(&host).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Denied, "secret.not-granted"));
}

#[tokio::test]
async fn a_trap_after_a_request_is_maybe_sent_unless_nothing_can_have_happened() {
    type Script = fn() -> Result<HttpResponse, HttpFailure>;
    let ok: Script = || Ok(HttpResponse::whole(200, Vec::new(), Vec::new()));
    let refused: Script = || Ok(HttpResponse::whole(400, Vec::new(), Vec::new()));
    let not_sent: Script = || Err(HttpFailure::NotSent("refused".into()));
    let cut: Script = || Err(HttpFailure::MaybeSent("cut".into()));
    for (method, script, class) in [
        ("POST", ok, ErrorClass::MaybeSent),
        ("POST", cut, ErrorClass::MaybeSent),
        ("POST", refused, ErrorClass::Transient),
        ("POST", not_sent, ErrorClass::Transient),
        ("GET", ok, ErrorClass::Transient),
    ] {
        let call = fetch(method, "https://api.example.org/");
        let host = TestHost::with(&format!("outbound.send {{ {call} unreachable }}")).await;
        host.ports.http.answers(move |_| script());
        let error = host.connector().await.send(&outbound(), &attempt("k")).await.unwrap_err();
        assert_eq!((error.class, error.code.as_str()), (class, "plugin.trap"), "{method}");
    }
}

#[tokio::test]
async fn a_guest_cannot_call_an_unknown_outcome_a_passing_one() {
    // The fetch ends without an answer; the guest returns the class `transient`, which is 0.
    let call = fetch("POST", "https://api.example.org/");
    let host = TestHost::with(&format!(
        "outbound.follow-up {{ {call} (i32.store8 (i32.const 2052) (i32.const 0)) (i32.const 2048) }}"
    ))
    .await;
    host.ports.http.answers(|_| Err(HttpFailure::MaybeSent("cut".into())));
    assert_eq!(follow_up(&host).await.unwrap_err().class, ErrorClass::MaybeSent);
    host.ports.http.answers(|_| Err(HttpFailure::NotSent("refused".into())));
    assert_eq!(follow_up(&host).await.unwrap_err().class, ErrorClass::Transient);
}

#[tokio::test]
async fn waiting_for_the_network_costs_no_processor_time() {
    let host = host_that_fetches("POST", "https://api.example.org/").await;
    host.ports.http.takes(Duration::from_millis(400));
    assert_eq!(follow_up(&host).await, Ok(()), "400 ms of waiting with 100 ms of processor time");
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_given_up_and_the_next_one_works() {
    let host = host_that_fetches("POST", "https://api.example.org/").await;
    host.ports.http.takes(Duration::from_secs(60));
    let error = follow_up(&host).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::MaybeSent, "plugin.timeout"));
    assert_eq!(host.strikes(), 0, "a slow network is no fault of the plugin");
    host.ports.http.takes(Duration::ZERO);
    assert_eq!(follow_up(&host).await, Ok(()));
}

#[tokio::test]
async fn an_attempt_whose_time_is_over_does_not_begin() {
    let host = TestHost::with("").await;
    let late = Attempt { deadline: Timestamp(0), ..attempt("k") };
    let error = host.connector().await.send(&outbound(), &late).await.unwrap_err();
    assert_eq!((error.class, error.code.as_str()), (ErrorClass::Transient, "attempt.late"));
    assert_eq!(host.host.status()[0].metrics.calls.count(), 0);
}

#[tokio::test]
async fn a_silent_host_rests() {
    let host = host_that_fetches("POST", "https://api.example.org/").await;
    host.ports.http.answers(|_| Err(HttpFailure::NotSent("refused".into())));
    for _ in 0..crate::limits::CIRCUIT_FAILURES {
        assert_eq!(follow_up(&host).await.unwrap_err().code, "http.not-sent");
    }
    let error = follow_up(&host).await.unwrap_err();
    assert_eq!(error.code, "http.circuit-open");
    assert!(error.retry_after_ms.is_some());
    assert_eq!(host.ports.http.asked().len(), crate::limits::CIRCUIT_FAILURES as usize);
}

#[tokio::test]
async fn waiting_for_a_network_is_no_processor_time() {
    // Twenty waits, each longer than a tick, of a guest that may run for ten ticks.
    let call = fetch("GET", "https://api.example.org/");
    let host = TestHost::with(&format!(
        "outbound.follow-up {{ (i32.store (i32.const 3000) (i32.const 20)) \
         (loop $again {call} \
         (i32.store (i32.const 3000) (i32.sub (i32.load (i32.const 3000)) (i32.const 1))) \
         (br_if $again (i32.load (i32.const 3000)))) (i32.const 1024) }}"
    ))
    .await;
    host.ports.http.takes(Duration::from_millis(20));
    assert_eq!(follow_up(&host).await, Ok(()));
    assert_eq!(host.ports.http.asked().len(), 20);
}
