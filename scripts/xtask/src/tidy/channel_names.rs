//! The desk knows no channel by name; it asks the connector's capabilities.

use super::Finding;
use super::tree::Tree;

const ROOMS: [&str; 2] = ["core/desk/src/", "core/store/src/"];

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
    for file in tree.rust.iter().filter(|file| ROOMS.iter().any(|room| file.is_under(room))) {
        let text = file.production_words.to_ascii_lowercase();
        for name in NAMES.iter().chain(&LITERALS) {
            let message = format!("names the channel {name}: ask the connector's capabilities");
            let places = text.match_indices(name);
            findings.extend(places.map(|(place, _)| file.finding(place, message.clone())));
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
