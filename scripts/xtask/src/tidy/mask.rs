//! Blanks what is not code in a Rust text, byte for byte, so that places stay what they were.

/// Two views of one Rust text, of the same length and lines.
pub struct Masked {
    /// Comments and the insides of literals are blanks.
    pub code: String,
    /// Comments are blanks, literals stay.
    pub words: String,
}

pub fn mask(text: &str) -> Masked {
    let mut masker = Masker {
        text: text.as_bytes(),
        place: 0,
        code: text.as_bytes().to_vec(),
        words: text.as_bytes().to_vec(),
    };
    masker.run();
    Masked {
        code: String::from_utf8_lossy(&masker.code).into_owned(),
        words: String::from_utf8_lossy(&masker.words).into_owned(),
    }
}

/// Blanks the given range, keeping line ends.
pub fn blank(bytes: &mut [u8]) {
    for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

struct Masker<'a> {
    text: &'a [u8],
    place: usize,
    code: Vec<u8>,
    words: Vec<u8>,
}

impl Masker<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.at(0) {
            match (byte, self.at(1)) {
                (b'/', Some(b'/')) => self.comment_line(),
                (b'/', Some(b'*')) => self.comment_block(),
                (b'"', _) => self.string(),
                (b'\'', _) => self.character_or_lifetime(),
                _ if is_word(byte) => self.word(),
                _ => self.place += 1,
            }
        }
    }

    fn at(&self, offset: usize) -> Option<u8> {
        self.text.get(self.place + offset).copied()
    }

    fn comment_line(&mut self) {
        let rest = &self.text[self.place..];
        let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        self.blank_comment(length);
    }

    fn comment_block(&mut self) {
        let rest = &self.text[self.place..];
        let mut depth = 0;
        let mut length = 0;
        while length < rest.len() {
            match &rest[length..] {
                [b'/', b'*', ..] => (depth, length) = (depth + 1, length + 2),
                [b'*', b'/', ..] => (depth, length) = (depth - 1, length + 2),
                _ => length += 1,
            }
            if depth == 0 {
                break;
            }
        }
        self.blank_comment(length);
    }

    fn blank_comment(&mut self, length: usize) {
        let range = self.place..self.place + length;
        blank(&mut self.code[range.clone()]);
        blank(&mut self.words[range]);
        self.place += length;
    }

    fn string(&mut self) {
        let rest = &self.text[self.place + 1..];
        let mut length = 0;
        while length < rest.len() && rest[length] != b'"' {
            length += if rest[length] == b'\\' { 2 } else { 1 };
        }
        self.literal(1, length.min(rest.len()), 1);
    }

    fn raw_string(&mut self, hashes: usize) {
        let rest = &self.text[self.place + hashes + 1..];
        let closing = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
        let length = rest.windows(closing.len()).position(|window| window == closing);
        self.literal(hashes + 1, length.unwrap_or(rest.len()), closing.len());
    }

    fn character_or_lifetime(&mut self) {
        let rest = &self.text[self.place + 1..];
        let first = rest.first().copied().unwrap_or_default();
        let length = match first {
            b'\\' => rest.iter().skip(2).position(|byte| *byte == b'\'').map(|length| length + 2),
            _ => {
                let width = match first {
                    0xF0.. => 4,
                    0xE0.. => 3,
                    0xC0.. => 2,
                    _ => 1,
                };
                (rest.get(width) == Some(&b'\'')).then_some(width)
            }
        };
        match length {
            Some(length) => self.literal(1, length, 1),
            None => self.place += 1,
        }
    }

    fn word(&mut self) {
        let rest = &self.text[self.place..];
        let length = rest.iter().position(|byte| !is_word(*byte)).unwrap_or(rest.len());
        let word = &rest[..length];
        self.place += length;
        if matches!(word, b"r" | b"br" | b"cr") {
            let rest = &self.text[self.place..];
            let hashes = rest.iter().take_while(|byte| **byte == b'#').count();
            if rest.get(hashes) == Some(&b'"') {
                self.raw_string(hashes);
            }
        }
    }

    /// Steps over a literal and blanks its inside in the code view.
    fn literal(&mut self, opening: usize, length: usize, closing: usize) {
        let start = self.place + opening;
        blank(&mut self.code[start..start + length]);
        self.place = (start + length + closing).min(self.text.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blanked_in_place() {
        for (text, code, words) in [
            ("a // b\nc", "a     \nc", "a     \nc"),
            ("a /* b /* c */ d */ e", "a                   e", "a                   e"),
            (r#"f("x\"y") g"#, r#"f("    ") g"#, r#"f("x\"y") g"#),
            ("r#\"a\"b\"# c", "r#\"   \"# c", "r#\"a\"b\"# c"),
            ("'\"' + 'x' + '\\''", "' ' + ' ' + '  '", "'\"' + 'x' + '\\''"),
            ("fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}", "fn f<'a>(x: &'a str) {}"),
            ("r#type // no string", "r#type             ", "r#type             "),
            ("\"http://x\" y", "\"        \" y", "\"http://x\" y"),
        ] {
            let masked = mask(text);
            assert_eq!(masked.code, code, "{text}");
            assert_eq!(masked.words, words, "{text}");
        }
    }

    #[test]
    fn texts_that_end_too_early_do_no_harm() {
        for text in ["\"", "'", "/*", "r#\"", "'\\", "\"\\", "r", "/* *"] {
            assert_eq!(mask(text).code.len(), text.len(), "{text}");
        }
    }
}
