//! How settings are refused: by name, with what to do.

use super::*;
use serde_json::json;

fn schema() -> SettingsSchema {
    SettingsSchema::parse(
        r#"{
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "properties": {
            "base_url": { "type": "string", "format": "uri", "default": "https://api.example.org" },
            "mode": { "type": "string", "enum": ["webhook", "polling"] },
            "page_size": { "type": "integer" },
            "bot_name": { "type": "string", "pattern": "^[a-z_]+$" },
            "bot_token": { "type": "string", "x-secret": true }
          },
          "required": ["mode", "bot_token"]
        }"#,
    )
    .unwrap()
}

fn refusal(settings: Value, secrets: &[&str]) -> String {
    let secrets: Vec<String> = secrets.iter().map(|&name| name.to_owned()).collect();
    let error = schema().check(&settings, &secrets).expect_err("must be refused");
    assert_eq!(error.class, ErrorClass::Invalid);
    error.message
}

#[test]
fn good_settings_pass() {
    let settings = json!({"mode": "polling", "base_url": "http://127.0.0.1:1", "page_size": 5});
    schema().check(&settings, &["bot_token".into()]).unwrap();
}

#[test]
fn an_unknown_key_names_the_nearest_known_one() {
    let message = refusal(json!({"mode": "polling", "base_ulr": "x"}), &["bot_token"]);
    assert!(message.contains("did you mean `base_url`"), "{message}");
    let message = refusal(json!({"mode": "polling", "zzz": 1}), &["bot_token"]);
    assert!(message.contains("remove it"), "{message}");
}

#[test]
fn a_wrong_value_says_what_is_wanted() {
    for (settings, words) in [
        (json!([]), "object"),
        (json!({"mode": "carrier pigeon"}), "one of"),
        (json!({"mode": 1}), "`mode` must be a text"),
        (json!({"mode": "polling", "page_size": 1.5}), "whole number"),
        (json!({"mode": "polling", "base_url": "example.org"}), "URL"),
        (json!({"mode": "polling", "bot_name": "NO"}), "pattern"),
        (json!({"mode": "polling", "bot_token": "x"}), "is a secret"),
        (json!({}), "`mode` is missing"),
    ] {
        let message = refusal(settings, &["bot_token"]);
        assert!(message.contains(words), "{message} does not say {words}");
    }
    assert!(refusal(json!({"mode": "polling"}), &[]).contains("`bot_token` is missing"));
}

#[test]
fn a_schema_that_nobody_would_check_is_refused() {
    for (text, words) in [
        (r#"{"type":"object","properties":{"a":{"type":"array"}}}"#, "array"),
        (r#"{"type":"object","properties":{"a":{"type":"string","minLength":3}}}"#, "minLength"),
        (r#"{"type":"object","properties":{"a":{"type":"string","format":"email"}}}"#, "email"),
        (r#"{"type":"object","properties":{"a":{"type":"string","pattern":"("}}}"#, "pattern"),
        (r#"{"type":"object","additionalProperties":true}"#, "additional"),
        (r#"{"type":"object","required":["a"]}"#, "`a`"),
    ] {
        let reason = SettingsSchema::parse(text).expect_err(text);
        assert!(reason.contains(words), "{reason} does not say {words}");
    }
}

#[test]
fn without_a_schema_there_are_no_settings() {
    let none = SettingsSchema::default();
    none.check(&json!({}), &[]).unwrap();
    assert!(none.check(&json!({"a": 1}), &[]).unwrap_err().message.contains("has none"));
}
