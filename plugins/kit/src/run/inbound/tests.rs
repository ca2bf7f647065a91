//! What is compared of a delivery, without a plugin.

use super::*;
use switchboard_model::connector::{ConnectorError, ErrorClass};

fn differing(expected: &Value, came: &Delivery) -> Vec<String> {
    let expected = expected.as_object().expect("an object");
    compare(expected, came).into_iter().map(|difference| difference.at).collect()
}

fn answered(status: u16) -> Delivery {
    let answer = Answer { status, headers: vec![], body: vec![] };
    Delivery { answer: Some(answer), ..Delivery::default() }
}

#[test]
fn the_status_may_stand_in_http_or_beside_the_events() {
    let came = answered(413);
    for good in [
        json!({"http": {"status": 413}, "events": []}),
        json!({"http": {"status_any_of": [400, 413]}}),
        json!({"status_any_of": [200, 413], "events": null}),
        json!({"verified": true}),
    ] {
        assert_eq!(differing(&good, &came), Vec::<String>::new(), "{good}");
    }
    assert_eq!(differing(&json!({"status_any_of": [200, 401]}), &came), ["http.status_any_of"]);
    assert_eq!(differing(&json!({"http": {"status": 200}}), &came), ["http.status"]);
}

#[test]
fn a_dead_letter_is_good_where_nothing_is_to_be_seen() {
    let error = ConnectorError::new(ErrorClass::Invalid, "request.json", "no JSON");
    let dead = Delivery { dead_letter: Some(error), ..answered(200) };
    for good in [
        json!({"http": {"status": 200}, "events": []}),
        json!({"events": null}),
        json!({"dead_letter": true, "events": []}),
    ] {
        assert_eq!(differing(&good, &dead), Vec::<String>::new(), "{good}");
    }
    assert_eq!(differing(&json!({"dead_letter": false}), &dead), ["dead_letter"]);
    let message = json!({"events": [{"kind": "message"}]});
    assert_eq!(differing(&message, &dead), ["dead_letter", "events: 0 instead of 1"]);
    assert_eq!(differing(&json!({"dead_letter": true}), &answered(200)), ["dead_letter"]);
}
