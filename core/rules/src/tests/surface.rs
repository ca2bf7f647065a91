//! Each line of the surface: its getter gives what its type says, and it is described.

use super::{facts, names};
use crate::run::Run;
use crate::surface::{Kind, METHODS, Owner, PROPERTIES, Word};
use crate::value::{Handle, IntoValue, Length, Time};
use rhai::Dynamic;
use std::collections::HashSet;
use std::sync::Arc;

fn subject(owner: Owner) -> Dynamic {
    match owner {
        Owner::Text => "text".into(),
        Owner::Texts => vec!["entry"].into_value(),
        Owner::Number => 7_i64.into(),
        Owner::Time => Dynamic::from(Time(super::NOW)),
        Owner::Duration => Dynamic::from(Length(60_000)),
        Owner::Team => Handle { owner, key: "support".to_owned() }.into_value(),
        Owner::Operator => Handle { owner, key: "bo@example.com".to_owned() }.into_value(),
        Owner::Role => Handle { owner, key: "Team lead".to_owned() }.into_value(),
        other => Handle::of(other).into_value(),
    }
}

fn is_of(kind: Kind, value: &Dynamic) -> bool {
    match kind {
        Kind::Any => true,
        Kind::Text => value.is_string(),
        Kind::Word(word) => {
            value.clone().into_string().is_ok_and(|text| word.all().contains(&text.as_str()))
        }
        Kind::Name(name) => {
            value.clone().into_string().is_ok_and(|text| names().find(name, &text).is_ok())
        }
        Kind::Number => value.is_int() || value.is_decimal(),
        Kind::Flag => value.is_bool(),
        Kind::Time => value.is::<Time>(),
        Kind::Duration => value.is::<Length>(),
        Kind::Texts(_) => value.is_array(),
        Kind::Object(owner) => {
            value.clone().try_cast::<Handle>().is_some_and(|one| one.owner == owner)
        }
        Kind::Words | Kind::Options | Kind::Nothing => false,
    }
}

#[test]
fn every_property_gives_what_its_type_says() {
    let run = Run::new(facts(), Arc::default());
    for property in PROPERTIES {
        let name = format!("{}.{}", property.owner.word(), property.name);
        let value = (property.read)(&run, &subject(property.owner));
        assert!(is_of(property.kind, &value), "{name} gave {value:?}");
    }
}

#[test]
fn what_may_be_absent_is_absent_in_an_empty_picture() {
    let mut empty = facts();
    empty.chat = crate::facts::ChatFacts::opened(1, super::NOW);
    empty.contact = crate::facts::ContactFacts::default();
    empty.event = crate::facts::EventFacts::default();
    empty.message = Some(crate::facts::MessageFacts::default());
    let run = Run::new(empty, Arc::default());
    for property in PROPERTIES.iter().filter(|one| one.name != "next_open") {
        let value = (property.read)(&run, &subject(property.owner));
        let name = format!("{}.{}", property.owner.word(), property.name);
        assert_eq!(value.is_unit(), property.is_optional, "{name} gave {value:?}");
    }
}

#[test]
fn every_line_is_described_once() {
    let mut seen = HashSet::new();
    for property in PROPERTIES {
        assert!(property.doc.len() > 4, "{}", property.name);
        assert!(seen.insert((property.owner.word(), property.name)), "{} twice", property.name);
    }
    for method in METHODS {
        assert!(method.doc.len() > 4, "{}", method.name);
        assert!(seen.insert((method.owner.word(), method.name)), "{} twice", method.name);
        let asks = matches!(method.owner, Owner::Chat | Owner::Contact);
        assert!(asks || !method.is_intent, "{}", method.name);
    }
    assert!(Word::EventKind.all().len() > 20);
}

#[test]
fn the_reference_has_every_line_in_one_row_of_its_own() {
    let reference = crate::reference();
    let rows = reference.lines().filter(|line| line.starts_with("| `")).collect::<HashSet<_>>();
    assert_eq!(rows.len(), PROPERTIES.len() + METHODS.len() + crate::surface::EVENTS.len());
    assert!(
        rows.contains(&"| `chat.team` | name of a team, or `()` | its team's key |"),
        "{reference}"
    );
}
