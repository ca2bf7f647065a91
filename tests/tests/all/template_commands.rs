//! `switchboard template` as an admin scripts it: one file for one template, one for all of them.

use serde_json::{Value, json};
use std::fs;
use switchboard_testkit::installation::Installation;

const HOURS: &str = r#"
shortcut = "hours"
title = "Opening"
[[texts]]
locale = "en"
body = "Hello {{ contact.first_name or 'there' }}, we open at nine."
"#;
const BETTER_HOURS: &str = r#"
shortcut = "hours"
title = "Opening hours"
folder = "Shop"
default_locale = "de"
[[texts]]
locale = "de"
body = "Wir öffnen um neun."
[[texts]]
locale = "en"
body = "We open at *nine*."
format = "MARKDOWN"
"#;

#[test]
fn templates_are_kept_in_files() {
    let installation = Installation::new();
    let start = &installation.start;
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("it is written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let run = |arguments: &[&str]| -> Value {
        let arguments = [&["template"][..], arguments, &["--json"]].concat();
        serde_json::from_str(&start.run(&arguments)).expect("JSON")
    };
    let made = run(&["create", &file("hours.toml", HOURS)]);
    assert_eq!((&made["scope"], &made["defaultLocale"]), (&json!("EVERYONE"), &json!("en")));
    let after = run(&["update", &file("better.toml", BETTER_HOURS)]);
    assert_eq!((&after["templateId"], &after["version"]), (&made["templateId"], &json!(2)));

    let tables = |text: &str| text.replace("[[texts]]", "[[templates.texts]]");
    let refund = HOURS.replace("hours", "refund");
    let both = format!("[[templates]]{}\n[[templates]]{}", tables(BETTER_HOURS), tables(&refund));
    let import = file("all.toml", &both);
    assert_eq!(run(&["import", &import]), json!({ "created": 1, "updated": 1 }));
    assert_eq!(run(&["import", &import]), json!({ "created": 0, "updated": 2 }));
    let listed = run(&["list"])["templates"].clone();
    let shown =
        |place: usize| (listed[place]["shortcut"].clone(), listed[place]["locales"].clone());
    assert_eq!(shown(0), (json!("hours"), json!(["de", "en"])));
    assert_eq!(shown(1), (json!("refund"), json!(["en"])));
    assert_eq!(listed[0]["version"], 2, "the same file again changes nothing");

    run(&["delete", "/refund"]);
    assert_eq!(run(&["list"])["templates"].as_array().map(Vec::len), Some(1));
    for (name, text, said) in [
        ("loop.toml", HOURS.replace("{{", "{% for a in [1] %}{{"), "of statements there are"),
        ("slip.toml", HOURS.replace("first_name", "nickname"), "nothing is called"),
        ("field.toml", HOURS.replace("title", "tilte"), "is not as expected"),
        ("team.toml", format!("team = \"Nobody\"{HOURS}"), "there is no team"),
        ("again.toml", HOURS.to_owned(), "there is a template /hours"),
    ] {
        let path = file(name, &text);
        let output = start.command().args(["template", "create", &path]).output().expect("it runs");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && errors.contains(said), "{name}: {errors}");
    }
}
