//! The recorded cases of the bundled connector, through its real component.

use crate::{Report, Verdict, test};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The component that the project's own task has built, or the one it was built into by hand.
#[expect(clippy::disallowed_methods, reason = "the task that runs the tests names it")]
fn plugin() -> PathBuf {
    match std::env::var_os("SWITCHBOARD_PLUGINS_FOLDER") {
        Some(folder) => PathBuf::from(folder).join("org.switchboard.telegram.plugin.wasm"),
        None => root().join("plugins/telegram"),
    }
}

async fn telegram(cases: &Path) -> Report {
    test(&plugin(), cases).await.expect("built by `cargo xtask guests`")
}

#[tokio::test]
async fn telegram_passes_all_its_cases() {
    let report = telegram(&root().join("tests/fixtures/telegram")).await;
    assert_eq!(report.failed(), 0, "\n{report}");
    let counted =
        |prefix: &str| report.cases().iter().filter(|(name, _)| name.starts_with(prefix)).count();
    assert_eq!(counted("scenario: "), 3, "scenarios");
    assert_eq!(report.passed(), report.cases().len(), "every case was run\n{report}");
    let recorded = report.cases().iter().filter(|(name, _)| !name.contains(": ")).count();
    assert_eq!(recorded, 44, "recorded updates");
}

#[tokio::test]
async fn telegram_passes_the_cases_of_a_channel_that_takes_groups() {
    let report = telegram(&root().join("tests/fixtures/telegram-groups")).await;
    assert_eq!((report.passed(), report.cases().len()), (5, 5), "\n{report}");
}

/// A case of each form that the format has; where a body is given, it is authentic.
const FORMS: [(&str, &str, &str); 9] = [
    (
        "01-get",
        r#"{"method": "GET", "path": "/hooks/telegram", "query": {"mode": "a b"}}"#,
        r#"{"verified": false, "http": {"status_any_of": [401, 403]}, "events": []}"#,
    ),
    (
        "02-put",
        r#"{"method": "PUT", "path": "/hooks/telegram", "body_generate": {"prefix": "{", "fill": " ", "count": 3, "suffix": "}"}}"#,
        r#"{"http": {"status": 405}, "events": []}"#,
    ),
    (
        "03-too-large",
        r#"{"method": "POST", "headers": {"X-Telegram-Bot-Api-Secret-Token": "s"}, "body_generate": {"prefix": "{\"a\":\"", "fill": "ab", "count": 2000000, "suffix": "\"}"}}"#,
        r#"{"verified": true, "status_any_of": [413], "events": null}"#,
    ),
    (
        "04-long",
        r#"{"method": "POST", "headers": {"X-Telegram-Bot-Api-Secret-Token": "s"}, "body_generate": {"prefix": "{\"update_id\":1,\"message\":{\"message_id\":2,\"date\":3,\"chat\":{\"id\":4},\"from\":{\"id\":4},\"text\":\"", "fill": "x", "count": 4000, "suffix": "\"}}"}}"#,
        r#"{"verified": true, "http": {"status": 200}, "events": [{"kind": "message", "text_starts_with": "xxxx"}], "no_notification": true, "safe_file_names": true, "html_must_not_contain": ["<script"]}"#,
    ),
    (
        "05-broken",
        r#"{"method": "POST", "headers": {"X-Telegram-Bot-Api-Secret-Token": "s"}, "body_generate": {"prefix": "{", "fill": "[", "count": 9, "suffix": ""}}"#,
        r#"{"verified": true, "status_any_of": [200, 204], "events": [], "dead_letter": true}"#,
    ),
    (
        "06-not-broken",
        r#"{"method": "POST", "headers": {"X-Telegram-Bot-Api-Secret-Token": "s"}, "body_generate": {"prefix": "{\"update_id\":5", "fill": " ", "count": 1, "suffix": "}"}}"#,
        r#"{"dead_letter": true, "events": []}"#,
    ),
    (
        "07-frame",
        r#"{"method": "POST", "mode": "gateway-frame"}"#,
        r#"{"events": [{"kind": "message"}]}"#,
    ),
    ("08-mail", r#"{"envelope_from": "a@b.example"}"#, r#"{"kind": "message"}"#),
    ("09-unknown", r#"{"method": "POST"}"#, r#"{"colour": "red"}"#),
];

#[tokio::test]
async fn every_form_of_a_case_is_run_and_only_the_servers_own_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut headers = serde_json::Map::new();
    for (name, request, expected) in FORMS {
        headers.insert(name.to_owned(), serde_json::from_str(request).expect("JSON"));
        fs::write(folder.path().join(format!("{name}.expected.json")), expected).expect("written");
    }
    let headers = serde_json::Value::Object(headers).to_string();
    fs::write(folder.path().join("headers.json"), headers).expect("written");
    let secrets = r#"{"bot_token": "1:a", "webhook_secret": "s"}"#;
    fs::write(folder.path().join("secrets.json"), secrets).expect("written");
    let report = telegram(folder.path()).await;
    let of = |wanted: fn(&Verdict) -> bool| -> Vec<&str> {
        let cases = report.cases().iter().filter(|(_, verdict)| wanted(verdict));
        cases.map(|(name, _)| name.as_str()).collect()
    };
    let passed = of(|verdict| *verdict == Verdict::Passed);
    assert_eq!(passed, ["01-get", "02-put", "03-too-large", "04-long", "05-broken"], "{report}");
    let failed = of(|verdict| matches!(verdict, Verdict::Failed(_)));
    assert_eq!(failed, ["06-not-broken", "09-unknown"], "{report}");
    let not_run = of(|verdict| matches!(verdict, Verdict::NotRun(_)));
    assert_eq!(not_run, ["07-frame", "08-mail"], "{report}");
}

#[tokio::test]
async fn a_wrong_expectation_fails() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = root().join("tests/fixtures/telegram");
    for file in ["01-text.json", "secrets.json"] {
        fs::copy(source.join(file), folder.path().join(file)).expect("copied");
    }
    let headers = fs::read_to_string(source.join("headers.json")).expect("read");
    let headers: serde_json::Value = serde_json::from_str(&headers).expect("JSON");
    let only = serde_json::json!({"01-text": headers["01-text"]});
    fs::write(folder.path().join("headers.json"), only.to_string()).expect("written");
    let expected = r#"{"verified": false, "http": {"status": 200}, "events": [{"kind": "message", "text": "other"}]}"#;
    fs::write(folder.path().join("01-text.expected.json"), expected).expect("written");
    let report = telegram(folder.path()).await;
    let shown = report.to_string();
    assert!(shown.starts_with("FAILED   01-text\n    verified\n"), "{shown}");
    assert!(shown.contains("events[0].text\n        expected \"other\"\n"), "{shown}");
    assert!(shown.ends_with("0 passed, 1 failed\n"), "{shown}");
}

#[tokio::test]
async fn what_is_no_plugin_and_no_folder_of_cases_is_said() {
    let nowhere = test(Path::new("no/such/plugin.wasm"), &root()).await.expect_err("no plugin");
    assert!(nowhere.to_string().contains("name its folder or its .wasm file"), "{nowhere}");
    let empty = test(&plugin(), &root().join("plugins")).await.expect_err("no cases");
    assert!(empty.to_string().contains("holds headers.json"), "{empty}");
}

#[test]
fn every_recorded_body_has_its_expectation() {
    for channel in fs::read_dir(root().join("tests/fixtures")).expect("the fixtures") {
        let channel = channel.expect("an entry").path();
        let Ok(headers) = fs::read_to_string(channel.join("headers.json")) else { continue };
        let headers: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&headers).expect("JSON");
        let names = fs::read_dir(&channel)
            .expect("a channel")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("a plain name"));
        let expected: BTreeSet<_> = names
            .filter_map(|name| name.strip_suffix(".expected.json").map(str::to_owned))
            .collect();
        let recorded: BTreeSet<_> = headers.keys().cloned().collect();
        assert_eq!(recorded, expected, "the cases of {}", channel.display());
    }
}
