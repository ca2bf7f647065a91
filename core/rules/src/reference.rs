//! The surface as tables in Markdown, which the command line prints.

use crate::names::Name;
use crate::surface::{EVENTS, Kind, METHODS, Method, Owner, PROPERTIES, Property};

const OWNERS: [Owner; 17] = [
    Owner::Event,
    Owner::Was,
    Owner::Chat,
    Owner::Contact,
    Owner::Message,
    Owner::Channel,
    Owner::Now,
    Owner::BusinessHours,
    Owner::Team,
    Owner::Operator,
    Owner::Role,
    Owner::Text,
    Owner::Texts,
    Owner::Number,
    Owner::Time,
    Owner::Duration,
    Owner::Nothing,
];

/// All that rules can listen to, read and ask for.
pub fn reference() -> String {
    let mut text = "| event | when |\n| --- | --- |\n".to_owned();
    for event in EVENTS {
        let later = if event.is_available { "" } else { " (not available on this server yet)" };
        text.push_str(&format!("| `{}` | {}{later} |\n", event.name, event.doc));
    }
    text.push_str("\n| to read | what it is | |\n| --- | --- | --- |\n");
    for owner in OWNERS {
        PROPERTIES
            .iter()
            .filter(|one| one.owner == owner)
            .for_each(|one| text.push_str(&property(one)));
        let methods = METHODS.iter().filter(|one| one.owner == owner && !one.is_intent);
        methods.for_each(|one| text.push_str(&method(one)));
    }
    text.push_str("\n| to ask for | | |\n| --- | --- | --- |\n");
    METHODS.iter().filter(|one| one.is_intent).for_each(|one| text.push_str(&method(one)));
    text
}

fn owned(owner: Owner, name: &str) -> String {
    match owner {
        Owner::Nothing => name.to_owned(),
        Owner::Text | Owner::Texts | Owner::Number | Owner::Time | Owner::Duration => {
            format!("….{name}")
        }
        Owner::Team | Owner::Operator | Owner::Role => format!("{}(…).{name}", owner.word()),
        owner => format!("{}.{name}", owner.word()),
    }
}

fn property(property: &Property) -> String {
    let optional = if property.is_optional { ", or `()`" } else { "" };
    let name = owned(property.owner, property.name);
    format!("| `{name}` | {}{optional} | {} |\n", kind(property.kind), property.doc)
}

fn method(method: &Method) -> String {
    let arguments: Vec<String> = method
        .arguments
        .iter()
        .map(|one| {
            if one.is_optional {
                format!("#{{{}}}", options(one.options))
            } else {
                one.name.to_owned()
            }
        })
        .collect();
    let optional = if method.is_optional { ", or `()`" } else { "" };
    let name = owned(method.owner, method.name);
    let given = if method.kind == Kind::Nothing { String::new() } else { kind(method.kind) };
    let later = if method.is_available { "" } else { " (not available on this server yet)" };
    format!("| `{name}({})` | {given}{optional} | {}{later} |\n", arguments.join(", "), method.doc)
}

fn options(options: &[(&str, Kind)]) -> String {
    options.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn kind(kind: Kind) -> String {
    match kind {
        Kind::Any => "as it is defined".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Word(word) if word.all().len() > 10 => word.noun().to_owned(),
        Kind::Word(word) => word.all().join(" "),
        Kind::Name(Name::Operator) => "email address of an operator".to_owned(),
        Kind::Name(name) => format!("name of a {}", name.noun()),
        Kind::Number => "number".to_owned(),
        Kind::Flag => "yes or no".to_owned(),
        Kind::Time => "time".to_owned(),
        Kind::Duration => "duration".to_owned(),
        Kind::Texts(_) => "list".to_owned(),
        Kind::Words => "list of words".to_owned(),
        Kind::Options => "map".to_owned(),
        Kind::Object(owner) => format!("`{}`", owner.word()),
        Kind::Nothing => "nothing".to_owned(),
    }
}
