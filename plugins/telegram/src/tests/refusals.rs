//! The class of every way in which the Bot API says no.

use crate::api::API;
use switchboard_plugin::{
    serde_json::{Value, json},
    testing::response,
    types::{Error, ErrorClass},
};

fn refused(status: u16, body: &str) -> Error {
    API.result(&response(status, body)).expect_err("a refusal").error
}

fn said(code: u16, description: &str) -> Error {
    let body = json!({"ok": false, "error_code": code, "description": description});
    refused(code, &body.to_string())
}

#[test]
fn the_sentence_decides_the_class() {
    use ErrorClass::{Auth, Invalid, Permanent, Recipient, Transient};
    for (status, description, class, code) in [
        (403, "Forbidden: bot was blocked by the user", Recipient, "recipient.blocked"),
        (403, "Forbidden: user is deactivated", Recipient, "recipient.deactivated"),
        (
            403,
            "Forbidden: bot can't initiate conversation with a user",
            Recipient,
            "recipient.not_started",
        ),
        (403, "Forbidden: bot was kicked from the group chat", Recipient, "recipient.left"),
        (400, "Bad Request: chat not found", Recipient, "recipient.not_found"),
        (400, "Bad Request: message is too long", Invalid, "text.too_long"),
        (400, "Bad Request: message caption is too long", Invalid, "text.too_long"),
        (400, "Bad Request: can't parse entities: x", Invalid, "text.markup"),
        (400, "Bad Request: something new", Invalid, "telegram.refused"),
        (401, "Unauthorized", Auth, "telegram.token"),
        (404, "Not Found", Auth, "telegram.token"),
        (409, "Conflict: terminated by other getUpdates request", Transient, "poll.conflict"),
        (413, "Request Entity Too Large", Invalid, "media.too_big"),
        (418, "I'm a teapot", Permanent, "platform.refused"),
        (500, "Internal Server Error", Transient, "platform.down"),
    ] {
        let error = said(status, description);
        assert_eq!((error.class, error.code.as_str()), (class, code), "{status} {description}");
        assert_eq!(error.platform_code, Some(status.to_string()));
        assert!(error.message.contains(description), "{}", error.message);
    }
}

#[test]
fn retry_after_is_kept() {
    let body = json!({"ok": false, "error_code": 429, "description": "Too Many Requests: retry after 14",
        "parameters": {"retry_after": 14}});
    let error = refused(429, &body.to_string());
    assert_eq!((error.class, error.retry_after_ms), (ErrorClass::RateLimited, Some(14_000)));
}

#[test]
fn pages_of_others_are_trouble_and_an_unreadable_success_may_be_sent() {
    for (status, body, class) in [
        (502, "<html>Bad Gateway</html>", ErrorClass::Transient),
        (302, "", ErrorClass::Transient),
        (200, "<html>", ErrorClass::MaybeSent),
        (200, "", ErrorClass::MaybeSent),
        (200, "[1]", ErrorClass::MaybeSent),
        (404, "<html>", ErrorClass::Auth),
    ] {
        assert_eq!(refused(status, body).class, class, "{status} {body:?}");
    }
}

#[test]
fn a_result_is_handed_on() {
    let body = json!({"ok": true, "result": [1]}).to_string();
    assert_eq!(API.result(&response(200, &body)).expect("fine"), Value::from(vec![1]));
}
