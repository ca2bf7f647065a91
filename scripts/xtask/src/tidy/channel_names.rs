//! The desk knows no channel by name; it asks the connector's capabilities.

use super::Finding;
use super::tree::Tree;

const HOMES: [&str; 2] = ["core/desk/src/", "core/store/src/"];

/// Found anywhere in the code or in a literal, in any case.
const NAMES: [&str; 9] = [
    "telegram",
    "whatsapp",
    "viber",
    "instagram",
    "messenger",
    "slack",
    "discord",
    "matrix",
    "vkontakte",
];

/// Too common as words; found as a whole literal only.
const LITERALS: [&str; 4] = ["\"vk\"", "\"line\"", "\"sms\"", "\"web\""];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| HOMES.iter().any(|home| file.is_under(home))) {
        for token in &file.code {
            let text = token.text.to_ascii_lowercase();
            let named = NAMES.iter().find(|name| text.contains(**name));
            if let Some(name) = named.or(LITERALS.iter().find(|literal| text == **literal)) {
                let message = format!("names the channel {name}: ask the connector's capabilities");
                findings.push(file.finding(token.line, message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_named_in_the_desk_is_found() {
        let found = |path: &str, text: &str| check(&Tree::planted(&[(path, text)])).len();
        let text = "if channel.kind == \"telegram\" { TelegramQuote::new() }";
        assert_eq!(found("core/desk/src/chat/open.rs", text), 2);
        assert_eq!(found("plugins/host/src/lib.rs", text), 0);
        assert_eq!(found("core/desk/src/a.rs", "// as Telegram does\nlet line = 1;"), 0);
        assert_eq!(found("core/desk/src/a.rs", "#[cfg(test)]\nmod tests { fn slack() {} }"), 0);
    }
}
