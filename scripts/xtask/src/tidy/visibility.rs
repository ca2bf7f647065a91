//! Who may see a chat is rendered three times and no more: for a chat in memory, in SQL, and as
//! terms of the index. Only those look into a `ChatVisibility`, and only an actor has one made.

use super::Finding;
use super::source::Source;
use super::tokens::{contains, places};
use super::tree::Tree;

const TYPE: &str = "ChatVisibility";
const PARTS: &str = "VisibilityParts";

const RENDERINGS: [&str; 3] = [
    "core/model/src/visibility.rs",
    "core/store/src/page/visibility.rs",
    "core/search/src/visibility.rs",
];
const ACTOR: &str = "core/model/src/actor.rs";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let product = tree.rust.iter().filter(|file| file.is_product());
    product.filter(|file| !RENDERINGS.contains(&file.path.as_str())).flat_map(strays).collect()
}

fn strays(file: &Source) -> Vec<Finding> {
    let code = &file.code;
    let message = "a fourth rendering of ChatVisibility: ask one of the three";
    let mut findings = file.findings(PARTS, message);
    let names_type = contains(code, TYPE);
    for place in places(code, ". parts (") {
        // The name or the method that it is called on.
        let receiver = code[..place].iter().rev().find(|token| token.is_word());
        if names_type || receiver.is_some_and(|name| name.text.contains("visib")) {
            findings.push(file.finding(code[place].line, message));
        }
    }
    if file.path != ACTOR {
        let message = "a ChatVisibility is made for an actor, of their teams and channels";
        findings.extend(file.findings("ChatVisibility :: own (", message));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fourth_rendering_is_found() {
        let found = |path: &str, text: &str| check(&Tree::planted(&[(path, text)])).len();
        for text in [
            "fn f(v: &ChatVisibility) -> bool { v.parts().is_none() }",
            "fn f(s: &Session) -> bool { s.visibility().parts().is_none() }",
            "let parts = caller.visibility.parts();",
            "fn f(parts: &VisibilityParts<'_>) -> bool { parts.team_ids.is_empty() }",
            "let all = switchboard_model::ChatVisibility::own(operator_id, teams, channels);",
        ] {
            assert_eq!(found("graphql/schema/src/feed.rs", text), 1, "{text}");
            assert_eq!(found("core/desk/src/read/chat.rs", text), 1, "{text}");
            assert_eq!(found("tests/src/app.rs", text), 0, "{text}");
            for home in RENDERINGS {
                assert_eq!(found(home, text), 0, "{home}: {text}");
            }
        }
    }

    #[test]
    fn handing_it_on_asking_it_and_parts_of_others_are_fine() {
        for text in [
            "fn f(a: &Session) -> ChatVisibility { a.visibility().clone() }",
            "fn f(v: &ChatVisibility, chat: &Chat) -> bool { v.allows(chat) }",
            "fn f(key: &Key) -> Vec<String> { key.parts() }",
        ] {
            let tree = Tree::planted(&[("graphql/schema/src/feed.rs", text)]);
            assert_eq!(check(&tree), [], "{text}");
        }
    }
}
