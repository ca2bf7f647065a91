//! Numbers as people write them: phones, orders, cards, accounts, dates. One fold for the index
//! and its queries, so that all spellings of a number meet. How a contact's phone is kept: `phone`.
//!
//! A number is made of groups of digits, or of digits with letters of a script that has capitals,
//! with spaces and punctuation between them. Nothing here knows in which country the server stands:
//! a national and an international form meet when they differ in a trunk prefix and at most three
//! digits of a country code.

mod groups;

use crate::limits::{NUMBER_KEY_MIN_DIGITS, PHONE_MAX_DIGITS, PHONE_MIN_DIGITS};
use groups::{Gap, Group};
use std::{collections::BTreeSet, ops::Range};

pub use groups::ascii_digit;
pub(crate) use groups::{Part, part};

/// What stands before a national number inside its country, beside noughts: the former Soviet
/// Union, Hungary, Mexico.
const TRUNKS: [&str; 3] = ["8", "06", "01"];

/// The keys under which a text's numbers are kept: of each number, and of each part of it that
/// could be one.
pub fn keys(text: &str) -> BTreeSet<String> {
    let groups = groups::of(text);
    let mut keys = BTreeSet::new();
    for reading in groups::readings(&groups) {
        stored(reading, &mut keys);
    }
    keys
}

/// The keys by which the number that a whole text is can be found; none when the text is not one
/// number.
pub fn lookup(text: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let groups = groups::of(text);
    let Some(reading) = whole(&groups) else { return keys };
    let joined = joined(reading);
    for phone in phones(reading, &joined) {
        keys.extend(tails(&phone).map(|tail| format!("={tail}")));
        keys.insert(format!("<{phone}"));
        keys.insert(format!("={phone}"));
    }
    keys.extend(dates(reading));
    if joined.len() >= NUMBER_KEY_MIN_DIGITS {
        keys.insert(joined);
    }
    keys
}

/// Are two texts spellings of one phone number, as the keys of the search tell it: with the country or
/// without, and with what is dialled before it or without.
pub fn is_one_phone(one: &str, other: &str) -> bool {
    let (one, other) = (whole_phones(one), whole_phones(other));
    let is_part = |of: &String, tail: &String| tails(of).any(|part| part == *tail);
    let mut pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
    pairs.any(|(one, other)| one == other || is_part(one, other) || is_part(other, one))
}

/// What a whole text may be as a phone number.
fn whole_phones(text: &str) -> Vec<String> {
    let groups = groups::of(text);
    whole(&groups).map_or_else(Vec::new, |reading| phones(reading, &joined(reading)))
}

/// The reading that takes all groups for one number.
fn whole(groups: &[Group]) -> Option<&[Group]> {
    groups::readings(groups).find(|reading| reading.len() == groups.len())
}

/// Where in a text the numbers stand that have one of these keys, as byte ranges in order.
pub fn ranges(text: &str, wanted: &BTreeSet<String>) -> Vec<Range<usize>> {
    let groups = groups::of(text);
    let mut found = Vec::new();
    for reading in groups::readings(&groups) {
        let mut keys = BTreeSet::from([joined(reading)]);
        stored(reading, &mut keys);
        if let ([first, ..], [.., last]) = (reading, reading)
            && !keys.is_disjoint(wanted)
        {
            found.push(first.range.start..last.range.end);
        }
    }
    found
}

/// The keys of one number in a text.
fn stored(reading: &[Group], keys: &mut BTreeSet<String>) {
    let joined = joined(reading);
    // A number in the midst of others is found as it is written; its country is not guessed at.
    if reading.first().is_some_and(|group| group.gap == Gap::Apart) {
        for phone in phones(reading, &joined) {
            keys.extend(tails(&phone).map(|tail| format!("<{tail}")));
            keys.insert(format!("={phone}"));
        }
    }
    keys.extend(dates(reading));
    if reading.len() > 1 && joined.len() >= NUMBER_KEY_MIN_DIGITS {
        keys.insert(joined);
    }
}

fn joined(reading: &[Group]) -> String {
    reading.iter().map(|group| group.text.as_str()).collect()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the digits may be as a phone number, without what is dialled before it.
fn phones(reading: &[Group], digits: &str) -> Vec<String> {
    if !is_digits(digits) {
        return Vec::new();
    }
    let mut found = vec![digits];
    if reading.first().is_some_and(|group| !group.is_plus) {
        found.extend(TRUNKS.iter().filter_map(|trunk| digits.strip_prefix(*trunk)));
    }
    let significant = found.into_iter().map(|digits| digits.trim_start_matches('0'));
    let phones =
        significant.filter(|digits| (PHONE_MIN_DIGITS..=PHONE_MAX_DIGITS).contains(&digits.len()));
    phones.map(str::to_owned).collect()
}

/// The number without the one to three digits that may be its country.
fn tails(phone: &str) -> impl Iterator<Item = &str> {
    (1..=3).filter_map(move |length| {
        let tail = phone.get(length..)?.trim_start_matches('0');
        (tail.len() >= PHONE_MIN_DIGITS).then_some(tail)
    })
}

/// The days that three groups may mean, in any order of year, month and day.
fn dates(reading: &[Group]) -> Vec<String> {
    let [first, second, third] = reading else { return Vec::new() };
    let texts = [first, second, third].map(|group| group.text.as_str());
    let orders: &[[usize; 3]] = match texts.map(str::len) {
        [4, 1..=2, 1..=2] => &[[0, 1, 2]],
        [1..=2, 1..=2, 4 | 2] => &[[2, 1, 0], [2, 0, 1]],
        _ => return Vec::new(),
    };
    let days = orders.iter().filter_map(|order| {
        let [year, month, day] = order.map(|place| texts[place].parse::<u16>().ok());
        let (year, month, day) = (year?, month?, day?);
        let year = if year < 100 { year + 2000 } else { year };
        let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_day.then(|| format!("@{year:04}{month:02}{day:02}"))
    });
    days.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(one: &str, other: &str) -> bool {
        !lookup(one).is_disjoint(&keys(other))
    }

    #[test]
    fn every_spelling_of_a_number_meets_every_other() {
        for spellings in [
            &[
                "+380 50 111 22 33",
                "+380 (50) 111-22-33",
                "00380501112233",
                "050 111 22 33",
                "0501112233",
            ][..],
            &["+49 30 123456", "030/123456", "(030) 12 34 56", "0049-30-123456"],
            &["+44 (0)20 7946 0958", "+442079460958", "020 7946 0958", "011 44 20 7946 0958"],
            &["+7 916 123-45-67", "8 (916) 123-45-67", "8916 1234567", "916 123 45 67"],
            &["+370 612 34567", "8 612 34567", "861234567"],
            &["+1 (555) 123-4567", "555.123.4567", "1-555-123-4567"],
            &["+39 06 1234567", "06 1234567"],
            &["\u{202d}+380\u{a0}50\u{a0}111\u{2011}22\u{2011}33\u{202c}", "٠٥٠١١١٢٢٣٣"],
            &["123-4567890-1234567", "12345678901234567", "123 4567890 1234567"],
            &["4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111"],
            &["UA21 3996 2200 0002 6007 2335 6600 1", "UA213996220000026007233566001"],
            &["A-10293", "a10293", "A/10293"],
            &["2026-01-31", "31.01.2026", "1/31/2026", "31.1.26"],
            &["1 250", "1,250", "1250"],
        ] {
            for one in spellings {
                for other in spellings {
                    let is_same = one == other || meet(one, other) || meet(other, one);
                    assert!(is_same, "{one} and {other}");
                }
            }
        }
    }

    #[test]
    fn phones_are_the_same_as_the_search_has_them_and_parts_are_not() {
        for spellings in [
            &["+380 50 111 22 33", "380501112233", "050 111-22-33", "0501112233"][..],
            &["+44 (0)20 7946 0958", "+442079460958", "020 7946 0958"],
            &["+7 916 123-45-67", "8 (916) 123-45-67", "916 123 45 67"],
            &["+39 06 1234567", "06 1234567"],
        ] {
            for one in spellings {
                for other in spellings {
                    assert!(is_one_phone(one, other), "{one} and {other}");
                }
            }
        }
        for (one, other) in [
            ("050 111 22 33", "067 111 22 33"),
            ("+380 50 111 22 33", "111 22 33"),
            ("+380 50 111 22 33", "Ana"),
            ("", ""),
        ] {
            assert!(!is_one_phone(one, other) && !is_one_phone(other, one), "{one} and {other}");
        }
    }

    #[test]
    fn other_numbers_do_not_meet() {
        for (one, other) in [
            ("050 111 22 33", "067 111 22 33"),
            ("+380 50 111 22 33", "+380 50 111 22 34"),
            ("A-10293", "B-10293"),
            ("2026-01-31", "2026-02-01"),
            ("123-4567890-1234567", "123-4567890-1234568"),
        ] {
            assert!(!meet(one, other) && !meet(other, one), "{one} and {other}");
        }
    }

    #[test]
    fn numbers_are_found_among_words_and_beside_each_other() {
        for text in
            ["call +380 50 111 22 33 (Anna), please", "1. 050 111-22-33, 2. 067", "2 x 050 1112233"]
        {
            assert!(!lookup("0501112233").is_disjoint(&keys(text)), "{text}");
        }
        assert_eq!(keys("no numbers here, in e.g. these well-known words"), BTreeSet::new());
    }

    #[test]
    fn ranges_point_at_the_number() {
        let text = "mine: +380 50 111 22 33!";
        let found = ranges(text, &lookup("0501112233"));
        assert!(found.iter().any(|range| &text[range.clone()] == "380 50 111 22 33"), "{found:?}");
        assert!(ranges("nothing", &lookup("0501112233")).is_empty());
    }
}
