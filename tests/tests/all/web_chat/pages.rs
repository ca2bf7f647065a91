//! What operators see of who is on a page with the web chat, and for how long it is kept.

use super::{KEY, Website, writes};
use serde_json::json;
use switchboard_testkit::database::both_databases;

const VISITS: &str = "{ visits { nodes { url title entryUrl referrer locale timeZone localTime \
    pageCount pages { url title } contact { id } chatId channel { name } device ip country } } }";
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// F57 to F61: the page, the pages, the device, the language, the zone and its time.
#[both_databases]
async fn operators_see_who_is_on_which_page_for_thirty_days(site: Website) {
    let visitor = site.app.visitor(KEY).await;
    writes(&visitor, "hello").await;
    let page = json!({ "url": "https://shop.example.com/shoes?token=s3cret&page=2",
        "title": "Shoes", "referrer": "https://search.example.com/?q=my+name",
        "locale": "es_es", "timeZone": "Europe/Madrid" });
    visitor.attempt_plainly("visitUpdate", page, "clientMutationId").await;
    site.app.app.flow.visits_once().await.expect("it is written");
    let chat = site.newest().await;
    let shown = site.board.data(VISITS, json!({})).await;
    let url = "https://shop.example.com/shoes?page=2";
    let expected = json!({
        "url": url, "title": "Shoes", "entryUrl": url, "referrer": "https://search.example.com/",
        "locale": "es-ES", "timeZone": "Europe/Madrid", "localTime": "2025-11-24T19:46:40+01:00",
        "pageCount": 1, "pages": [{ "url": url, "title": "Shoes" }],
        "contact": { "id": chat["contact"]["id"] }, "chatId": chat["id"],
        "channel": { "name": "Website" }, "device": "OTHER", "ip": null, "country": null,
    });
    assert_eq!(shown["visits"]["nodes"], json!([expected]));

    let there = async || {
        let visits = "{ visits(isThere: true) { nodes { id } } }";
        let found = site.board.data(visits, json!({})).await;
        found["visits"]["nodes"].as_array().map(Vec::len)
    };
    assert_eq!(there().await, Some(1));
    site.app.clock.pass_ms(DAY_MS);
    assert_eq!(there().await, Some(0), "they have gone");
    let kept = async || {
        site.app.app.flow.prune_once().await.expect("it is looked");
        let found = site.board.data(VISITS, json!({})).await;
        found["visits"]["nodes"].as_array().map(Vec::len)
    };
    assert_eq!(kept().await, Some(1));
    site.app.clock.pass_ms(30 * DAY_MS);
    assert_eq!(kept().await, Some(0), "its time is over");
}

/// F63: what somebody agreed to is told with the text's version, its language and the time.
#[both_databases]
async fn operators_see_what_a_visitor_has_agreed_to(site: Website) {
    let asks = json!({ "version": "2026-01", "text": "We keep what you write.",
        "url": "https://shop.example.com/privacy" });
    let input = json!({ "plugin": "web", "key": "asking", "name": "Asking",
        "settings": { "consent": asks.clone() } });
    site.board.change("channelCreate", input, "channel { id }").await;
    let selection = "visit { secret consent { version text url isGiven } }";
    let input = json!({ "channelKey": "asking" });
    let started = site.visitor(None).change("visitStart", input, selection).await["visit"].clone();
    let mut expected = asks;
    expected["isGiven"] = json!(false);
    assert_eq!(started["consent"], expected);
    let visitor = site.visitor(started["secret"].as_str().map(str::to_owned));
    let agrees = json!({ "isGiven": true, "textVersion": "2026-01", "locale": "en" });
    let said = visitor.change("consentSet", agrees, "isGiven").await;
    assert_eq!(said["isGiven"], true);
    let page = json!({ "url": "https://shop.example.com/" });
    visitor.attempt_plainly("visitUpdate", page, "clientMutationId").await;
    site.app.app.flow.visits_once().await.expect("it is written");
    let query = "{ visits { nodes { consent { isGiven textVersion locale at } } } }";
    let shown = site.board.data(query, json!({})).await;
    let consent = json!({ "isGiven": true, "textVersion": "2026-01", "locale": "en",
        "at": "2025-11-24T18:46:40.000Z" });
    assert_eq!(shown["visits"]["nodes"], json!([{ "consent": consent }]));
}
