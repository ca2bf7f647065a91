//! A follower trusts ids, not payloads: an event has no content to trust, so that every follower
//! has to read the rows again.

use super::Finding;
use super::tokens::{contains, inside, places};
use super::tree::Tree;

const EVENT_FILE: &str = "core/model/src/event.rs";

/// Parts of field names and types that would carry a row's content.
const CONTENT: [&str; 8] =
    ["payload", "body", "text", "content", "Value", "Message", "HashMap", "BTreeMap"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| file.path == EVENT_FILE) {
        for place in places(&file.code, "struct") {
            let open = file.code[place..].iter().position(|one| one.is("{") || one.is("("));
            let fields = open.map_or(&[][..], |open| inside(&file.code, place + open));
            for content in CONTENT.iter().filter(|content| contains(fields, content)) {
                let message = format!("an event carries ids, not `{content}`");
                findings.push(file.finding(file.code[place].line, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_with_content_is_found() {
        let found = |text: &str| check(&Tree::planted(&[(EVENT_FILE, text)])).len();
        assert_eq!(found("pub struct Event { chat: ChatId, payload: String }"), 1);
        assert_eq!(found("pub struct Event { message: Option<Message> }"), 1);
        assert_eq!(found("pub struct Event { chat: ChatId, message: Option<MessageId> }"), 0);
    }
}
