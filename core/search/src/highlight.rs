//! Says which parts of a text a query found, as ranges: no markup leaves the server.

use crate::{
    analysis,
    compile::typo_budget,
    query::{Clause, Query},
};
use switchboard_model::search::Highlight;

/// The parts of `text` that `query` is found in, in order, touching ones joined.
pub fn highlights(query: &Query, text: &str) -> Vec<Highlight> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for piece in analysis::pieces(text) {
        if query.clauses.iter().any(|clause| matches(clause, &piece.text)) {
            match ranges.last_mut() {
                Some(last) if piece.from <= last.1 => last.1 = piece.to.max(last.1),
                _ => ranges.push((piece.from, piece.to)),
            }
        }
    }
    let units = |text: &str| text.encode_utf16().count();
    ranges
        .into_iter()
        .map(|(from, to)| Highlight { start: units(&text[..from]), length: units(&text[from..to]) })
        .collect()
}

fn matches(clause: &Clause, word: &str) -> bool {
    match clause {
        Clause::Number(digits) => digits.contains(word) && word.len() >= 2,
        Clause::Phrase(words) => words.iter().any(|wanted| wanted == word),
        Clause::Word { text, is_prefix } => {
            word == text
                || (*is_prefix && word.starts_with(text.as_str()))
                || (typo_budget(text) > 0
                    && strsim::osa_distance(word, text) <= usize::from(typo_budget(text)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, text: &str) -> Vec<String> {
        let query = Query::parse(query).expect("a query");
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
}
