//! What is the same for a search: case, width, accents and points, invisible characters, variants
//! of letters. Asked of the tables of Unicode wherever they know it.

use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, JoiningType, LineBreak, Script},
};
use switchboard_model::{fold::is_ignorable, number::ascii_digit};
use unicode_normalization::{
    UnicodeNormalization,
    char::{canonical_combining_class, is_combining_mark},
};

/// What a character is for the tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Letters and digits of scripts with spaces.
    Word,
    /// Scripts without spaces between words, or with words that endings grow on to.
    Dense,
    /// Emoji, flags, signs.
    Symbol,
    /// What people type for an apostrophe.
    Apostrophe,
    /// Not to be seen, or not to be told apart: belongs to what stands before it.
    Ignored,
    /// All else.
    Other,
}

/// No table says what people type for an apostrophe.
const APOSTROPHES: [char; 12] = ['\'', '`', '´', '’', '‘', '‛', 'ʼ', 'ʻ', 'ʹ', '′', '＇', '՚'];

/// Scripts that are cut into pairs of characters, beside those that Unicode breaks by a dictionary.
const DENSE: [Script; 6] =
    [Script::Bopomofo, Script::Han, Script::Hangul, Script::Hiragana, Script::Katakana, Script::Yi];

/// The class of a character.
pub fn class(character: char) -> Class {
    if character.is_ascii_alphanumeric() {
        Class::Word
    } else if APOSTROPHES.contains(&character) {
        Class::Apostrophe
    } else if character.is_ascii() {
        Class::Other
    } else if is_ignored(character) {
        Class::Ignored
    } else if character.is_alphanumeric() || is_combining_mark(character) {
        if is_dense(character) { Class::Dense } else { Class::Word }
    } else if category(character) == GeneralCategory::OtherSymbol {
        Class::Symbol
    } else {
        Class::Other
    }
}

/// Folds a text.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let plain = text.nfkd().filter(|character| !is_ignored(*character)).flat_map(plain);
    plain.nfc().collect()
}

fn category(character: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(character)
}

fn is_dense(character: char) -> bool {
    let breaking = CodePointMapData::<LineBreak>::new().get(character);
    breaking == LineBreak::ComplexContext
        || breaking == LineBreak::ConditionalJapaneseStarter
        || DENSE.contains(&CodePointMapData::<Script>::new().get(character))
}

/// Invisible characters, what only stretches a word, and marks that people leave out.
fn is_ignored(character: char) -> bool {
    if character.is_ascii() {
        return false;
    }
    let is_accent = match canonical_combining_class(character) {
        // Overlays; dots below; the points of Hebrew, Arabic and Syriac; tones of Thai and Lao;
        // what stands above or below a letter. Vowels of India and the South-East, and what makes か
        // into が, are letters.
        1 | 7 | 10..=36 | 107 | 122 | 200.. => is_combining_mark(character),
        _ => false,
    };
    is_accent
        || matches!(category(character), GeneralCategory::Format | GeneralCategory::EnclosingMark)
        || CodePointMapData::<JoiningType>::new().get(character) == JoiningType::JoinCausing
        || is_ignorable(character)
}

/// Digits of any script as ASCII; letters by way of their capitals, which makes ß ss and ς σ.
fn plain(character: char) -> impl Iterator<Item = char> {
    let character = ascii_digit(character).unwrap_or(character);
    let capitals = character.to_lowercase().flat_map(char::to_uppercase);
    capitals.flat_map(char::to_lowercase).flat_map(variant)
}

/// Letters that Unicode takes for others, and people for the same.
fn variant(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ŧ' => ('t', None),
        'ґ' => ('г', None),
        'ٱ' => ('ا', None),
        'ى' | 'ی' => ('ي', None),
        'ک' => ('ك', None),
        'ة' | 'ہ' | 'ھ' => ('ه', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_fold_to_the_same() {
        for spellings in [
            &["Größe", "GRÖSSE", "grosse", "GRÖẞE", "gro\u{308}ße"][..],
            &["café", "CAFE", "cafe\u{301}", "ｃａｆé", "ca\u{ad}fé"],
            &["İstanbul", "ISTANBUL", "istanbul", "ıstanbul"],
            &["ΟΔΟΣ", "οδος", "οδός"],
            &["كتاب", "كِتَابٌ", "كـتـاب"],
            &["أحمد", "احمد"],
            &["مدرسة", "مدرسه"],
            &["שָׁלוֹם", "שלום"],
            &["ज़रूर", "जरूर", "\u{95b}रूर"],
            &["ガス", "ｶﾞｽ", "カ\u{3099}ス"],
            &["한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"],
            &["ไม่", "ไม"],
            &["Łódź", "lodz"],
            &["Ґанок", "ганок"],
            &["٤٨٢١", "４８２１", "४८२१", "4821"],
            &["pay\u{200b}ment", "payment\u{feff}", "payment"],
            &["1\u{fe0f}\u{20e3}", "1"],
        ] {
            for one in spellings {
                assert_eq!(fold(one), fold(spellings[0]), "{one}");
            }
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (one, other) in [
            ("か", "が"),
            ("कि", "का"),
            ("दिन", "दान"),
            ("กา", "กี"),
            ("ひと", "いと"),
            ("бік", "бук"),
        ] {
            assert_ne!(fold(one), fold(other));
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["Größe", "İ", "كِتَابٌ", "ｶﾞｽ", "한국", "Æsir þing", "ﬁne", "Ⅷ", "㎏", "Ǆ", "ŉ"]
        {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }

    #[test]
    fn classes_come_from_the_tables() {
        for (text, wanted) in [
            ("aЖ9ع", Class::Word),
            ("退あアｱー가กခ", Class::Dense),
            ("👍☎✓🇺", Class::Symbol),
            ("'’ʼ", Class::Apostrophe),
            ("\u{200b}\u{200d}\u{ad}\u{640}\u{301}\u{64e}\u{fe0f}", Class::Ignored),
            (" -.:€", Class::Other),
        ] {
            for character in text.chars() {
                assert_eq!(class(character), wanted, "{character:?}");
            }
        }
    }
}
