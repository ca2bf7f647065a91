//! What leaves for the Bot API.

use super::{call, host, sent};
use crate::{edit, follow_up, limits::TEXT_UNITS, retract, send};
use switchboard_plugin::{
    outbound::Draft,
    serde_json::json,
    testing::{attempt, chat, draft, file, message},
    types::{Media, MediaKind, PlatformChat, PlatformMessage, Text, TextFormat},
};

fn ids(references: &[PlatformMessage]) -> Vec<&str> {
    references.iter().map(|reference| reference.id.as_str()).collect()
}

fn picture(blob: &str) -> Media {
    file(blob, MediaKind::Image, "image/png")
}

#[test]
fn a_text_quotes_what_it_answers() {
    let host = host().replies_json(200, &sent(40));
    let draft = Draft { quoted: Some(message("11")), ..draft("hello") };
    let result = send::send(&host, draft, attempt()).expect("sent");
    assert_eq!((ids(&result.references), result.at), (vec!["40"], 1_764_000_100_000));
    let expected = json!({
        "chat_id": 5_550_001_001_i64, "text": "hello",
        "reply_parameters": {"message_id": 11, "allow_sending_without_reply": true},
    });
    assert_eq!(call(&host, 0), ("sendMessage".into(), expected));
    assert_eq!(host.requests.borrow()[0].buckets, ["send", "chat/5550001001"]);
}

#[test]
fn a_quoted_button_press_cannot_be_answered_and_is_left_out() {
    let host = host().replies_json(200, &sent(40));
    let draft = Draft { quoted: Some(message("callback:1")), ..draft("hello") };
    send::send(&host, draft, attempt()).expect("sent");
    assert_eq!(call(&host, 0).1.get("reply_parameters"), None);
}

#[test]
fn a_text_too_long_for_a_caption_follows_the_file() {
    let host = host().replies_json(200, &sent(40)).replies_json(200, &sent(41));
    let draft = Draft { media: vec![picture("p")], ..draft(&"x".repeat(1_025)) };
    let result = send::send(&host, draft, attempt()).expect("sent");
    assert_eq!(ids(&result.references), ["40", "41"]);
    assert_eq!(
        (call(&host, 0).0.as_str(), call(&host, 1).0.as_str()),
        ("sendPhoto", "sendMessage")
    );
    assert_eq!(call(&host, 0).1.get("caption"), None);
}

#[test]
fn files_of_one_family_become_an_album_with_one_caption() {
    let album = json!({"ok": true, "result": [{"message_id": 1}, {"message_id": 2}]});
    let host = host().replies_json(200, &album).replies_json(200, &sent(3));
    let document = file("d", MediaKind::File, "application/pdf");
    let draft = Draft { media: vec![picture("a"), picture("b"), document], ..draft("two") };
    let host = host.replies_json(200, &sent(4));
    let result = send::send(&host, draft, attempt()).expect("sent");
    assert_eq!(ids(&result.references), ["1", "2", "3", "4"]);
    assert_eq!(result.references[3].part.as_deref(), Some("03"));
    let (method, parameters) = call(&host, 0);
    assert_eq!(method, "sendMediaGroup");
    let expected =
        r#"[{"media":"attach://file0","type":"photo"},{"media":"attach://file1","type":"photo"}]"#;
    assert_eq!(parameters["media"], expected);
    assert_eq!(parameters["file1"], json!({"blob": "b"}));
    assert_eq!(call(&host, 1).0, "sendDocument");
    assert_eq!(call(&host, 2).1["text"], "two");
}

#[test]
fn a_later_try_goes_on_where_the_first_one_stopped() {
    let text = "x".repeat(2_000);
    let draft = || Draft { media: vec![picture("p")], ..draft(&text) };
    let host = host().replies_json(200, &sent(40));
    let error = send::send(&host, draft(), attempt()).expect_err("the script has ended");
    assert_eq!(error.code, "test.script");
    let host = host.replies_json(200, &sent(41));
    let result = send::send(&host, draft(), attempt()).expect("sent");
    assert_eq!(ids(&result.references), ["40", "41"]);
    assert_eq!(host.requests.borrow().len(), 3, "the picture left once, the text twice");
    let found = send::find_sent(&host, "delivery-1".into(), draft()).expect("known");
    assert_eq!(ids(&found.expect("all arrived").references), ["40", "41"]);
}

#[test]
fn a_group_that_moved_is_followed_once() {
    let moved = json!({
        "ok": false, "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": -1_001_i64},
    });
    let host = host().replies_json(400, &moved).replies_json(200, &sent(1));
    let quoting = Draft { quoted: Some(message("11")), ..draft("x") };
    let result = send::send(&host, quoting, attempt()).expect("sent");
    assert_eq!(result.references[0].chat.id, "-1001");
    assert_eq!(call(&host, 1).1.get("reply_parameters"), None, "it has another number there");
    let host = host.replies_json(400, &moved).replies_json(400, &moved);
    let error = send::send(&host, draft("x"), attempt()).expect_err("moved again");
    assert_eq!(error.code, "recipient.moved");
}

#[test]
fn markup_that_telegram_cannot_read_goes_out_plain() {
    let refused = json!({"ok": false, "error_code": 400,
        "description": "Bad Request: can't parse entities: Unsupported start tag \"x\""});
    let html = "<table>a<b, Vec<T> &amp; b</table>";
    let text = || Some(Text { body: html.into(), format: TextFormat::Html });
    let host = host().replies_json(400, &refused).replies_json(200, &sent(1));
    send::send(&host, Draft { text: text(), ..draft("") }, attempt()).expect("sent");
    assert_eq!(call(&host, 0).1["parse_mode"], "HTML");
    let plain = "a<b, Vec<T> & b";
    assert_eq!(call(&host, 1).1, json!({"chat_id": 5_550_001_001_i64, "text": plain}));

    let host = host.replies_json(400, &refused).replies_json(200, &sent(1));
    edit::edit(&host, message("1"), Draft { text: text(), ..draft("") }, attempt())
        .expect("edited");
    assert_eq!(call(&host, 3).1["text"], plain);
    let media = || vec![picture("p")];
    let host = host.replies_json(400, &refused).replies_json(200, &sent(2));
    send::send(&host, Draft { text: text(), media: media(), ..draft("") }, attempt())
        .expect("sent");
    assert_eq!(call(&host, 5).1["caption"], plain);
}

#[test]
fn nothing_and_too_much_are_refused_before_anything_leaves() {
    let host = host();
    for (draft, code) in [
        (draft(""), "message.empty"),
        (draft(&"x".repeat(TEXT_UNITS + 1)), "text.too_long"),
        (
            Draft {
                media: vec![Media { size_bytes: Some(60 << 20), ..picture("p") }],
                ..draft("")
            },
            "media.too_big",
        ),
    ] {
        assert_eq!(send::send(&host, draft, attempt()).expect_err(code).code, code);
    }
    assert!(host.requests.borrow().is_empty());
}

#[test]
fn an_edit_that_changes_nothing_is_done() {
    let same = json!({"ok": false, "error_code": 400, "description": "Bad Request: message is not modified: x"});
    let host = host().replies_json(400, &same);
    let result = edit::edit(&host, message("9"), draft("x"), attempt()).expect("done");
    assert_eq!(ids(&result.references), ["9"]);
}

#[test]
fn an_edit_finds_out_that_the_words_are_a_caption() {
    let none = json!({"ok": false, "error_code": 400, "description": "Bad Request: there is no text in the message to edit"});
    let host = host().replies_json(400, &none).replies_json(200, &sent(9));
    edit::edit(&host, message("9"), draft("x"), attempt()).expect("done");
    assert_eq!(call(&host, 1).0, "editMessageCaption");
    assert_eq!(call(&host, 1).1["caption"], "x");
}

#[test]
fn an_edit_goes_through_the_business_connection_of_its_chat() {
    let host = host().replies_json(200, &sent(9));
    let thread = Some("business:bc".to_owned());
    let chat = PlatformChat { thread, ..chat() };
    let draft = Draft { chat, ..draft("x") };
    edit::edit(&host, message("9"), draft, attempt()).expect("done");
    assert_eq!(call(&host, 0).1["business_connection_id"], "bc");
}

#[test]
fn business_messages_are_deleted_through_their_connection() {
    let host = host().replies_json(200, &json!({"ok": true, "result": true}));
    let chat = PlatformChat { thread: Some("business:bc".into()), ..chat() };
    let message = PlatformMessage::new(&chat, "29");
    retract::retract(&host, message, attempt()).expect("deleted");
    let expected = json!({"business_connection_id": "bc", "message_ids": [29]});
    assert_eq!(call(&host, 0), ("deleteBusinessMessages".into(), expected));
}

#[test]
fn what_is_gone_needs_no_deletion_and_no_answer() {
    let refusal = |words: &str| json!({"ok": false, "error_code": 400, "description": words});
    let host = host()
        .replies_json(400, &refusal("Bad Request: message to delete not found"))
        .replies_json(
            400,
            &refusal(
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            ),
        );
    retract::retract(&host, message("9"), attempt()).expect("gone");
    follow_up::follow_up(&host, follow_up::answer_callback("1")).expect("too late");
    assert_eq!(host.requests.borrow().len(), 2);
}
