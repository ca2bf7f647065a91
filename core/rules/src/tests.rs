//! What all tests of scripts share: names, a picture, a run.

mod hostile;
mod readme;
mod shipped;
mod surface;
mod traced;
mod wrong;

use crate::check::{Checked, check};
use crate::engine::{Engine, Mode, Ran};
use crate::facts::{
    AttributeValue, ChannelFacts, ChatFacts, ContactFacts, DeskFacts, EventFacts, Facts,
    MessageFacts,
};
use crate::names::Names;
use crate::run::Failure;
use crate::search::WordList;
use crate::words::Problem;
use std::sync::Arc;
use switchboard_model::{Timestamp, fold};

/// 2 March 2026, 10:00 in UTC: a Monday.
pub const NOW: Timestamp = Timestamp(1_772_445_600_000);

pub fn names() -> Names {
    let mut names = Names::parse(
        r#"
teams = ["billing", "key-accounts", "support"]
operators = ["bo@example.com"]
roles = ["Team lead"]
contact_roles = ["merchant", "vip"]
labels = ["urgent-payment", "vip"]
templates = ["out-of-hours", "silence-reminder"]
close_reasons = ["solved"]
reference_kinds = ["order"]
views = ["old"]
[channels]
web = "web"
shop-telegram = "telegram"
[attributes]
plan = "CHOICE"
balance = "NUMBER"
beta = "BOOLEAN"
"#,
    )
    .unwrap();
    names.insert_list("payment-words", WordList::new(["refund*", "money back"]).unwrap());
    names
}

/// A picture in which everything is there that can be.
pub fn facts() -> Facts {
    let mut chat = ChatFacts::opened(7, NOW.plus_ms(-3_600_000));
    chat.waiting_on = switchboard_model::chat::WaitingOn::Operator;
    chat.waiting_since = Some(NOW.plus_ms(-600_000));
    chat.team = Some("support".to_owned());
    chat.operator = Some("bo@example.com".to_owned());
    chat.language = Some("es".to_owned());
    chat.subject = Some("An order".to_owned());
    chat.close_reason = Some("solved".to_owned());
    chat.labels = vec!["vip".to_owned()];
    chat.participants = vec!["bo@example.com".to_owned()];
    chat.references = vec![("order".to_owned(), "4711".to_owned())];
    chat.rating = Some(5);
    chat.last_message_at = Some(NOW);
    chat.closed_at = Some(NOW);
    chat.snoozed_until = Some(NOW);
    chat.customer_message_count = 3;
    chat.said.insert("out-of-hours".to_owned(), NOW.plus_ms(-60_000));
    let text = |text: &str| Some(text.to_owned());
    let contact = ContactFacts {
        name: "Ana Lima".to_owned(),
        role: text("merchant"),
        email: text("ana@example.com"),
        phone: text("+351912345678"),
        language: text("pt"),
        time_zone: text("Europe/Lisbon"),
        country: text("PT"),
        attributes: [
            ("plan".to_owned(), AttributeValue::Text("silver".to_owned())),
            ("balance".to_owned(), AttributeValue::Number("12.50".parse().unwrap())),
            ("beta".to_owned(), AttributeValue::Flag(true)),
        ]
        .into(),
        channels: vec!["web".to_owned(), "shop-telegram".to_owned()],
        chat_count: 2,
        ..ContactFacts::default()
    };
    let written = "Where is my REFUND for order 123456?";
    let message = MessageFacts {
        text: written.to_owned(),
        folded: fold::words(written),
        language: text("en"),
        from: "CONTACT",
        chosen: text("Yes"),
        attachment_kinds: vec!["image".to_owned()],
        ..MessageFacts::default()
    };
    let mut desk = DeskFacts { names: names(), ..DeskFacts::default() };
    desk.online.insert("support".to_owned(), 2);
    desk.capacity.insert("support".to_owned(), 3);
    let event = EventFacts {
        kind: "message.received".to_owned(),
        at: NOW,
        by: "CONTACT",
        by_operator: text("bo@example.com"),
        by_rule: text("10-first"),
        reason: text("because"),
        timer: text("come-back"),
        changed: vec!["priority"],
        was: crate::facts::Was {
            status: Some(switchboard_model::chat::ChatStatus::New),
            priority: Some(switchboard_model::chat::ChatPriority::Low),
            team: text("billing"),
            operator: text("bo@example.com"),
        },
        step: 1,
        waited_ms: 600_000,
    };
    let channel =
        ChannelFacts { key: "web".to_owned(), kind: "web".to_owned(), name: "Web".to_owned() };
    Facts { event, chat, contact, message: Some(message), channel, desk: Arc::new(desk) }
}

/// A script with the header that it needs.
pub fn whole(script: &str) -> String {
    if script.starts_with("//") {
        return script.to_owned();
    }
    format!("// A rule.\n// @on message.received\n{script}")
}

pub fn checked(script: &str) -> Checked {
    check(&Engine::new(Mode::AsWritten), &whole(script), &names())
}

/// Runs a script without asking the checker first: the engine has to bear anything.
pub fn ran(script: &str, mode: Mode) -> Ran {
    let mut engine = Engine::new(mode);
    let script = engine.compile(&whole(script), Arc::default()).unwrap();
    engine.run(&script, facts())
}

/// What a run asked for, in short.
pub fn asked(script: &str) -> String {
    let ran = ran(script, Mode::Plain);
    assert_eq!(ran.failure, None, "{script}");
    ran.intents.iter().map(|one| one.intent.names().swap_remove(0)).collect::<Vec<_>>().join(", ")
}

pub fn failure(ran: &Ran) -> String {
    match &ran.failure {
        Some((_, Failure::Failed(why) | Failure::Refused(why))) => why.clone(),
        None => "nothing".to_owned(),
    }
}

pub fn lines(problems: &[Problem]) -> Vec<String> {
    let word = |one: &Problem| if one.is_warning { "warning: " } else { "" };
    problems
        .iter()
        .map(|one| format!("{}:{} {}{}", one.line, one.column, word(one), one.message))
        .collect()
}
