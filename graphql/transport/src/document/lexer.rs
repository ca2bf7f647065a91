//! Counts the tokens and brackets of a document before the parser runs, because the parser builds a
//! tree for whatever it is given and descends once for every bracket.

use crate::{limits::Limits, refusal::Refusal, status::Reason};

/// Refuses a document that is too long, has too many tokens or brackets, or holds a NUL.
pub(super) fn check(document: &str, limits: &Limits) -> Result<(), Refusal> {
    if document.len() > limits.document_bytes {
        return Err(Refusal::limit(format!(
            "The document has {} bytes; at most {} are allowed. Send values as variables.",
            document.len(),
            limits.document_bytes
        )));
    }
    let bytes = document.as_bytes();
    let (mut at, mut tokens, mut brackets) = (0, 0_usize, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                at += 1;
                continue;
            }
            b'#' => {
                at +=
                    bytes[at..].iter().take_while(|&&next| next != b'\n' && next != b'\r').count();
                continue;
            }
            0 => return Err(nul()),
            b'"' => at = string_end(bytes, at)?,
            b'{' | b'[' | b'(' => {
                brackets += 1;
                at += 1;
            }
            b'}' | b']' | b')' => {
                brackets = brackets.saturating_sub(1);
                at += 1;
            }
            _ if is_word(byte) => {
                at += bytes[at..].iter().take_while(|&&next| is_word(next)).count();
            }
            _ => at += 1,
        }
        tokens += 1;
        if tokens > limits.tokens {
            return Err(Refusal::limit(format!(
                "The document has more than {} tokens. Ask in several smaller queries.",
                limits.tokens
            )));
        }
        if brackets > limits.brackets {
            return Err(Refusal::limit(format!(
                "The document opens more than {} brackets at one place. Nest it less.",
                limits.brackets
            )));
        }
    }
    Ok(())
}

/// Names and numbers, and the dots of a spread, are one token each.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.' || byte >= 0x80
}

/// The place behind a string that starts at `start`, or the end if it is not closed, which the
/// parser will say better.
fn string_end(bytes: &[u8], start: usize) -> Result<usize, Refusal> {
    let is_block = bytes[start..].starts_with(b"\"\"\"");
    let mut at = start + if is_block { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            0 => return Err(nul()),
            b'\\' if is_block => {
                at += if bytes[at..].starts_with(b"\\\"\"\"") { 4 } else { 1 };
            }
            b'\\' if bytes[at..].starts_with(b"\\u0000") => return Err(nul()),
            b'\\' => at += 2,
            b'"' if !is_block => return Ok(at + 1),
            b'"' if bytes[at..].starts_with(b"\"\"\"") => return Ok(at + 3),
            b'\n' | b'\r' if !is_block => return Ok(at),
            _ => at += 1,
        }
    }
    Ok(bytes.len())
}

fn nul() -> Refusal {
    Refusal::new(Reason::BadRequest, "The document holds a NUL character. Remove it.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(document: &str) -> Option<&'static str> {
        let limits = Limits { tokens: 10, brackets: 3, document_bytes: 200, ..Limits::default() };
        check(document, &limits).err().map(|refusal| refusal.reason.code())
    }

    #[test]
    fn counts_tokens_and_brackets_but_not_strings_and_comments() {
        assert_eq!(code("{ a b c d e f g h }"), None);
        assert_eq!(code("{ a b c d e f g h i }"), Some("LIMIT_EXCEEDED"));
        assert_eq!(code("{a(b:\"{{{{ [[[[ \\\" ((((\")}"), None);
        assert_eq!(code("{a(b:\"\"\"{{{{ \\\"\"\" [[[[\"\"\")}"), None);
        assert_eq!(code("{ a # {{{{{{ b c d e f g h i j k l m\n }"), None);
        assert_eq!(code("{{{{"), Some("LIMIT_EXCEEDED"));
        assert_eq!(code(&"x".repeat(201)), Some("LIMIT_EXCEEDED"));
        assert_eq!(code("{ a(b: \"open"), None);
    }

    #[test]
    fn finds_nul_in_every_spelling() {
        assert_eq!(code("{ a\0 }"), Some("BAD_REQUEST"));
        assert_eq!(code("{ a(b: \"\0\") }"), Some("BAD_REQUEST"));
        assert_eq!(code("{ a(b: \"\\u0000\") }"), Some("BAD_REQUEST"));
        assert_eq!(code("{ a(b: \"\\\\u0000\") }"), None);
    }
}
