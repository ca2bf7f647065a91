//! Scripts that mean harm, past the checker: each is stopped, with the words that say why.

use super::{asked, failure, ran};
use crate::engine::{Engine, Mode};

/// Ten nested walks through a list: more steps than any rule takes.
fn nested(body: &str) -> String {
    let mut script = "let list = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];\n".to_owned();
    for depth in 0..6 {
        script.push_str(&format!("for x{depth} in list {{ "));
    }
    script.push_str(body);
    script.push_str(&"}".repeat(6));
    script
}

#[test]
fn a_flood_is_stopped_with_its_words() {
    for (script, words) in [
        (nested("let y = 1;"), "stopped after 20"),
        (
            "let t = \"x\"; for i in [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16] { t += t; }"
                .to_owned(),
            "this text grew over 16 KiB",
        ),
        ("let l = [1]; for i in [1,2,3,4,5,6,7,8,9,10] { l += l; }".to_owned(), "this"),
        (nested("chat.note(\"x\");"), "it wrote more than 2 notes"),
        (nested("chat.add_label(\"vip\");"), "it asked for more than 20 things"),
        ("let n = 9223372036854775807; n += 1;".to_owned(), "overflow"),
        ("let n = 1; n = n / 0;".to_owned(), "zero"),
        ("chat.note(\"\");".to_owned(), "the text is empty"),
        ("chat.start_timer(\"x\", days(900));".to_owned(), "outside of 1 minute to 366 days"),
        ("let l = [1]; let x = l[7];".to_owned(), "7"),
        ("message.matches(\"(\");".to_owned(), "this is no pattern"),
        ("message.matches(\"(\\\\w{1,100}){100}\");".to_owned(), "too large"),
        ("minutes(9223372036854775807);".to_owned(), "this time is too long"),
        ("chat.webhook(\"x\", #{});".to_owned(), "not available on this server yet"),
    ] {
        let ran = ran(&script, Mode::Plain);
        let told = failure(&ran).to_lowercase();
        assert!(told.contains(&words.to_lowercase()), "{script}: {told}");
        assert_eq!(ran.intents, [], "nothing of it stands: {script}");
    }
}

#[test]
fn what_is_not_there_cannot_be_compiled() {
    let engine = Engine::new(Mode::Plain);
    for script in [
        "while true { }",
        "loop { }",
        "do { } while true;",
        "eval(\"1\");",
        "fn f() { f(); } f();",
        "import \"x\" as y;",
        "try { x(); } catch { }",
        "throw 1;",
        "let f = Fn(\"x\"); f.call();",
        "print(1);",
        "unknown_variable;",
        "let x = |y| y;",
        &format!("let x = {}1{};", "(1 + ".repeat(60), ")".repeat(60)),
    ] {
        assert!(engine.compile(script, std::sync::Arc::default()).is_err(), "{script}");
    }
}

#[test]
fn objects_cannot_be_changed_but_by_intents() {
    for script in ["chat.priority = \"LOW\";", "chat = 1;"] {
        let engine = Engine::new(Mode::Plain);
        let is_refused = match engine.compile(script, std::sync::Arc::default()) {
            Ok(_) => failure(&ran(script, Mode::Plain)) != "nothing",
            Err(_) => true,
        };
        assert!(is_refused, "{script}");
    }
}

#[test]
fn a_refusal_keeps_what_was_asked_for_before() {
    let ran = ran("chat.add_label(\"vip\"); chat.archive(); chat.note(\"never\");", Mode::Plain);
    assert_eq!(failure(&ran), "the chat is new and cannot be archived: close it first");
    assert_eq!(ran.intents.len(), 1);
}

#[test]
fn later_lines_see_what_was_asked_for() {
    let script = "chat.set_priority(\"URGENT\"); if chat.priority == \"URGENT\" { chat.assign(team(\"billing\")); } if chat.team == \"billing\" { stop(); } chat.note(\"never\");";
    assert_eq!(asked(script), "priority URGENT, team billing");
}

#[test]
fn numbers_are_exact() {
    let script = "if 0.1 + 0.2 == 0.3 && 12.50 > 12 && contact.attribute(\"balance\") == 12.5 { stop(); } chat.note(\"not exact\");";
    assert_eq!(asked(script), "");
}
