//! Everything has a bound, and the number stands in a `limits.rs` with its unit. Queues without
//! end are clippy's to refuse.

use super::Finding;
use super::exceptions::Exceptions;
use super::source::Source;
use super::tokens::{Token, closing, contains, inside, places};
use super::tree::Tree;

/// Makers of queues that take their length as the first argument.
const QUEUES: [&str; 4] =
    ["mpsc :: channel", "broadcast :: channel", "sync_channel", "Semaphore :: new"];

/// What a number or a span of time is made of.
const NUMBERS: &str = "u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64 \
    Duration NonZeroU32 NonZeroU64 NonZeroUsize";

/// Numbers that bound nothing: of protocols, formats and calendars. File and name.
const NO_BOUNDS: &str = "scripts/xtask/lists/no_bounds.txt";

pub fn check(tree: &Tree) -> Vec<Finding> {
    let listed = Exceptions::read(tree, NO_BOUNDS);
    let product = || tree.rust.iter().filter(|file| file.is_product() && !is_home(&file.path));
    let misplaced: Vec<_> = product().flat_map(misplaced).collect();
    let mut findings: Vec<_> = product().flat_map(unnamed).collect();
    let unlisted = misplaced.iter().filter(|(entry, _)| !listed.contains(entry));
    findings.extend(unlisted.map(|(_, finding)| finding.clone()));
    findings.extend(listed.stale(|entry| misplaced.iter().any(|(one, _)| one == entry)));
    findings
}

fn is_home(path: &str) -> bool {
    path.ends_with("/limits.rs") || path.contains("/limits/") || !path.contains("/src/")
}

/// A queue whose length is a bare number. Nought and one are no tuning: they hand over one value.
fn unnamed(file: &Source) -> Vec<Finding> {
    let code = &file.code;
    let mut findings = Vec::new();
    for queue in QUEUES {
        for place in places(code, queue) {
            let end = place + queue.split_whitespace().count();
            if let Some(open) = arguments(code, end)
                && let [length] = inside(code, open)
                && length.text.starts_with(|first: char| first.is_ascii_digit())
                && !["0", "1"].contains(&length.text.as_str())
            {
                let message = format!("name the length {} of this queue in limits.rs", length.text);
                findings.push(file.finding(length.line, message));
            }
        }
    }
    findings
}

/// Where the arguments of a call begin whose name ends before a place, also behind types in `::<…>`.
fn arguments(code: &[Token], place: usize) -> Option<usize> {
    let rest = code.get(place..)?;
    if rest.first()?.is("(") {
        return Some(place);
    }
    let [path, angle, ..] = rest else { return None };
    if !(path.is("::") && angle.is("<")) {
        return None;
    }
    let mut depth = 0_usize;
    for (after, token) in rest.iter().enumerate().skip(1) {
        match token.text.as_str() {
            "<" => depth += 1,
            ">" if depth > 1 => depth -= 1,
            ">" => return rest.get(after + 1)?.is("(").then_some(place + after + 1),
            _ => {}
        }
    }
    None
}

/// Numbers and times outside their home, each with the line of the list that would allow it:
/// constants by their type, and spans of time that are written out where they are used.
fn misplaced(file: &Source) -> Vec<(String, Finding)> {
    let code = &file.code;
    let mut found = Vec::new();
    let mut push = |place: usize, name: &str| {
        let message = format!("the number {name} belongs in limits.rs, with its unit");
        found.push((format!("{} {name}", file.path), file.finding(code[place].line, message)));
    };
    let mut end_of_constant = 0;
    for place in 0..code.len() {
        if let Some((name, kind, end)) = constant_at(code, place) {
            end_of_constant = end;
            if is_number(kind) {
                push(place, name);
            }
        } else if place >= end_of_constant
            && let Some([kind, _, maker, open, span, close]) = code[place..].first_chunk()
            && kind.is("Duration")
            && maker.text.starts_with("from_")
            && open.is("(")
            && close.is(")")
            && span.text.starts_with(|first: char| first.is_ascii_digit())
        {
            push(place, &format!("{}({})", maker.text, span.text));
        }
    }
    found
}

/// The name of a `const` or `static`, the tokens of its type, and where it ends.
fn constant_at(code: &[Token], place: usize) -> Option<(&str, &[Token], usize)> {
    // Neither a parameter of a type nor a lifetime.
    let before = place.checked_sub(1).map_or("", |before| &code[before].text);
    let is_item = !["<", ",", "'"].contains(&before);
    if !is_item || !(code[place].is("const") || code[place].is("static")) {
        return None;
    }
    let name = code.get(place + 1).filter(|name| name.is_word())?;
    code.get(place + 2).filter(|colon| colon.is(":"))?;
    let kind = &code[place + 3..];
    let kind = &kind[..kind.iter().position(|token| token.is("="))?];
    let mut end = place + 3 + kind.len();
    while end < code.len() && !code[end].is(";") {
        let opens = ["(", "[", "{"].contains(&code[end].text.as_str());
        end = if opens { closing(code, end) + 1 } else { end + 1 };
    }
    Some((&name.text, kind, end))
}

/// An array of bytes is a text or a mark, a cell a state; what has texts in it is a table.
fn is_number(kind: &[Token]) -> bool {
    !["[ u8", "Cell", "str"].iter().any(|other| contains(kind, other))
        && NUMBERS.split(' ').any(|number| contains(kind, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&Tree::planted(&[(path, text)])).len()
    }

    #[test]
    fn queues_with_a_bare_number_are_found() {
        assert_eq!(found("core/flow/src/a.rs", "let x = broadcast::channel(64);"), 1);
        assert_eq!(found("core/flow/src/a.rs", "let x = mpsc::channel::<Vec<Vec<u8>>>(64);"), 1);
        assert_eq!(found("core/flow/src/a.rs", "use tokio::sync::mpsc::channel; let x = 64;"), 0);
        assert_eq!(found("core/flow/src/a.rs", "let x = mpsc::channel(1);"), 0);
        assert_eq!(found("core/flow/src/a.rs", "let x = mpsc::channel(10);"), 1);
        assert_eq!(found("core/flow/src/a.rs", "let x = mpsc::channel(limits::QUEUE);"), 0);
        assert_eq!(found("tests/src/a.rs", "let x = mpsc::channel(10);"), 0);
    }

    #[test]
    fn numbers_outside_limits_are_found_by_their_type() {
        for text in [
            "const PAGE: usize = 5;",
            "pub const LIFE: Duration = Duration::from_secs(1);",
            "const WAITS: [Option<Duration>; 2] = [None, None];",
            "impl A { const KEYS: u64 = 1; }",
            "fn f() { const SHARE: f64 = 0.5; }",
            "fn f() { sleep(std::time::Duration::from_millis(20)) }",
        ] {
            assert_eq!(found("core/desk/src/a.rs", text), 1, "{text}");
            assert_eq!(found("core/desk/src/limits.rs", text), 0, "{text}");
            assert_eq!(found("core/desk/src/limits/page.rs", text), 0, "{text}");
            let test = format!("#[cfg(test)]\nmod tests {{ {text} }}");
            assert_eq!(found("core/desk/src/a.rs", &test), 0, "{test}");
        }
        for text in [
            "const NAME: &str = \"a\";",
            "const MARK: [u8; 4] = *b\"mark\";",
            "fn f() { sleep(Duration::from_millis(limits::WAIT_MS)) }",
        ] {
            assert_eq!(found("core/desk/src/a.rs", text), 0, "{text}");
        }
    }

    #[test]
    fn a_listed_number_may_stand_where_it_is_until_it_goes() {
        let list = (NO_BOUNDS, "core/desk/src/a.rs VERSION\n");
        let text = "const VERSION: u32 = 1;";
        assert_eq!(check(&Tree::planted(&[list, ("core/desk/src/a.rs", text)])), []);
        assert_eq!(check(&Tree::planted(&[list, ("core/desk/src/a.rs", "")])).len(), 1);
    }
}
