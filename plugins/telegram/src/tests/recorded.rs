//! Every recorded update gives the events that its expectation names.

use crate::update;
use std::path::PathBuf;
use switchboard_plugin::{
    items::{Event, Item},
    testing::{self, Recorded},
};

fn recorded() -> Vec<Recorded> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    testing::recorded(&root.join("tests/fixtures/telegram")).expect("the recorded updates")
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

fn parsed(case: &Recorded) -> Vec<Item> {
    update::parse_request(&super::host(), case.request.clone()).expect("a readable update")
}

fn named(name: &str) -> Vec<Item> {
    let cases = recorded();
    parsed(cases.iter().find(|case| case.name == name).expect("a recorded update"))
}

#[test]
fn every_recorded_update_gives_its_events() {
    let mut checked = 0;
    for case in recorded() {
        let (name, expected) = (&case.name, &case.expected);
        if name == "30-getupdates-batch" || expected["verified"] == false {
            continue;
        }
        if expected["dead_letter"] == true {
            update::parse_request(&super::host(), case.request).expect_err(name);
            continue;
        }
        let items = parsed(&case);
        let mut kinds: Vec<_> = items.iter().map(|item| kind(&item.event)).collect();
        kinds.dedup();
        kinds.retain(|kind| *kind != "ignored");
        let events = expected["events"].as_array().expect("a list of events");
        let wanted: Vec<_> =
            events.iter().map(|event| event["kind"].as_str().expect("a kind")).collect();
        assert_eq!(kinds, wanted, "the events of {name}");
        checked += 1;
        let Some(first) = events.first() else { continue };
        if let Some(key) = first["dedupe_key"].as_str() {
            assert_eq!(items[0].dedup, key, "the key of {name}");
        }
        if let (Event::Message(message), Some(text)) = (&items[0].event, first["text"].as_str()) {
            assert_eq!(message.text.as_ref().map_or("", |text| &text.body), text, "text of {name}");
        }
    }
    assert_eq!(checked, 40, "40 of the 44 cases are readable updates of an authentic webhook");
}

#[test]
fn the_same_update_gives_the_same_items() {
    assert_eq!(named("15-reaction-change"), named("15-reaction-change"));
}

#[test]
fn a_pressed_button_asks_for_its_answer() {
    let items = named("13-callback-query");
    let call = items[0].follow_up.as_deref().expect("a follow-up");
    assert_eq!(call, r#"{"answer_callback_query":"4382bfdwdsb323b2d9"}"#);
}
