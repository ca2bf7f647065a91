//! The time is read through `Clock`, the configuration is passed in.

use super::Finding;
use super::scan::words;
use super::tree::Tree;

const CLOCK_FILE: &str = "core/model/src/clock.rs";
const READS_OF_TIME: [&str; 5] =
    ["SystemTime::now", "Utc::now", "Local::now", "OffsetDateTime::now_utc", "Timestamp::now"];

/// The command line hands the environment to the configuration.
const CONFIG_FILES: [&str; 3] =
    ["core/server/src/config.rs", "core/server/src/config/", "core/server/src/cli.rs"];
const READS_OF_ENVIRONMENT: [&str; 4] = ["env::var", "env::vars", "env::var_os", "env::vars_os"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust.iter().filter(|file| !file.is_outside_the_product()) {
        let mut forbid = |marks: &[&str], message: &str| {
            for mark in marks {
                let places = words(&file.production, mark);
                findings
                    .extend(places.map(|place| file.finding(place, format!("`{mark}` {message}"))));
            }
        };
        if file.path != CLOCK_FILE && !uses_timer_clock(&file.production) {
            forbid(&["Instant::now"], "reads the time past `Clock`");
        }
        if file.path != CLOCK_FILE {
            forbid(&READS_OF_TIME, "reads the time past `Clock`");
        }
        if !CONFIG_FILES.iter().any(|config| file.is_under(config)) {
            forbid(&READS_OF_ENVIRONMENT, "reads configuration that `Config` should pass in");
        }
    }
    findings
}

/// Deadlines of waits are told by the runtime's own timer, which a test can pause and move.
fn uses_timer_clock(code: &str) -> bool {
    let is_imported = code.match_indices("use tokio::").any(|(place, _)| {
        let import = code[place..].split(';').next().unwrap_or_default();
        words(import, "Instant").next().is_some()
    });
    let all = words(code, "Instant::now").count();
    is_imported || all == words(code, "tokio::time::Instant::now").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::planted(&[(path, text)])).len()
    }

    #[test]
    fn time_read_past_the_clock_is_found() {
        for text in ["let now = SystemTime::now();", "let now = std::time::Instant::now();"] {
            assert_eq!(found("core/desk/src/a.rs", text), 1, "{text}");
            assert_eq!(found(CLOCK_FILE, text), 0, "{text}");
            assert_eq!(found("tests/benches/a.rs", text), 0, "{text}");
        }
    }

    #[test]
    fn the_timers_clock_is_no_breach() {
        for text in [
            "use tokio::time::{Instant, sleep};\nfn f() { Instant::now(); }",
            "use a::b;\n\nuse tokio::time::Instant;\nfn f() { Instant::now(); }",
            "use tokio::{sync::Mutex, time::{Instant, timeout}};\nfn f() { Instant::now(); }",
            "fn f() { tokio::time::Instant::now(); }",
        ] {
            assert_eq!(found("graphql/transport/src/a.rs", text), 0, "{text}");
        }
        let text =
            "use std::time::Instant; fn f() { Instant::now(); tokio::time::Instant::now(); }";
        assert_eq!(found("graphql/transport/src/a.rs", text), 2);
    }

    #[test]
    fn configuration_read_from_the_environment_is_found() {
        assert_eq!(found("core/desk/src/a.rs", "let key = std::env::var(\"KEY\");"), 1);
        assert_eq!(found("core/server/src/config.rs", "let key = std::env::var(\"KEY\");"), 0);
    }
}
