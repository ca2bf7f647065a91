//! What clippy can hold, it holds: the workspace denies these lints, every package takes them
//! over, and where one is allowed all the same stands in a list that may only shrink.

use toml::{Table, Value};

use super::Finding;
use super::exceptions::Exceptions;
use super::source::Source;
use super::tokens::{contains, inside, places};
use super::tree::Tree;

/// Group and lint. `clippy.toml` names the methods and types: reads of the time and of the
/// environment, queues without end, what is printed beside the server's `print`.
const DENIED: [(&str, &str); 10] = [
    ("rust", "unsafe_code"),
    ("clippy", "await_holding_lock"),
    ("clippy", "dbg_macro"),
    ("clippy", "disallowed_methods"),
    ("clippy", "disallowed_types"),
    ("clippy", "expect_used"),
    ("clippy", "panic"),
    ("clippy", "todo"),
    ("clippy", "unimplemented"),
    ("clippy", "unwrap_used"),
];

/// Groups that hold one of these.
const GROUPS: [&str; 3] = ["all", "restriction", "warnings"];

/// File and lint.
const ALLOWED: &str = "scripts/xtask/lists/allowed_lints.txt";

const ROOT: &str = "Cargo.toml";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = undenied(tree);
    let allowed = Exceptions::read(tree, ALLOWED);
    let product = tree.rust.iter().filter(|file| file.is_product() || file.is_under("scripts/"));
    let found: Vec<_> = product.flat_map(allowances).collect();
    let unlisted = found.iter().filter(|(entry, _)| !allowed.contains(entry));
    findings.extend(unlisted.map(|(_, finding)| finding.clone()));
    findings.extend(allowed.stale(|entry| found.iter().any(|(one, _)| one == entry)));
    findings
}

/// Lints that the workspace does not deny, and packages that do not take its lints over.
fn undenied(tree: &Tree) -> Vec<Finding> {
    let finding = |path: &str, message: String| Finding { path: path.to_owned(), line: 1, message };
    let Some(root) = table(tree, ROOT) else { return Vec::new() };
    let mut findings = Vec::new();
    for (group, lint) in DENIED {
        let level = &root["workspace"]["lints"][group].get(lint).and_then(Value::as_str);
        if *level != Some("deny") {
            findings.push(finding(ROOT, format!("the workspace must deny {group}::{lint}")));
        }
    }
    for member in &tree.members {
        let path = format!("{}{ROOT}", member.folder);
        let lints = table(tree, &path).and_then(|table| table.get("lints").cloned());
        if lints.is_none_or(|lints| lints.get("workspace") != Some(&Value::Boolean(true))) {
            findings.push(finding(&path, "must have `[lints] workspace = true`".to_owned()));
        }
    }
    findings
}

fn table(tree: &Tree, path: &str) -> Option<Table> {
    tree.text(path)?.parse().ok()
}

/// Each attribute that switches a denied lint off, with the line of the list that allows it.
fn allowances(file: &Source) -> Vec<(String, Finding)> {
    let mut found = Vec::new();
    for start in places(&file.code, "#") {
        let is_inner = file.code.get(start + 1).is_some_and(|next| next.is("!"));
        let words = inside(&file.code, start + 1 + usize::from(is_inner));
        let is_switch = match words {
            [name, open, first, ..] if name.is("cfg_attr") && open.is("(") => {
                !first.is("test") && (contains(words, "allow (") || contains(words, "expect ("))
            }
            [name, ..] => name.is("allow") || name.is("expect"),
            [] => false,
        };
        let lints = DENIED.iter().map(|(_, lint)| lint).chain(&GROUPS);
        for lint in lints.filter(|lint| is_switch && contains(words, lint)) {
            let message = format!("allows {lint}, which this project denies: find another way");
            let entry = format!("{} {lint}", file.path);
            found.push((entry, file.finding(file.code[start].line, message)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;
    use crate::project;

    fn root_text() -> String {
        std::fs::read_to_string(project::root().join(ROOT)).unwrap()
    }

    /// What clippy says of `body` as production code under the project's own settings.
    fn clippy(name: &str, body: &str) -> String {
        let folder = std::env::temp_dir().join(format!("tidy-lints-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{name}.rs"));
        std::fs::write(&file, body).unwrap();
        let mut command = Command::new("clippy-driver");
        command.args(["--edition=2024", "--crate-type=lib", "--emit=metadata"]).arg(&file);
        command.arg("--out-dir").arg(&folder).env("CLIPPY_CONF_DIR", project::root());
        let root: Table = root_text().parse().unwrap();
        for (group, lint) in DENIED {
            let level = root["workspace"]["lints"][group][lint].as_str().unwrap();
            let prefix = if group == "rust" { String::new() } else { format!("{group}::") };
            command.arg(format!("--{level}={prefix}{lint}"));
        }
        let output = command.output().unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        String::from_utf8(output.stderr).unwrap()
    }

    #[test]
    fn planted_breaches_fail_clippy_under_the_projects_settings() {
        let breaches = [
            ("unwrap_used", "pub fn f(a: Option<u8>) -> u8 { a.unwrap() }"),
            ("expect_used", "pub fn f(a: Option<u8>) -> u8 { a.expect(\"one\") }"),
            ("panic", "pub fn f() { panic!(\"no\") }"),
            ("todo", "pub fn f() { todo!() }"),
            ("unimplemented", "pub fn f() { unimplemented!() }"),
            ("dbg_macro", "pub fn f(a: u8) -> u8 { dbg!(a) }"),
            ("unsafe_code", "pub fn f(a: *const u8) -> u8 { unsafe { *a } }"),
            (
                "await_holding_lock",
                "pub async fn f(a: &std::sync::Mutex<u8>) { let _b = a.lock().unwrap_or_else(|b| b.into_inner()); std::future::ready(1).await; }",
            ),
            ("disallowed_methods", "pub fn f() { let _ = std::time::SystemTime::now(); }"),
            ("disallowed_methods", "pub fn f() { let _ = std::time::Instant::now(); }"),
            ("disallowed_methods", "pub fn f() { let _ = std::env::var(\"KEY\"); }"),
            ("disallowed_methods", "pub fn f() { let _ = std::env::vars_os(); }"),
            ("disallowed_methods", "pub fn f() { let _ = std::io::stdout(); }"),
            ("disallowed_methods", "pub fn f() { let _ = std::sync::mpsc::channel::<u8>(); }"),
        ];
        for (place, (lint, body)) in breaches.iter().enumerate() {
            let errors = clippy(&format!("breach_{place}"), body);
            // Told with dashes where it was asked for on the command line.
            let is_named = errors.contains(lint) || errors.contains(&lint.replace('_', "-"));
            assert!(errors.contains("error: ") && is_named, "{lint}: {errors}");
        }
        let fine = "pub fn f(a: Option<u8>) -> u8 { a.unwrap_or_default() }\n\
                    #[cfg(test)] mod tests { #[test] fn g() { Some(1).unwrap(); } }";
        assert!(!clippy("fine", fine).contains("error"), "{}", clippy("fine", fine));
    }

    #[test]
    fn clippy_is_told_what_lies_in_other_crates() {
        let path = project::root().join("clippy.toml");
        let settings: Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
        let listed = |key: &str, path: &str| {
            let entries = settings[key].as_array().unwrap();
            assert!(entries.iter().any(|one| one["path"].as_str() == Some(path)), "{path}");
        };
        for method in [
            "chrono::Utc::now",
            "chrono::Local::now",
            "tokio::sync::mpsc::unbounded_channel",
            "futures::channel::mpsc::unbounded",
        ] {
            listed("disallowed-methods", method);
        }
        listed("disallowed-types", "tokio::sync::mpsc::UnboundedSender");
    }

    #[test]
    fn a_lint_that_is_not_denied_is_found() {
        let root = root_text();
        let found = |text: &str| check(&Tree::planted(&[(ROOT, text)])).len();
        assert_eq!(found(&root), 0);
        for (_, lint) in DENIED {
            assert_eq!(found(&root.replace(&format!("{lint} = \"deny\""), "")), 1, "{lint}");
        }
    }

    #[test]
    fn a_package_without_the_workspaces_lints_is_found() {
        let found = |manifest: &str| {
            let files = [(ROOT, root_text()), ("core/a/Cargo.toml", manifest.to_owned())];
            let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
            check(&Tree::planted(&files).with_member("a", "core/a/", &[])).len()
        };
        assert_eq!(found("[lints]\nworkspace = true\n"), 0);
        assert_eq!(found("[lints.clippy]\nunwrap_used = \"allow\"\n"), 1);
        assert_eq!(found(""), 1);
    }

    #[test]
    fn a_lint_that_is_allowed_is_found_unless_it_is_listed() {
        let path = "core/desk/src/a.rs";
        let list = (ALLOWED, "core/desk/src/a.rs panic\n");
        for (text, expected) in [
            ("#[allow(clippy::panic, reason = \"it\")]\nfn a() {}", 1),
            ("#![expect(clippy::panic, reason = \"it\")]\nfn a() {}", 1),
            ("fn a() { #[allow(clippy::panic)] b() }", 1),
            ("#![cfg_attr(unix, allow(clippy::panic))]\nfn a() {}", 1),
            ("#![cfg_attr(test, allow(clippy::panic))]\nfn a() {}", 0),
            ("#[allow(clippy::too_many_arguments, reason = \"it\")]\nfn a() {}", 0),
            ("#[cfg(test)]\nmod tests { #![allow(clippy::panic)] }", 0),
        ] {
            assert_eq!(check(&Tree::planted(&[(path, text)])).len(), expected, "{text}");
            let listed = check(&Tree::planted(&[list, (path, text)])).len();
            assert_eq!(listed, 1 - expected, "{text}");
        }
    }
}
