//! A statement as diesel shows it, with its values in their places: the databases plan by them, and those of
//! ours that say for which rows an index is.

/// The statement with its values; none for what has no place for any, such as the end of a transaction.
pub fn filled(shown: &str) -> Option<String> {
    let (text, values) = shown.rsplit_once(" -- binds: ")?;
    let values = values.strip_prefix('[')?.strip_suffix(']')?;
    let values: Vec<String> = parts(values).into_iter().map(literal).collect();
    let (mut filled, mut next, mut quote) = (String::new(), 0, None);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (Some(end), _) => {
                quote = quote.filter(|_| letter != end);
                filled.push(letter);
            }
            (None, '\'' | '"' | '`') => {
                quote = Some(letter);
                filled.push(letter);
            }
            (None, '?') => {
                filled.push_str(value(&values, next, shown));
                next += 1;
            }
            (None, '$') => {
                let mut number = String::new();
                while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                    number.push(digit);
                }
                let number: usize = number.parse().expect("the number of a value");
                filled.push_str(value(&values, number - 1, shown));
            }
            (None, _) => filled.push(letter),
        }
    }
    Some(filled)
}

fn value<'a>(values: &'a [String], place: usize, shown: &str) -> &'a str {
    values.get(place).unwrap_or_else(|| panic!("value {place} is not shown: {shown}"))
}

/// The entries of a list that is shown for debugging.
fn parts(list: &str) -> Vec<&str> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0);
    let (mut is_text, mut is_escaped) = (false, false);
    for (place, letter) in list.char_indices() {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' if is_text => is_escaped = true,
            '"' => is_text = !is_text,
            '[' | '(' | '{' if !is_text => depth += 1,
            ']' | ')' | '}' if !is_text => depth -= 1,
            ',' if !is_text && depth == 0 => {
                found.push(list[start..place].trim());
                start = place + 1;
            }
            _ => {}
        }
    }
    found.extend(Some(list[start..].trim()).filter(|last| !last.is_empty()));
    found
}

/// A value that is shown for debugging, as SQL has it.
fn literal(value: &str) -> String {
    let inside = |open: char, close: char| value.strip_prefix(open)?.strip_suffix(close);
    if value == "None" {
        return "NULL".to_owned();
    }
    if matches!(value, "true" | "false") || value.parse::<i64>().is_ok() {
        return value.to_owned();
    }
    if let Some(text) = inside('"', '"') {
        return quoted(text);
    }
    if let Some(list) = inside('[', ']') {
        let items = parts(list).into_iter().map(|item| literal(item).replace('\'', ""));
        return quoted(&format!("{{{}}}", items.collect::<Vec<String>>().join(",")));
    }
    // An id, a time, or what may be absent.
    let named = value.strip_suffix(')').and_then(|value| value.split_once('('));
    if let Some((name, inner)) = named
        && is_word(name)
    {
        return literal(inner);
    }
    if is_word(value) { quoted(&stored(value)) } else { quoted(value) }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// The word that is stored for a variant: `MAYBE_SENT` for `MaybeSent`.
fn stored(variant: &str) -> String {
    let mut word = String::new();
    for letter in variant.chars() {
        if letter.is_ascii_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.push(letter.to_ascii_uppercase());
    }
    word
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[test]
fn values_stand_in_their_places() {
    for (shown, expected) in [
        (
            "SELECT `a?` FROM t WHERE b = ? AND c = '?' AND d = ? -- binds: [ChatId(5), \"it's, (x\"]",
            "SELECT `a?` FROM t WHERE b = 5 AND c = '?' AND d = 'it''s, (x'",
        ),
        (
            "SELECT 1 WHERE a = $2 AND b = ANY($1) AND c = $2 -- binds: [[ChatId(1), ChatId(2)], MaybeSent]",
            "SELECT 1 WHERE a = 'MAYBE_SENT' AND b = ANY('{1,2}') AND c = 'MAYBE_SENT'",
        ),
        (
            "UPDATE t SET a = $1, b = $2, c = $3 -- binds: [Some(Timestamp(7)), None, Detail { x: [\"}\"] }]",
            "UPDATE t SET a = 7, b = NULL, c = 'Detail { x: [\"}\"] }'",
        ),
    ] {
        assert_eq!(filled(shown).as_deref(), Some(expected));
    }
    assert_eq!(filled("COMMIT"), None);
}
