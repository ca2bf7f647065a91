//! How settings are refused: by name, with what to do.

use super::*;
use insta::assert_snapshot;
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
fn a_refusal_names_the_setting_and_says_what_to_do() {
    let with = |name: &str, value: Value| json!({"mode": "polling", name: value});
    let refusals = [
        json!([]),
        with("base_ulr", json!("x")),
        with("zzz", json!(1)),
        json!({"mode": "carrier pigeon"}),
        json!({"mode": 1}),
        with("page_size", json!(1.5)),
        with("base_url", json!("example.org")),
        with("bot_name", json!("NO")),
        with("bot_token", json!("x")),
        json!({}),
    ];
    let told = refusals.map(|settings| refusal(settings, &["bot_token"]));
    assert_snapshot!(told.join("\n"), @r#"
    the settings must be a JSON object
    there is no setting `base_ulr`; did you mean `base_url`?
    there is no setting `zzz`: remove it
    `mode` must be one of "webhook", "polling"
    `mode` must be a text
    `page_size` must be a whole number
    `base_url` must be a whole URL, such as https://example.org
    `bot_name` must match the pattern ^[a-z_]+$
    `bot_token` is a secret: give it as one, not among the settings
    `mode` is missing: add it
    "#);
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
fn a_schema_without_end_is_refused() {
    let fields = |count: usize| {
        let field = |number| (format!("f{number}"), json!({ "type": "string" }));
        json!({ "type": "object", "properties": Value::from_iter((0..count).map(field)) })
    };
    let choices = |count: usize| {
        let field = json!({ "type": "integer", "enum": (0..count).collect::<Vec<_>>() });
        json!({ "type": "object", "properties": { "a": field } })
    };
    let parsed = |schema: Value| SettingsSchema::parse(&schema.to_string()).map(|_| ());
    assert_eq!(parsed(fields(limits::SCHEMA_FIELDS_MAX)), Ok(()));
    assert_eq!(parsed(choices(limits::SCHEMA_CHOICES_MAX)), Ok(()));
    let reason = parsed(fields(limits::SCHEMA_FIELDS_MAX + 1)).unwrap_err();
    assert_eq!(reason, "properties: at most 200 can be had");
    let reason = parsed(choices(limits::SCHEMA_CHOICES_MAX + 1)).unwrap_err();
    assert_eq!(reason, "properties.a: enum: at most 200 can be had");
}

#[test]
fn without_a_schema_there_are_no_settings() {
    let none = SettingsSchema::default();
    none.check(&json!({}), &[]).unwrap();
    assert!(none.check(&json!({"a": 1}), &[]).unwrap_err().message.contains("has none"));
}
