//! Rules that are traced, or not optimised, ask for the same as they do plainly: over rules made at random.

use super::{facts, whole};
use crate::engine::{Engine, Mode};
use crate::trace::Step;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::Arc;

/// How many rules are made: few in each run, many when all of a release is tested.
fn count() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "a switch of tests, not a setting")]
    let switch = std::env::var("SWITCHBOARD_RULES");
    if switch.is_ok_and(|value| value == "full") { 5_000 } else { 200 }
}

const SIDES: [&str; 14] = [
    "chat.priority == \"HIGH\"",
    "chat.priority != \"NORMAL\"",
    "chat.team == ()",
    "chat.team == \"billing\"",
    "chat.message_count >= 0",
    "chat.customer_message_count < 3",
    "contact.role in [\"vip\", \"merchant\"]",
    "chat.language !in [\"es\"]",
    "message.mentions(list(\"payment-words\"))",
    "chat.has_label(\"vip\")",
    "contact.attribute(\"balance\") > 12.25",
    "event.at - chat.opened_at > minutes(30)",
    "chat.is_open /* an \"odd\" // comment */",
    "message.text.contains(`${contact.name}`)",
];

const DOINGS: [&str; 8] = [
    "chat.set_priority(\"HIGH\");",
    "chat.add_label(\"urgent-payment\");",
    "chat.remove_label(\"vip\");",
    "chat.assign(team(\"billing\"));",
    "chat.note(`by ${contact.name} {`);",
    "chat.notify(role(\"Team lead\"), \"if a || b { }\");",
    "chat.close(\"solved\");",
    "if chat.is_new { return; }",
];

fn condition(random: &mut StdRng, depth: usize) -> String {
    let side = |random: &mut StdRng| SIDES[random.random_range(0..SIDES.len())].to_owned();
    if depth == 0 {
        return side(random);
    }
    let (left, right) = (condition(random, depth - 1), condition(random, depth - 1));
    match random.random_range(0..5) {
        0 => format!("{left} && {right}"),
        1 => format!("{left} || {right}"),
        2 => format!("!({left})"),
        3 => format!("({left} ||\n    {right})"),
        _ => side(random),
    }
}

fn script(random: &mut StdRng) -> String {
    let mut script = String::new();
    for number in 0..random.random_range(1..4) {
        let depth = random.random_range(0..4);
        script.push_str(&format!("let c{number} = {};\n", condition(random, depth)));
        let (depth, doing) = (random.random_range(0..3), random.random_range(0..DOINGS.len()));
        let (own, doing) = (condition(random, depth), DOINGS[doing]);
        let other = DOINGS[random.random_range(0..DOINGS.len())];
        script.push_str(&format!("if c{number} && ({own}) {{ {doing} }} else {{ {other} }}\n"));
    }
    script
}

#[test]
fn plain_and_traced_and_unoptimised_are_the_same() {
    let mut engines = [Mode::Plain, Mode::Traced, Mode::AsWritten].map(Engine::new);
    let mut asked = 0;
    for seed in 0..count() {
        let source = whole(&script(&mut StdRng::seed_from_u64(seed)));
        let [plain, traced, unoptimised] = engines.each_mut().map(|engine| {
            let script = engine
                .compile(&source, Arc::default())
                .unwrap_or_else(|error| panic!("{error}: {source}"));
            let ran = engine.run(&script, facts());
            (ran.intents, ran.failure, ran.is_stopped)
        });
        assert_eq!(plain, traced, "traced, seed {seed}:\n{source}");
        assert_eq!(plain, unoptimised, "not optimised, seed {seed}:\n{source}");
        asked += plain.0.len();
    }
    assert!(asked > 100, "the rules ask for something: {asked}");
}

#[test]
fn a_trace_keeps_comments_and_texts() {
    let script = "let a = chat.is_open /* || */ && !(contact.name == `x${1 + 1}` || chat.is_new); // || no\nif a { stop(); }";
    let mut engine = Engine::new(Mode::Traced);
    let compiled = engine.compile(&whole(script), Arc::default()).unwrap();
    let ran = engine.run(&compiled, facts());
    let told: Vec<String> = ran.steps.iter().map(Step::to_string).collect();
    assert_eq!(
        told,
        [
            "line 3 chat.is_open: yes",
            "line 3 contact.name == `x${1 + 1}`: no, contact.name was \"Ana Lima\"",
            "line 3 chat.is_new: yes",
            "line 4 a: no",
        ]
    );
}
