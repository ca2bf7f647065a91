//! What chats must be like, as a script writes it down: in the words of the API's `ChatFilter`, as JSON or
//! TOML.

use crate::limits;
use anyhow::{Context as _, Result, anyhow, bail};
use serde_json::Value;
use std::{fs::File, io::Read as _, path::Path};
use switchboard_model::ChatFilter;

/// The filter of a file that ends in `.json` or `.toml`, or of the JSON object itself.
pub fn read(word: &str) -> Result<ChatFilter> {
    let given = if word.trim_start().starts_with('{') {
        serde_json::from_str(word).context("the filter is no JSON object")?
    } else {
        of_file(Path::new(word))?
    };
    switchboard_schema::chat_filter_from_json(given).map_err(|reason| {
        anyhow!(
            "the filter cannot be taken: {reason} It is written like a `ChatFilter` of the API."
        )
    })
}

fn of_file(path: &Path) -> Result<Value> {
    let name = path.display();
    let ending = path.extension().and_then(|ending| ending.to_str());
    let mut text = String::new();
    let mut open = || File::open(path)?.take(limits::FILTER_BYTES).read_to_string(&mut text);
    open().with_context(|| format!("{name} could not be read"))?;
    let unlike = || format!("{name} is not as expected");
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("json") => serde_json::from_str(&text).with_context(unlike),
        Some("toml") => Ok(json(toml::Value::Table(toml::from_str(&text).with_context(unlike)?))),
        _ => bail!("{name} is neither .json nor .toml: name it after what is in it"),
    }
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(is_so) => is_so.into(),
        // The API has texts for times.
        toml::Value::Datetime(at) => at.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(json).collect(),
        toml::Value::Table(fields) => {
            Value::Object(fields.into_iter().map(|(name, value)| (name, json(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_model::{ChannelId, Timestamp, chat::ChatStatus};

    fn wanted() -> ChatFilter {
        ChatFilter {
            statuses: Some(vec![ChatStatus::New]),
            channel_ids: Some(vec![ChannelId(5)]),
            created_from: Some(Timestamp(1_000)),
            not: Some(Box::new(ChatFilter { is_snoozed: Some(true), ..ChatFilter::default() })),
            ..ChatFilter::default()
        }
    }

    #[test]
    fn a_filter_is_read_from_json_from_toml_and_as_it_stands() {
        let folder = tempfile::tempdir().expect("a folder");
        let written = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("it is written");
            path.to_str().expect("UTF-8").to_owned()
        };
        let id = ChannelId(5);
        let json = format!(
            r#"{{"status":["NEW"],"channelIds":["{id}"],"createdFrom":"1970-01-01T00:00:01Z",
                 "not":{{"isSnoozed":true}}}}"#
        );
        let toml = format!(
            "status = [\"NEW\"]\nchannelIds = [\"{id}\"]\ncreatedFrom = 1970-01-01T00:00:01Z\n\
             [not]\nisSnoozed = true\n"
        );
        let toml = written("a.toml", &toml);
        for word in [written("a.json", &json), json, toml] {
            assert_eq!(read(&word).expect("a filter"), wanted(), "{word}");
        }
        for (word, told) in [
            (written("b.json", r#"{"labels":[]}"#), "\"labels\""),
            (written("b.toml", "status ="), "b.toml is not as expected"),
            (written("b.txt", "{}"), "neither .json nor .toml"),
            (written("c.json", "\"NEW\""), "ChatFilter"),
            ("nowhere.json".to_owned(), "nowhere.json could not be read"),
            ("{".to_owned(), "no JSON object"),
        ] {
            let said = format!("{:#}", read(&word).expect_err("refused"));
            assert!(said.contains(told), "{word}: {said}");
        }
    }
}
