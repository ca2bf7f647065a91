//! Says which parts of a text a query found, as ranges: no markup leaves the server.

use crate::{
    analysis::{self, Role},
    compile::typo_budget,
    query::{Clause, Query},
};
use std::collections::BTreeSet;
use switchboard_model::{number, search::Highlight};

/// The parts of `text` that `query` is found in, in order, touching ones joined.
pub fn highlights(query: &Query, text: &str) -> Vec<Highlight> {
    let pieces = analysis::pieces(text).into_iter().filter(|piece| piece.role != Role::Syntax);
    let marked = pieces.filter(|piece| query.clauses.iter().any(|one| matches(one, &piece.text)));
    let mut ranges: Vec<(usize, usize)> = marked.map(|piece| (piece.from, piece.to)).collect();
    for keys in query.clauses.iter().filter_map(keys) {
        ranges.extend(number::ranges(text, keys).into_iter().map(|range| (range.start, range.end)));
    }
    ranges.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (from, to) in ranges {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = to.max(last.1),
            _ => joined.push((from, to)),
        }
    }
    let units = |text: &str| text.encode_utf16().count();
    joined
        .into_iter()
        .map(|(from, to)| Highlight { start: units(&text[..from]), length: units(&text[from..to]) })
        .collect()
}

/// The keys of the number that a clause may be.
fn keys(clause: &Clause) -> Option<&BTreeSet<String>> {
    match clause {
        Clause::Word { keys, .. } | Clause::Compound { keys, .. } => {
            Some(keys).filter(|keys| !keys.is_empty())
        }
        Clause::Phrase(_) => None,
    }
}

fn matches(clause: &Clause, word: &str) -> bool {
    match clause {
        Clause::Phrase(words) => words.iter().any(|(_, wanted)| wanted == word),
        Clause::Word { text, is_prefix, .. } => is_found(word, text, *is_prefix),
        Clause::Compound { words, is_prefix, .. } => {
            let last = words.len() - 1;
            let mut each = words.iter().enumerate();
            each.any(|(place, (_, text))| is_found(word, text, *is_prefix && place == last))
        }
    }
}

fn is_found(word: &str, text: &str, is_prefix: bool) -> bool {
    if word == text || (is_prefix && word.starts_with(text)) {
        return true;
    }
    let typos = usize::from(typo_budget(text));
    // So many typos change the length by no more; most words are told apart by that alone.
    let lengths = (word.chars().count(), text.chars().count());
    typos > 0 && lengths.0.abs_diff(lengths.1) <= typos && strsim::osa_distance(word, text) <= typos
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, text: &str) -> Vec<String> {
        let query = Query::parse(query, &jiff::tz::TimeZone::UTC).expect("a query");
        let units: Vec<u16> = text.encode_utf16().collect();
        highlights(&query, text)
            .into_iter()
            .map(|part| String::from_utf16_lossy(&units[part.start..part.start + part.length]))
            .collect()
    }

    #[test]
    fn exact_words_slips_and_beginnings() {
        assert_eq!(found("payment ", "Late Paymant, payments"), ["Paymant", "payments"]);
        assert_eq!(found("pay", "I pay payments"), ["pay", "payments"]);
    }

    #[test]
    fn ranges_count_utf16_units() {
        assert_eq!(found("退款", "👋🏽 我要退款!"), ["退款"]);
    }

    #[test]
    fn a_number_is_marked_in_its_own_spelling() {
        assert_eq!(found("0501112233", "call +380 (50) 111-22-33!"), ["380 (50) 111-22-33"]);
        assert_eq!(found("A10293 ", "order A-10293"), ["A-10293"]);
        assert_eq!(found("👍", "yes 👍🏽"), ["👍🏽"]);
    }
}
