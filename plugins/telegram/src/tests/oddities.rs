//! Updates that no one should send and somebody will.

use crate::update::{self, Groups};
use switchboard_plugin::{
    items::{Author, Event, Item},
    serde_json::{Value, json},
    testing::{NOW_MS, webhook},
    types::{Error, MediaKind},
};

fn parse_text(body: &str) -> Result<Vec<Item>, Error> {
    update::parse_request(&super::host(), webhook(body))
}

fn parse(update: &Value) -> Event {
    let mut items = update::parse(update, NOW_MS, Groups::Chats).expect("a readable update");
    assert_eq!(items.len(), 1, "one item of {update}");
    items.remove(0).event
}

fn text_update(text: &str) -> String {
    format!(
        r#"{{"update_id":1,"message":{{"message_id":2,"date":3,"chat":{{"id":4,"type":"private"}},"from":{{"id":4}},"text":{text}}}}}"#
    )
}

#[test]
fn a_lone_surrogate_and_a_nul_spoil_one_character_only() {
    let items = parse_text(&text_update(r#""a\ud83d b\u0000c""#)).expect("a readable update");
    let Event::Message(message) = &items[0].event else { panic!("a message") };
    assert_eq!(message.text.as_ref().expect("a text").body, "a\u{fffd} bc");
}

#[test]
fn fields_of_the_wrong_type_are_as_good_as_absent() {
    let event = parse(&json!({"update_id": 1, "message": {
        "message_id": 9_007_199_254_740_993_i64, "date": "yesterday",
        "chat": {"id": -1_001_234_567_890_123_i64}, "from": {"id": 5, "first_name": 7},
        "text": "hello", "entities": "none", "photo": {}, "media_group_id": []
    }}));
    let Event::Message(message) = event else { panic!("a message") };
    assert_eq!(message.reference.id, "9007199254740993");
    assert_eq!(message.reference.chat.id, "-1001234567890123");
    assert_eq!(message.at, NOW_MS);
    assert_eq!(message.sender.name, None);
}

#[test]
fn what_cannot_be_an_update_is_an_error() {
    for body in
        ["", "[]", "{}", r#"{"update_id":"1"}"#, r#"{"update_id":1,"message":{}}"#, "{\"a\":"]
    {
        let code = parse_text(body).expect_err(body).code;
        assert!(["telegram.update", "request.json"].contains(&code.as_str()), "{body}: {code}");
    }
}

#[test]
fn an_unknown_kind_of_update_is_no_error() {
    let event = parse(&json!({"update_id": 1, "teleported_message": {"to": "Mars"}}));
    assert_eq!(event, Event::Other(("teleported_message".into(), r#"{"to":"Mars"}"#.into())));
    assert!(matches!(parse(&json!({"update_id": 1})), Event::Other(_)));
}

#[test]
fn a_field_that_is_not_known_costs_nothing_beside_it() {
    let event = parse(&json!({"a_new_field": {"b": 1}, "update_id": 1, "zone": 5, "message": {
        "message_id": 2, "date": 3, "chat": {"id": 4, "colour": 7}, "from": {"id": 4, "mood": "good"},
        "a_new_mark": {}, "text": "hello", "zodiac": true
    }}));
    let Event::Message(message) = event else { panic!("a message, not {event:?}") };
    assert_eq!(message.text.expect("a text").body, "hello");
    assert_eq!(message.media, []);
}

#[test]
fn a_date_in_milliseconds_is_the_same_date() {
    let event = parse(&json!({"update_id": 1, "message": {
        "message_id": 2, "date": NOW_MS, "edit_date": NOW_MS / 1_000, "chat": {"id": 4},
        "from": {"id": 4}, "text": "x"
    }}));
    let Event::Message(message) = event else { panic!("a message, not {event:?}") };
    assert_eq!((message.at, message.edited_at), (NOW_MS, Some(NOW_MS)));
}

#[test]
fn the_owner_of_a_business_account_is_an_operator_elsewhere() {
    let update = |from: u32| {
        json!({"update_id": 1, "business_message": {
            "message_id": 2, "date": 3, "business_connection_id": "bc", "text": "x",
            "chat": {"id": 4, "type": "private"}, "from": {"id": from}
        }})
    };
    let author = |from| match parse(&update(from)) {
        Event::Message(message) => message.author,
        other => panic!("a message, not {other:?}"),
    };
    assert_eq!(author(4), Author::Contact);
    assert_eq!(author(77), Author::OperatorElsewhere);
}

#[test]
fn somebody_elses_card_proves_no_number() {
    let event = parse(&json!({"update_id": 1, "message": {
        "message_id": 2, "date": 3, "chat": {"id": 4}, "from": {"id": 4},
        "contact": {"phone_number": "+1", "first_name": "B", "user_id": 5}
    }}));
    let Event::Message(message) = event else { panic!("a message") };
    assert_eq!(message.sender.aliases, []);
    assert_eq!(message.media[0].kind, MediaKind::Card);
}
