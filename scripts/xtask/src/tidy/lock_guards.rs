//! No lock of the standard library is held while a future waits.

use super::Finding;
use super::rust_file::RustFile;
use super::scan::{closing, words};
use super::tree::Tree;

/// Calls after which the guard is still what the `let` binds.
const UNWRAPPERS: [&str; 4] = [".unwrap_or_else", ".unwrap", ".expect", ".map_err"];

pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust.iter().flat_map(held_guards).collect()
}

fn held_guards(file: &RustFile) -> Vec<Finding> {
    let code = &file.production;
    let locks = [".lock()", ".read()", ".write()"];
    let places = locks.iter().flat_map(|lock| code.match_indices(lock));
    let mut findings = Vec::new();
    for (place, lock) in places {
        let Some(name) = bound_name(&code[..place]) else { continue };
        let Some(end) = guard_statement_end(code, place + lock.len()) else { continue };
        if is_held_across_await(&code[end..], name) {
            let message = format!("`{name}` holds a lock across an await: drop it before");
            findings.push(file.finding(place, message));
        }
    }
    findings
}

/// The name in `let name = …` when the statement that begins there reaches `before`'s end.
fn bound_name(before: &str) -> Option<&str> {
    let start = before.rfind([';', '{', '}'])? + 1;
    let binding = before[start..].trim_start().strip_prefix("let ")?;
    let name = binding.trim_start().trim_start_matches("mut ").split(['=', ':', ' ']).next()?;
    Some(name.trim()).filter(|name| !name.is_empty() && *name != "_")
}

/// Where the statement ends, if its value is the guard and not something read through it.
fn guard_statement_end(code: &str, mut place: usize) -> Option<usize> {
    loop {
        let rest = &code[place..];
        let trimmed = rest.trim_start();
        place += rest.len() - trimmed.len();
        if trimmed.starts_with(';') {
            return Some(place + 1);
        }
        if trimmed.starts_with('?') {
            place += 1;
            continue;
        }
        let call = UNWRAPPERS.iter().find(|call| trimmed.starts_with(**call))?;
        let open = place + call.len();
        if code.as_bytes().get(open) != Some(&b'(') {
            return None;
        }
        place = closing(code, open) + 1;
    }
}

fn is_held_across_await(rest: &str, name: &str) -> bool {
    let mut depth = 0_usize;
    let block = rest.bytes().position(|byte| match byte {
        b'{' => {
            depth += 1;
            false
        }
        b'}' if depth == 0 => true,
        b'}' => {
            depth -= 1;
            false
        }
        _ => false,
    });
    let block = &rest[..block.unwrap_or(rest.len())];
    let dropped = block.find(&format!("drop({name})")).unwrap_or(block.len());
    words(block, ".await").any(|place| place < dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(body: &str) -> usize {
        let text = format!("async fn f() {{ {body} }}");
        check(&Tree::planted(&[("core/flow/src/a.rs", &text)])).len()
    }

    #[test]
    fn a_guard_that_lives_across_an_await_is_found() {
        assert_eq!(found("let guard = self.map.lock().unwrap(); call().await;"), 1);
        assert_eq!(
            found("let mut g = x.write().unwrap_or_else(|e| e.into_inner()); if a { b.await }"),
            1
        );
    }

    #[test]
    fn a_guard_that_ends_before_the_await_is_fine() {
        assert_eq!(found("{ let guard = x.lock().unwrap(); guard.push(1); } call().await;"), 0);
        assert_eq!(found("let guard = x.lock()?; drop(guard); call().await;"), 0);
        assert_eq!(found("let value = x.lock().unwrap().clone(); call(value).await;"), 0);
        assert_eq!(found("let guard = asynchronous.lock().await; call().await;"), 0);
    }
}
