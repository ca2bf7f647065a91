//! The rules of the expectations, one by one.

use super::value;
use serde_json::{Value, json};

fn differs(expected: &Value, actual: &Value) -> bool {
    let mut differences = vec![];
    value("", expected, actual, &mut differences);
    !differences.is_empty()
}

#[test]
fn only_what_is_named_is_compared() {
    assert!(!differs(&json!({"a": 1}), &json!({"a": 1, "b": 2})));
    assert!(differs(&json!({"a": 1, "b": 3}), &json!({"a": 1, "b": 2})));
    assert!(differs(&json!({"unheard_of": true}), &json!({"a": 1})));
}

#[test]
fn null_means_absent() {
    assert!(!differs(&json!({"a": null}), &json!({})));
    assert!(differs(&json!({"a": null}), &json!({"a": 1})));
    assert!(differs(&json!({"sender_phone": null}), &json!({"sender_phone": "+1"})));
}

#[test]
fn lists_are_compared_whole() {
    assert!(differs(&json!({"attachments": []}), &json!({"attachments": [{"type": "image"}]})));
    assert!(!differs(
        &json!({"attachments": [{"type": "image"}]}),
        &json!({"attachments": [{"type": "image", "id": "x"}]})
    ));
}

#[test]
fn names_with_a_rule_at_their_end_look_at_the_field_before_it() {
    let actual = json!({"text": "hello world", "id": "7"});
    for (expected, is_good) in [
        (json!({"text_contains": "lo w"}), true),
        (json!({"text_contains": "xyz"}), false),
        (json!({"text_contains_all": ["hello", "world"]}), true),
        (json!({"text_contains_all": ["hello", "moon"]}), false),
        (json!({"text_starts_with": "hell"}), true),
        (json!({"text_starts_with": "world"}), false),
        (json!({"text_one_of": ["a", "hello world"]}), true),
        (json!({"text_one_of": ["a"]}), false),
        (json!({"id_one_of": [7]}), true),
        (json!({"html_must_not_contain": ["<script"]}), true),
        (json!({"html_must_not_contain": ["world"]}), false),
    ] {
        assert_eq!(differs(&expected, &actual), !is_good, "{expected}");
    }
}

#[test]
fn what_depends_on_the_model_is_compared_where_it_has_a_place() {
    let expected =
        json!({"links": ["https://a.example"], "action": {"payload": "x", "title": "X"}});
    assert!(!differs(&expected, &json!({"action": {"payload": "x"}})));
    assert!(differs(&expected, &json!({"links": [], "action": {"payload": "x"}})));
    assert!(differs(&expected, &json!({"action": {"payload": "x", "title": "Y"}})));
}

#[test]
fn an_empty_text_may_be_absent() {
    assert!(!differs(&json!({"text": ""}), &json!({})));
    assert!(differs(&json!({"text": ""}), &json!({"text": "x"})));
}

#[test]
fn one_known_id_of_the_sender_is_enough() {
    let actual = json!({"sender_ids": ["US.1", "+49"]});
    assert!(!differs(&json!({"sender_ids": ["US.1", "15550"]}), &actual));
    assert!(differs(&json!({"sender_ids": ["US.2"]}), &actual));
}

#[test]
fn names_of_files_are_looked_at() {
    let expected = json!({"safe_file_names": true});
    let files = |name: &str| json!({"attachments": [{"name": "a.pdf"}, {"name": name}]});
    for name in ["b.pdf", "Grüße 👋.txt", ".env", "a..b"] {
        assert!(!differs(&expected, &files(name)), "{name:?}");
        assert!(!differs(&expected, &json!({"name": name})), "{name:?}");
    }
    for name in ["../b", "a\\b", "a\0", "a\u{202e}b", "a\u{2066}b", "a\nb"] {
        assert!(differs(&expected, &files(name)), "{name:?}");
        assert!(differs(&expected, &json!({"name": name})), "{name:?}");
        assert!(!differs(&json!({"safe_file_names": false}), &files(name)), "{name:?}");
    }
    assert!(!differs(&expected, &json!({"attachments": [{"type": "location"}]})));
}

#[test]
fn a_star_stands_for_any_reaction_taken_back() {
    let removed = |list: Value| json!({"reaction": {"removed": list}});
    assert!(!differs(&removed(json!(["*"])), &removed(json!(["👍"]))));
    assert!(differs(&removed(json!(["*"])), &removed(json!([]))));
}

#[test]
fn what_is_optional_may_be_there_and_need_not() {
    let expected = json!({
        "attachments": [{"type": "image"}],
        "attachments_optional": [{"type": "link"}],
    });
    let attachments = |kinds: &[&str]| {
        let list: Vec<_> = kinds.iter().map(|kind| json!({"type": kind})).collect();
        json!({"attachments": list})
    };
    assert!(!differs(&expected, &attachments(&["image"])));
    assert!(!differs(&expected, &attachments(&["image", "link"])));
    assert!(differs(&expected, &attachments(&["link"])));
    assert!(differs(&expected, &attachments(&["image", "file"])));
}

#[test]
fn the_type_of_an_answer_may_be_one_of_several() {
    let expected = json!({"body_json_type_in": [4, 5]});
    assert!(!differs(&expected, &json!({"body_json": {"type": 5}})));
    assert!(differs(&expected, &json!({"body_json": {"type": 1}})));
}

#[test]
fn big_numbers_and_their_texts_are_the_same_id() {
    assert!(!differs(&json!(5_741_311_803_571_721_087_i64), &json!("5741311803571721087")));
    assert!(differs(&json!("1"), &json!(2)));
}
