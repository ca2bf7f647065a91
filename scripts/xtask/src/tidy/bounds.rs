//! Everything has a bound, and the number stands in a `limits.rs` with its unit.

use super::Finding;
use super::rust_file::RustFile;
use super::scan::{closing, words};
use super::tree::Tree;

/// Makers of queues that grow without end.
const UNBOUNDED: [&str; 6] = [
    "unbounded_channel",
    "UnboundedSender",
    "unbounded()",
    "mpsc::unbounded",
    "std::sync::mpsc::channel",
    "SegQueue",
];

/// Makers of queues that take their length as the first argument.
const BOUNDED: [&str; 4] =
    ["mpsc::channel", "broadcast::channel", "sync_channel", "Semaphore::new"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    let product = tree.rust.iter().filter(|file| !file.is_outside_the_product());
    product.flat_map(|file| [unbounded(file), unnamed(file), misplaced(file)].concat()).collect()
}

fn unbounded(file: &RustFile) -> Vec<Finding> {
    let code = &file.production;
    let makers =
        UNBOUNDED.iter().flat_map(|mark| words(code, mark).map(move |place| (mark, place)));
    let mut findings: Vec<_> =
        makers.map(|(mark, place)| file.finding(place, format!("`{mark}` has no bound"))).collect();
    let standard = words(code, "mpsc::channel()").chain(words(code, "channel::<_>()"));
    findings.extend(standard.map(|place| file.finding(place, "this channel has no bound")));
    findings
}

/// A queue whose length is a bare number.
fn unnamed(file: &RustFile) -> Vec<Finding> {
    let code = &file.production;
    let mut findings = Vec::new();
    for maker in BOUNDED {
        for place in words(code, maker) {
            let Some(open) = code[place..].find('(').map(|offset| place + offset) else { continue };
            let length = code[open + 1..closing(code, open)].trim();
            // Nought and one are no tuning: they hand over a single value.
            if !["0", "1"].contains(&length)
                && length.starts_with(|first: char| first.is_ascii_digit())
            {
                let message = format!("give the length {length} of this queue a name in limits.rs");
                findings.push(file.finding(place, message));
            }
        }
    }
    findings
}

/// A constant that is named as a limit but stands elsewhere.
fn misplaced(file: &RustFile) -> Vec<Finding> {
    let is_home = file.path.ends_with("/limits.rs") || file.path.contains("/limits/");
    if is_home || !file.path.contains("/src/") {
        return Vec::new();
    }
    let code = &file.production;
    let mut findings = Vec::new();
    for place in words(code, "const") {
        let name: String = code[place + 5..]
            .trim_start()
            .chars()
            .take_while(|character| character.is_ascii_alphanumeric() || *character == '_')
            .collect();
        let is_limit = name.starts_with("MAX_")
            || name.ends_with("_MAX")
            || name.split('_').any(|word| word == "LIMIT" || word == "TIMEOUT");
        if is_limit {
            findings.push(file.finding(place, format!("the bound {name} belongs in limits.rs")));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::planted(&[(path, text)])).len()
    }

    #[test]
    fn queues_without_end_are_found() {
        assert_eq!(
            found("core/flow/src/a.rs", "let x = tokio::sync::mpsc::unbounded_channel();"),
            1
        );
        assert_eq!(found("core/flow/src/a.rs", "let x = mpsc::channel();"), 1);
        assert_eq!(found("core/flow/src/a.rs", "let x = mpsc::channel(limits::QUEUE);"), 0);
        assert_eq!(found("tests/src/a.rs", "let x = mpsc::channel();"), 0);
    }

    #[test]
    fn queues_with_a_bare_number_are_found() {
        assert_eq!(found("core/flow/src/a.rs", "let x = broadcast::channel(64);"), 1);
        assert_eq!(found("core/flow/src/a.rs", "let x = mpsc::channel(1);"), 0);
        assert_eq!(found("core/flow/src/a.rs", "let x = mpsc::channel(10);"), 1);
    }

    #[test]
    fn limits_outside_their_file_are_found() {
        let text = "pub const MAX_BODY_BYTES: usize = 5;\nconst SEND_TIMEOUT: u64 = 1;";
        assert_eq!(found("core/desk/src/a.rs", text), 2);
        assert_eq!(found("core/desk/src/limits.rs", text), 0);
    }
}
