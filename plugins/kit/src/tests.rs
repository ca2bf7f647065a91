//! The recorded cases of the bundled connector, through its real component.

use crate::{Report, test};
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
    assert_eq!(recorded, 30, "recorded updates");
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
