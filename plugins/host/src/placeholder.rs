//! Fills `{secret:name}` into requests. The guest writes and reads placeholders; only the host sees
//! values.

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// As it is.
    Plain(&'a [u8]),
    /// The secret of this name.
    Secret(&'a str),
}

const OPEN: &[u8] = b"{secret:";

/// The pieces of a template.
pub(crate) fn pieces(template: &[u8]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(start) = find(rest, OPEN) {
        let after = &rest[start + OPEN.len()..];
        let name = after
            .iter()
            .position(|&byte| byte == b'}')
            .and_then(|end| std::str::from_utf8(&after[..end]).ok())
            .filter(|name| is_name(name));
        match name {
            Some(name) => {
                pieces.push(Piece::Plain(&rest[..start]));
                pieces.push(Piece::Secret(name));
                rest = &after[name.len() + 1..];
            }
            None => {
                pieces.push(Piece::Plain(&rest[..start + OPEN.len()]));
                rest = after;
            }
        }
    }
    pieces.push(Piece::Plain(rest));
    pieces
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A secret as it may stand in a path or query: nothing in it can end the part it stands in.
pub(crate) fn for_url(secret: &[u8]) -> String {
    use std::fmt::Write as _;
    secret.iter().fold(String::with_capacity(secret.len()), |mut text, &byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => {
                text.push(char::from(byte));
            }
            _ => {
                let _ = write!(text, "%{byte:02X}");
            }
        }
        text
    })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(offset) = haystack.get(from..)?.iter().position(|&byte| byte == first) {
        let start = from + offset;
        if haystack[start..].starts_with(needle) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_found_and_everything_else_is_left() {
        assert_eq!(
            pieces(b"/bot{secret:token}/x"),
            [Piece::Plain(b"/bot"), Piece::Secret("token"), Piece::Plain(b"/x")]
        );
        for plain in ["{secret:}", "{secret:a b}", "{secret:a", "{secret", "{ secret:a}"] {
            let is_plain = |piece: &Piece<'_>| matches!(piece, Piece::Plain(_));
            assert!(pieces(plain.as_bytes()).iter().all(is_plain), "{plain}");
        }
    }

    #[test]
    fn a_secret_cannot_break_out_of_its_place_in_a_url() {
        assert_eq!(for_url(b"12:Ab-_"), "12:Ab-_");
        assert_eq!(for_url(b"a/../?#&%@"), "a%2F..%2F%3F%23%26%25%40");
    }
}
