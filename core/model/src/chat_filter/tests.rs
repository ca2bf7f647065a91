//! The bounds of a filter, and how it is stored.

use super::*;

fn unread() -> ChatFilter {
    ChatFilter { is_unread: Some(true), ..ChatFilter::default() }
}

fn inside(levels: usize) -> ChatFilter {
    (1..levels).fold(unread(), |inner, _| ChatFilter {
        not: Some(Box::new(inner)),
        ..ChatFilter::default()
    })
}

fn roles(role: &str) -> ChatFilter {
    ChatFilter { contact_roles: Some(vec![role.to_owned()]), ..ChatFilter::default() }
}

fn languages(word: &str) -> ChatFilter {
    ChatFilter { languages: Some(vec![word.to_owned()]), ..ChatFilter::default() }
}

#[test]
fn a_filter_has_bounds() {
    let many = |count: usize| ChatFilter { all: vec![unread(); count], ..ChatFilter::default() };
    let contacts = |count: usize| ChatFilter {
        channel_ids: Some(vec![ChannelId(1); count]),
        ..ChatFilter::default()
    };
    for (good, bad) in [
        (many(FILTER_LEAVES_MAX), many(FILTER_LEAVES_MAX + 1)),
        (inside(FILTER_DEPTH_MAX), inside(FILTER_DEPTH_MAX + 1)),
        (contacts(FILTER_VALUES_MAX), contacts(FILTER_VALUES_MAX + 1)),
        (roles("' OR 1 = 1; --"), roles("a\0b")),
        (languages("de"), languages("de' --")),
        (languages("nds"), languages("")),
    ] {
        assert_eq!(good.check(), Ok(()), "{good:?}");
        assert!(bad.check().is_err(), "{bad:?}");
    }
    let empty = ChatFilter { all: vec![ChatFilter::default(); 101], ..ChatFilter::default() };
    assert!(empty.check().is_err(), "what asks for nothing is counted as well");
}

#[test]
fn what_is_stored_comes_back_and_what_is_unknown_is_refused() {
    let filter = ChatFilter {
        statuses: Some(vec![ChatStatus::New]),
        any: Some(vec![roles("it's"), inside(2)]),
        ..ChatFilter::default()
    };
    let stored = serde_json::to_value(&filter).expect("JSON");
    let shown = serde_json::json!({
        "statuses": ["NEW"],
        "any": [{ "contact_roles": ["it's"] }, { "not": { "is_unread": true } }],
    });
    assert_eq!(stored, shown);
    assert_eq!(serde_json::from_value::<ChatFilter>(stored).expect("a filter"), filter);
    let newer = serde_json::json!({ "statuses": ["NEW"], "is_loud": true });
    assert!(serde_json::from_value::<ChatFilter>(newer).is_err());
}

#[test]
fn what_asks_for_nothing_adds_nothing() {
    assert_eq!(unread().and(ChatFilter::default()), unread());
    assert_eq!(ChatFilter::default().and(unread()), unread());
    assert_eq!(unread().and(roles("a")).all, [unread(), roles("a")]);
}
