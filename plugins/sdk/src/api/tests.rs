//! An API that answers 200 to everything and counts its refusals, as several platforms do.

use super::*;
use crate::testing::{ScriptedHost, response};
use serde_json::json;

const API: Api<()> = Api {
    platform: "Example",
    base_url: "https://api.example",
    read: |response| {
        let answer = response.json()?;
        Some(match answer["status"].as_u64()? {
            0 => Answer::Done(answer),
            status => Answer::Refused(Said {
                code: status.to_string(),
                text: answer["words"].as_str().unwrap_or("").to_owned(),
                retry_after_ms: None,
                recovery: None,
            }),
        })
    },
    refusals: &[
        Refusal::new(ErrorClass::Auth, "example.token", "Put a new token in.").when("2", &[]),
        Refusal::new(ErrorClass::RateLimited, "rate.limited", "Slow down.").when("12", &[]),
    ],
};

fn error(status: u16, body: &str) -> Error {
    API.result(&response(status, body)).expect_err("a refusal").error
}

#[test]
fn the_table_decides_before_the_status() {
    let token = error(200, r#"{"status":2,"words":"invalid\ntoken"}"#);
    assert_eq!((token.class, token.platform_code.as_deref()), (ErrorClass::Auth, Some("2")));
    assert_eq!(token.message, "Put a new token in. Example says: invalidtoken");
    assert_eq!(error(200, r#"{"status":99}"#).code, "platform.refused");
    assert_eq!(error(503, r#"{"status":99}"#).code, "platform.down");
}

#[test]
fn what_the_platform_did_not_write_is_told_by_its_status() {
    for (status, body, class) in [
        (200, "<html>", ErrorClass::MaybeSent),
        (204, "", ErrorClass::MaybeSent),
        (302, "", ErrorClass::Transient),
        (401, "", ErrorClass::Auth),
        (403, "<html>", ErrorClass::Transient),
        (404, "<html>", ErrorClass::Transient),
        (413, "<html>", ErrorClass::Invalid),
        (429, "", ErrorClass::RateLimited),
        (502, "<html>Bad Gateway</html>", ErrorClass::Transient),
    ] {
        assert_eq!(error(status, body).class, class, "{status} {body:?}");
    }
}

#[test]
fn a_wait_is_kept_where_something_is_tried_again() {
    let slow = |status, body| {
        let header = crate::types::Header { name: "retry-after".into(), value: b"7".to_vec() };
        let response = Response { headers: vec![header], ..response(status, body) };
        API.result(&response).expect_err("a refusal").error.retry_after_ms
    };
    assert_eq!(slow(200, r#"{"status":12}"#), Some(7_000));
    assert_eq!(slow(503, "busy"), Some(7_000));
    assert_eq!(slow(200, r#"{"status":2}"#), None);
}

#[test]
fn a_channel_may_have_an_address_of_its_own() {
    let host = |settings| ScriptedHost::new(0, settings).replies_json(200, &json!({"status": 0}));
    let url = |host: ScriptedHost| {
        let request = API.post(&host, "/send").json(&json!({}));
        API.call(&host, request).expect("done");
        host.requests.take().remove(0).url
    };
    assert_eq!(url(host(json!({}))), "https://api.example/send");
    assert_eq!(url(host(json!({"base_url": ""}))), "https://api.example/send");
    let own = json!({"base_url": "http://localhost:8081/"});
    assert_eq!(url(host(own)), "http://localhost:8081/send");
}
