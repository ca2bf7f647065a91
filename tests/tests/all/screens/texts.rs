//! Texts come with what a screen needs to show them: nobody reads markup, and no HTML runs anywhere.

use serde_json::{Value, json};
use switchboard_model::connector::{InboundEvent, InboundMessage, Text, TextFormat};
use switchboard_testkit::{
    database::both_databases,
    scene::{Scene, inbound},
};

const RANGES: &str = "body ranges { kind start length href text }";

/// The parts that are shown in their own way, without the markup between them.
fn shown(message: &Value) -> Vec<Value> {
    let ranges = message["ranges"].as_array().expect("ranges").iter();
    ranges.filter(|range| range["kind"] != "MARKUP").cloned().collect()
}

#[both_databases]
async fn w1_a_reply_is_told_in_ranges_to_both_sides(scene: Scene) {
    let input = json!({ "chatId": scene.id("chat"), "body": "👋 **see** [here](https://a.example)",
        "format": "MARKDOWN" });
    let made = scene.nora.change("messageReply", input, &format!("message {{ {RANGES} }}")).await;
    let own = format!("{{ myChat {{ messages(last: 1) {{ nodes {{ {RANGES} }} }} }} }}");
    let told = scene.visitor.data(&own, json!({})).await;
    let message = &told["myChat"]["messages"]["nodes"][0];
    assert_eq!(*message, made["message"], "both sides are told the same");
    assert_eq!(
        shown(message),
        [
            json!({ "kind": "BOLD", "start": 3, "length": 7, "href": null, "text": null }),
            json!({ "kind": "LINK", "start": 11, "length": 25, "href": "https://a.example", "text": null }),
        ]
    );
    let note = json!({ "chatId": scene.id("chat"), "body": "see mailto:x https://b.example" });
    let made = scene.nora.change("noteCreate", note, &format!("note {{ {RANGES} }}")).await;
    assert_eq!(made["note"]["ranges"][0]["href"], "https://b.example");
}

#[both_databases]
async fn w1_html_is_sanitised_before_anybody_is_told(scene: Scene) {
    let body = "<p onclick=\"x()\">Hi <b>there</b><script>alert(1)</script>\
        <a href=\"javascript:alert(1)\">bad</a> <a href=\"https://a.example\">good</a></p>";
    let text = Some(Text { body: body.to_owned(), format: TextFormat::Html });
    let message = InboundMessage { text, ..inbound("9", "") };
    scene.takes("message:9", InboundEvent::Message(message)).await;
    let query = format!(
        "query($id: ID!) {{ chat(id: $id) {{ messages(last: 1) {{ nodes {{ {RANGES} }} }} }} }}"
    );
    let told = scene.nora.data(&query, json!({ "id": scene.id("platformChat") })).await;
    let message = &told["chat"]["messages"]["nodes"][0];
    let kept = "<p>Hi <b>there</b><a>bad</a> <a href=\"https://a.example\">good</a></p>";
    assert_eq!(message["body"], kept);
    let kinds: Vec<Value> = shown(message).iter().map(|range| range["kind"].clone()).collect();
    assert_eq!(kinds, ["BOLD", "LINK"]);
}
