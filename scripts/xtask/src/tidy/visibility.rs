//! Who may see a chat is rendered three times and no more: for a chat in memory, in SQL, and as
//! terms of the index. Only those look into a `ChatVisibility`, and only an actor has one made. Who goes
//! around it is found by what any rendering has to ask.

use super::Finding;
use super::calls::functions;
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

/// The permission to see all chats, and where it is named: as one of many, and where a `ChatVisibility` is
/// made of it.
const ALL: (&str, [&str; 2]) = ("ChatReadAll", ["core/model/src/permission.rs", ACTOR]);
/// What a rendering that looks at a chat asks of the operator.
const OF_OPERATOR: [&str; 2] = ["is_everything", ". is_in ("];
/// And of the chat.
const OF_CHAT: [&str; 3] = ["chat . team_id", "chat . operator_id", "chat . channel_id"];
/// What a rendering in SQL joins with the chats.
const JOINED: [&str; 2] = ["team_operators", "channel_members"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let product = tree.rust.iter().filter(|file| file.is_product());
    let strangers = product.filter(|file| !RENDERINGS.contains(&file.path.as_str()));
    strangers.flat_map(|file| [strays(file), around(file)].concat()).collect()
}

/// Renderings that take the operator, the chat or the tables apart instead of a `ChatVisibility`.
fn around(file: &Source) -> Vec<Finding> {
    let message = "a fourth rendering of who may see a chat: ask a ChatVisibility";
    let (permission, homes) = ALL;
    let mut findings = Vec::new();
    if !homes.contains(&file.path.as_str()) {
        findings.extend(file.findings(permission, message));
    }
    for function in functions(file) {
        let asks = |patterns: &[&str]| patterns.iter().any(|one| contains(function.body, one));
        if asks(&OF_OPERATOR) && asks(&OF_CHAT) {
            findings.push(file.finding(function.line, message));
        }
    }
    for token in &file.code {
        let has = |word: &str| token.text.contains(word);
        if has("chats.") && JOINED.iter().any(|table| has(table)) {
            findings.push(file.finding(token.line, message));
        }
    }
    findings
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
            "fn f(o: &OperatorActor) -> bool { o.has(Permission::ChatReadAll) }",
            "fn f(o: &OperatorActor, chat: &Chat) -> bool { chat.team_id.is_some_and(|t| o.is_in(t)) }",
            "fn f(v: &V, chat: &Chat) -> bool { v.is_everything() || chat.operator_id == Some(ME) }",
            "let sql = \"EXISTS (SELECT 1 FROM team_operators WHERE team_id = chats.team_id)\";",
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
            "fn f(o: &OperatorActor, view: &View) -> bool { view.team_id.is_some_and(|t| o.is_in(t)) }",
            "fn f(v: &V, chat: &Chat) -> bool { v.is_everything() || v.allows(chat, false) }",
            "let sql = \"SELECT team_id FROM team_operators WHERE operator_id = $1\";",
        ] {
            let tree = Tree::planted(&[("graphql/schema/src/feed.rs", text)]);
            assert_eq!(check(&tree), [], "{text}");
        }
    }
}
