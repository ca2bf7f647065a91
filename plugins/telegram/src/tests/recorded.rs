//! Every recorded update gives the events that its expectation names.

use crate::update;
use std::{fs, path::PathBuf};
use switchboard_plugin::{
    inbound::Request,
    items::{Event, Item},
    serde_json::{self, Value},
    types::BytesOrText,
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/telegram")
}

fn kind(event: &Event) -> &'static str {
    match event {
        Event::Message(message) if message.chosen.is_some() => "action",
        Event::Message(_) => "message",
        Event::Edited(_) => "edit",
        Event::Retracted(_) => "delete",
        Event::Reaction(_) => "reaction",
        Event::Reach(_) => "contact",
        _ => "ignored",
    }
}

fn parsed(name: &str) -> Vec<Item> {
    let body = fs::read(folder().join(format!("{name}.json"))).expect("the recorded body");
    let request = Request {
        method: "POST".into(),
        path: "/hooks/telegram".into(),
        query: String::new(),
        headers: vec![],
        body: BytesOrText::Bytes(body),
        received_at: super::NOW_MS,
    };
    update::parse_request(request).expect("a readable update")
}

#[test]
fn every_recorded_update_gives_its_events() {
    let mut checked = 0;
    for entry in fs::read_dir(folder()).expect("the recorded updates") {
        let file = entry.expect("an entry").file_name().into_string().expect("a plain name");
        let Some(name) = file.strip_suffix(".expected.json") else { continue };
        if name == "30-getupdates-batch" {
            continue;
        }
        let expected = fs::read(folder().join(&file)).expect("the expectation");
        let expected: Value = serde_json::from_slice(&expected).expect("an expectation of JSON");
        if expected["verified"] == false {
            continue;
        }
        let items = parsed(name);
        let mut kinds: Vec<_> = items.iter().map(|item| kind(&item.event)).collect();
        kinds.dedup();
        let events = expected["events"].as_array().expect("a list of events");
        let wanted: Vec<_> =
            events.iter().map(|event| event["kind"].as_str().expect("a kind")).collect();
        assert_eq!(kinds, wanted, "the events of {name}");
        if let Some(key) = events[0]["dedupe_key"].as_str() {
            assert_eq!(items[0].dedup, key, "the key of {name}");
        }
        if let (Event::Message(message), Some(text)) = (&items[0].event, events[0]["text"].as_str())
        {
            assert_eq!(message.text.as_ref().map_or("", |text| &text.body), text, "text of {name}");
        }
        checked += 1;
    }
    assert_eq!(checked, 27, "27 of the 30 recorded cases are updates of an authentic webhook");
}

#[test]
fn the_same_update_gives_the_same_items() {
    assert_eq!(parsed("15-reaction-change"), parsed("15-reaction-change"));
}

#[test]
fn a_pressed_button_asks_for_its_answer() {
    let items = parsed("13-callback-query");
    let call = items[0].follow_up.as_deref().expect("a follow-up");
    assert_eq!(call, r#"{"answer_callback_query":"4382bfdwdsb323b2d9"}"#);
}
