//! The recorded traffic: requests byte for byte, with what a correct connector makes of them.

use serde_json::Value;
use std::path::{Path, PathBuf};

/// A picture of one pixel, a PNG in base 64.
pub const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9\
    awAAAABJRU5ErkJggg==";

/// A recorded request.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The case's name.
    pub name: String,
    /// Its entry in `headers.json`.
    pub entry: Value,
    /// The body.
    pub body: Vec<u8>,
    /// What a correct connector does.
    pub expected: Value,
}

impl Recorded {
    /// Does it come as a webhook.
    pub fn is_webhook(&self) -> bool {
        self.entry.get("mode").is_none()
    }

    /// The headers as recorded.
    pub fn headers(&self) -> Vec<(String, String)> {
        let headers = self.entry["headers"].as_object().cloned().unwrap_or_default();
        headers
            .into_iter()
            .map(|(name, value)| (name, value.as_str().unwrap_or_default().to_owned()))
            .collect()
    }
}

/// The folder of a channel's recordings.
pub fn folder(channel: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures").join(channel)
}

/// A JSON file of a channel's recordings.
pub fn json(channel: &str, file: &str) -> Value {
    let path = folder(channel).join(file);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All recordings of a channel, in the order of their names.
pub fn recorded(channel: &str) -> Vec<Recorded> {
    let entries = json(channel, "headers.json");
    let mut all: Vec<Recorded> = entries
        .as_object()
        .expect("headers.json is an object")
        .iter()
        .map(|(name, entry)| {
            let file = entry["body_file"].as_str().unwrap_or_default();
            Recorded {
                name: name.clone(),
                entry: entry.clone(),
                body: std::fs::read(folder(channel).join(file)).unwrap_or_default(),
                expected: json(channel, &format!("{name}.expected.json")),
            }
        })
        .collect();
    all.sort_by(|left, right| left.name.cmp(&right.name));
    all
}

/// One recording.
pub fn one(channel: &str, name: &str) -> Recorded {
    let found = recorded(channel).into_iter().find(|case| case.name == name);
    found.unwrap_or_else(|| panic!("{channel} has no case {name}"))
}
