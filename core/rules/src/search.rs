//! How texts are searched: folded, by whole words, by lists of words and by patterns.

use crate::limits::{
    LIST_ENTRY_MAX_CHARACTERS, LIST_MAX_ENTRIES, PATTERN_MAX_BYTES, PATTERN_SEES_BYTES,
};
use aho_corasick::{AhoCorasick, MatchKind};
use regex::{Regex, RegexBuilder};
use switchboard_model::fold;

/// Is this a letter of a script that writes words without spaces.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

fn is_of_word(letter: char) -> bool {
    (letter.is_alphanumeric() || letter == '_') && !is_unspaced(letter)
}

/// Words and phrases that are looked for at once; `refund*` stands for all that begins so.
#[derive(Clone, Debug)]
pub struct WordList {
    automaton: AhoCorasick,
    /// Whether each entry stands for beginnings.
    beginnings: Vec<bool>,
}

impl WordList {
    /// Compiles entries; empty ones are passed over.
    pub fn new<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let mut words = Vec::new();
        let mut beginnings = Vec::new();
        for entry in entries.into_iter().map(str::trim).filter(|entry| !entry.is_empty()) {
            let count = entry.chars().count();
            if count > LIST_ENTRY_MAX_CHARACTERS {
                return Err(format!(
                    "an entry has {count} characters, {LIST_ENTRY_MAX_CHARACTERS} are allowed"
                ));
            }
            let word = entry.strip_suffix('*');
            let folded = fold::words(word.unwrap_or(entry).trim());
            if folded.is_empty() {
                return Err("an entry is `*` alone: write the beginning of a word".to_owned());
            }
            words.push(folded);
            beginnings.push(word.is_some());
        }
        if words.len() > LIST_MAX_ENTRIES {
            return Err(format!("it has {} entries, {LIST_MAX_ENTRIES} are allowed", words.len()));
        }
        let built = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&words);
        let automaton = built.map_err(|_| "its words are too many together".to_owned())?;
        Ok(Self { automaton, beginnings })
    }

    /// Compiles a text with an entry on each line; `#` begins a comment.
    pub fn of_text(text: &str) -> Result<Self, String> {
        Self::new(text.lines().filter(|line| !line.starts_with('#')))
    }

    /// Where one of the words stands in a folded text, the first that ends.
    pub fn find<'t>(&self, folded: &'t str) -> Option<&'t str> {
        let mut all = self.automaton.find_overlapping_iter(folded);
        let found = all.find(|one| {
            let is_beginning = self.beginnings.get(one.pattern().as_usize()) == Some(&true);
            let before = folded[..one.start()].chars().next_back();
            let first = folded[one.start()..].chars().next();
            let last = folded[..one.end()].chars().next_back();
            let after = folded[one.end()..].chars().next();
            let cuts = |left: Option<char>, right: Option<char>| {
                left.is_some_and(is_of_word) && right.is_some_and(is_of_word)
            };
            !cuts(before, first) && (is_beginning || !cuts(last, after))
        })?;
        Some(&folded[found.range()])
    }
}

/// Compiles a pattern, which sees folded texts.
pub fn pattern(source: &str) -> Result<Regex, String> {
    let build = |source: &str| {
        RegexBuilder::new(source)
            .size_limit(PATTERN_MAX_BYTES)
            .dfa_size_limit(PATTERN_MAX_BYTES)
            .case_insensitive(true)
            .build()
    };
    build(source).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => "the pattern is too large: repeat less".to_owned(),
        other => {
            let text = other.to_string();
            let last = text.lines().last().unwrap_or_default();
            format!("this is no pattern: {}", last.trim_start_matches("error: "))
        }
    })
}

/// What a pattern sees of a text.
pub fn seen_by_patterns(folded: &str) -> &str {
    &folded[..folded.floor_char_boundary(PATTERN_SEES_BYTES)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(entry: &str, text: &str) -> Option<String> {
        WordList::new([entry]).unwrap().find(&fold::words(text)).map(str::to_owned)
    }

    #[test]
    fn case_marks_and_width_do_not_matter() {
        assert!(found("rückzahlung", "WO BLEIBT MEINE RUCKZAHLUNG?").is_some());
        assert!(found("strasse", "Straße").is_some());
        assert!(found("ＡＢＣ", "abc").is_some());
        assert!(found("Νίκος", "ΝΙΚΟΣ").is_some());
        assert!(found("don't", "DON’T").is_some());
        assert!(found("कि", "की").is_none(), "vowels of Indic words are no accents");
    }

    #[test]
    fn words_are_whole_and_beginnings_are_beginnings() {
        assert!(found("art", "a part of it").is_none());
        assert!(found("art", "art.").is_some());
        assert!(found("refund*", "refunds!").is_some());
        assert!(found("refund*", "prerefund").is_none());
        assert!(found("my money back", "I want my money back, now").is_some());
        assert!(found("退款", "我想退款吗").is_some(), "no spaces in the script");
        let both = WordList::new(["art", "part"]).unwrap();
        assert_eq!(both.find("part"), Some("part"));
    }

    #[test]
    fn patterns_and_lists_are_bounded() {
        assert!(pattern(r"(\w{1,100}){100}").unwrap_err().contains("too large"));
        assert!(pattern("order +[0-9]{6}").unwrap().is_match("Order  123456"));
        assert_eq!(pattern("(").unwrap_err(), "this is no pattern: unclosed group");
        assert!(WordList::new(["*"]).is_err());
        assert!(WordList::new(["x".repeat(101).as_str()]).is_err());
        assert_eq!(seen_by_patterns(&"é".repeat(5_000)).len(), PATTERN_SEES_BYTES);
    }
}
