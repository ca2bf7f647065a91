//! Cuts a query into its words and what stands in quotes.

/// A part of a query.
pub struct Part {
    /// Without its quotes, but behind an operator.
    pub text: String,
    /// It stood in quotes.
    pub is_phrase: bool,
    /// A minus stood before the quotes.
    pub is_excluded: bool,
}

/// Cuts at spaces, keeping what stands in quotes together, also behind an operator. An open quote goes to
/// the end.
pub fn split(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (is_excluded, unsigned) = match rest.strip_prefix("-\"") {
            Some(_) => (true, &rest[1..]),
            None => (false, rest),
        };
        let (part, tail, is_phrase) = match unsigned.strip_prefix('"') {
            Some(quoted) => {
                let (part, tail) = quoted.split_once('"').unwrap_or((quoted, ""));
                (part, tail, true)
            }
            None => {
                let end = match rest.split_once(":\"") {
                    Some((name, value)) if !name.contains(char::is_whitespace) => {
                        let begin = rest.len() - value.len();
                        value.find('"').map_or(rest.len(), |end| begin + end + 1)
                    }
                    _ => rest.find(char::is_whitespace).unwrap_or(rest.len()),
                };
                (&rest[..end], &rest[end..], false)
            }
        };
        parts.push(Part { text: part.to_owned(), is_phrase, is_excluded });
        rest = tail.trim_start();
    }
    parts
}
