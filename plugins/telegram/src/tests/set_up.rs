//! Setting up, polling and fetching.

use super::{call, host};
use crate::{connect, fetch_media, poll, update};
use std::{fs, path::PathBuf};
use switchboard_plugin::{
    http_types::Response,
    serde_json::{self, json},
    testing::{NOW_MS, ScriptedHost, response},
    types::MediaAt,
};

fn bot() -> serde_json::Value {
    json!({"ok": true, "result": {"id": 123_456_789, "is_bot": true, "first_name": "ACME Help", "username": "acme_help_bot"}})
}

fn done() -> serde_json::Value {
    json!({"ok": true, "result": true})
}

#[test]
fn the_bot_of_a_token_is_asked_for_and_nothing_else() {
    let host = host().replies_json(200, &bot());
    let connected = connect::identify(&host).expect("identified");
    assert_eq!(
        (connected.unique_id.as_str(), connected.title.as_str()),
        ("123456789", "ACME Help")
    );
    let requests = host.requests.borrow();
    let url = "https://api.telegram.org/bot{secret:bot_token}/getMe";
    assert_eq!((requests.len(), requests[0].url.as_str()), (1, url));
}

#[test]
fn a_webhook_is_registered_with_its_secret_and_all_kinds() {
    let host = host().replies_json(200, &done());
    connect::connect(&host, Some("https://desk.example/hooks/1".into())).expect("connected");
    let expected = json!({
        "url": "https://desk.example/hooks/1",
        "secret_token": "{secret:webhook_secret}",
        "allowed_updates": update::KINDS,
    });
    assert_eq!(call(&host, 0), ("setWebhook".into(), expected));
}

#[test]
fn polling_takes_the_webhook_back_first() {
    let settings = json!({"base_url": "http://localhost:8081/"});
    let host = ScriptedHost::new(NOW_MS, settings).replies_json(200, &done());
    connect::connect(&host, None).expect("connected");
    assert_eq!(call(&host, 0).0, "deleteWebhook");
    let url = host.requests.borrow()[0].url.clone();
    assert_eq!(url, "http://localhost:8081/bot{secret:bot_token}/deleteWebhook");
}

#[test]
fn a_poll_moves_the_cursor_behind_what_it_read() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/telegram");
    let body = fs::read_to_string(folder.join("30-getupdates-batch.json")).expect("the answer");
    let host = host().replies(Ok(response(200, &body)));
    let page = poll::poll(&host, Some("700900".into()), 25_000).expect("a page");
    assert_eq!((page.items.len(), page.cursor.as_str(), page.has_more), (2, "700902", false));
    let (method, parameters) = call(&host, 0);
    assert_eq!((method.as_str(), &parameters["offset"]), ("getUpdates", &json!(700_900)));
    assert_eq!(
        (&parameters["timeout"], host.requests.borrow()[0].timeout_ms),
        (&json!(25), 30_000)
    );
}

#[test]
fn an_update_that_cannot_be_read_does_not_hold_up_the_next() {
    let updates =
        json!({"ok": true, "result": [{"update_id": 5, "message": {}}, {"update_id": 6}]});
    let host = host().replies_json(200, &updates);
    let page = poll::poll(&host, None, 0).expect("a page");
    let keys: Vec<_> = page.items.iter().map(|item| item.dedup.as_str()).collect();
    assert_eq!((keys, page.cursor.as_str()), (vec!["update:5", "update:6"], "7"));
}

#[test]
fn an_empty_poll_keeps_its_cursor() {
    let host = host().replies_json(200, &json!({"ok": true, "result": []}));
    assert_eq!(poll::poll(&host, Some("9".into()), 0).expect("a page").cursor, "9");
}

#[test]
fn a_file_goes_from_telegram_into_a_blob() {
    let file = json!({"ok": true, "result": {"file_id": "f", "file_size": 5, "file_path": "photos/{a} b.jpg"}});
    let blob = Response { blob: Some("blob-1".into()), ..response(200, "") };
    let host = host().replies_json(200, &file).replies(Ok(blob));
    let media = fetch_media::fetch_media(&host, "f".into()).expect("fetched");
    assert_eq!((media.at, media.size_bytes), (MediaAt::Blob("blob-1".into()), Some(5)));
    let requests = host.requests.borrow();
    let expected = "https://api.telegram.org/file/bot{secret:bot_token}/photos/%7Ba%7D%20b.jpg";
    assert_eq!((requests[1].url.as_str(), requests[1].to_blob), (expected, true));
}

#[test]
fn a_link_that_ran_out_is_asked_for_again() {
    let file = json!({"ok": true, "result": {"file_id": "f", "file_path": "a"}});
    let gone = json!({"ok": false, "error_code": 404, "description": "Not Found"});
    let host = host().replies_json(200, &file).replies_json(404, &gone);
    assert_eq!(fetch_media::fetch_media(&host, "f".into()).expect_err("gone").code, "media.gone");
}
