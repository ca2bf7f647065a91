//! Reading is pure: nothing goes out, nothing is written, and the same request gives the same items.

use crate::testing::{Guest, TestHost, fetch, request, text};
use switchboard_model::connector::{ErrorClass, Header, Verdict};

#[tokio::test]
async fn reading_cannot_reach_out_or_write() {
    let key = text("token");
    for body in [
        fetch("GET", "https://api.example.org/"),
        format!("(call $kv.set {key} {key} (i32.const 0) (i64.const 0) (i32.const 2048))"),
        format!("(call $blobs.open {key} (i32.const 2048))"),
    ] {
        let host = TestHost::with(&format!("inbound.parse {{ {body} (i32.const 2048) }}")).await;
        let error = host.connector().await.parse(&request("x")).await.unwrap_err();
        assert_eq!((error.class, error.code.as_str()), (ErrorClass::Denied, "call.pure"), "{body}");
        assert!(host.ports.http.asked().is_empty() && host.ports.key_values.len() == 0);
        assert_eq!(host.host.status()[0].metrics.denied.get(), 1);
    }
}

#[tokio::test]
async fn the_clock_stands_and_chance_repeats_while_reading() {
    // The guest tells what it drew as an error's platform code; the message is the clock's value.
    let body = "(call $sys.random (i32.const 8) (i32.const 3000)) \
        (i32.store8 (i32.const 2048) (i32.const 1)) \
        (i64.store (i32.const 3008) (i64.load (i32.load (i32.const 3000)))) \
        (i64.store (i32.const 3008) (i64.and (i64.load (i32.const 3008)) (i64.const 0x0f0f0f0f0f0f0f0f))) \
        (i64.store (i32.const 3008) (i64.or (i64.load (i32.const 3008)) (i64.const 0x4040404040404040))) \
        (i32.store8 (i32.const 2052) (i32.const 8)) \
        (i32.store (i32.const 2056) (i32.const 3008)) (i32.store (i32.const 2060) (i32.const 8)) \
        (i32.const 2048)";
    let host = TestHost::with(&format!("inbound.parse {{ {body} }}")).await;
    let connector = host.connector().await;
    let first = connector.parse(&request("x")).await.unwrap_err();
    let second = connector.parse(&request("x")).await.unwrap_err();
    let other = connector.parse(&request("y")).await.unwrap_err();
    assert_eq!(first.class, ErrorClass::Permanent);
    assert_eq!(first.code.len(), 8);
    assert_eq!(first.code, second.code, "the same request draws the same");
    assert_ne!(first.code, other.code, "another request draws something else");
}

#[tokio::test]
async fn the_declared_check_runs_without_the_guest() {
    let host = TestHost::with("").await;
    let connector = host.connector().await;
    let mut authentic = request("{}");
    authentic.headers.push(Header { name: "X-Secret".into(), value: b"hook-secret".to_vec() });
    assert!(matches!(connector.verify(&authentic).await, Ok(Verdict::Accept(_))));
    let Ok(Verdict::Reject(answer)) = connector.verify(&request("{}")).await else {
        panic!("a request without the secret must be rejected")
    };
    assert_eq!(answer.status, 401);
    assert_eq!(host.host.status()[0].metrics.calls.count(), 0, "no guest code may run");
}

#[tokio::test]
async fn a_scheme_of_its_own_is_the_guests_to_check() {
    let declared = r#"{ equals = { header = "x-secret", secret = "webhook_secret" } }"#;
    // The status is a u16 behind the case; an answer without one is no answer.
    let accepting = "(i32.store16 (i32.const 2052) (i32.const 202)) (i32.const 2048)";
    for (body, is_good) in [(accepting, true), ("(i32.const 1024)", false)] {
        let functions = format!("inbound.verify {{ {body} }}");
        let host = TestHost::with_changed(&functions, declared, "\"guest\"").await;
        match host.connector().await.verify(&request("x")).await {
            Ok(Verdict::Accept(answer)) => assert!(is_good && answer.status == 202),
            Err(error) => assert!(!is_good && error.code == "plugin.contract", "{error:?}"),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn what_strangers_post_does_not_suspend_a_plugin() {
    let declared = r#"{ equals = { header = "x-secret", secret = "webhook_secret" } }"#;
    let host =
        TestHost::with_changed("outbound.follow-up { (i32.const 1024) }", declared, "\"guest\"")
            .await;
    let connector = host.connector().await;
    for number in 0..20 {
        let error = connector.verify(&request(&format!("forged {number}"))).await.unwrap_err();
        assert_eq!(error.code, "plugin.trap");
    }
    assert_eq!(host.strikes(), 20, "it is counted");
    assert_eq!(host.host.status()[0].suspended, None, "not against the plugin");
    assert_eq!(connector.follow_up(&serde_json::json!({})).await, Ok(()));
}

#[tokio::test]
async fn a_good_answer_of_nothing_is_no_items() {
    let host = TestHost::with("inbound.parse { (i32.const 1024) }").await;
    assert_eq!(host.connector().await.parse(&request("x")).await, Ok(Vec::new()));
    let metrics = host.host.status().remove(0).metrics;
    assert_eq!((metrics.calls.count(), metrics.strikes.get()), (1, 0));
    assert!(!Guest::new("").component().is_empty());
}
