//! Turns a parsed query and the searcher's visibility into one query of the index. Permissions are a part of
//! it, never a sieve behind it.

use crate::limits::PREFIX_CHARACTERS;
use crate::{
    document::number,
    fields::Fields,
    label::Labels,
    query::{Author, Clause, Has, Query},
    visibility::searcher_terms,
};
use std::ops::Bound;
use switchboard_model::{ChatVisibility, LabelId, search::DocumentKind};
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, FuzzyTermQuery, Occur, PhraseQuery,
        Query as IndexQuery, RangeQuery, TermQuery, TermSetQuery,
    },
    schema::IndexRecordOption,
};

/// Typos that a word of this length may have.
pub fn typo_budget(text: &str) -> u8 {
    match text.chars().count() {
        _ if text.chars().any(|letter| letter.is_ascii_digit()) => 0,
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The whole query.
pub fn compile(
    fields: &Fields,
    query: &Query,
    labels: &Labels,
    kinds: &[DocumentKind],
    visibility: &ChatVisibility,
) -> Box<dyn IndexQuery> {
    let mut parts: Vec<(Occur, Box<dyn IndexQuery>)> = Vec::new();
    for clause in &query.clauses {
        parts.push((Occur::Must, clause_query(fields, clause)));
    }
    if query.clauses.is_empty() {
        parts.push((Occur::Must, Box::new(AllQuery)));
    }
    for clause in &query.excluded {
        parts.push((Occur::MustNot, exact(fields, clause)));
    }
    let bearing =
        |ids: &[LabelId]| terms(ids.iter().map(|id| Term::from_field_i64(fields.label, id.0)));
    for ids in &labels.excluded {
        parts.push((Occur::MustNot, bearing(ids)));
    }
    let mut filter = |query: Box<dyn IndexQuery>| {
        parts.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))));
    };
    filter(terms(kinds.iter().map(|kind| Term::from_field_i64(fields.kind, number(*kind)))));
    if let Some(access) = searcher_terms(visibility) {
        filter(terms(access.iter().map(|term| Term::from_field_text(fields.access, term))));
    }
    if let Some(author) = query.from {
        let word = match author {
            Author::Customer => "CONTACT",
            Author::Operator => "OPERATOR",
        };
        filter(term(Term::from_field_text(fields.from, word)));
    }
    for has in &query.has {
        let word = match has {
            Has::Attachment => "attachment",
            Has::Quote => "quote",
        };
        filter(term(Term::from_field_text(fields.has, word)));
    }
    for ids in &labels.wanted {
        filter(bearing(ids));
    }
    if query.after.is_some() || query.before.is_some() {
        let bound = |at: Option<switchboard_model::Timestamp>| {
            at.map(|at| Term::from_field_i64(fields.at, at.0))
        };
        filter(Box::new(RangeQuery::new(
            bound(query.after).map_or(Bound::Unbounded, Bound::Included),
            bound(query.before).map_or(Bound::Unbounded, Bound::Excluded),
        )));
    }
    Box::new(BooleanQuery::new(parts))
}

fn terms(terms: impl Iterator<Item = Term>) -> Box<dyn IndexQuery> {
    Box::new(TermSetQuery::new(terms))
}

fn term(term: Term) -> Box<dyn IndexQuery> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn scored(term: Term) -> Box<dyn IndexQuery> {
    Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
}

/// A clause as it stands, for exclusions: nobody excludes by a slip.
fn exact(fields: &Fields, clause: &Clause) -> Box<dyn IndexQuery> {
    match clause {
        Clause::Word { text, .. } => term(Term::from_field_text(fields.body, text)),
        Clause::Phrase(_) | Clause::Number(_) => clause_query(fields, clause),
    }
}

fn clause_query(fields: &Fields, clause: &Clause) -> Box<dyn IndexQuery> {
    match clause {
        Clause::Number(digits) => Box::new(BooleanQuery::union(vec![
            term(Term::from_field_text(fields.number, digits)),
            scored(Term::from_field_text(fields.body, digits)),
        ])),
        Clause::Phrase(words) => Box::new(PhraseQuery::new(
            words.iter().map(|word| Term::from_field_text(fields.body, word)).collect(),
        )),
        Clause::Word { text, is_prefix } => {
            let word = Term::from_field_text(fields.body, text);
            let mut ways: Vec<(Occur, Box<dyn IndexQuery>)> =
                vec![(Occur::Should, Box::new(BoostQuery::new(scored(word.clone()), 2.0)))];
            let typo_budget = typo_budget(text);
            if *is_prefix && text.chars().count() >= PREFIX_CHARACTERS {
                let beginning = FuzzyTermQuery::new_prefix(word.clone(), 0, true);
                ways.push((Occur::Should, Box::new(BoostQuery::new(Box::new(beginning), 0.5))));
            }
            if typo_budget > 0 {
                let near = FuzzyTermQuery::new(word, typo_budget, true);
                ways.push((Occur::Should, Box::new(BoostQuery::new(Box::new(near), 0.2))));
            }
            Box::new(BooleanQuery::new(ways))
        }
    }
}
