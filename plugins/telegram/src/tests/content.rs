//! What makes a message: something that a person wrote or sent. All else tells of the chat.

use crate::update::{self, Groups};
use switchboard_plugin::{
    items::{Event, Message},
    serde_json::{Value, json},
    testing::NOW_MS,
    types::{Media, MediaKind},
};

/// What chats tell of themselves today, and two fields that nobody has thought of yet.
const SERVICE: [&str; 44] = [
    "new_chat_members",
    "left_chat_member",
    "chat_owner_left",
    "chat_owner_changed",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "pinned_message",
    "users_shared",
    "chat_shared",
    "connected_website",
    "write_access_allowed",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "direct_message_price_changed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "gift",
    "unique_gift",
    "gift_upgrade_sent",
    "giveaway_created",
    "giveaway_completed",
    "paid_message_price_changed",
    "suggested_post_approved",
    "suggested_post_approval_failed",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_participants_invited",
    "a_kind_to_come",
    "zodiac_changed",
];

fn event(kind: &str, field: &str, value: &Value) -> Event {
    let mut update = json!({"update_id": 1});
    update[kind] = json!({
        "message_id": 2, "date": 3, "chat": {"id": 4, "type": "private"}, "from": {"id": 4},
        "business_connection_id": "bc",
    });
    update[kind][field] = value.clone();
    let mut items = update::parse(&update, NOW_MS, Groups::Ignored).expect("a readable update");
    assert_eq!(items.len(), 1, "one item of {update}");
    items.remove(0).event
}

fn message(field: &str, value: &Value) -> Message {
    match event("message", field, value) {
        Event::Message(message) => message,
        other => panic!("a message of {field}, not {other:?}"),
    }
}

fn marks(media: &[Media]) -> Vec<&str> {
    assert!(media.iter().all(|medium| medium.kind == MediaKind::Unsupported), "{media:?}");
    media.iter().map(|medium| medium.extra.as_str()).collect()
}

#[test]
fn what_a_chat_tells_of_itself_opens_no_chat() {
    let updates =
        ["message", "edited_message", "business_message", "edited_business_message"].into_iter();
    for update in updates {
        for kind in SERVICE {
            for value in [json!({}), json!(true), json!([{"id": 5}]), json!("x")] {
                let event = event(update, kind, &value);
                let Event::Other((told, _)) = &event else { panic!("{kind}: {event:?}") };
                assert_eq!(told, kind);
            }
        }
    }
    let nothing = event("message", "author_signature", &json!("x"));
    let Event::Other((told, _)) = nothing else { panic!("a message without content") };
    assert_eq!(told, "empty");
}

#[test]
fn what_cannot_be_shown_leaves_a_mark() {
    for kind in [
        "poll",
        "dice",
        "game",
        "story",
        "paid_media",
        "checklist",
        "invoice",
        "giveaway",
        "giveaway_winners",
        "passport_data",
    ] {
        let message = message(kind, &json!({"question": "?"}));
        assert_eq!(marks(&message.media), [format!(r#"{{"original_type":"{kind}"}}"#)]);
        assert_eq!(message.text, None, "{kind}");
    }
    let broken = message("photo", &json!([]));
    assert_eq!(marks(&broken.media), [r#"{"original_type":"photo"}"#]);
}

#[test]
fn the_words_beside_a_file_of_a_new_kind_are_kept() {
    let update = json!({"update_id": 1, "message": {
        "message_id": 2, "date": 3, "chat": {"id": 4}, "from": {"id": 4},
        "hologram": {"file_id": "x"}, "caption": "look"
    }});
    let items = update::parse(&update, NOW_MS, Groups::Ignored).expect("a readable update");
    let Event::Message(message) = &items[0].event else { panic!("a message") };
    assert_eq!(message.text.as_ref().expect("a text").body, "look");
    assert_eq!(marks(&message.media), [r#"{"original_type":"hologram"}"#]);
}

#[test]
fn what_a_web_app_sent_is_a_message() {
    let sent = message("web_app_data", &json!({"data": "{\"size\":42}", "button_text": "Order"}));
    assert_eq!(sent.text.expect("a text").body, "{\"size\":42}");
    assert_eq!(sent.media, []);
    assert_eq!(sent.extra, r#"{"web_app_button":"Order"}"#);
    let empty = message("web_app_data", &json!({"data": "", "button_text": "Order"}));
    assert_eq!(marks(&empty.media), [r#"{"original_type":"web_app_data"}"#]);
}

#[test]
fn a_payment_is_told_field_by_field() {
    let paid = json!({
        "currency": "EUR", "total_amount": 1250, "invoice_payload": "order-77",
        "is_recurring": true, "order_info": {"name": "Ana"}, "telegram_payment_charge_id": "c1",
    });
    for kind in ["successful_payment", "refunded_payment"] {
        let message = message(kind, &paid);
        let mut lines: Vec<_> = message.text.as_ref().expect("a text").body.lines().collect();
        lines.sort_unstable();
        let expected = [
            "currency: EUR",
            "invoice_payload: order-77",
            "is_recurring: true",
            "telegram_payment_charge_id: c1",
            "total_amount: 1250",
        ];
        assert_eq!(lines, expected);
        assert_eq!(marks(&message.media), [format!(r#"{{"original_type":"{kind}"}}"#)]);
    }
}
