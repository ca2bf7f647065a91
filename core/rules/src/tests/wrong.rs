//! Wrong scripts with their words: a fixture that has both, one below the other.

use super::{checked, lines};

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/tests/wrong.txt");

#[test]
fn every_wrong_script_is_told_in_its_words() {
    let fixture = std::fs::read_to_string(FIXTURE).unwrap();
    let mut told = String::new();
    let mut count = 0;
    for block in fixture.split("## ").skip(1) {
        let is_said = |line: &&str| !line.starts_with("=> ");
        let script: Vec<&str> = block.lines().filter(is_said).collect();
        let (title, script) = script.split_first().unwrap();
        let script = script.join("\n").trim_end().to_owned();
        told.push_str(&format!("## {title}\n{script}\n"));
        let problems = lines(&checked(&script).problems);
        problems.iter().for_each(|line| told.push_str(&format!("=> {line}\n")));
        told.push('\n');
        count += 1;
    }
    assert!(told.trim_end() == fixture.trim_end(), "the words have changed to:\n{told}");
    for block in told.split("## ").skip(1) {
        assert!(block.contains("=> "), "nothing is wrong with {block}");
    }
    assert!(count >= 60, "{count}");
}

#[test]
fn all_problems_are_told_at_once() {
    let script = "if chat.priorty == \"HIGH\" { chat.asign(team(\"billing\")); }\nchat.set_priority(\"URGNT\");";
    assert_eq!(checked(script).problems.len(), 3);
}

#[test]
fn what_is_right_is_not_told() {
    for script in [
        "if chat.team == () && message.mentions(list(\"payment-words\")) { chat.assign(team(\"billing\")); }",
        "for label in chat.labels { if label == \"vip\" { chat.remove_label(label); } }",
        "let old = event.at - chat.opened_at > days(2); if old { chat.note(`open since ${chat.opened_at.text}`); }",
        "if contact.attribute(\"balance\") > 12.5 { chat.add_label(\"vip\"); }",
        "if chat.language in [\"es\", \"pt\"] || \"vip\" in chat.labels { stop(); }",
        "if now.is_between(\"22:00\", \"06:00\") && now.weekday != \"SUN\" { chat.reply(\"out-of-hours\", #{ every: hours(2), language: \"es\" }); }",
        "let count = chat.message_count + 1; if count >= 3 && !(count == 7) { log(\"many: \" + count.text); }",
    ] {
        assert_eq!(lines(&checked(script).problems), Vec::<String>::new(), "{script}");
    }
}
