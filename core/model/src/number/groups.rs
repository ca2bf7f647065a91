//! Cuts a text into groups of digits and letters, and says which of them can be read as one number.

use crate::limits::{NUMBER_GROUPS, NUMBER_MAX_CHARACTERS, NUMBER_SEPARATORS};
use icu_properties::{CodePointMapData, props::GeneralCategory};
use std::ops::Range;

/// What stands before a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The beginning, or something that no number has inside.
    Apart,
    /// Punctuation.
    Tight,
    /// Spaces, perhaps with punctuation.
    Spaced,
}

/// Digits and letters without anything between them.
#[derive(Clone, Debug)]
pub struct Group {
    /// In lower case, with ASCII digits.
    pub text: String,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// It has no digit.
    pub is_word: bool,
    /// A plus stands before it.
    pub is_plus: bool,
    /// What stands before it.
    pub gap: Gap,
    is_in_parentheses: bool,
}

/// What a character does in a number.
pub(crate) enum Part {
    Sign(char),
    Separator(char),
    /// Invisible, such as the marks of direction around a copied number.
    Ignored,
    Other,
}

/// The ASCII digit of a decimal digit of any script.
pub fn ascii_digit(character: char) -> Option<char> {
    if character.is_ascii() {
        return character.is_ascii_digit().then_some(character);
    }
    let is_digit = |code: u32| {
        CodePointMapData::<GeneralCategory>::new().get32(code) == GeneralCategory::DecimalNumber
    };
    let code = u32::from(character);
    if !is_digit(code) {
        return None;
    }
    // Unicode has the digits of a script in a row, from 0 to 9, and such rows side by side.
    let mut before = 0;
    while is_digit(code - before - 1) {
        before += 1;
    }
    char::from_digit(before % 10, 10)
}

/// What this character does.
pub(crate) fn part(character: char) -> Part {
    if let Some(digit) = ascii_digit(character) {
        return Part::Sign(digit);
    }
    if character.is_lowercase() || character.is_uppercase() {
        return Part::Sign(character.to_lowercase().next().unwrap_or(character));
    }
    match character {
        '+' | '\u{ff0b}' => Part::Separator('+'),
        '.' | ',' | '/' | '(' | ')' | '_' => Part::Separator(character),
        '\u{2212}' => Part::Separator('-'),
        _ => match CodePointMapData::<GeneralCategory>::new().get(character) {
            GeneralCategory::DashPunctuation => Part::Separator('-'),
            GeneralCategory::SpaceSeparator => Part::Separator(' '),
            GeneralCategory::Format => Part::Ignored,
            _ => Part::Other,
        },
    }
}

/// The groups of a text, in order.
pub fn of(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // What stands behind the last group; none before the first and behind what no number has
    // inside.
    let mut between: Option<String> = None;
    let mut is_open = false;
    let mut is_plus = false;
    for (at, character) in text.char_indices() {
        match part(character) {
            Part::Ignored => {}
            Part::Sign(sign) => {
                let end = at + character.len_utf8();
                match groups.last_mut().filter(|_| is_open) {
                    Some(group) => {
                        group.text.push(sign);
                        group.range.end = end;
                        group.is_word &= !sign.is_ascii_digit();
                    }
                    None => groups.push(Group {
                        text: sign.to_string(),
                        range: at..end,
                        is_word: !sign.is_ascii_digit(),
                        is_plus,
                        gap: between.as_deref().map_or(Gap::Apart, gap),
                        is_in_parentheses: between.as_deref().is_some_and(|it| it.ends_with('(')),
                    }),
                }
                is_open = true;
            }
            Part::Separator(separator) => {
                if is_open {
                    between = Some(String::new());
                    is_plus = false;
                    // `+44 (0)20`: the nought is not dialled together with the country.
                    let is_trunk = |group: &Group| group.text == "0" && group.is_in_parentheses;
                    if separator == ')' && groups.last().is_some_and(is_trunk) {
                        groups.pop();
                    }
                }
                is_open = false;
                is_plus |= separator == '+';
                between = between.filter(|it| it.len() < NUMBER_SEPARATORS);
                if let Some(between) = &mut between {
                    between.push(separator);
                }
            }
            Part::Other => {
                between = None;
                is_open = false;
                is_plus = false;
            }
        }
    }
    for place in 1..groups.len() {
        // A word belongs to the number beside it only when no space stands between them.
        let has_word = groups[place - 1].is_word || groups[place].is_word;
        if has_word && groups[place].gap == Gap::Spaced {
            groups[place].gap = Gap::Apart;
        }
    }
    groups
}

fn gap(between: &str) -> Gap {
    let is_spaced = between.contains(' ');
    // A sentence or a list goes on behind ". " and ", ", and a plus begins a number.
    if between.contains('+') || (is_spaced && between.contains(['.', ',', '_'])) {
        Gap::Apart
    } else if is_spaced {
        Gap::Spaced
    } else {
        Gap::Tight
    }
}

/// The groups that may be read as one number, from each group on, shorter ones first.
pub fn readings(groups: &[Group]) -> impl Iterator<Item = &[Group]> {
    (0..groups.len())
        .flat_map(move |start| {
            let mut length = groups[start].text.len();
            let more = groups[start..].windows(2).take(NUMBER_GROUPS - 1);
            let joined = more.take_while(move |pair| {
                length += pair[1].text.len();
                pair[1].gap != Gap::Apart && length <= NUMBER_MAX_CHARACTERS
            });
            let counts = 1..=joined.count() + 1;
            counts.map(move |count| &groups[start..start + count])
        })
        .filter(|reading| reading.iter().any(|group| !group.is_word))
}
