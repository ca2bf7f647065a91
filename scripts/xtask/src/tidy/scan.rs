//! Small searches in masked code: words, calls, and what stands between brackets.

use super::mask::is_word;

/// Places of `needle` where it neither begins nor ends inside a longer word.
pub fn words<'a>(code: &'a str, needle: &'a str) -> impl Iterator<Item = usize> + 'a {
    let bytes = code.as_bytes();
    code.match_indices(needle).map(|(place, _)| place).filter(move |&place| {
        let starts_word = needle.bytes().next().is_some_and(is_word);
        let ends_word = needle.bytes().last().is_some_and(is_word);
        let before = place.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(place + needle.len());
        let is_longer_before = starts_word && before.is_some_and(|byte| is_word(*byte));
        let is_longer_after = ends_word && after.is_some_and(|byte| is_word(*byte));
        !is_longer_before && !is_longer_after
    })
}

/// Where the bracket that stands at `open` is closed; the end of the text if never.
pub fn closing(code: &str, open: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return offset;
                }
            }
            _ => {}
        }
    }
    code.len()
}

/// A call `.write(…)` on a store or `.command(…)` on the desk, with the place of the call and its arguments.
pub struct StoreWrite<'a> {
    pub place: usize,
    pub arguments: &'a str,
}

/// Finds writes by what they are given (a closure) or by what they are called on (a store); the
/// `write` of files, sockets and locks is another one.
pub fn store_writes(code: &str) -> Vec<StoreWrite<'_>> {
    let calls = code.match_indices(".write(").chain(code.match_indices(".command("));
    let mut found = Vec::new();
    for (place, call) in calls {
        let open = place + call.len() - 1;
        let arguments = &code[open + 1..closing(code, open)];
        let receiver = code[..place].trim_end();
        let on_store =
            ["store", "store()"].iter().any(|name| receiver.ends_with(name)) && call == ".write(";
        let takes_closure = arguments.contains("|transaction")
            || arguments.trim_start().starts_with('|')
            || arguments.trim_start().starts_with("move ");
        if !arguments.trim().is_empty() && (on_store || takes_closure) {
            found.push(StoreWrite { place, arguments });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_are_found() {
        assert_eq!(words("diesel::x undiesel diesel_y", "diesel").collect::<Vec<_>>(), [0]);
        assert_eq!(words("a.unwrap() b", ".unwrap()").count(), 1);
    }

    #[test]
    fn writes_on_stores_are_told_from_other_writes() {
        let count = |code| store_writes(code).len();
        assert_eq!(count("self.store.write(lane, f)"), 1);
        assert_eq!(count("desk.database.write(|t| t.run())"), 1);
        assert_eq!(count("file.write(bytes)"), 0);
        assert_eq!(count("self.map.write().insert(1)"), 0);
    }

    #[test]
    fn brackets_are_matched() {
        assert_eq!(closing("f(a, (b), [c]) d", 1), 13);
        assert_eq!(closing("f(a", 1), 3);
    }
}
