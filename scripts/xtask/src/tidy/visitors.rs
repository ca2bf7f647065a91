//! What a visitor does goes through one door, which says whether they may act now: each of their commands
//! begins with an `ActingVisitor`, and nothing else takes the visitor out of the actor.

use super::Finding;
use super::source::Source;
use super::tokens::{contains, places};
use super::tree::Tree;

const DESK: &str = "core/desk/src/";
const COMMANDS: &str = "core/desk/src/visitor/";

/// Commands about the session alone: who is blocked may still come and go.
const OF_SESSIONS: [&str; 3] = [
    "core/desk/src/visitor/end.rs",
    "core/desk/src/visitor/identify.rs",
    "core/desk/src/visitor/start.rs",
];

/// The door itself, and what only asks or says who somebody is.
const KNOWING: [&str; 5] = [
    "core/desk/src/access.rs",
    "core/desk/src/idempotent.rs",
    "core/desk/src/session/actor.rs",
    "core/desk/src/session/cache.rs",
    "core/desk/src/visitor/acting.rs",
];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let desk = tree.rust.iter().filter(|file| file.is_product() && file.is_under(DESK));
    desk.flat_map(|file| {
        let mut findings = past_the_door(file);
        findings.extend(without_it(file));
        findings
    })
    .collect()
}

fn past_the_door(file: &Source) -> Vec<Finding> {
    if KNOWING.contains(&file.path.as_str()) {
        return Vec::new();
    }
    let message = "take the visitor from an `ActingVisitor`";
    file.findings("Actor :: Visitor (", message)
}

fn without_it(file: &Source) -> Vec<Finding> {
    let is_asked = contains(&file.code, "ActingVisitor :: now (");
    if !file.is_under(COMMANDS) || OF_SESSIONS.contains(&file.path.as_str()) || is_asked {
        return Vec::new();
    }
    let message =
        "this command never asks whether the visitor may act now: begin with `ActingVisitor::now`";
    let commands = places(&file.code, "pub async fn");
    commands.map(|place| file.finding(file.code[place].line, message)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::planted(&[(path, text)])).len()
    }

    #[test]
    fn a_command_that_does_not_ask_is_found() {
        let rates = "pub async fn rate(desk: &Desk) { desk.read(|one| chat_of(one, actor)) }";
        assert_eq!(found("core/desk/src/visitor/rate.rs", rates), 1);
        let asks = rates.replace("chat_of(", "ActingVisitor::now(");
        assert_eq!(found("core/desk/src/visitor/rate.rs", &asks), 0);
        assert_eq!(found("core/desk/src/visitor/end.rs", rates), 0);
        assert_eq!(found("core/desk/src/chat/rate.rs", rates), 0);
        assert_eq!(found("core/desk/src/visitor/rate.rs", "pub fn rate() {}"), 0);
    }

    #[test]
    fn a_second_way_to_the_ids_is_found() {
        let text = "fn f(actor: &Actor) { match actor { \
            Actor::Visitor(visitor) => {} _ => {} } }";
        assert_eq!(found("core/desk/src/chat/rate.rs", text), 1);
        assert_eq!(found("core/desk/src/visitor/acting.rs", text), 0);
        assert_eq!(found("graphql/visitor/src/access.rs", text), 0);
        let asks = "fn f(actor: &Actor) -> bool { matches!(actor, Actor::Visitor { .. }) }";
        assert_eq!(found("core/desk/src/chat/rate.rs", asks), 0);
    }
}
