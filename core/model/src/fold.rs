//! Texts as they are compared: what people take for the same word, name or address is the same text here.
//! The columns that lists sort and filter by are made with it, and so is what they are asked for; rules look for
//! words in texts of it.

use crate::limits::FOLDED_NAME_MAX_CHARACTERS;
use icu_properties::{CodePointSetData, props::DefaultIgnorableCodePoint};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words without case, width, accents and invisible characters, the space between them as it is.
pub fn words(text: &str) -> String {
    let letters = text
        .nfkd()
        .filter(|character| !is_accent(*character))
        .filter(|character| character.is_whitespace() || !is_invisible(*character))
        .flat_map(char::to_lowercase)
        .nfc();
    let mut folded = String::with_capacity(text.len());
    letters.for_each(|letter| spell(letter, &mut folded));
    folded
}

/// A name as [`words`] are, one space apart.
pub fn name(text: &str) -> String {
    let folded = words(text);
    let mut line = String::with_capacity(folded.len());
    for word in folded.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let bounded: String = line.chars().take(FOLDED_NAME_MAX_CHARACTERS).collect();
    bounded.trim_end().to_owned()
}

/// An email address without case.
pub fn email(text: &str) -> String {
    text.chars().filter(|letter| !is_invisible(*letter)).collect::<String>().trim().to_lowercase()
}

/// Does a reader see nothing in the place of this character: controls, marks of direction, joiners,
/// fillers, selectors, tags; and, which no table says, separators of lines, the marks of annotations and
/// the blank of Braille.
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || is_ignorable(character)
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{2800}' | '\u{fff9}'..='\u{fffb}')
}

/// Is this character left out where it cannot be shown, by the tables of Unicode.
pub fn is_ignorable(character: char) -> bool {
    CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character)
}

/// Does an invisible character shape the visible ones beside it: joiners of Persian, Indic scripts and
/// emoji, selectors, the tags of flags.
pub fn is_shaping(character: char) -> bool {
    matches!(character,
        '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Does a reader see anything of this text.
pub fn has_visible(text: &str) -> bool {
    let is_seen = |letter: char| {
        !letter.is_whitespace() && !is_invisible(letter) && !is_combining_mark(letter)
    };
    text.chars().any(is_seen)
}

/// Marks that readers leave out: accents, and the points of Hebrew and Arabic. The vowels of Indic and
/// Thai words are marks too, and stay.
fn is_accent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
        | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Letters that are written with others, and no decomposition tells.
fn spell(letter: char, line: &mut String) {
    match letter {
        'ß' => line.push_str("ss"),
        'æ' => line.push_str("ae"),
        'œ' => line.push_str("oe"),
        'ø' => line.push('o'),
        'ł' => line.push('l'),
        'đ' => line.push('d'),
        'ı' => line.push('i'),
        'ς' => line.push('σ'),
        'ʼ' | '’' | '‘' | '`' | '´' => line.push('\''),
        other => line.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_the_same() {
        for (left, right) in [
            ("Zoë", "ZOE"),
            ("Müller", "muller"),
            ("Straße", "STRASSE"),
            ("Ａｎａ", "ana"),
            ("Ana\u{200b} \n Lima", "ana lima"),
            ("Лук'яненко", "Лук\u{2bc}яненко"),
            ("כּוֹכָב", "כוכב"),
            ("كِتَاب", "كتاب"),
            ("ΝΙΚΟΣ", "Νίκος"),
            ("İpek", "ipek"),
            ("Łukasz", "lukasz"),
        ] {
            assert_eq!(name(left), name(right), "{left} and {right}");
        }
    }

    #[test]
    fn other_names_stay_others() {
        for (left, right) in [("か", "が"), ("कि", "की"), ("Ana", "Anna"), ("北京", "東京")]
        {
            assert_ne!(name(left), name(right), "{left} and {right}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing_and_the_result_is_bounded() {
        for text in
            ["Zoë  Straße", "ﷺ".repeat(100).as_str(), "ŉ ǆ ﬁ", "한국", "\u{1f469}\u{200d}\u{1f680}"]
        {
            let once = name(text);
            assert_eq!(name(&once), once, "{text}");
            assert!(once.chars().count() <= FOLDED_NAME_MAX_CHARACTERS, "{text}");
        }
    }

    #[test]
    fn an_address_is_the_same_in_any_case() {
        assert_eq!(email(" Anna@Example.ORG\u{200b}"), "anna@example.org");
    }

    #[test]
    fn what_nobody_sees_is_not_visible() {
        for text in [
            "",
            " \n",
            "\u{200b}\u{ad}\u{34f}\u{61c}",
            "\u{3164}\u{2800}\u{115f}\u{ffa0}",
            "\u{feff}\u{301}",
            "\u{e0041}\u{fe0f}\u{180b}\u{17b4}",
            "\u{2028}\u{2029}\u{fff9}\u{1d173}",
        ] {
            assert!(!has_visible(text), "{text:?} would be seen");
        }
        for text in ["a", "-", "山", "\u{1f600}", "\u{200d}x"] {
            assert!(has_visible(text), "{text:?} would not be seen");
        }
    }
}
