//! Ranges inside a text, which Telegram calls entities.

use switchboard_plugin::{json, serde_json::Value, text::Unit};

/// The addresses that a text links to, in the order of the entities.
pub fn links(text: &str, entities: &Value) -> Vec<String> {
    let entities = entities.as_array().map_or(&[][..], Vec::as_slice);
    entities.iter().filter_map(|entity| link(text, entity)).collect()
}

/// The bot command that a text begins with, without slash and bot name, and what follows it.
pub fn command(text: &str, entities: &Value) -> Option<(String, Option<String>)> {
    let entity = entities
        .as_array()?
        .iter()
        .find(|entity| entity["type"] == "bot_command" && entity["offset"].as_u64() == Some(0))?;
    let word = slice(text, entity)?;
    let name = word.strip_prefix('/')?.split('@').next()?.to_owned();
    let rest = text[word.len()..].trim();
    Some((name, (!rest.is_empty()).then(|| rest.to_owned())))
}

fn link(text: &str, entity: &Value) -> Option<String> {
    match entity["type"].as_str()? {
        "url" => slice(text, entity).map(str::to_owned),
        "text_link" => json::text(&entity["url"]),
        "email" => slice(text, entity).map(|address| format!("mailto:{address}")),
        _ => None,
    }
}

/// The part of a text that an entity covers, in UTF-16 units.
fn slice<'a>(text: &'a str, entity: &Value) -> Option<&'a str> {
    let number = |name: &str| usize::try_from(entity[name].as_u64()?).ok();
    Unit::Utf16.slice(text, number("offset")?, number("length")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_plugin::serde_json::json;

    #[test]
    fn offsets_count_utf16_units() {
        let text = "👋🏽 see https://a.example now";
        let entities = json!([{"type": "url", "offset": 9, "length": 17}]);
        assert_eq!(links(text, &entities), ["https://a.example"]);
    }

    #[test]
    fn a_range_outside_the_text_or_inside_a_character_is_left_out() {
        for (offset, length) in [(1, 1), (0, 3), (9, 1), (u64::MAX, 2)] {
            let entities = json!([{"type": "url", "offset": offset, "length": length}]);
            assert_eq!(links("👋", &entities), Vec::<String>::new(), "{offset}+{length}");
        }
    }

    #[test]
    fn a_command_loses_the_name_of_the_bot() {
        let entities = json!([{"type": "bot_command", "offset": 0, "length": 15}]);
        let found = command("/start@acme_bot order-1", &entities);
        assert_eq!(found, Some(("start".into(), Some("order-1".into()))));
    }
}
