//! Rules that are never asked: another one ends the list before them, whatever it finds.

use crate::header::{Header, Start};
use crate::rule::Rule;
use crate::surface::Starts;
use crate::words::{Problem, listed};

/// What is to be said of a rule, by those that are asked before it.
pub fn warnings(rule: &Rule, before: &[Rule]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for other in before.iter().filter(|other| covers(&other.header, &rule.header)) {
        let Some(line) = other.stop_line else { continue };
        let is_ended =
            |start: &&Start| is_shared(start) && other.header.start(start.event.name).is_some();
        let events = rule.header.on.iter().filter(is_ended).map(|start| start.event.name);
        let events: Vec<&str> = events.filter(|event| !told.contains(event)).collect();
        if events.is_empty() {
            continue;
        }
        let then = if events.len() == rule.header.on.len() { "" } else { " then" };
        let message = format!(
            "{key} ends the list at every {events}, in its line {line}: this rule is never asked{then}. \
             Let it stand before {key} by @order, or stop there under a condition",
            key = other.key,
            events = listed(&events),
        );
        problems.push(Problem::warning(rule.header.on_place, message));
        told.extend(events);
    }
    problems
}

/// Does one event start all rules that name it: what waits or runs out is its own rule's.
fn is_shared(start: &Start) -> bool {
    matches!(start.event.starts, Starts::Happening | Starts::Message)
}

/// Does the one look at every chat that the other looks at.
fn covers(one: &Header, other: &Header) -> bool {
    let has = |filter| one.channels.contains(filter);
    let all_channels =
        one.channels.is_empty() || (!other.channels.is_empty() && other.channels.iter().all(has));
    all_channels && one.view.is_none()
}

#[cfg(test)]
mod tests {
    use crate::Folder;

    const STOPS: &str = "// Ends it.\n// @on message.received, chat.opened\n// @order 10\n";

    /// What is said of a rule beside one that stops, which has these header lines and this body.
    fn told(header: &str, body: &str, rule: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let names = "[channels]\nshop = \"telegram\"\n";
        std::fs::write(folder.path().join("names.toml"), names).unwrap();
        let stops = format!("{STOPS}{header}{body}");
        std::fs::write(folder.path().join("10-stops.rhai"), stops).unwrap();
        std::fs::write(folder.path().join("20-other.rhai"), rule).unwrap();
        Folder::read(folder.path()).unwrap().problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_rule_that_is_never_asked_is_told_by_which() {
        let other = "// Another.\n// @on message.received\nchat.set_priority(\"HIGH\");";
        assert_eq!(
            told("", "stop();", other),
            [
                "20-other.rhai:2:4: warning: 10-stops ends the list at every message.received, in its line 4: \
              this rule is never asked. Let it stand before 10-stops by @order, or stop there under a condition"
            ]
        );
        let both = other.replace("message.received", "message.received, chat.closed");
        assert!(told("", "stop();", &both)[0].contains("never asked then"));
    }

    #[test]
    fn where_a_way_leads_to_it_nothing_is_told() {
        let other = "// Another.\n// @on message.received\nchat.set_priority(\"HIGH\");";
        let earlier = other.replace("// @on", "// @order 5\n// @on");
        let elsewhere = other.replace("message.received", "chat.closed");
        let narrow = "// @channels kind:telegram\n";
        for (header, body, rule) in [
            ("", "if chat.is_new { stop(); }", other),
            ("", "stop();", earlier.as_str()),
            ("", "stop();", elsewhere.as_str()),
            (narrow, "stop();", other),
        ] {
            assert_eq!(told(header, body, rule), Vec::<String>::new(), "{header}{body}\n{rule}");
        }
        let there = other.replace("// @on", "// @channels kind:telegram\n// @on");
        assert_eq!(told(narrow, "stop();", &there).len(), 1);
    }
}
